"""The welcome page: why this helps, how to breathe, when to stop, and the keys."""

from __future__ import annotations

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from trainer import safety
from trainer.catalog import Source
from trainer.clock import Clock
from trainer.figure import ease
from trainer.ui.terminal.screen import ClosingScreen
from trainer.ui.widgets.edge import Edge
from trainer.ui.widgets.grid import EDGES, MARGINS, size_class
from trainer.ui.widgets.key_bar import KEY, KeyBar
from trainer.ui.widgets.motion import Motion

LIGHT = "The light at both edges shows you when."
KEYS = (("space", "pauses"), ("x", "it hurts"), ("m", "mutes"), ("?", "help"))
BREATH = 4.0
"""Seconds of an inhale, while the light rises, and of an exhale: one breath at rest."""


class WelcomeScreen(ClosingScreen[None]):
    """Shown once, before the first session; the command palette opens it again."""

    TITLE = "Welcome"
    HELP = "What to know before your first session. enter continues to the exercises."
    CSS_PATH = "reading.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (66, "-wide")]  # noqa: RUF012  # as Screen has it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (28, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,space,q", "dismiss", "continue", key_display="enter"),
        Binding("i", "app.about", "the whole leaflet"),
        Binding("question_mark,f1", "app.help", "Help", key_display="?", show=False),
    ]

    def __init__(self, source: Source, motion: Motion, clock: Clock) -> None:
        super().__init__()
        self._source = source
        self._motion = motion
        self._clock = clock
        self._since = clock.monotonic()

    def compose(self) -> ComposeResult:
        """Short paragraphs, each with a heading in the margin, and the breath light."""
        source = self._source
        yield Edge(id="left", classes="stage-inhale")
        yield Edge(id="right", classes="stage-inhale")
        with VerticalScroll(id="page"):
            yield Static(Content.styled(source.title, "bold $key"), classes="title")
            yield _Piece("Why", f"{reason(source.why)} {source.dose}", "key")
            yield _Piece("Breathe", f"{source.breathing} {LIGHT}", "stage-inhale")
            yield _Piece("Ask first", safety.BEFORE, "stage-ready")
            yield _Piece("Get help", safety.EMERGENCY_IN_SHORT, "stage-switch")
            yield _Piece("Stop", f"{safety.STOP_RULES} {safety.CANNOT_SEE}", "stage-hold")
            keys = (Content.assemble((key, KEY), f" {meaning}") for key, meaning in KEYS)
            hints = [Content("Follow the breath."), *keys]
            yield Static(Content("   ").join(hints), classes="keys")
        yield KeyBar()

    def on_mount(self) -> None:
        """Start the breath light, unless motion is off."""
        self.query_one(KeyBar).follow(self.query_one("#page"))
        self.breathe()
        if self._motion.level != "off":
            self.set_interval(1 / self._motion.frames, self.breathe)

    def on_resize(self, event: Resize) -> None:
        """Use the edges and margins of a session."""
        size, edge = size_class(*event.size), EDGES[size_class(*event.size)]
        for light in self.query(Edge):
            light.styles.width = edge
        beside = MARGINS[size] - edge
        self.query_one("#page").styles.margin = (0, beside)
        self.query_one(KeyBar).styles.margin = (1, beside, 0, beside)

    def breathe(self) -> None:
        """Set the light to the present moment of the breath."""
        passed = (self._clock.monotonic() - self._since) % (2 * BREATH)
        inhaling = passed < BREATH
        lungs = ease(passed / BREATH) if inhaling else 1 - ease(passed / BREATH - 1)
        for edge in self.query(Edge):
            edge.light = 1.0 if self._motion.level == "off" else lungs
            if self._motion.level != "off":
                edge.set_classes("stage-inhale" if inhaling else "stage-exhale")


class _Piece(Horizontal):
    """A paragraph with its heading in the margin, or above it in a narrow window."""

    def __init__(self, word: str, text: str, colour: str) -> None:
        super().__init__(
            Static(Content.styled(word, f"bold ${colour}"), classes="word"),
            Static(Content(text), classes="said"),
        )


def reason(why: str) -> str:
    """The sentence of `why` that names the muscles, or the first one."""
    sentences = re.findall(r"[^.]+\.", why)
    named = (sentence for sentence in sentences if "glutes" in sentence)
    return next(named, sentences[0] if sentences else why).strip()
