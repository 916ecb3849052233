"""One line of text that is sent again only when it says something else."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

CURSOR = "▸"
"""Marks the line that keys act on, also where there is no colour."""


class TextLine(Widget):
    """A line of plain or styled content, never of markup."""

    DEFAULT_CSS = """
    TextLine { width: 1fr; height: 1; }
    """

    content: reactive[Content | str] = reactive("")
    """What the line says."""

    def __init__(
        self, content: Content | str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(TextLine.content, content)

    def watch_content(self) -> None:
        """A line as wide as its text may need a different width now."""
        if self.styles.auto_dimensions:
            self.refresh(layout=True)

    def render(self) -> Content:
        """The content as it is."""
        return Content(self.content) if isinstance(self.content, str) else self.content
