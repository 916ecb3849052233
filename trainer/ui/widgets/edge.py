"""The breath as a light at the edges of the screen: it rises with each inhale and sinks with each
exhale."""

from __future__ import annotations

from rich.style import Style
from textual.color import Color
from textual.reactive import reactive

from trainer.ui import theme
from trainer.ui.terminal.moving import Line, MovingPart

EIGHTHS = " ▁▂▃▄▅▆▇█"
FOOT = 0.62
"""How much of the background is mixed into the light at the bottom, 0-1; at the top, none is."""


def level(light: float, rows: int, whole_rows: bool = False) -> int:
    """The height of the light in eighths of a row, for a height of `rows`; `light` is 0-1."""
    inside = min(max(light, 0.0), 1.0)
    return 8 * round(inside * rows) if whole_rows else round(8 * inside * rows)


def glyph(level: int, row: int) -> str:
    """The character in a row, counted from the bottom, for a light of `level` eighths."""
    return EIGHTHS[min(max(level - 8 * row, 0), 8)]


class Edge(MovingPart):
    """A column of light as high as the lungs are full."""

    DEFAULT_CSS = """
    Edge { width: 1; height: 1fr; }
    """

    light: reactive[float] = reactive(0.0, repaint=False)
    """The height of the light, 0-1."""
    dim: reactive[float] = reactive(0.0)
    """The share of the background mixed in, 0-1: the light is fainter during a pause."""
    whole_rows: bool = False
    """Whether it moves by whole rows, so that less is sent."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._level = 0
        self._looks: list[Style] = []
        self._lines: list[Line] = []
        self._drawn = 0
        """The level that the lines show."""

    def watch_light(self) -> None:
        """Redraw if the new height of the light changes a cell."""
        reached = self._reached()
        if reached != self._level:
            self._level = reached
            self.moved()

    def _reached(self) -> int:
        return level(self.light, self.size.height, self.whole_rows)

    def on_resize(self) -> None:
        """Work out the height again for the new number of rows."""
        self._level = self._reached()
        self.refresh()

    def forget(self) -> None:
        """Drop the cached lines: the colours or the height have changed."""
        self._looks = []
        super().forget()

    @property
    def lines(self) -> list[Line]:
        """The rows, from the top."""
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
        """The style of each row, from the bottom."""
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
