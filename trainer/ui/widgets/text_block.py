"""A text of a few lines, which ends in an ellipsis if it does not fit."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size

from trainer.ui.widgets.text_line import TextLine


class TextBlock(TextLine):
    """A text as high as its style allows, which ends in an ellipsis if it is cut off."""

    DEFAULT_CSS = """
    TextBlock { height: auto; }
    """

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(super().render().wrap(width)) if width else 0

    def render(self) -> Content:
        said, (width, height) = super().render(), self.size
        lines = said.wrap(width) if width else []
        if len(lines) <= height:
            return said
        return Content("\n").join([*lines[: height - 1], _with_more(lines[height - 1], width)])


def _with_more(line: Content, width: int) -> Content:
    """Cut off a line after a whole word, and add an ellipsis."""
    line = line.rstrip()
    cut = line.truncate(width - 1)
    end = cut.plain.rfind(" ")
    return (cut[:end] if end > 0 and len(cut) < len(line) else cut).rstrip() + "…"
