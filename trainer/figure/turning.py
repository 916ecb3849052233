"""Turning over to the other side: the body rolls over its back, and the camera moves around it.

Afterwards the person's head is where their feet were, so that they still face the screen. In the
picture, this is a roll of the body and half a turn of the camera around it.
"""

from __future__ import annotations

from msgspec.structs import replace

from trainer.figure import space
from trainer.figure.body import JointFrames, lowest
from trainer.figure.camera import Camera
from trainer.figure.motion import ease
from trainer.figure.skeleton import JOINT_INDEX, JOINTS, SIDES, other
from trainer.figure.solving import Solved, forward
from trainer.figure.space import Quaternion

_OTHER = tuple(JOINT_INDEX[other(joint.name)] for joint in JOINTS)
_ON_THE_BACK = space.quaternion(space.product(space.about_y(90), space.about_z(180)))
_ROLLS = 0.55
"""The body has rolled over after this share of the movement."""
_ORBIT_STARTS = 0.3
"""The camera starts to move after this share of the movement."""


def mirrored(pose: Solved) -> Solved:
    """The same pose with left and right swapped."""
    turns = tuple(_mirrored(pose.turns[number]) for number in _OTHER)
    x, y, z = pose.root
    shifts = {_OTHER[joint]: (a, -b, c) for joint, (a, b, c) in pose.shifts.items()}
    return replace(pose, root=(x, -y, z), turns=turns, shifts=shifts, plants=(), hold=None)


def _mirrored(turn: Quaternion) -> Quaternion:
    w, x, y, z = turn
    return (w, -x, y, -z)


def _on_the_back(pose: Solved, opposite: Solved) -> tuple[Quaternion, ...]:
    """The rotations of the halfway pose: on the back, with the knees drawn up."""
    turns = [
        space.slerp(one, two, 0.5) for one, two in zip(pose.turns, opposite.turns, strict=True)
    ]
    turns[0] = _ON_THE_BACK
    for side in SIDES:
        turns[JOINT_INDEX[f"{side}-hip"]] = space.quaternion(space.about_y(-118))
        turns[JOINT_INDEX[f"{side}-knee"]] = space.quaternion(space.about_y(128))
    return tuple(turns)


def turn_over(pose: Solved, progress: float) -> JointFrames:
    """The joints at `progress` (0-1) while a body rolls over its back to the mirrored pose."""
    opposite = mirrored(pose)
    rolled = ease(progress / _ROLLS)
    over = _on_the_back(pose, opposite)
    first, last, t = (
        (pose.turns, over, 2 * rolled) if rolled < 0.5 else (over, opposite.turns, 2 * rolled - 1)
    )
    turns = [space.slerp(one, two, t) for one, two in zip(first, last, strict=True)]
    shifts = {
        joint: space.between(
            pose.shifts.get(joint, space.ORIGIN), opposite.shifts.get(joint, space.ORIGIN), rolled
        )
        for joint in {*pose.shifts, *opposite.shifts}
    }
    x, y, _ = space.between(pose.root, opposite.root, rolled)
    matrices = [space.matrix(turn) for turn in turns]
    frames = forward((x, y, 0.0), matrices, shifts)
    return forward((x, y, -lowest(frames, frozenset(["trunk"]))), matrices, shifts)


def orbit(camera: Camera, progress: float) -> Camera:
    """The camera at `progress` (0-1) of turning over. At the end it sees the mirrored picture."""
    orbited = ease((progress - _ORBIT_STARTS) / (1 - _ORBIT_STARTS))
    return camera._replace(azimuth=camera.azimuth + (180 - 2 * camera.azimuth) * orbited)
