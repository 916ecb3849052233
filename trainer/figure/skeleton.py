"""One skeleton for every pose: its segments, its joints, and where a pose puts them.

Points are complex numbers, in centimetres: the real part runs to the right, the imaginary part
up from the floor. Directions are degrees: 0 to the right, 90 up. Limbs are `near` or `far` from
the viewer, so that the same pose can show either side of the body.
"""

from __future__ import annotations

from cmath import rect
from math import radians
from typing import NamedTuple

from msgspec import Struct

Joints = dict[str, complex]
"""Where each joint is, by name."""

LENGTHS: dict[str, float] = {
    "trunk": 49.5,
    "neck": 7.0,
    "head": 14.0,
    "face": 12.0,
    "hips": 21.0,
    "shoulders": 29.0,
    "near upper arm": 29.0,
    "near forearm": 24.0,
    "near hand": 10.0,
    "far upper arm": 29.0,
    "far forearm": 24.0,
    "far hand": 10.0,
    "near thigh": 45.0,
    "near shank": 42.5,
    "near foot": 17.0,
    "far thigh": 45.0,
    "far shank": 42.5,
    "far foot": 17.0,
}
"""Centimetres of each segment, on somebody 1.75 m tall. `hips` and `shoulders` are breadths."""

LIMBS: dict[str, tuple[str, str, str]] = {
    f"{side} {limb}": (f"{side} {upper}", f"{side} {lower}", f"{side} {end}")
    for side in ("near", "far")
    for limb, upper, lower, end in (
        ("arm", "upper arm", "forearm", "hand"),
        ("leg", "thigh", "shank", "foot"),
    )
}
"""The three segments of each limb, from the trunk outwards."""

CHAINS: dict[str, tuple[str, str, str, str]] = {
    f"{side} {limb}": (f"{side}-{a}", f"{side}-{b}", f"{side}-{c}", f"{side}-{d}")
    for side in ("near", "far")
    for limb, a, b, c, d in (
        ("arm", "shoulder", "elbow", "wrist", "hand"),
        ("leg", "hip", "knee", "ankle", "toe"),
    )
}
"""The four joints of each limb, from the trunk outwards."""


class Bone(NamedTuple):
    """How a segment joins two joints."""

    segment: str
    start: str
    end: str
    share: float = 1.0
    """How much of the segment lies between them: a breadth goes half to either side."""


BONES: tuple[Bone, ...] = (
    Bone("trunk", "pelvis", "chest"),
    Bone("neck", "chest", "neck"),
    Bone("head", "neck", "head"),
    Bone("face", "head", "nose"),
    Bone("hips", "pelvis", "near-hip", 0.5),
    Bone("hips", "pelvis", "far-hip", -0.5),
    Bone("shoulders", "chest", "near-shoulder", 0.5),
    Bone("shoulders", "chest", "far-shoulder", -0.5),
    *(
        Bone(segment, start, end)
        for limb, segments in LIMBS.items()
        for segment, start, end in zip(segments, CHAINS[limb], CHAINS[limb][1:], strict=False)
    ),
)
"""Every bone, each after the one it hangs on."""

JOINTS: tuple[str, ...] = ("pelvis", *(bone.end for bone in BONES))

_INDEX = {segment: number for number, segment in enumerate(LENGTHS)}
_LENGTHS = tuple(LENGTHS.values())
_WALK = tuple((_INDEX[bone.segment], bone.start, bone.end, bone.share) for bone in BONES)


class Segment(NamedTuple):
    """One segment of a pose."""

    angle: float
    """Direction in degrees, away from the trunk."""
    factor: float = 1.0
    """Length as seen, as a part of the real one: below 1 it points out of the picture."""


class Prop(NamedTuple):
    """A thing in the picture, with its measures as the pose line gives them."""

    kind: str
    measures: tuple[float, ...]


class Pose(Struct, frozen=True):
    """A key pose: what is held in place, and how every segment points."""

    root: str
    """The joint the whole pose is placed by."""
    at: complex
    """Where that joint is."""
    pins: tuple[str, ...]
    """Other joints that stay in place while the body moves."""
    segments: tuple[Segment, ...]
    """One for each of `LENGTHS`, in that order."""
    props: tuple[Prop, ...] = ()

    def segment(self, name: str) -> Segment:
        """The segment of that name."""
        return self.segments[_INDEX[name]]

    def limb(self, name: str) -> tuple[Segment, ...]:
        """The segments of `near arm`, `far leg` and so on."""
        return tuple(self.segment(segment) for segment in LIMBS[name])


def stand(segments: tuple[Segment, ...], root: str, at: complex) -> Joints:
    """Where the joints are when `root` is held at a place."""
    vectors = [
        rect(length * factor, radians(angle))
        for length, (angle, factor) in zip(_LENGTHS, segments, strict=True)
    ]
    joints: Joints = {"pelvis": 0j}
    for index, start, end, share in _WALK:
        joints[end] = joints[start] + share * vectors[index]
    shift = at - joints[root]
    return {name: point + shift for name, point in joints.items()}


def joints_of(pose: Pose) -> Joints:
    """Where a pose puts every joint."""
    return stand(pose.segments, pose.root, pose.at)
