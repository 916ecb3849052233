"""The grid that every screen stands on: size classes, margins, rectangles. Pure.

Text begins and ends at the same margins on every screen of one size, so nothing moves sideways
when another screen opens.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from trainer.ui.widgets.big_text import width as big_width

SMALLEST = (46, 16)
"""Columns and rows below which a session cannot be followed."""

SizeClass = Literal["wide", "huge", "large", "medium", "normal", "half", "small"]

ROOM_FOR_TWICE = 79
"""Columns in which EXHALE and a number of two digits stand side by side at twice the size."""

MARGINS: dict[SizeClass, int] = {
    "wide": 5,
    "huge": 9,
    "large": 7,
    "medium": 5,
    "normal": 4,
    "half": 4,
    "small": 2,
}
"""Columns left free at the left and at the right."""
EDGES: dict[SizeClass, int] = {
    "wide": 3,
    "huge": 5,
    "large": 4,
    "medium": 3,
    "normal": 2,
    "half": 2,
    "small": 1,
}
"""Columns of the light at each edge of a session."""


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


def fits(width: int, height: int) -> bool:
    """Whether a session can be followed in so many columns and rows."""
    return width >= SMALLEST[0] and height >= SMALLEST[1]


def size_class(width: int, height: int) -> SizeClass:
    """The first class that a window has room for; the smallest one below `SMALLEST` as well."""
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
    """Columns left free at either side of a window."""
    return MARGINS[size_class(width, height)]


def number_width(digits: int, scale: int) -> int:
    """Columns kept for a big number of so many digits, two at the most."""
    return big_width("8" * min(digits, 2), scale)
