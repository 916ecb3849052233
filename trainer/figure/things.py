"""Chair, pillow and band, as capsules in the same space as the body."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.figure.body import PARTS, Capsule, Frames, Tone
from trainer.figure.notation import Prop
from trainer.figure.skeleton import PLACE, SIDES
from trainer.figure.space import Vector, between, cross, minus, plus, scaled, unit

_THING, _LAIN_ON = PARTS.index("thing"), PARTS.index("trunk")
"""Parts for outlines: none between a pillow and the trunk that sinks into it."""
_SEAT_WIDTH, _RODS = 48.0, 8
"""Centimetres across a seat, and how many rods fill it: with fewer, gaps show what is behind."""
_BACK = 38.0
_HAS_A_BACK = 25.0
"""Centimetres of a seat's height above which it is a chair; below it is a stool."""
_PILLOW, _FILLED = 32.0, 8
"""Centimetres from the middle of a pillow to its ends, and into how many parts it is filled."""

_BREADTH = (-0.04, 0.0, 0.04)
"""Edges and middle of a band, as shares of the thigh."""
_CUFF, _STRAP = 7.6, 1.4
"""Radius of a band round a thigh, and of each of the rods that its straps are made of."""


def capsules_of(prop: Prop, frames: Frames) -> Iterator[Capsule]:
    """The capsules of one thing; a band follows the thighs."""
    match prop.kind:
        case "chair":
            yield from _chair(*prop.measures)
        case "pillow":
            yield from _pillow(*prop.measures)
        case "band":
            yield from _band(prop.measures[0], frames)


def _rod(start: Vector, end: Vector, radius: float, tone: Tone = "thing") -> Capsule:
    return Capsule(start, radius, end, radius, tone, _THING)


def _chair(back: float, front: float, top: float) -> Iterator[Capsule]:
    half = _SEAT_WIDTH / 2
    back, front = back + 1.5, front - 1.5
    for n in range(_RODS):
        x = back + (front - back) * n / (_RODS - 1)
        yield _rod((x, -half, top - 3.5), (x, half, top - 3.5), 3.5)
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
    """Soft rods side by side, so close that there are no gaps; thin at both edges."""
    for n in range(_FILLED + 1):
        share = 2 * n / _FILLED - 1
        radius = thickness / 2 * (1 - 0.5 * share**4)
        x = (left + right) / 2 + share * ((right - left) / 2 - radius)
        half = _PILLOW - radius
        yield Capsule((x, -half, radius), radius, (x, half, radius), radius, "pillow", _LAIN_ON)


def _band(share: float, frames: Frames) -> Iterator[Capsule]:
    """A loop round both thighs: a cuff on each, and between them a strap before and behind."""
    left, right = ([_along(side, share + n, frames) for n in _BREADTH] for side in SIDES)
    for first, *_, last in (left, right):
        yield _rod(first, last, _CUFF, "band")
    (first, *_, last), (other, *_) = left, right
    across = cross(minus(last, first), minus(other, first))
    aside = scaled(unit(across), _CUFF - _STRAP)
    for one, two in zip(left, right, strict=True):
        for place in (aside, scaled(aside, -1.0)):
            yield _rod(plus(one, place), plus(two, place), _STRAP, "band")


def _along(side: str, share: float, frames: Frames) -> Vector:
    """A place on a thigh, by the share of the way from hip to knee."""
    return between(frames[PLACE[f"{side}-hip"]][0], frames[PLACE[f"{side}-knee"]][0], share)
