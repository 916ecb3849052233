"""How far the session has come: a thin line and a few words at its end."""

from __future__ import annotations

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


class SessionBar(Widget):
    """A line filled from the left."""

    DEFAULT_CSS = """
    SessionBar { width: 1fr; height: 1; color: $primary; }
    """

    filled: reactive[float] = reactive(0.0, repaint=False)
    """The part filled, 0-1."""
    note: reactive[str] = reactive("")
    """What stands at the end."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cells = -1

    def watch_filled(self) -> None:
        """Draw again when another cell fills."""
        if self._filled_cells() != self._cells:
            self.refresh()

    def _length(self) -> int:
        return max(self.size.width - len(self.note) - 1, 0)

    def _filled_cells(self) -> int:
        return round(self._length() * min(max(self.filled, 0.0), 1.0))

    def render(self) -> RenderResult:
        """The line, then the note."""
        self._cells = self._filled_cells()
        return Content.assemble(
            "━" * self._cells,
            ("─" * (self._length() - self._cells), "$foreground 30%"),
            (f" {self.note}", "$foreground"),
        )
