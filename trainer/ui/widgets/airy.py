"""A page with blank rows between its parts, if there is room for them."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.geometry import Offset, Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

ROOMY = 18
"""A page of at least this many rows rather scrolls than leave out most of the blank rows."""
JOINED = "joined"
"""The class of a part that belongs to the one above it: no blank row is left between the two."""


class Airy(VerticalScroll):
    """Leaves a blank row above each part, from the top down, while everything fits unscrolled.

    In this order, one more line of text moves only the parts below it. A blank column is left
    before the scroll bar, if the page has one.
    """

    @property
    def layout(self) -> Layout:
        """A column with blank rows between the parts."""
        return _AIRY


class _AiryLayout(VerticalLayout):
    name = "airy"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Arrange the parts in a column like Textual, and spread the spare rows between them."""
        size -= (min(parent.scrollbar_size_vertical, 1), 0)
        placed = super().arrange(parent, children, size, greedy)
        bottom = max((each.region.bottom for each in placed), default=0)
        parts = [each.widget for each in placed]
        joined = [part.has_class(JOINED) for part in parts]
        free = size.height - bottom
        if size.height >= ROOMY and free < joined.count(False) // 2:
            free = len(parts)
        apart = gaps(joined, free)
        moved = []
        down = 0
        for place, part in enumerate(placed):
            down += place in apart
            moved.append(part._replace(region=part.region.translate(Offset(0, down))))
        return moved


def gaps(joined: list[bool], free: int) -> set[int]:
    """The indices of the parts that get a blank row above them, with `free` rows to spare.

    `joined` says of each part whether it belongs to the one above it.
    """
    apart = [place for place, is_joined in enumerate(joined) if not is_joined]
    return set(apart[: max(free, 0)])


_AIRY = _AiryLayout()
