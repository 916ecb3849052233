"""The mat under the body."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple

from trainer.figure.body import Capsule
from trainer.figure.camera import Camera, Fit
from trainer.figure.raster import TONES, Dots
from trainer.figure.space import Vector, dot

_MAT = TONES.index("mat")
_NARROW, _WIDE = 30.0, 42.0
"""Least and greatest distance from the middle of the mat to its long edges, in centimetres."""
_BESIDE = 8.0
"""Centimetres by which the mat extends beyond the body."""
_LOW = 14.0
"""A part of the body lower than this many centimetres counts as lying on the mat."""


class Mat(NamedTuple):
    """A rectangle on the floor, in centimetres."""

    left: float
    right: float
    half: float
    """The distance from its middle to its long edges."""

    def corners(self) -> tuple[Vector, ...]:
        """Its corners, in world coordinates."""
        return tuple(
            (x, y, 0.0)
            for x, y in (
                (self.left, -self.half), (self.right, -self.half),
                (self.right, self.half), (self.left, self.half),
            )
        )  # fmt: skip

    def lowest(self, camera: Camera) -> float:
        """How high its lowest corner is in the picture, in centimetres above the origin."""
        up = camera.axes()[1]
        return min(dot(corner, up) for corner in self.corners())


def mat_under(capsules: Iterable[Capsule]) -> Mat:
    """A mat large enough for everything near the floor."""
    low = [
        (x, abs(y))
        for c in capsules
        for (x, y, z), r in ((c.start, c.start_radius), (c.end, c.end_radius))
        if z - r < _LOW
    ] or [(0.0, 0.0)]
    along, across = zip(*low, strict=True)
    half = min(max(max(across) + _BESIDE, _NARROW), _WIDE)
    return Mat(min(along) - _BESIDE, max(along) + _BESIDE, half)


@lru_cache(maxsize=32)
def _rows(
    mat: Mat, camera: Camera, fit: Fit, mirrored: bool, width: int, height: int
) -> tuple[tuple[int, int, int], ...]:
    """For each row of dots that the mat covers: the row, its first dot, and the end (exclusive)."""
    right, up, _ = camera.axes()
    if mirrored:
        right = (-right[0], -right[1], -right[2])
    corners = [
        (fit.x + fit.scale * dot(place, right), fit.y - fit.scale * dot(place, up))
        for place in mat.corners()
    ]
    rows = []
    for row in range(height):
        y = row + 0.5
        crossings = []
        for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
            if (y0 <= y) != (y1 <= y):
                crossings.append(x0 + (x1 - x0) * (y - y0) / (y1 - y0))
        if crossings:
            first, last = (
                max(ceil(min(crossings) - 0.5), 0),
                min(floor(max(crossings) - 0.5), width - 1),
            )
            if first <= last:
                rows.append((row, first, last + 1))
    return tuple(rows)


def lay(dots: Dots, mat: Mat, camera: Camera, fit: Fit, mirrored: bool = False) -> None:
    """Draw the mat into the empty dots, in place."""
    tones, width = dots.tones, dots.width
    for row, first, end in _rows(mat, camera, fit, mirrored, width, dots.height):
        start = row * width
        piece = bytes(tones[start + first : start + end])
        tones[start + first : start + end] = piece.translate(_LAID)


_LAID = bytes([_MAT, *range(1, 256)])
