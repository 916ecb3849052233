"""The breath, drawn: a ball that swells and falls.

Its edge is drawn in eighths of a cell, so that it moves like liquid.
"""

from __future__ import annotations

import re
from math import sqrt

from rich.style import Style
from textual.reactive import reactive

from trainer.ui.terminal.moving import Line, MovingPart

_FROM_BELOW = " ▁▂▃▄▅▆▇█"
_FROM_LEFT = " ▏▎▍▌▋▊▉█"
# There are blocks that fill a cell from below and from the left, but none that fill it from above
# or from the right: those are their opposites in reverse, held here as characters of our own.
_FROM_ABOVE = " \ue001\ue002\ue003\ue004\ue005\ue006\ue007█"
_FROM_RIGHT = " \ue011\ue012\ue013\ue014\ue015\ue016\ue017█"
_REVERSED = str.maketrans(
    _FROM_ABOVE[1:8] + _FROM_RIGHT[1:8], _FROM_BELOW[7:0:-1] + _FROM_LEFT[7:0:-1]
)
_IN_REVERSE = re.compile("([\ue001-\ue017]+)")
_UPSIDE_DOWN = str.maketrans(_FROM_BELOW, _FROM_ABOVE)
_REVERSE = Style(reverse=True)

SMALLEST = 0.34
"""Radius of the empty orb, as a part of the full one."""
STEEP = 0.7
"""Part of the radius below which the edge is drawn by its sides instead of by its top."""


def upper_half(width: int, height: int, lungs: float) -> list[str]:
    """The lines above the middle of an orb of so many cells; `lungs` is how full it is, 0-1.

    Lengths are in widths of a cell; a cell is about twice as tall.
    """
    lines = height // 2
    middle = width / 2
    radius = min(middle, lines * 2.0) * (SMALLEST + (1 - SMALLEST) * lungs)
    squares = (radius * radius - (x + 0.5 - middle) ** 2 for x in range(width))
    tops = [sqrt(square) if square > 0 else 0.0 for square in squares]
    drawn = []
    for y in range(lines):
        above = 2 * (lines - y - 0.5)
        if above < STEEP * radius:
            half = sqrt(radius * radius - above * above)
            drawn.append(_by_its_sides(width, middle - half, middle + half))
        else:
            drawn.append(_by_its_top(tops, 2.0 * (lines - 1 - y)))
    return drawn


def _by_its_sides(width: int, left: float, right: float) -> str:
    first, last = int(left), min(int(right), width - 1)
    inside = "█" * (last - first - 1)
    edges = _FROM_RIGHT[round(8 * (first + 1 - left))], _FROM_LEFT[round(8 * (right - last))]
    return f"{' ' * first}{edges[0]}{inside}{edges[1]}{' ' * (width - 1 - last)}"


def _by_its_top(tops: list[float], floor: float) -> str:
    return "".join(_FROM_BELOW[round(4 * min(max(top - floor, 0.0), 2.0))] for top in tops)


class BreathOrb(MovingPart):
    """A ball as full as the lungs."""

    DEFAULT_CSS = """
    BreathOrb { width: 1fr; height: 1fr; }
    """

    lungs: reactive[float] = reactive(0.0, repaint=False)
    """How full the lungs are, 0-1."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._upper: list[str] = []
        self._lines: list[Line] = []

    def watch_lungs(self) -> None:
        """Another fullness."""
        upper = upper_half(*self.size, self.lungs)
        if upper != self._upper:
            self._upper, self._lines = upper, []
            self.moved()

    def on_resize(self) -> None:
        """Another size, another drawing; the old one may have been put there meanwhile."""
        self._upper, self._lines = upper_half(*self.size, self.lungs), []
        self.refresh()

    def notify_style_update(self) -> None:
        """Another stage or theme: same drawing, other colours."""
        self._lines = []
        super().notify_style_update()

    @property
    def lines(self) -> list[Line]:
        """The upper half, and under it the same upside down."""
        if not self._lines:
            style = self.rich_style
            reverse = style + _REVERSE
            lower = [line.translate(_UPSIDE_DOWN) for line in reversed(self._upper)]
            self._lines = [_line(line, style, reverse) for line in [*self._upper, *lower]]
            while len(self._lines) < self.size.height:
                self._lines.append(((" " * self.size.width, style),))
        return self._lines


def _line(text: str, style: Style, reverse: Style) -> Line:
    return tuple(
        (part.translate(_REVERSED), reverse) if n % 2 else (part, style)
        for n, part in enumerate(_IN_REVERSE.split(text))
        if part
    )
