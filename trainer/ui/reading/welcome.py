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
from trainer.catalog import Catalog
from trainer.clock import Clock
from trainer.figure import Figure, Frame, ease
from trainer.session.timeline import Stage
from trainer.settings.model import Drawing
from trainer.ui.terminal.screen import ClosingScreen
from trainer.ui.widgets.edge import Edge
from trainer.ui.widgets.figure_view import FigureView
from trainer.ui.widgets.figures import ON_THE_BACK, starting
from trainer.ui.widgets.grid import EDGES, MARGINS, size_class
from trainer.ui.widgets.key_bar import KEY, KeyBar
from trainer.ui.widgets.motion import Motion

LIGHT = "The light at both edges shows you when."
KEYS = (("space", "pauses"), ("x", "it hurts"), ("m", "mutes"), ("?", "help"))
BREATH = 4.0
"""Seconds of an inhale, while the light rises, and of an exhale: one breath at rest."""
FIGURE_FROM = (100, 40)
"""In windows of at least this many columns and rows, a figure moves with the breath."""


class WelcomeScreen(ClosingScreen[None]):
    """Shown once, before the first session; the command palette opens it again."""

    TITLE = "Welcome"
    HELP = (
        "What to know before your first session. enter reads on, then continues to the exercises."
    )
    CSS_PATH = "reading.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (66, "-wide")]  # noqa: RUF012  # as Screen has it
    VERTICAL_BREAKPOINTS = [(0, "-short"), (28, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "read_on", "continue", key_display="enter"),
        Binding("escape,q", "dismiss", "Leave", show=False),
        Binding("i", "app.about", "the whole leaflet"),
        Binding("question_mark,f1", "app.help", "Help", key_display="?", show=False),
    ]

    def __init__(self, catalog: Catalog, drawing: Drawing, motion: Motion, clock: Clock) -> None:
        super().__init__()
        self._source = catalog.source
        self._drawing = drawing
        self._shown = lying_breath(catalog)
        self._motion = motion
        self._clock = clock
        self._since = clock.monotonic()

    def compose(self) -> ComposeResult:
        """Short paragraphs, each with a heading in the margin, the breath light and the figure."""
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
        yield FigureView()
        yield KeyBar(self._label)

    def _label(self, binding: Binding) -> str:
        return "read on" if binding.action == "read_on" and self._has_more else binding.description

    @property
    def _has_more(self) -> bool:
        """Whether some of the text is still below the window."""
        page = self.query_one("#page", VerticalScroll)
        return page.scroll_y < page.max_scroll_y

    def action_read_on(self) -> None:
        """Turn the page; continue once all has been shown, so that nobody misses when to stop."""
        if self._has_more:
            self.query_one("#page", VerticalScroll).scroll_page_down(animate=False)
        else:
            self.dismiss()

    def on_mount(self) -> None:
        """Start the breath, unless motion is off."""
        view = self.query_one(FigureView)
        view.drawing = self._drawing
        view.figure = self._shown[0] if self._shown else None
        page = self.query_one("#page")
        self.query_one(KeyBar).follow(page)
        self.watch(page, "scroll_y", self.refresh_bindings)  # for the label of enter
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
        self.query_one(FigureView).styles.margin = (1, beside, 0, beside)
        roomy = event.size.width >= FIGURE_FROM[0] and event.size.height >= FIGURE_FROM[1]
        drawn = self._shown is not None and self._drawing != "off"
        self.set_class(roomy and drawn, "-figure")
        self.query_one(KeyBar).styles.margin = (1, beside, 0, beside)
        self.call_after_refresh(self.refresh_bindings)

    def breathe(self) -> None:
        """Set the light and the figure to the present moment of the breath; the lungs stay full if
        motion is off."""
        still = self._motion.level == "off"
        passed = BREATH if still else (self._clock.monotonic() - self._since) % (2 * BREATH)
        inhaling = still or passed < BREATH
        come = ease(passed / BREATH if inhaling else passed / BREATH - 1)
        for edge in self.query(Edge):
            edge.light = come if inhaling else 1 - come
            edge.set_classes("stage-inhale" if inhaling else "stage-exhale")
        if self._shown:
            _, inhale, exhale = self._shown
            stage = inhale if inhaling else exhale
            frame = Frame(stage.path, come, stage.side, stage.squeeze)
            self.query_one(FigureView).frame = frame


class _Piece(Horizontal):
    """A paragraph with its heading in the margin, or above it in a narrow window."""

    def __init__(self, word: str, text: str, colour: str) -> None:
        super().__init__(
            Static(Content.styled(word, f"bold ${colour}"), classes="word"),
            Static(Content(text), classes="said"),
        )


def lying_breath(catalog: Catalog) -> tuple[Figure, Stage, Stage] | None:
    """The figure of the first exercise done on the back, with the movements of its first inhale
    and exhale. None if the catalog has no such exercise."""
    for figure, stages in starting(catalog.exercises, ON_THE_BACK):
        inhale = next((stage for stage in stages if stage.breath == "inhale"), None)
        exhale = next((stage for stage in stages if stage.breath == "exhale"), None)
        if inhale and exhale:
            return figure, inhale, exhale
    return None


def reason(why: str) -> str:
    """The sentence of `why` that names the muscles, or the first one."""
    sentences = re.findall(r"[^.]+\.", why)
    named = (sentence for sentence in sentences if "glutes" in sentence)
    return next(named, sentences[0] if sentences else why).strip()
