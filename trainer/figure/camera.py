"""The camera: projects the world onto dots, from a direction and at a scale.

Imagine a person who faces right in the picture. `azimuth` is the angle of the camera around this
person, in degrees. At 0 the camera sees their right side. Positive angles show more of their front,
negative angles more of their back. `elevation` is the angle of the camera above the floor. There is
no perspective: near and far limbs look equally large.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, inf, radians, sin
from typing import NamedTuple

from trainer.figure.body import Capsule
from trainer.figure.space import Vector, dot


class Camera(NamedTuple):
    """A viewing direction: degrees around the person, and degrees above the floor."""

    azimuth: float = -20.0
    elevation: float = 14.0

    def axes(self) -> tuple[Vector, Vector, Vector]:
        """The picture's right, up and depth directions, in world coordinates."""
        a, e = radians(self.azimuth), radians(self.elevation)
        return (
            (cos(a), sin(a), 0.0),
            (-sin(a) * sin(e), cos(a) * sin(e), cos(e)),
            (-sin(a) * cos(e), cos(a) * cos(e), -sin(e)),
        )


class Ball(NamedTuple):
    """One end of a capsule in the picture: right, up, depth and radius, in centimetres."""

    x: float
    y: float
    depth: float
    radius: float


class ProjectedCapsule(NamedTuple):
    """A capsule as a camera sees it."""

    start: Ball
    end: Ball
    tone: str
    part: int


def see(
    capsules: Iterable[Capsule], camera: Camera, mirrored: bool = False
) -> list[ProjectedCapsule]:
    """Project capsules into the picture, in centimetres; `mirrored` swaps left and right."""
    right, up, into = camera.axes()
    if mirrored:
        right = (-right[0], -right[1], -right[2])
    return [
        ProjectedCapsule(
            Ball(dot(c.start, right), dot(c.start, up), dot(c.start, into), c.start_radius),
            Ball(dot(c.end, right), dot(c.end, up), dot(c.end, into), c.end_radius),
            c.tone,
            c.part,
        )
        for c in capsules
    ]


class Box(NamedTuple):
    """A rectangle that has to fit into the picture, in centimetres."""

    left: float
    right: float
    bottom: float
    top: float

    def joined(self, other: Box) -> Box:
        """The smallest box around both boxes."""
        return Box(
            min(self.left, other.left), max(self.right, other.right),
            min(self.bottom, other.bottom), max(self.top, other.top),
        )  # fmt: skip

    def mirrored(self) -> Box:
        """The box of the mirrored picture."""
        return self._replace(left=-self.right, right=-self.left)


def box_of(capsules: Iterable[Capsule], camera: Camera, both_sides: bool = False) -> Box:
    """Return the box around capsules; with `both_sides`, also around the mirrored body."""
    (ax, ay, _), (bx, by, bz), _ = camera.axes()
    left = bottom = inf
    right = top = -inf
    for capsule in capsules:
        for (x, y, z), radius in (
            (capsule.start, capsule.start_radius),
            (capsule.end, capsule.end_radius),
        ):
            for aside in (y, -y) if both_sides else (y,):
                across, up = ax * x + ay * aside, bx * x + by * aside + bz * z
                left, right = min(left, across - radius), max(right, across + radius)
                bottom, top = min(bottom, up - radius), max(top, up + radius)
    return Box(left, right, bottom, top)


class Fit(NamedTuple):
    """A scale in dots per centimetre, and where the origin is, in dots from the top left."""

    scale: float
    x: float
    y: float


def fit(box: Box, width: int, height: int, margin: float = 1.0) -> Fit:
    """Centre a box in `width` by `height` dots, at the largest scale at which it fits."""
    wide, high = box.right - box.left, box.top - box.bottom
    scale = min((width - 2 * margin) / wide, (height - 2 * margin) / high)
    scale = max(scale, 1e-3)
    spare = height - 2 * margin - scale * high
    return Fit(
        scale,
        width / 2 - scale * (box.left + box.right) / 2,
        height - margin - spare / 2 + scale * box.bottom,
    )


_CLOSEST = 1.5
"""A close-up is at most this many times larger. A larger one would take more output to move."""


def close_up(far: Fit, near: Fit) -> Fit:
    """Return the fit with the larger scale, limited to `_CLOSEST` times the scale of `far`."""
    if near.scale <= far.scale:
        return far
    scale = min(near.scale, _CLOSEST * far.scale)
    gone = (scale - far.scale) / (near.scale - far.scale)
    return Fit(scale, far.x + (near.x - far.x) * gone, far.y + (near.y - far.y) * gone)


def move_into_view(fit: Fit, box: Box, width: int, height: int, margin: float = 1.0) -> Fit:
    """Shift a fit, and make it smaller if necessary, to get the whole box into the picture."""
    wide, high = box.right - box.left, box.top - box.bottom
    scale = min(fit.scale, (width - 2 * margin) / wide, (height - 2 * margin) / high)
    x = fit.x + (fit.scale - scale) * (box.left + box.right) / 2
    y = fit.y - (fit.scale - scale) * (box.bottom + box.top) / 2
    x = max(margin - scale * box.left, min(x, width - margin - scale * box.right))
    y = max(margin + scale * box.top, min(y, height - margin + scale * box.bottom))
    return Fit(scale, x, y)
