"""The first minute: why, how to breathe, when to stop, and what the keys are."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from trainer import safety
from trainer.catalog import Source
from trainer.ui.widgets.keys import Keys

KEYS = (
    ("enter", "starts what is marked; then everything goes on by itself"),
    ("space", "pauses, and goes on"),
    ("x", "it hurts: stops at once, and offers what is easier"),
    ("?", "help, on every screen"),
)


class WelcomeScreen(Screen[None]):
    """Shown once, before the first session; the palette brings it back."""

    TITLE = "Welcome"
    HELP = "What to know before the first session. enter goes on to the exercises."
    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space,q", "dismiss", "To the exercises", key_display="enter"),
        Binding("i", "app.about", "The whole leaflet"),
        Binding("question_mark,f1", "app.help", "Help", key_display="?", show=False),
    ]

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source

    def compose(self) -> ComposeResult:
        """Four short pieces, each with a word that says what it is about."""
        paragraphs = self._source.why.split("\n\n")
        why = f"{paragraphs[0].split('. ')[0]}. {paragraphs[-1]}" if paragraphs[0] else ""
        with VerticalScroll(id="page"):
            yield Static(Content.styled(self._source.title, "bold $primary"), classes="title")
            yield from _piece("Why", f"{why} {self._source.dose}")
            yield from _piece("Breathe", self._source.breathing, "stage-inhale")
            yield from _piece("Stop", safety.STOP_RULES, "stage-hold")
            yield from _piece("First", f"{safety.BEFORE} {safety.CANNOT_SEE}")
            keys = (
                Content.assemble((f"{key:>6}", "bold $footer-key-foreground"), f"  {meaning}")
                for key, meaning in KEYS
            )
            yield Static(Content("\n").join(keys))
        yield Keys()


def _piece(word: str, text: str, colour: str = "primary") -> ComposeResult:
    """A paragraph with its word before it."""
    yield Static(Content.assemble((f"{word}  ", f"bold ${colour}"), text), classes="text")
