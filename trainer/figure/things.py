"""Chair, pillow and band, as capsules in the same space as the body."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.figure.body import PARTS, Capsule, Frames, Tone
from trainer.figure.notation import Prop
from trainer.figure.skeleton import PLACE
from trainer.figure.space import Vector, between

_THING = PARTS.index("thing")
_SEAT_WIDTH, _RODS = 42.0, 8
"""Centimetres across a seat, and how many rods fill it: with fewer, gaps show what is behind."""
_BACK = 38.0
_HAS_A_BACK = 40.0
"""Centimetres of a seat's height above which it is a chair; below it is a stool."""
_PILLOW = 24.0


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
        yield _rod((x, -half, top - 2.2), (x, half, top - 2.2), 2.2)
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
    radius = thickness / 2
    for n in range(4):
        x = left + radius + (right - left - thickness) * n / 3
        yield _rod((x, -_PILLOW, radius), (x, _PILLOW, radius), radius, "pillow")


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
