"""The breath, drawn: a ball that swells and falls.

Its edge is drawn in eighths of a cell, so that it moves like liquid at a few frames a second.
Every line keeps what it showed last, and only the part that changed is sent again.
"""

from __future__ import annotations

import re
from math import sqrt

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from trainer.ui.widgets.big_text import changed_span

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_FROM_ABOVE = str.maketrans("▁▂▃▄▅▆▇", "▇▆▅▄▃▂▁")
_EDGE = re.compile("([▁▂▃▄▅▆▇]+)")
_REVERSE = Style(reverse=True)

SMALLEST = 0.34
"""Radius of the empty orb, as a part of the full one."""


def upper_half(width: int, height: int, lungs: float) -> list[str]:
    """The lines above the middle of an orb of so many cells; `lungs` is how full it is, 0-1."""
    lines = height // 2
    radius = min(width / 2, lines * 2.0) * (SMALLEST + (1 - SMALLEST) * lungs)
    squares = (radius**2 - (x + 0.5 - width / 2) ** 2 for x in range(width))
    # A cell is about twice as tall as wide, so a column of the ball is half its chord tall.
    tops = [round(4 * sqrt(square)) if square > 0 else 0 for square in squares]
    return [
        "".join(_EIGHTHS[min(max(top - 8 * (lines - 1 - y), 0), 8)] for top in tops)
        for y in range(lines)
    ]


class BreathOrb(Widget):
    """A ball as full as the lungs."""

    DEFAULT_CSS = """
    BreathOrb { width: 1fr; height: 1fr; }
    """

    lungs: reactive[float] = reactive(0.0, repaint=False)
    """How full the lungs are, 0-1."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._upper: list[str] = []

    def watch_lungs(self) -> None:
        """Send only what another fullness makes different."""
        old, self._upper = self._upper, upper_half(*self.size, self.lungs)
        if len(old) != len(self._upper):
            self.refresh()
            return
        lowest = 2 * len(old) - 1
        for y, (before, after) in enumerate(zip(old, self._upper, strict=True)):
            if before != after:
                first, last = changed_span(before, after)
                width = last - first
                self.refresh(Region(first, y, width, 1), Region(first, lowest - y, width, 1))

    def on_resize(self) -> None:
        """Another size, another drawing."""
        self._upper = upper_half(*self.size, self.lungs)

    def render_line(self, y: int) -> Strip:
        """One line: the lower half is the upper one upside down.

        There are blocks that fill a cell from below but none that fill it from above: those are
        their opposites in reverse.
        """
        upper = self._upper
        style = self.rich_style
        if y < len(upper):
            return Strip([Segment(upper[y], style)], self.size.width)
        if y >= 2 * len(upper):
            return Strip.blank(self.size.width, style)
        parts = _EDGE.split(upper[2 * len(upper) - 1 - y])
        segments = [
            Segment(part.translate(_FROM_ABOVE), style + _REVERSE)
            if n % 2
            else Segment(part, style)
            for n, part in enumerate(parts)
            if part
        ]
        return Strip(segments, self.size.width)
