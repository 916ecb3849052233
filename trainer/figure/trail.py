"""Shows a movement in a still picture: a dotted line along its path, ending in an arrowhead."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, hypot, sin

from trainer.figure.raster import TONES, Dots

_TONE = TONES.index("accent")
_FREE = frozenset({0, TONES.index("mat")})
_APART = 3.0
"""Distance between the dots of the line, in dots of the picture."""
_HEAD = 3
"""Length of each side of the arrowhead, in dots."""
_SPREAD = 0.6
"""Angle between the line and each side of the arrowhead, in radians."""
_BRIGHT = 200


def draw_trail(dots: Dots, points: Sequence[tuple[float, float]]) -> None:
    """Draw a dotted line along these points (in dots), behind everything already drawn."""
    last = points[0]
    for x, y in points[1:]:
        if hypot(x - last[0], y - last[1]) >= _APART:
            _dot(dots, *last)
            last = (x, y)
    x, y = points[-1]
    back = next(
        (one for one in reversed(points) if hypot(x - one[0], y - one[1]) > 2 * _APART), points[0]
    )
    away = atan2(back[1] - y, back[0] - x)
    for turn in (-_SPREAD, _SPREAD):
        for n in range(_HEAD + 1):
            _dot(dots, x + 1.2 * n * cos(away + turn), y + 1.2 * n * sin(away + turn))


def _dot(dots: Dots, x: float, y: float) -> None:
    column, row = int(x), int(y)
    if 0 <= column < dots.width and 0 <= row < dots.height:
        place = row * dots.width + column
        if dots.tones[place] in _FREE:
            dots.tones[place] = _TONE
            dots.bright[place] = _BRIGHT
