"""Rows with a hanging indent, such as keys and what they do."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

Row = tuple[Content, Content]
"""The text in the margin, and the text to its right."""
EXTRA_INDENT = 2
"""The extra indent of wrapped lines if the margin is blank, in columns."""


class HangingRows(Widget):
    """Shows rows with a hanging indent. Each row may have a different margin."""

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
        """The rows shown."""
        return self._rows

    def update(self, rows: Sequence[Row]) -> None:
        """Replace the rows."""
        self._rows = tuple(rows)
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(hang(self._rows, width))

    def render(self) -> Content:
        return Content("\n").join(hang(self._rows, self.size.width))


def hang(rows: Sequence[Row], width: int) -> list[Content]:
    """Wrap rows into lines, with each text to the right of its margin. Pure.

    If the margin is blank, wrapped lines are indented by `EXTRA_INDENT` more columns.
    """
    lines: list[Content] = []
    for first, text in rows:
        indent = first.cell_length + (EXTRA_INDENT if first.plain.isspace() else 0)
        beside = text.wrap(max(width - indent, 1)) or [Content()]
        lines.append(Content.assemble(first, beside[0].rstrip()))
        lines += [Content.assemble(" " * indent, line.rstrip()) for line in beside[1:]]
    return lines
