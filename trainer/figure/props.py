"""The props (chair, pillow, band and arrow), as capsules in the same space as the body."""

from __future__ import annotations

from collections.abc import Iterator
from math import pi, sin

from trainer.figure.body import PARTS, Capsule, JointFrames, Tone
from trainer.figure.notation import Prop
from trainer.figure.skeleton import JOINT_INDEX, SIDES
from trainer.figure.space import Vector, between, cross, minus, plus, scaled, unit

_PROP_PART, _PILLOW_PART = PARTS.index("prop"), PARTS.index("trunk")
"""Parts for outlines. A pillow counts as part of the trunk, so no line is drawn where the trunk
sinks into the pillow."""
_SEAT_WIDTH, _RODS = 48.0, 11
"""Width of a seat in centimetres, and the number of rods in it: fewer would leave visible gaps."""
_BACK = 38.0
"""Height of a chair's back above its seat, in centimetres."""
_HAS_A_BACK = 25.0
"""A seat higher than this many centimetres is a chair with a back; a lower one is a stool."""
_PILLOW, _SLICES = 36.0, 13
"""Centimetres from the middle of a pillow to its ends, and the number of its slices."""
_UNDER = 0.4
"""The share of a pillow that lies under the hips."""

_BREADTH = (-0.04, 0.0, 0.04)
"""The edges and the middle of a band, as shares of the thigh's length."""
_CUFF, _STRAP = 7.6, 1.4
"""Radius of a band around a thigh, and of each rod of its straps, in centimetres."""
_LONG, _HEAD, _SHAFT, _FILLED = 20.0, 7.0, 1.7, 2
"""An arrow, in centimetres: its length, the length of its head, and the radius of its lines. The
last number is how many lines fill each half of the head, to make a small arrow visible."""


def capsules_of(prop: Prop, frames: JointFrames) -> Iterator[Capsule]:
    """Yield the capsules of one prop. A band or an arrow follows the thighs."""
    match prop.kind:
        case "chair":
            yield from _chair(*prop.measures)
        case "pillow":
            yield from _pillow(*prop.measures)
        case "band":
            yield from _band(prop.measures[0], frames)
        case "push":
            share, height = prop.measures
            yield from _arrow(share, height, frames)


def _rod(start: Vector, end: Vector, radius: float, tone: Tone = "prop") -> Capsule:
    return Capsule(start, radius, end, radius, tone, _PROP_PART)


def _chair(back: float, front: float, top: float) -> Iterator[Capsule]:
    half = _SEAT_WIDTH / 2
    back, front = back + 1.5, front - 1.5
    for n in range(_RODS):  # lengthwise, so that the seat's edge looks straight from the side
        y = half * (2 * n / (_RODS - 1) - 1)
        yield _rod((back, y, top - 2.5), (front, y, top - 2.5), 2.5)
    for x in (back, front):
        for y in (-half, half):
            yield _rod((x, y, top - 3), (x, y, 1.5), 1.7)
    if top > _HAS_A_BACK:
        for y in (-half, half):
            yield _rod((back, y, top), (back - 4, y, top + _BACK), 1.7)
        for height in (0.55, 0.75, 0.95):
            x, z = back - 4 * height, top + _BACK * height
            yield _rod((x, -half, z), (x, half, z), 2.4)


def _pillow(left: float, right: float, thickness: float) -> Iterator[Capsule]:
    """Slices along the body: flat under the hips, and puffed up at the ends."""
    for n in range(_SLICES):
        share = 2 * n / (_SLICES - 1) - 1
        beside = max(0.0, abs(share) - _UNDER) / (1 - _UNDER)
        radius = thickness / 2 * (1 + 0.6 * sin(pi * beside))
        inset = min(radius + 0.15 * (right - left) * beside**3, (right - left) / 2)
        y = share * (_PILLOW - radius)
        start, end = (left + inset, y, radius), (right - inset, y, radius)
        yield Capsule(start, radius, end, radius, "pillow", _PILLOW_PART)


def _band(share: float, frames: JointFrames) -> Iterator[Capsule]:
    """A loop around both thighs: a cuff on each, and straps between them in front and behind."""
    left, right = ([_along(side, share + n, frames) for n in _BREADTH] for side in SIDES)
    for first, *_, last in (left, right):
        yield _rod(first, last, _CUFF, "band")
    (first, *_, last), (other, *_) = left, right
    across = cross(minus(last, first), minus(other, first))
    aside = scaled(unit(across), _CUFF - _STRAP)
    for one, two in zip(left, right, strict=True):
        for place in (aside, scaled(aside, -1.0)):
            yield _rod(plus(one, place), plus(two, place), _STRAP, "band")


def _arrow(share: float, height: float, frames: JointFrames) -> Iterator[Capsule]:
    """An arrow above the hand on the right thigh, pointing down."""
    x, y, _ = _along("right", share, frames)
    point = (x, y, height)
    yield _rod((x, y, height + _LONG), point, _SHAFT, "band")
    for n in range(-_FILLED, _FILLED + 1):
        aside = n * _HEAD / _FILLED
        yield _rod((x + aside, y, height + _HEAD), point, _SHAFT, "band")


def _along(side: str, share: float, frames: JointFrames) -> Vector:
    """The point on a thigh at this fraction of the way from hip to knee."""
    return between(
        frames[JOINT_INDEX[f"{side}-hip"]][0], frames[JOINT_INDEX[f"{side}-knee"]][0], share
    )
