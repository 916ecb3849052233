"""Text of a few lines, with an ellipsis at the end if it does not fit."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size

from trainer.ui.widgets.text_line import TextLine


class TextBlock(TextLine):
    """Text as high as its style allows; if it is cut short, it ends in an ellipsis."""

    DEFAULT_CSS = """
    TextBlock { height: auto; }
    """

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The number of lines, for a style that does not set the height."""
        return len(super().render().wrap(width)) if width else 0

    def render(self) -> Content:
        """Render as many lines as fit."""
        said, (width, height) = super().render(), self.size
        lines = said.wrap(width) if width else []
        if len(lines) <= height:
            return said
        return Content("\n").join([*lines[: height - 1], _with_more(lines[height - 1], width)])


def _with_more(line: Content, width: int) -> Content:
    """The line cut after a whole word, with an ellipsis."""
    line = line.rstrip()
    cut = line.truncate(width - 1)
    end = cut.plain.rfind(" ")
    return (cut[:end] if end > 0 and len(cut) < len(line) else cut).rstrip() + "…"
