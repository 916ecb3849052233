"""A page whose parts stand apart where there is room for it, and close together elsewhere."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.geometry import Offset, Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

ROOMY = 20
"""Rows from which a page that does not fit is read in parts, not as one block."""
JOINED = "joined"
"""The class of a part that belongs to the one above it: nothing is free between the two."""


class Airy(VerticalScroll):
    """Free rows between the parts, from the top, as many as leave everything in sight.

    A row above the first part comes before the last gap, so that a line more in between moves
    what stands below it and nothing above.
    """

    @property
    def layout(self) -> Layout:
        """A column with air in it."""
        return _AIRY


class _AiryLayout(VerticalLayout):
    name = "airy"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Textual's own column, with the rows that are left spread between its parts."""
        placed = super().arrange(parent, children, size, greedy)
        bottom = max((each.region.bottom for each in placed), default=0)
        parts = [each.widget for each in placed]
        free = size.height - bottom
        if free < 0 and size.height >= ROOMY:  # it scrolls anyway
            free = len(parts) - 2
        apart = gaps([part.has_class(JOINED) for part in parts], free)
        moved = []
        down = 0
        for place, part in enumerate(placed):
            down += place in apart
            moved.append(part._replace(region=part.region.translate(Offset(0, down))))
        return moved


def gaps(joined: list[bool], free: int) -> set[int]:
    """The places of the parts with a free row above, where so many rows are free."""
    inside = [place for place, is_joined in enumerate(joined) if place and not is_joined]
    order = [*inside[:-1], 0, *inside[-1:]]
    return set(order[: max(free, 0)])


_AIRY = _AiryLayout()
