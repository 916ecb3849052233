"""The breath light: a bar at the edge of the screen that rises and falls with the breath."""

from __future__ import annotations

from rich.style import Style
from textual.color import Color
from textual.reactive import reactive

from trainer.ui import theme
from trainer.ui.terminal.moving import Line, MovingPart

EIGHTHS = " ▁▂▃▄▅▆▇█"
FOOT = 0.62
"""The share of the background mixed into the bottom of the light, 0-1. The top is not mixed."""


def level(light: float, rows: int, whole_rows: bool = False) -> int:
    """Return the height of the light in eighths of a row.

    `light` is the height as a share of `rows`, 0-1. `whole_rows` rounds to whole rows.
    """
    inside = min(max(light, 0.0), 1.0)
    return 8 * round(inside * rows) if whole_rows else round(8 * inside * rows)


def glyph(level: int, row: int) -> str:
    """Return the character for a row, counted from the bottom. `level` is in eighths of a row."""
    return EIGHTHS[min(max(level - 8 * row, 0), 8)]


class Edge(MovingPart):
    """A bar of light. It rises with each inhale and falls with each exhale."""

    DEFAULT_CSS = """
    Edge { width: 1; height: 1fr; }
    """

    light: reactive[float] = reactive(0.0, repaint=False)
    """The height of the light, 0-1."""
    dim: reactive[float] = reactive(0.0)
    """The share of the background mixed into the light, 0-1. A pause makes the light fainter."""
    whole_rows: bool = False
    """Whether the light moves by whole rows. Fewer cells are then sent to the terminal."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._level = 0
        self._looks: list[Style] = []
        self._lines: list[Line] = []
        self._drawn = 0
        """The level that `_lines` show."""

    def watch_light(self) -> None:
        reached = self._reached()
        if reached != self._level:
            self._level = reached
            self.moved()

    def _reached(self) -> int:
        return level(self.light, self.size.height, self.whole_rows)

    def on_resize(self) -> None:
        self._level = self._reached()
        self.refresh()

    def forget(self) -> None:
        """Drop the cached lines, after the colours or the height changed."""
        self._looks = []
        super().forget()

    @property
    def lines(self) -> list[Line]:
        """The lines, from the top."""
        width, height = self.size
        if len(self._looks) != height:
            self._looks = self._made(height)
            self._lines = [self._line(row, width) for row in range(height - 1, -1, -1)]
        elif self._drawn != self._level:
            low, high = sorted((self._drawn, self._level))
            self._lines = self._lines.copy()  # the painter compares the old list with the new one
            for row in range(low // 8, min(high // 8 + 1, height)):
                self._lines[height - 1 - row] = self._line(row, width)
        self._drawn = self._level
        return self._lines

    def _line(self, row: int, width: int) -> Line:
        return ((glyph(self._level, row) * width, self._looks[row]),)

    def _made(self, rows: int) -> list[Style]:
        """Return the style of each row, from the bottom."""
        ground, track = self.background_colors
        light = self.styles.color
        depth = theme.depth(self.app.console.color_system, self.app.no_color)
        if light.ansi is not None or depth != "many":
            faint = True if self.dim else None
            return [Style(color=light.rich_color, bgcolor=track.rich_color, dim=faint)] * rows
        behind = track.rich_color
        return [
            Style(color=self._at(light, ground, row / max(rows - 1, 1)).rich_color, bgcolor=behind)
            for row in range(rows)
        ]

    def _at(self, light: Color, ground: Color, height: float) -> Color:
        mixed = light.blend(ground, FOOT * (1 - height), 1.0)
        return mixed.blend(ground, self.dim, 1.0)
