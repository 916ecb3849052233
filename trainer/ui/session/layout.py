"""Where everything stands on the session screen, at every size: a pure function of the size.

One band, one picture: the word at the left and the number at the right of the same rows, under
them what to do, under that the person, as large as the rest leaves. Only a wide, low window puts
word, instruction and number in a column beside the person. The light of the breath stands at both
edges. The person keeps one rectangle in every stage of an exercise; only getting ready in the
smallest windows takes a row from it, for the sentence that says how.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

SMALLEST = (46, 16)
"""Columns and rows below which a session cannot be followed."""

SizeClass = Literal["wide", "huge", "large", "medium", "normal", "half", "small"]


class Rect(NamedTuple):
    """A rectangle of cells; rows and columns count from 0."""

    x: int
    y: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """The row after the last one."""
        return self.y + self.height


class Layout(Struct, frozen=True):
    """The places of one size."""

    name: SizeClass
    word_scale: int
    number_scale: int
    left: Rect
    """The edge of light at the left; `right` is the same at the right."""
    right: Rect
    head: Rect
    """Exercise, rep and time left."""
    bar: Rect
    word: Rect
    number: Rect
    unit: Rect
    """What the number counts."""
    cue: Rect
    """What to do, the side, and as many sentences about it as there are rows for."""
    figure: Rect
    then: Rect
    """What comes next; in a small window the side as well."""
    keys: Rect

    @property
    def ready(self) -> Layout:
        """The same while getting ready, where a sentence needs two rows at the foot."""
        if self.then.height > 1 or self.name != "small":
            return self
        x, y, width, height = self.figure
        shorter = Rect(x, y, width, height - 1)
        return replace(self, figure=shorter, then=Rect(x, shorter.bottom, width, 2))


def size_class(width: int, height: int) -> SizeClass:
    """The first class that a window has room for; below `SMALLEST` there is none for it."""
    if (width >= 110 and height < 26) or (width >= 90 and height < 20):
        return "wide"
    if width >= 190 and height >= 56:
        return "huge"
    if width >= 130 and height >= 36:
        return "large"
    if width >= 96 and height >= 26:
        return "medium"
    if width >= ROOM_FOR_TWICE and height >= 20:
        return "normal"
    return "half" if height >= 20 else "small"


ROOM_FOR_TWICE = 77
"""Columns in which EXHALE and a number of two digits stand side by side at twice the size."""
ROOM_FOR_NUMBER = 60
"""Columns in which a long instruction ends before a number of twice the size."""

_MARGINS = {"wide": 5, "huge": 9, "large": 7, "medium": 5, "normal": 4, "half": 4, "small": 2}
_EDGES = {"wide": 3, "huge": 5, "large": 4, "medium": 3, "normal": 2, "half": 2, "small": 1}


def layout_of(width: int, height: int) -> Layout:
    """The places in a window of so many columns and rows, `SMALLEST` or larger."""
    name = size_class(width, height)
    match name:
        case "wide":
            return _wide(width, height)
        case "huge":
            return _band(name, width, height, scale=4, top=4, air=1)
        case "large":
            return _band(name, width, height, scale=3, top=4, air=1)
        case "medium" | "normal":
            return _band(name, width, height, scale=2, top=3 if height >= 26 else 2, air=0)
        case "half":
            return _half(width, height)
        case "small":
            return _small(width, height)


def _frame(name: SizeClass, width: int, height: int, margin: int, edge: int) -> _Frame:
    inner = width - 2 * margin
    foot = height - 3 if height >= 22 or (height >= 18 and name in ("wide", "small")) else height - 2
    return _Frame(
        margin=margin,
        inner=inner,
        foot=foot,
        left=Rect(0, 0, edge, height),
        right=Rect(width - edge, 0, edge, height),
        head=Rect(margin, 0, inner, 1),
        bar=Rect(margin, 1, inner, 1),
        then=Rect(margin, foot, inner, height - 1 - foot),
        keys=Rect(margin, height - 1, inner, 1),
    )


class _Frame(NamedTuple):
    """What is the same in every class: the first rows, the last ones, and the edges."""

    margin: int
    inner: int
    foot: int
    """The row of what comes next."""
    left: Rect
    right: Rect
    head: Rect
    bar: Rect
    then: Rect
    keys: Rect


def _lines(scale: int) -> int:
    return -(-5 * scale // 2)
