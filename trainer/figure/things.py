"""Chair, pillow and band, as capsules in the same space as the body."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.figure.body import PARTS, Capsule, Frames
from trainer.figure.notation import Prop
from trainer.figure.skeleton import PLACE
from trainer.figure.space import Vector, between

_THING, _LAIN_ON = PARTS.index("thing"), PARTS.index("trunk")
"""Parts for outlines: none between a pillow and the trunk that sinks into it."""
_SEAT_WIDTH, _RODS = 48.0, 10
"""Centimetres across a seat, and how many rods fill it: with fewer, gaps show what is behind."""
_BACK = 38.0
_HAS_A_BACK = 25.0
"""Centimetres of a seat's height above which it is a chair; below it is a stool."""
_PILLOW, _FILLED = 32.0, 8
"""Centimetres from the middle of a pillow to its ends, and into how many parts it is filled."""


def capsules_of(prop: Prop, frames: Frames) -> Iterator[Capsule]:
    """The capsules of one thing; a band follows the thighs."""
    match prop.kind:
        case "chair":
            yield from _chair(*prop.measures)
        case "pillow":
            yield from _pillow(*prop.measures)
        case "band":
            yield from _band(prop.measures[0], frames)


def _rod(start: Vector, end: Vector, radius: float) -> Capsule:
    return Capsule(start, radius, end, radius, "thing", _THING)


def _chair(back: float, front: float, top: float) -> Iterator[Capsule]:
    half = _SEAT_WIDTH / 2
    back, front = back + 1.5, front - 1.5
    for n in range(_RODS):
        x = back + (front - back) * n / (_RODS - 1)
        yield _rod((x, -half, top - 2.5), (x, half, top - 2.5), 2.5)
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
    places = []
    for side in ("left", "right"):
        hip, axes = frames[PLACE[f"{side}-hip"]]
        knee = frames[PLACE[f"{side}-knee"]][0]
        at = between(hip, knee, share)
        along = between(hip, knee, min(share + 0.07, 1.0))
        places.append((at, axes[0]))
        yield _rod(at, along, 7.2)
    (left, _), (right, _) = places
    yield _rod(left, right, 2.6)
