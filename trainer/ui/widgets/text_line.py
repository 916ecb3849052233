"""One line of text that is redrawn only when it changes."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

CURSOR = "▸"
"""The sign for the cursor, which is visible without colour."""


class TextLine(Widget):
    """A line of plain or styled content, never of markup."""

    DEFAULT_CSS = """
    TextLine { width: 1fr; height: 1; }
    """

    content: reactive[Content | str] = reactive("")
    """The text of the line."""

    def __init__(
        self, content: Content | str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(TextLine.content, content)

    def watch_content(self) -> None:
        if self.styles.auto_dimensions:  # the width depends on the text
            self.refresh(layout=True)

    def render(self) -> Content:
        return Content(self.content) if isinstance(self.content, str) else self.content
