"""One line of text that is sent again only when it says something else."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class Line(Widget):
    """A line of plain or styled content, never of markup."""

    DEFAULT_CSS = """
    Line { width: 1fr; height: 1; }
    """

    content: reactive[Content | str] = reactive("")
    """What the line says."""

    def __init__(
        self, content: Content | str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Line.content, content)

    def render(self) -> Content:
        """The content as it is."""
        return Content(self.content) if isinstance(self.content, str) else self.content
