"""The mat under the body, and the shadows on the mat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import ceil, floor, hypot, radians, sin, sqrt
from typing import NamedTuple

from trainer.figure.body import Capsule
from trainer.figure.camera import Camera, Fit, ProjectedCapsule
from trainer.figure.raster import TONES, Dots
from trainer.figure.space import Vector, between, dot, minus

_MAT = TONES.index("mat")
_NARROW, _WIDE = 30.0, 42.0
"""Least and greatest distance from the middle of the mat to its long edges, in centimetres."""
_BESIDE = 14.0
"""Centimetres by which the mat extends beyond the body."""
_LOW = 14.0
"""A part of the body lower than this many centimetres counts as lying on the mat."""

_TIP = 4
"""A row of the mat with fewer dots than this is left out, because it would look like a spike."""
_RAISED = 5.0, 25.0
"""A limb between these heights, in centimetres, casts a shadow. A lower limb lies on the mat."""
_SPOTS = 8
"""The number of round spots in the shadow of each part of a limb."""


class Mat(NamedTuple):
    """A rectangle on the floor, in centimetres."""

    left: float
    right: float
    half: float
    """The distance from the middle to the long edges."""

    def corners(self) -> tuple[Vector, ...]:
        """The corners in world coordinates."""
        return tuple(
            (x, y, 0.0)
            for x, y in (
                (self.left, -self.half), (self.right, -self.half),
                (self.right, self.half), (self.left, self.half),
            )
        )  # fmt: skip

    def lowest(self, camera: Camera) -> float:
        """How high the lowest corner is in the picture, in centimetres above the origin."""
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
            if last - first >= _TIP:
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
_SHADED = bytes(0 if tone == _MAT else tone for tone in range(256))


def shadows(capsules: Iterable[Capsule]) -> Iterator[Capsule]:
    """Yield round spots below moving limbs, to show that the limbs are slightly raised.

    A steep limb has no shadow, because it stands on the floor.
    """
    least, most = _RAISED
    for capsule in capsules:
        if capsule.tone == "accent" and not _steep(capsule):
            for n in range(_SPOTS):
                share = n / (_SPOTS - 1)
                x, y, z = between(capsule.start, capsule.end, share)
                radius = capsule.start_radius + (capsule.end_radius - capsule.start_radius) * share
                if least < z - radius < most:
                    spot = (x, y, 0.0)
                    yield Capsule(spot, radius, spot, radius, "mat", 0)


def _steep(capsule: Capsule) -> bool:
    x, y, z = minus(capsule.end, capsule.start)
    return abs(z) > hypot(x, y)


def shade(dots: Dots, spots: Iterable[ProjectedCapsule], camera: Camera, fit: Fit) -> None:
    """Remove the mat's dots inside the shadows, in place."""
    tones, width = dots.tones, dots.width
    for spot in spots:
        x, y = fit.x + fit.scale * spot.start.x, fit.y - fit.scale * spot.start.y
        across = fit.scale * spot.start.radius
        deep = max(across * sin(radians(camera.elevation)), 0.5)
        for row in range(ceil(y - deep - 0.5), floor(y + deep - 0.5) + 1):
            half = across * sqrt(max(1 - ((row + 0.5 - y) / deep) ** 2, 0.0))
            first, last = max(ceil(x - half - 0.5), 0), min(floor(x + half - 0.5), width - 1)
            if 0 <= row < dots.height and first <= last:
                start, end = row * width + first, row * width + last + 1
                tones[start:end] = tones[start:end].translate(_SHADED)
