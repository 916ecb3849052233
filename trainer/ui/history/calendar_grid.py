"""Arranges the weeks of the calendar in a window. All functions are pure.

Each day is a square, and each week a column. A strip is a block of weeks next to each other, with
the names of the months above. There are one or two strips.
"""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

STRIP = 8
"""Rows of a strip: one row for the months, and one for each weekday."""
LARGE_STRIP = 15
"""Rows of a strip of large squares: one row for the months, and two for each weekday."""
SQUARE, WIDEST_SQUARE = 2, 4
"""The least and the greatest width of a square, in columns."""
LARGE_SQUARE, WIDEST_LARGE_SQUARE = 4, 8
"""The least and the greatest width of a large square, in columns."""
MANY_WEEKS = 1000
HALVED_FROM = 16
"""At least this many weeks are split into two strips, if there is room."""
DETAIL = 3
"""Rows needed below the calendar for the selected day."""
NAMED_APART = 3
"""The first week of a strip has no label if a new month begins within this many weeks."""


class Grid(NamedTuple):
    """The arrangement of the weeks in a window."""

    strips: int
    weeks: int
    """Weeks in one strip."""
    gutter: int
    """Columns for the weekdays' names and the space after them."""
    square: int
    """Columns of a square."""
    large: bool
    """Whether squares are large. A large square has the number of its day in it."""
    between: int
    """Blank rows between two strips."""
    shades: bool = True
    """Whether days differ by shades of one colour. If not, they differ by signs."""

    @property
    def step(self) -> int:
        """Columns from one week to the next."""
        return self.square + 1

    @property
    def strip(self) -> int:
        """Rows of one strip."""
        return LARGE_STRIP if self.large else STRIP

    @property
    def rows(self) -> int:
        """Rows of the whole calendar."""
        return self.strips * self.strip + (self.strips - 1) * self.between

    @property
    def shown(self) -> int:
        """Weeks in all strips."""
        return self.strips * self.weeks


def grid(width: int, height: int, weeks: int = MANY_WEEKS, *, shades: bool = True) -> Grid:
    """Arrange `weeks` weeks in `width` columns and `height` rows, and leave room for the selected
    day below them.

    If not all weeks fit, the calendar shows fewer. Squares are large if the window is large, or if
    all weeks fit even with large squares. Large squares need `shades`, because they have no room
    for a sign next to the number. With few weeks, squares are wider.
    """
    gutter = 2 if width < 50 else 4
    room = width - gutter
    most = room // (LARGE_SQUARE + 1)
    strips = (height - DETAIL) // (LARGE_STRIP + 1)
    all_fit = weeks <= most * min(strips, 2)
    if shades and most and (all_fit or (width >= 90 and strips >= 2)):
        return _filled(Grid(min(strips, 2), most, gutter, LARGE_SQUARE, True, 1), weeks, room)
    most = max((room - 1) // (SQUARE + 1), 1)
    left = height - DETAIL - 2 * STRIP
    strips = 2 if left >= 1 and weeks > min(most, HALVED_FROM) else 1
    between = 1 if left >= 2 else 0
    return _filled(Grid(strips, most, gutter, SQUARE, False, between, shades), weeks, room - 1)


def _filled(most: Grid, weeks: int, room: int) -> Grid:
    """Reduce an arrangement to the weeks and strips needed, and make its squares wider."""
    strips = min(most.strips, ceil(weeks / most.weeks))
    if weeks >= HALVED_FROM:
        strips = most.strips
    weeks = min(most.weeks, ceil(weeks / strips))
    widest = WIDEST_LARGE_SQUARE if most.large else WIDEST_SQUARE
    square = max(min(room // weeks - 1, widest), most.square)
    return most._replace(strips=strips, weeks=weeks, square=square)


def months(mondays: list[date], grid: Grid) -> str:
    """Return the line above a strip: the name of each month, above the week of its first day.

    The first name of a strip and every January include the year. A name is left out if it would
    touch the previous name or run over the edge.
    """
    width = grid.gutter + grid.step * len(mondays)
    line = ""
    firsts = [n for n, week in enumerate(mondays) if (week + timedelta(days=6)).day <= 7]
    partial = [] if firsts and firsts[0] <= NAMED_APART else [0]
    for number in sorted({*partial, *firsts}):
        at = grid.gutter + grid.step * number
        day = mondays[number] + timedelta(days=6 if number in firsts else 0)
        name = f"{day:%b %Y}" if not line or day.month == 1 else f"{day:%b}"
        if at + len(name) > width and not line:
            name = f"{day:%b}"
        if (not line or len(line) < at) and at + len(name) <= width:
            line = f"{line:<{at}}{name}"
    return line
