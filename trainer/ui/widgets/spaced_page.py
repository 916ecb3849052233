"""A page with blank rows between its parts, as far as there is space."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.geometry import Offset, Size
from textual.layout import ArrangeResult, Layout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

ROOMY = 18
"""A page of at least this many rows shows all blank rows and scrolls, if most do not fit."""
JOINED = "joined"
"""The CSS class of a part with no blank row above it, because it belongs to the part above."""


class SpacedPage(VerticalScroll):
    """Puts blank rows above the parts, as many as fit without scrolling.

    The first parts get them first, so that a part that grows by a line moves only the parts below
    it. If the page has a scroll bar, the column before it is blank.
    """

    @property
    def layout(self) -> Layout:
        return _SPACED


class _SpacedLayout(VerticalLayout):
    name = "spaced"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Arrange the parts as Textual does, and then move them apart."""
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
    """Return the indices of the parts that get a blank row above them, at most `free` of them.

    `joined` says for each part whether it belongs to the part above.
    """
    apart = [place for place, is_joined in enumerate(joined) if not is_joined]
    return set(apart[: max(free, 0)])


_SPACED = _SpacedLayout()
