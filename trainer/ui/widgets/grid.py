"""The layout grid of every screen: size classes, margins and rectangles. Pure.

The margins depend on the size of the window only. They are the same on every screen, so nothing
moves sideways when another screen opens.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from trainer.ui.widgets.big_text import Scale
from trainer.ui.widgets.big_text import width as big_width

SMALLEST = (46, 16)
"""The fewest columns and rows in which a session can be followed."""

SizeClass = Literal["wide", "huge", "large", "medium", "normal", "half", "small"]

ROOM_FOR_NARROW = 60
"""Columns needed for a long word and its number in narrow letters."""
ROOM_FOR_TWICE = 79
"""Columns needed to show EXHALE and a two-digit number side by side at scale 2."""

MARGINS: dict[SizeClass, int] = {
    "wide": 5,
    "huge": 9,
    "large": 7,
    "medium": 5,
    "normal": 4,
    "half": 4,
    "small": 2,
}
"""Blank columns at the left and at the right."""
EDGES: dict[SizeClass, int] = {
    "wide": 3,
    "huge": 5,
    "large": 4,
    "medium": 3,
    "normal": 2,
    "half": 2,
    "small": 1,
}
"""The width of the light at each edge of a session, in columns."""


SCROLL_BAR = 2
"""Columns for a scroll bar, and for the blank one before it."""


class Rect(NamedTuple):
    """A rectangle of cells. Rows and columns count from 0."""

    x: int
    y: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """The first row below the rectangle."""
        return self.y + self.height


def fits(width: int, height: int) -> bool:
    """Whether a session can be followed in a window of this size, in columns and rows."""
    return width >= SMALLEST[0] and height >= SMALLEST[1]


def size_class(width: int, height: int) -> SizeClass:
    """The size class of a window. A window below `SMALLEST` is `half` or `small` as well."""
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


def margin(width: int, height: int) -> int:
    """Blank columns on each side of a window."""
    name = size_class(width, height)
    return MARGINS["small" if name == "half" and width < ROOM_FOR_NARROW else name]


def around_scroll_bar(width: int, height: int) -> tuple[int, int, int, int]:
    """The padding of a page that has its scroll bar, after a blank column, in the right margin."""
    side = margin(width, height)
    return 0, side - SCROLL_BAR, 0, side


def number_width(digits: int, scale: Scale) -> int:
    """Columns reserved for a big number of `digits` digits; more than two get no more room."""
    return big_width("8" * min(digits, 2), scale)
