"""The view on the screen after "it hurts": the session as it stopped, and the question below."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from trainer.figure import Figure, Frame
from trainer.session.machine import Mark, SessionState
from trainer.settings.model import Drawing
from trainer.ui.session.get_help import GetHelp
from trainer.ui.session.layout import layout_of, stopped
from trainer.ui.session.session_bar import SessionBar
from trainer.ui.session.view import PAUSED_EDGES
from trainer.ui.session.words import StageText, head, stage_text
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.edge import Edge
from trainer.ui.widgets.figure_view import FigureView
from trainer.ui.widgets.figures import figure_of
from trainer.ui.widgets.grid import Rect, fits
from trainer.ui.widgets.key_bar import KeyBar
from trainer.ui.widgets.motion import Motion
from trainer.ui.widgets.placed import Box, Placed
from trainer.ui.widgets.spaced_page import SpacedPage
from trainer.ui.widgets.text_line import TextLine

AROUND_SIGNS = 3
"""Rows shown with the emergency signs: the question, the scale, and the key to end the session."""
DIMMED = 0.5
"""The share of the background mixed into the figure, 0-1, which makes the figure fainter."""


class Moment(Struct, frozen=True):
    """A session at the moment it stopped, as plain values."""

    text: StageText
    marks_by_side: tuple[tuple[Mark, ...], ...]
    rep_done: float
    light: float
    figure: Figure | None = None
    frame: Frame | None = None
    """The position that the figure moves to while the session waits."""
    drawing: Drawing = "auto"


def moment_of(state: SessionState, motion: Motion, drawing: Drawing) -> Moment:
    """Return the moment for a session's state. The figure moves to the resting position."""
    return Moment(
        stage_text(state),
        state.marks_by_side,
        state.rep_done,
        motion.light(state),
        figure_of(state.choice.exercise),
        _at_ease(state) or motion.frame(state),
        drawing,
    )


def _at_ease(state: SessionState) -> Frame | None:
    """Return the position where a rep of the current side begins, or None if there are no poses."""
    for stage in state.timeline.stages:
        here = stage.exercise == state.stage.exercise and state.stage.side in (None, stage.side)
        if stage.first and here and stage.path:
            return Frame(stage.path[:1], 1.0, side=stage.side)
    return None


class StoppedView(Placed):
    """Shows the stopped session where it was on the screen, and the question below its word."""

    def __init__(self, moment: Moment, *body: Widget) -> None:
        """Create the view. `body` is shown below the session, and scrolls if it does not fit."""
        super().__init__()
        self._moment, self._text = moment, moment.text
        self._body = body
        self._has_figure = moment.figure is not None
        self._severe = False

    def compose(self) -> ComposeResult:
        for id in ("left", "right"):
            edge = Edge(id=id, classes=self._text.colour)
            edge.light, edge.dim = self._moment.light, PAUSED_EDGES
            yield edge
        bar = SessionBar(id="bar")
        bar.marks_by_side, bar.rep_done = self._moment.marks_by_side, self._moment.rep_done
        bar.colour = self._text.colour
        yield TextLine(id="head")
        yield bar
        yield BigText(self._text.word, id="word", classes=self._text.colour)
        yield TextLine(id="cue")
        with SpacedPage(id="body", can_focus=False):
            yield from self._body
        figure = FigureView(id="figure")
        figure.drawing, figure.dim = self._moment.drawing, DIMMED
        figure.figure, figure.frame = self._moment.figure, self._moment.frame
        yield figure
        yield KeyBar(self._label, id="keys")

    def boxes(self, size: Size) -> Mapping[str, Box]:
        return self._boxes(size)

    def _boxes(self, size: Size) -> dict[str, Rect]:
        places = stopped(*size, figure=self._has_figure)
        if not self._severe:
            return places
        signs = GetHelp.rows(places["body"].width)
        return stopped(*size, figure=self._has_figure, needs=signs + AROUND_SIGNS)

    @property
    def is_brief(self) -> bool:
        """Whether there is no room for the big word. The instruction then begins with this word."""
        return "word" not in self._boxes(self.screen.size)

    def make_room(self, severe: bool) -> None:
        """If the pain is severe, hide the figure to make room for the signs of an emergency."""
        self._severe = severe
        on = not severe and self._moment.figure is not None
        self._has_figure = on
        self.query_one("#word").refresh(layout=True)  # makes Textual lay out the whole view again
        self._fit()

    def on_mount(self) -> None:
        self.query_one(KeyBar).follow(self.query_one("#body"))

    def on_resize(self) -> None:
        self._fit()

    def _fit(self) -> None:
        sign = (f"{self._text.shape} ", f"bold ${self._text.colour}")
        word = (f"{self._text.word}  " if self.is_brief else "", f"bold ${self._text.colour}")
        cue = Content.assemble(sign, word, (self._text.instruction, "bold $strong"))
        self.query_one("#cue", TextLine).content = cue
        self.query_one(KeyBar).refresh()
        self.screen.refresh_bindings()
        if fits(*self.screen.size):
            layout = layout_of(*self.screen.size)
            self.query_one("#word", BigText).largest = layout.word_scale
            self.query_one("#head", TextLine).content = head(self._text, layout.head.width)

    def _label(self, binding: Binding) -> str | None:
        """Return the label of a key in the foot line, or None to leave the key out.

        The keys of the answers are left out, because the body lists them.
        """
        if self.is_brief and binding.action == "answer('end')":
            return "end here"
        if binding.action.startswith("answer") or (
            self._severe and binding.action.startswith("move")
        ):
            return None
        if self._severe and binding.action.startswith("choose"):
            return None if self.is_brief else "rate"
        if self.is_brief and binding.action == "app.help":
            return None
        return binding.description
