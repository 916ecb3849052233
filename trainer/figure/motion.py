"""From pose to pose: joints turn, limbs keep their length, what is pinned stays.

Every segment turns at an even rate from its angle in one pose to its angle in the next. What is
pinned in both is then put back in place by bending the limb it ends: two links between two given
points. A hand that is down in both poses, but at another place, steps there in a low arc.

A limb that is seen foreshortened may fold the other way in the next pose: the top leg of the clam
shell, whose knee comes up past the line from hip to foot. It turns through the depth of the
picture, so its middle joint goes straight across, and it is seen shorter on the way.
"""

from __future__ import annotations

from cmath import phase, rect
from math import acos, cos, pi, radians, sin

from trainer.figure.skeleton import CHAINS, Joints, Pose, Prop, Segment, joints_of, stand

_STEP = 4.0
"""Centimetres: what moves further than this between two poses is lifted on its way."""
_LIFT = 0.16
"""Height of that step, as a part of its length."""
_LIMB_OF = {joint: limb for limb, chain in CHAINS.items() for joint in chain[1:]}


def ease(t: float) -> float:
    """From 0 to 1 with a soft start and a soft end."""
    return (1 - cos(pi * min(max(t, 0.0), 1.0))) / 2


def between(a: Pose, b: Pose, t: float) -> Joints:
    """Where the joints are part of the way `t`, 0-1, from one pose to another."""
    if t <= 0 or a is b:
        return joints_of(a)
    if t >= 1:
        return joints_of(b)
    before, after = joints_of(a), joints_of(b)
    segments = tuple(_turn(one, two, t) for one, two in zip(a.segments, b.segments, strict=True))
    root = a.root if a.root in (b.root, *b.pins) or b.root not in a.pins else b.root
    joints = stand(segments, root, _on_the_way(before[root], after[root], t))
    pinned_after = {b.root, *b.pins}
    for pin in (a.root, *a.pins):
        if pin != root and pin in pinned_after and pin in _LIMB_OF:
            place = _on_the_way(before[pin], after[pin], t)
            limb = _LIMB_OF[pin]
            fold = _fold(a, b, limb)
            if fold:
                _reach(joints, limb, pin, place, fold)
            else:
                _cross(joints, limb, pin, place, _on_the_way(*_middles(before, after, limb), t))
    return joints


def props_between(a: Pose, b: Pose, t: float) -> tuple[Prop, ...]:
    """The things in the picture: those of either pose, moved where both have them."""
    later = {prop.kind: prop for prop in b.props}
    moved = [
        Prop(
            prop.kind,
            tuple(
                x + (y - x) * t
                for x, y in zip(prop.measures, later.pop(prop.kind, prop).measures, strict=True)
            ),
        )
        for prop in a.props
    ]
    return (*moved, *later.values())


def _turn(a: Segment, b: Segment, t: float) -> Segment:
    turn = (b.angle - a.angle + 180) % 360 - 180
    return Segment(a.angle + turn * t, a.factor + (b.factor - a.factor) * t)


def _on_the_way(a: complex, b: complex, t: float) -> complex:
    far = abs(b - a)
    lift = _LIFT * far * sin(pi * t) if far > _STEP else 0.0
    return a + (b - a) * t + lift * 1j


def _fold(a: Pose, b: Pose, limb: str) -> float:
    """Which way a limb bends: positive to the left, 0 where it goes through the picture.

    Where it does not, the pose that bends it more decides.
    """
    folds = []
    depth = False
    for pose in (a, b):
        upper, lower, _ = pose.limb(limb)
        folds.append(sin(radians(lower.angle - upper.angle)))
        depth |= upper.factor < 1 or lower.factor < 1
    if depth and folds[0] * folds[1] < 0:
        return 0.0
    return max(folds, key=abs)


def _reach(joints: Joints, limb: str, pin: str, place: complex, fold: float) -> None:
    """Bend a limb so that its pinned joint is at a place, as nearly as its length allows."""
    top, middle, low, tip = CHAINS[limb]
    if pin == middle:
        _aim(joints, limb, place)
        return
    end = joints[tip] - joints[low]
    target = place - end if pin == tip else place
    upper = abs(joints[middle] - joints[top])
    lower = abs(joints[low] - joints[middle])
    line = target - joints[top]
    distance = min(max(abs(line), abs(upper - lower), 1e-6), upper + lower)
    if upper == 0:
        return
    cosine = (upper**2 + distance**2 - lower**2) / (2 * upper * distance)
    angle = acos(min(max(cosine, -1.0), 1.0))
    direction = phase(line)
    joints[middle] = joints[top] + rect(upper, direction - angle if fold > 0 else direction + angle)
    joints[low] = joints[top] + rect(distance, direction)
    joints[tip] = joints[low] + end


def _middles(before: Joints, after: Joints, limb: str) -> tuple[complex, complex]:
    middle = CHAINS[limb][1]
    return before[middle], after[middle]


def _cross(joints: Joints, limb: str, pin: str, place: complex, middle: complex) -> None:
    """Put a limb's pinned joint and its middle joint at their places."""
    _, elbow, low, tip = CHAINS[limb]
    end = joints[tip] - joints[low]
    joints[elbow] = middle
    joints[low] = place - end if pin == tip else place
    joints[tip] = joints[low] + end


def _aim(joints: Joints, limb: str, place: complex) -> None:
    """Point the first segment of a limb at a place; the rest of the limb follows unturned."""
    top, middle, *rest = CHAINS[limb]
    upper = abs(joints[middle] - joints[top])
    shift = joints[top] + rect(upper, phase(place - joints[top])) - joints[middle]
    for joint in (middle, *rest):
        joints[joint] += shift
