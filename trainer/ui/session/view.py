"""The view of a running session: word, number, instruction, figure and breath light.

The view is given plain values. It knows nothing of the clock or the session.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size

from trainer.figure import Figure, Frame
from trainer.session.machine import Mark
from trainer.settings.model import Drawing
from trainer.ui.session.layout import Layout, layout_of
from trainer.ui.session.session_bar import SessionBar
from trainer.ui.session.words import StageText, Words, words
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.big_text import width as big_width
from trainer.ui.widgets.edge import Edge
from trainer.ui.widgets.figure_view import FigureView
from trainer.ui.widgets.grid import Rect, fits
from trainer.ui.widgets.key_bar import KeyBar, Label
from trainer.ui.widgets.placed import Box, Placed
from trainer.ui.widgets.text_line import TextLine

REP_STEPS = 128
"""The bar fills a rep's segment in this many steps, which is at least one for each column."""
PAUSED_FIGURE, PAUSED_EDGES = 0.45, 0.55
"""The share of the background mixed into the figure and the breath light in a pause, 0-1."""


class SessionView(Placed):
    """Shows the text, the figure, and the breath light at both edges."""

    def __init__(self, drawing: Drawing, label: Label, *, whole_rows: bool = False) -> None:
        """Create the view. `label` returns the labels of keys. With `whole_rows`, the breath light
        moves by whole rows."""
        super().__init__()
        self.left, self.right = Edge(id="left"), Edge(id="right")
        self.left.whole_rows = self.right.whole_rows = whole_rows
        self.head = TextLine(id="head")
        self.bar = SessionBar(id="bar")
        self.word = BigText(id="word")
        self.number = BigText(right=True, id="number")
        self.unit = TextLine(id="unit")
        self.cue = TextLine(id="cue")
        self.figure = FigureView(id="figure")
        self.figure.drawing = drawing
        self.then = TextLine(id="then")
        self.keys = KeyBar(label, id="keys")
        self._coloured = (self.left, self.right, self.word, self.number)
        self._text: StageText | None = None
        self._remark = ""
        self._colour = ""
        self._digits = 2
        self._foot_rows = 0
        """The rows at the foot for a sentence about the position; 0 if there is none."""

    def compose(self) -> ComposeResult:
        yield self.left
        yield self.right
        yield self.head
        yield self.bar
        yield self.word
        yield self.number
        yield self.unit
        yield self.cue
        yield self.figure
        yield self.then
        yield self.keys

    def boxes(self, size: Size) -> Mapping[str, Box]:
        layout = self._layout(size)
        return layout.rects if layout else {}

    def _layout(self, size: Size) -> Layout | None:
        if not fits(*size):
            return None
        layout = layout_of(*size, self._digits)
        if layout.name == "wide" and layout.unit is not None:
            layout = replace(layout, unit=beside(layout, self.number.text))
        return layout.ready(self._foot_rows) if self._foot_rows else layout

    # The moving parts

    def move(self, light: float, frame: Frame | None, rep_done: float) -> None:
        """Update what moves.

        `light` is the height of the breath light, 0-1. `rep_done` is how much of the rep is done,
        0-1.
        """
        self.left.light = self.right.light = light
        self.figure.frame = frame
        self.bar.rep_done = round(rep_done * REP_STEPS) / REP_STEPS

    # The text

    def flash(self, on: bool) -> None:
        """Invert the colours of the word, or show its usual colours."""
        self.word.set_class(on, "-flash")

    def show_text(
        self,
        text: StageText,
        figure: Figure | None,
        ahead: Iterable[Frame],
        marks_by_side: tuple[tuple[Mark, ...], ...],
        waits: bool,
        remark: str = "",
    ) -> None:
        """Show a new text and a new figure.

        `ahead` has the next frames, which are drawn ahead of time. For `marks_by_side`, see
        `SessionBar`. `waits` says whether the session is paused. A `remark` replaces less important
        text.
        """
        self._text, self._remark = text, remark
        if text.colour != self._colour:
            self._colour = text.colour
            for part in self._coloured:
                part.set_classes(text.colour)
        self.figure.figure = figure
        if fits(*self.size):
            self.figure.prepare(ahead, layout_of(*self.size, self._digits).figure[2:])
        self.figure.dim = PAUSED_FIGURE if waits else 0.0
        self.left.dim = self.right.dim = PAUSED_EDGES if waits else 0.0
        self.bar.marks_by_side, self.bar.colour = marks_by_side, text.colour
        before = big_width(self.number.text, 1)
        self.word.text, self.number.text = text.word, text.number
        digits = min(len(text.number) or self._digits, 2)
        if digits != self._digits or before != big_width(text.number, 1):
            self._digits = digits
            self._place_again()
        self._put()

    def on_resize(self) -> None:
        self._put()

    def _place_again(self) -> None:
        # Textual lays out the whole view again if one of its parts asks for that.
        self.word.refresh(layout=True)

    def _put(self) -> None:
        if self._text is None or (layout := self._layout(self.size)) is None:
            return
        plain = layout_of(*self.size, self._digits)
        put: Words = words(self._text, plain, self._remark)
        foot_rows = 0 if put.layout is plain else put.layout.then.height
        if foot_rows != self._foot_rows:
            self._foot_rows = foot_rows
            self._place_again()
        self.word.largest, self.number.largest = layout.word_scale, layout.number_scale
        self.number.is_right = layout.name != "wide"
        self.head.content, self.unit.content = put.head, put.unit
        self.cue.content, self.then.content = _lines(put.cue), _lines(put.then)


def beside(layout: Layout, number: str) -> Rect:
    """Return the rectangle for the unit, directly to the right of the number."""
    assert layout.unit is not None
    _, y, width, height = layout.unit
    taken = min(big_width(number, layout.number_scale), layout.number.width)
    return Rect(layout.number.x + taken + 2, y, width, height)


def _lines(lines: tuple[Content, ...]) -> Content:
    return Content("\n").join(lines)
