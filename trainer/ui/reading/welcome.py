"""The welcome page: why the exercises help, how to breathe, when to stop, and the keys."""

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
"""The length of an inhale and of an exhale at rest, in seconds."""
FIGURE_FROM = (100, 40)
"""In windows of at least this many columns and rows, a breathing figure is shown."""


class WelcomeScreen(ClosingScreen[None]):
    """Shown once, before the first session. The command palette can open it again.

    The light at both edges of the screen and a small figure show how to breathe.
    """

    TITLE = "Welcome"
    HELP = """\
What to know before your first session. enter shows the next page; after the last one, it \
shows the exercises."""
    CSS_PATH = "reading.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (66, "-wide")]  # noqa: RUF012  # the same type as in Screen
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
        """Whether more text follows below."""
        page = self.query_one("#page", VerticalScroll)
        return page.scroll_y < page.max_scroll_y

    def action_read_on(self) -> None:
        """Scroll down a page. At the end of the text, close the screen.

        So nobody misses the text about when to stop.
        """
        if self._has_more:
            self.query_one("#page", VerticalScroll).scroll_page_down(animate=False)
        else:
            self.dismiss()

    def on_mount(self) -> None:
        view = self.query_one(FigureView)
        view.drawing = self._drawing
        view.figure = self._shown[0] if self._shown else None
        page = self.query_one("#page")
        self.query_one(KeyBar).follow(page)
        self.watch(page, "scroll_y", self.refresh_bindings)  # updates the label of enter
        self.breathe()
        if self._motion.level != "off":
            self.set_interval(1 / self._motion.frames, self.breathe)

    def on_resize(self, event: Resize) -> None:
        # The edges and margins are those of a session.
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
        """Show the current moment of the breath. If motion is off, show full lungs."""
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
    """A paragraph with a heading in the margin, or above the paragraph in a narrow window."""

    def __init__(self, word: str, text: str, colour: str) -> None:
        super().__init__(
            Static(Content.styled(word, f"bold ${colour}"), classes="word"),
            Static(Content(text), classes="said"),
        )


def lying_breath(catalog: Catalog) -> tuple[Figure, Stage, Stage] | None:
    """Return a figure that lies on its back, with the stages of an inhale and an exhale.

    They are from the first exercise in that position. Return None if the catalog has no such
    exercise.
    """
    for figure, stages in starting(catalog.exercises, ON_THE_BACK):
        inhale = next((stage for stage in stages if stage.breath == "inhale"), None)
        exhale = next((stage for stage in stages if stage.breath == "exhale"), None)
        if inhale and exhale:
            return figure, inhale, exhale
    return None


def reason(why: str) -> str:
    """Return the sentence of `why` that names the glutes, or else its first sentence."""
    sentences = re.findall(r"[^.]+\.", why)
    named = (sentence for sentence in sentences if "glutes" in sentence)
    return next(named, sentences[0] if sentences else why).strip()
