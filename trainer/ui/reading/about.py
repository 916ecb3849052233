"""The About page: the leaflet, what the program adds to it, and where the user's files are."""

from __future__ import annotations

from os.path import isfile
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from trainer import __version__, safety
from trainer.catalog import Source
from trainer.files.places import Places, with_tilde
from trainer.files.safe_text import sanitize
from trainer.ui.terminal.screen import ClosingScreen
from trainer.ui.widgets.key_bar import KeyBar
from trainer.ui.widgets.page import Head, set_margins

OURS = (
    "The exercises, their counts, their variants and their breathing come from the leaflet. This "
    "program decides what the leaflet leaves open: one set, one second per count, three counts "
    "where it says 2–4, the seconds of each movement, the time to get ready and to turn over, the "
    "right leg first in the clam shells, and five reps of the chair squat. You can change the "
    "seconds in the settings.\n\n"
    "The leaflet calls one exercise Supine Leg Extension, though you lie on your stomach; we "
    "keep the name. Others advise breathing out on the effort; we keep the leaflet's rule. "
    "The leaflet says the glutes are not doing their job; research is less sure. "
    "The exercises may still help."
)
"""What the program adds to the leaflet, and where others disagree with the leaflet."""

ADVICE = (
    "Each day the coach suggests one or two exercises, in turn, and says why. "
    "What you tell it changes what it suggests. After an exercise has hurt, it is not suggested "
    "for a while. A harder version is never offered after a bad day, or if your back was worse the "
    "next morning. You can always choose for yourself.\n\n"
    "From the leaflet: the exercises, the advice to do one or two of them, their easier versions, "
    "and the lower chair once the chair is easy. From cited sources: pain up to 5 is acceptable "
    "if it settles by next morning (the pain-monitoring model, made for knees and tendons rather "
    "than backs); at 7, you stop for the day (the traffic light used by physiotherapists); a "
    "difference of two points is a real change (Ostelo); strength lasts about four weeks without "
    "training (Stronger By Science); and keeping active helps (NICE NG59, AAFP). The trainer's "
    "own numbers: three good days before it offers a harder version, one exercise in the first "
    "two weeks, a rest of 14 days when an exercise is stopped for pain a second time, and of 28 "
    "the third time, and no question for six weeks after you decline.\n\n"
    f"{safety.KEEP_ACTIVE}"
)
"""How the coach's advice works, and the sources of its numbers."""


class AboutScreen(ClosingScreen[None]):
    """Shows the text of the leaflet, and a short text about the program."""

    TITLE = "About"
    HELP = "The leaflet that everything comes from, and where your files are."
    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "back", key_display="esc"),
        Binding("question_mark,f1", "app.help", "all keys", key_display="?"),
    ]

    def __init__(self, source: Source, places: Places) -> None:
        super().__init__()
        self._source = source
        self._places = places

    def compose(self) -> ComposeResult:
        source = self._source
        own = self._places.own_catalog_file
        files = (
            ("history", with_tilde(self._places.history_file)),
            ("settings", with_tilde(self._places.config_file)),
            ("your exercises", with_tilde(own) if isfile(own) else f"{with_tilde(own)}, none yet"),
        )
        yield Head(self.TITLE, f"Glute Trainer {__version__}")
        with VerticalScroll(id="page"):
            yield Static(Content.styled(source.title, "bold $key"), classes="title")
            yield Static(Content(f"{source.why.strip()}\n\n{source.dose}"), classes="text")
            yield Static(Content.styled(source.breathing, "bold $stage-inhale"), classes="text")
            yield from _part("What the program adds", OURS)
            yield from _part("How advice works", ADVICE)
            yield from _part("Before you start", safety.BEFORE)
            yield from _part("When to stop", safety.STOP_RULES)
            yield from _part("When to get help", safety.EMERGENCY)
            yield from _part("When to see a doctor", safety.SEE_A_DOCTOR)
            yield from _part(
                f"Glute Trainer {__version__}",
                "MIT licence. Nothing leaves this computer.\n"
                + "\n".join(f"{what:<20}{sanitize(place)}" for what, place in files),
            )
        yield KeyBar()

    def on_mount(self) -> None:
        page = self.query_one("#page")
        page.focus()  # so that the arrow keys scroll it
        self.query_one(KeyBar).follow(page)

    def on_resize(self, event: Resize) -> None:
        set_margins(self, event.size)


def _part(heading: str, text: str) -> ComposeResult:
    yield Static(Content.styled(heading, "bold"), classes="heading")
    yield Static(Content(text), classes="text")
