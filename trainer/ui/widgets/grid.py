"""The layout grid of every screen: size classes, margins and rectangles. All functions are pure.

The margins depend only on the size of the window. All screens have the same margins, so nothing
moves sideways when another screen opens.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from trainer.ui.widgets.big_text import Scale
from trainer.ui.widgets.big_text import width as big_width

SMALLEST = (46, 16)
"""The columns and rows of the smallest window that can show a session."""

SizeClass = Literal["wide", "huge", "large", "medium", "normal", "half", "small"]

ROOM_FOR_NARROW = 60
"""The columns needed for a long word and a number in narrow letters."""
ROOM_FOR_TWICE = 79
"""The columns needed for EXHALE and a two-digit number side by side at scale 2."""

MARGINS: dict[SizeClass, int] = {
    "wide": 5,
    "huge": 9,
    "large": 7,
    "medium": 5,
    "normal": 4,
    "half": 4,
    "small": 2,
}
"""The blank columns at the left and at the right of a window."""
EDGES: dict[SizeClass, int] = {
    "wide": 3,
    "huge": 5,
    "large": 4,
    "medium": 3,
    "normal": 2,
    "half": 2,
    "small": 1,
}
"""The width of the breath light at each edge of the session screen, in columns."""


SCROLL_BAR = 2
"""The columns for a scroll bar and the blank column before it."""


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
    """Check whether a window of this size, in columns and rows, can show a session."""
    return width >= SMALLEST[0] and height >= SMALLEST[1]


def size_class(width: int, height: int) -> SizeClass:
    """Return the size class of a window. Windows below `SMALLEST` also have one."""
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
    """Return the blank columns on each side of a window."""
    name = size_class(width, height)
    return MARGINS["small" if name == "half" and width < ROOM_FOR_NARROW else name]


def around_scroll_bar(width: int, height: int) -> tuple[int, int, int, int]:
    """Return the padding of a page whose right margin has a blank column and a scroll bar."""
    side = margin(width, height)
    return 0, side - SCROLL_BAR, 0, side


def number_width(digits: int, scale: Scale) -> int:
    """Return the columns reserved for a big number. A third digit gets no more room."""
    return big_width("8" * min(digits, 2), scale)
