"""Movement from pose to pose: every joint turns evenly, and planted hands and feet stay in place.

Joints turn the shorter way, by spherical interpolation. A hand or foot that is planted in both
poses is kept in place by bending its limb. If the two places of a hand differ, the hand moves in a
low arc. A limb that is planted in only one of the poses moves freely.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, hypot, pi, sin

from trainer.figure import space
from trainer.figure.body import JointFrames
from trainer.figure.notation import Plant, Prop
from trainer.figure.solving import Solved, balanced, place

_STEP = 4.0
"""A hand that moves further than this many centimetres between two poses is lifted."""
_LIFT = 0.16
"""How high a hand is lifted on its way, as a share of the distance it moves."""


def ease(t: float) -> float:
    """Ease in and out: progress 0-1 with a slow start and a slow end."""
    return (1 - cos(pi * min(max(t, 0.0), 1.0))) / 2


def frames_between(a: Solved, b: Solved, t: float) -> JointFrames:
    """The joints at `t` (0-1) on the way from one pose to another."""
    if t <= 0 or a is b:
        return frames_of(a)
    if t >= 1:
        return frames_of(b)
    return moment_between(a, b, t)[0]


def moment_between(a: Solved, b: Solved, t: float) -> tuple[JointFrames, dict[str, float]]:
    """Return the joints at `t` between two poses, and how far planted limbs are from their places.

    `t` is more than 0 and less than 1. Distances are in centimetres, by limb.
    """
    turns = [
        space.matrix(one if one == two else space.slerp(one, two, t))
        for one, two in zip(a.turns, b.turns, strict=True)
    ]
    shifts = {
        joint: space.between(
            a.shifts.get(joint, space.ORIGIN), b.shifts.get(joint, space.ORIGIN), t
        )
        for joint in {*a.shifts, *b.shifts}
    }
    hold = None
    if a.hold and b.hold and a.hold[0] == b.hold[0]:
        hold = (a.hold[0], _on(a.hold[1], b.hold[1], t), _on(a.hold[2], b.hold[2], t))
    balance = None
    if a.balance is not None and b.balance is not None:
        balance = _on(a.balance, b.balance, t)
    plants, lifts = _plants(a.plants, b.plants, t)
    root = space.between(a.root, b.root, t)
    return balanced(root, turns, shifts, hold, plants, lifts, balance, 5, 0.3)[:2]


def frames_of(pose: Solved) -> JointFrames:
    """The joints of a key pose."""
    turns = [space.matrix(turn) for turn in pose.turns]
    return place(pose.root, turns, pose.shifts, None, pose.plants)[0]


def props_between(a: Solved, b: Solved, t: float) -> tuple[Prop, ...]:
    """Return the props of both poses. A prop in both poses is between its two places."""
    later = {prop.kind: prop for prop in b.props}
    moved = [
        Prop(
            prop.kind,
            tuple(
                _on(x, y, t)
                for x, y in zip(prop.measures, later.pop(prop.kind, prop).measures, strict=True)
            ),
        )
        for prop in a.props
    ]
    return (*moved, *later.values())


def _on(one: float, two: float, t: float) -> float:
    return one + (two - one) * t


def _plants(
    before: Sequence[Plant], after: Sequence[Plant], t: float
) -> tuple[list[Plant], dict[str, float]]:
    later = {(plant.limb, plant.kind, plant.joint): plant for plant in after}
    plants, lifts = [], {}
    for plant in before:
        to = later.get((plant.limb, plant.kind, plant.joint))
        if to is None:
            continue
        x, y, a, b = (_on(one, two, t) for one, two in zip(plant.numbers, to.numbers, strict=True))
        plants.append(plant._replace(numbers=(x, y, a, b)))
        far = hypot(to.numbers[0] - plant.numbers[0], to.numbers[1] - plant.numbers[1])
        if plant.kind == "flat" and far > _STEP:
            lifts[plant.limb] = _LIFT * far * sin(pi * t)
    return plants, lifts
