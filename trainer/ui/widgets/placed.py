"""A widget that computes the positions of its parts from its size."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

Box = tuple[int, int, int, int]
"""Column, row, width and height."""


class Placed(Widget):
    """Puts each part into the box with the part's id. A part without a box is not shown."""

    @abstractmethod
    def boxes(self, size: Size) -> Mapping[str, Box]:
        """Return the box of each part, by id, for a widget of this size in cells. Pure."""

    @property
    def layout(self) -> Layout:
        return _IN_BOXES


class _InBoxes(Layout):
    name = "boxes"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        assert isinstance(parent, Placed)
        boxes = parent.boxes(size)
        return [
            WidgetPlacement(
                Region(*boxes[child.id]), NULL_OFFSET, NULL_SPACING, child, 0, False, False, False
            )
            for child in children
            if child.id is not None and child.id in boxes
        ]


_IN_BOXES = _InBoxes()
