"""Rows with a hanging indent: a key and what it does, a dot and what it stands for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

Row = tuple[Content, Content]
"""What stands in the margin, and what is said beside it."""
FURTHER = 2
"""Columns by which a text goes on further in, below a margin that says nothing."""


class HangingRows(Widget):
    """Rows each with a margin of its own, as high as their text needs."""

    DEFAULT_CSS = """
    HangingRows { width: 1fr; height: auto; }
    """

    def __init__(
        self, rows: Sequence[Row], *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._rows = tuple(rows)

    @property
    def rows(self) -> Sequence[Row]:
        """What it says."""
        return self._rows

    def update(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self._rows = tuple(rows)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """All lines at this width."""
        return len(hang(self._rows, width))

    def render(self) -> Content:
        """Every row, wrapped beside its margin."""
        return Content("\n").join(hang(self._rows, self.size.width))


def hang(rows: Sequence[Row], width: int) -> list[Content]:
    """The lines of rows, each text beside its own margin; pure.

    Where the margin says nothing, a text goes on a little further in than it began.
    """
    lines: list[Content] = []
    for first, text in rows:
        indent = first.cell_length + (FURTHER if first.plain.isspace() else 0)
        beside = text.wrap(max(width - indent, 1)) or [Content()]
        lines.append(Content.assemble(first, beside[0].rstrip()))
        lines += [Content.assemble(" " * indent, line.rstrip()) for line in beside[1:]]
    return lines
