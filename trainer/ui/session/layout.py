"""The layout of the session screen at every size: a pure function of the size.

The big word is at the left, and the big number is to its right. The instruction is below the word.
The figure is below the instruction, and is as large as possible. In a wide, short window, the
word, the instruction and the number are in a column to the left of the figure. The breath light, a
bar that rises and falls with the breath, is at both edges of the window.

The figure has the same rectangle in every stage of an exercise. Only the get-ready stage may take a
row or two from the figure, for a sentence about the position that fits nowhere else.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from trainer.ui.widgets.big_text import NARROW, Scale
from trainer.ui.widgets.big_text import height as big_height
from trainer.ui.widgets.grid import (
    EDGES,
    MARGINS,
    ROOM_FOR_NARROW,
    Rect,
    SizeClass,
    fits,
    number_width,
    size_class,
)


class Layout(Struct, frozen=True):
    """The rectangles of everything on the screen at one size."""

    name: SizeClass
    word_scale: Scale
    number_scale: Scale
    left: Rect
    """The breath light at the left edge. `right` is at the right edge."""
    right: Rect
    head: Rect
    """The exercise, the rep and the time left."""
    bar: Rect
    word: Rect
    number: Rect
    unit: Rect | None
    """What the number counts. If None, the unit is at the end of the instruction's row."""
    cue: Rect
    """The instruction, the side, and as many sentences about the movement as fit."""
    figure: Rect
    then: Rect
    """What comes next, and in a small window the side."""
    keys: Rect

    @property
    def rects(self) -> dict[str, Rect]:
        """All rectangles by name."""
        found = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: rect for name, rect in found.items() if isinstance(rect, Rect)}

    def ready(self, rows: int) -> Layout:
        """Return the layout of the get-ready stage, with up to `rows` rows of text at the foot.

        The figure loses these rows, but has at least `LEAST_FIGURE` rows left. If there is a blank
        row above the keys, it stays blank.
        """
        if self.name == "wide":
            return self  # here the foot is below the number, so the figure has no rows to lose
        x, y, width, height = self.figure
        taken = min(rows - 1, max(height - LEAST_FIGURE, 0))
        then = Rect(self.then.x, self.then.y - taken, self.then.width, taken + 1)
        return replace(self, figure=Rect(x, y, width, height - taken), then=then)


LEAST_FIGURE = 7
"""The fewest rows left for the figure when a sentence takes some of its rows."""

QUESTION = 44
"""The full width of the pain scale, in columns."""
FIGURE = 24
"""The fewest columns for a figure to the right of the scale."""
UNIT = 7
"""The width of the unit, such as "seconds", in columns."""
COLUMN = 36
"""The least width of the text next to the figure in a wide window, in columns."""


def layout_of(width: int, height: int, digits: int = 2) -> Layout:
    """Return the layout for a window of `width` columns and `height` rows, `SMALLEST` or larger.

    `digits` is how many digits of the number to leave room for. A third digit gets no room: the
    number is drawn smaller, so that the word need not move.
    """
    name = size_class(width, height)
    if name == "wide":
        return _beside(width, height, digits)
    if name == "small":
        return _small(width, height, digits)
    if name == "half":
        return _half(width, height, digits)
    return _band(name, width, height, digits)


def _band(name: SizeClass, width: int, height: int, digits: int) -> Layout:
    """Put the word and the number side by side at the same scale, and the instruction below them.

    In a short window, only half a row above and below the word is blank, and the unit is in the
    row with the instruction.
    """
    frame = _frame(width, height, MARGINS[name], EDGES[name], roomy=height >= 22)
    scale = {"huge": 4, "large": 3}.get(name, 2)
    air = 1 if scale > 2 else 0
    low = height < 26
    top = 4 if air else 2 if low else 3
    unit = top + big_height(scale) + low
    cue = unit if low else unit + 1 + air
    rows = 1 if low else 2 if height < 34 or air else 3
    figure = cue + rows + air
    number = number_width(digits, scale)
    return Layout(
        name=name,
        word_scale=scale,
        number_scale=scale,
        word=frame.at_left(top, big_height(scale) + low, number + 1),
        number=frame.at_right(top, big_height(scale) + low, number),
        unit=frame.at_right(unit, 1, UNIT),
        cue=frame.at_left(cue, rows, UNIT + 1 if low else 0),
        figure=frame.across(figure, frame.then.y - air - figure),
        **frame.parts,
    )


def _half(width: int, height: int, digits: int) -> Layout:
    """Lay out a narrow, tall window, with the word and the number in narrow letters if they fit."""
    if width < ROOM_FOR_NARROW:
        return _small(width, height, digits, name="half")
    frame = _frame(width, height, MARGINS["half"], EDGES["half"], roomy=height >= 22)
    lines = big_height(NARROW) + (height >= 22)
    number = number_width(digits, NARROW)
    cue = 2 + lines
    rows = 1 if height < 22 else 2 if height < 28 else 4
    return Layout(
        name="half",
        word_scale=NARROW,
        number_scale=NARROW,
        word=frame.at_left(2, lines, number + 1),
        number=frame.at_right(2, lines, number),
        unit=frame.at_right(cue, 1, UNIT),
        cue=frame.at_left(cue, rows, UNIT + 1),
        figure=frame.across(cue + rows, frame.then.y - cue - rows),
        **frame.parts,
    )


def _small(width: int, height: int, digits: int, name: SizeClass = "small") -> Layout:
    """Lay out the smallest windows. What the number counts is in the row with the instruction."""
    frame = _frame(width, height, MARGINS["small"], EDGES["small"], roomy=height >= 18)
    top = 2 if height < 22 else 3
    cue = top + 3 if height < 22 else top + 4
    rows = 1 if height < 20 else 2 if height < 28 else 4
    return Layout(
        name=name,
        word_scale=1,
        number_scale=1,
        word=frame.at_left(top, 3, number_width(digits, 1) + 1),
        number=frame.at_right(top, 3, number_width(digits, 1)),
        unit=None,
        cue=frame.across(cue, rows),
        figure=frame.across(cue + rows, frame.then.y - cue - rows),
        **frame.parts,
    )


def _beside(width: int, height: int, digits: int) -> Layout:
    """Lay out a wide, short window: a column of text at the left, and the figure at the right."""
    name: SizeClass = "wide"
    frame = _frame(width, height, MARGINS[name], EDGES[name], roomy=height >= 18)
    column = min(max(COLUMN, width * 3 // 10), 56)
    top = 3 if height >= 22 else 2
    air = 1 if height >= 18 else 0
    number = frame.then.y - air - 5
    cue = top + 3 + air
    person = frame.margin + column + 2
    figures = number_width(digits, 2)

    def words(y: int, rows: int) -> Rect:
        return Rect(frame.margin, y, column, rows)

    parts = {**frame.parts, "then": words(frame.then.y, frame.then.height)}
    return Layout(
        name=name,
        word_scale=1,
        number_scale=2,
        word=words(top, 3),
        number=Rect(frame.margin, number, figures, 5),
        unit=Rect(frame.margin + figures + 2, number + 4, UNIT, 1),
        cue=words(cue, number - cue - air),
        figure=Rect(person, 2, width - frame.margin - person, frame.then.y - 1),
        **parts,
    )


class _Frame(NamedTuple):
    """The parts that every size class has: the first rows, the last rows, and the edges."""

    margin: int
    inner: int
    then: Rect
    parts: dict[str, Rect]

    def across(self, y: int, rows: int) -> Rect:
        """Return a rectangle from the left margin to the right margin."""
        return Rect(self.margin, y, self.inner, rows)

    def at_left(self, y: int, rows: int, free: int) -> Rect:
        """Return a rectangle at the left margin that leaves `free` columns at the right."""
        return Rect(self.margin, y, self.inner - free, rows)

    def at_right(self, y: int, rows: int, columns: int) -> Rect:
        """Return a rectangle of `columns` columns at the right margin."""
        return Rect(self.margin + self.inner - columns, y, columns, rows)


def _frame(width: int, height: int, margin: int, edge: int, roomy: bool) -> _Frame:
    """Return the frame of a window. `roomy` adds a blank row above the keys."""
    inner = width - 2 * margin
    foot = height - 3 if roomy else height - 2
    then = Rect(margin, foot, inner, height - 1 - foot)
    return _Frame(
        margin,
        inner,
        then,
        {
            "left": Rect(0, 0, edge, height),
            "right": Rect(width - edge, 0, edge, height),
            "head": Rect(margin, 0, inner, 1),
            "bar": Rect(margin, 1, inner, 1),
            "then": then,
            "keys": Rect(margin, height - 1, inner, 1),
        },
    )


def stopped(width: int, height: int, *, figure: bool = True, needs: int = 0) -> dict[str, Rect]:
    """Return the rectangles of the screen after "it hurts".

    The head and the word of the session are at the top. The body, with the question, is below.
    A window that is too small to follow a session has only the body and the keys.

    With `figure`, a small figure is next to the body if there is room. If the body gets fewer rows
    than it `needs`, the word is left out.
    """
    if not fits(width, height):
        return {"body": Rect(0, 0, width, height - 1), "keys": Rect(0, height - 1, width, 1)}
    layout = layout_of(width, height)
    inner = layout.head.width
    person: dict[str, Rect] = {}
    if layout.name == "wide":
        body = Rect(layout.figure.x, 2, layout.figure.width, layout.keys.y - 3)
        inner = layout.cue.width
        top = layout.cue.y + 2
        person["figure"] = Rect(layout.cue.x, top, inner, layout.keys.y - 1 - top)
    else:
        top = layout.cue.y + (1 if layout.name == "small" else 2)
        body = Rect(layout.head.x, top, inner, layout.keys.y - top)
        free = inner - QUESTION - 3
        if figure and free >= FIGURE:
            x, rows = layout.head.x + QUESTION + 3, min(free // 3, body.height - 2)
            person["figure"] = Rect(x, top, free, rows)
            body = body._replace(width=QUESTION)
    if body.height < needs:
        left, inner, top = layout.head.x, layout.head.width, 3
        cue = Rect(left, top - 1, inner, 1)
        body = Rect(left, top, inner, layout.keys.y - top)
        person = {}
    else:
        x, y, _, rows = layout.word
        cue = Rect(layout.cue.x, layout.cue.y, inner, 1)
        person["word"] = Rect(x, y, inner, rows)
    unchanged = ("left", "right", "head", "bar", "keys")
    return {
        **{name: layout.rects[name] for name in unchanged},
        **person,
        "cue": cue,
        "body": body,
    }
