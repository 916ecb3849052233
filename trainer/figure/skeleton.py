"""The skeleton and its masses, for a height of 1.74 m. Lengths are in centimetres.

With all angles 0 the body stands upright: x is forward, y to the person's left, z up. Limbs hang
along -z, and feet point along +x. Lengths between joint centres follow Drillis and Contini (shares
of body height) and de Leva 1996. Shares of mass and their centres follow Winter, after Dempster.
"""

from __future__ import annotations

from typing import NamedTuple

from trainer.figure.space import Vector

SIDES = ("left", "right")


class Joint(NamedTuple):
    """A joint, and its position in the axes of its parent joint."""

    name: str
    parent: int
    """The parent's index in `JOINTS`; the pelvis is its own parent."""
    at: Vector
    kind: str
    """The name without the side."""
    side: int
    """1 left, -1 right, 0 in the middle."""


_MIDDLE = (
    ("pelvis", "pelvis", (0.0, 0.0, 0.0)),
    ("lumbar", "pelvis", (-1.0, 0.0, 9.0)),
    ("thorax", "lumbar", (0.0, 0.0, 14.0)),
    ("neck", "thorax", (-1.0, 0.0, 31.0)),
    ("head", "neck", (1.5, 0.0, 8.5)),
)
_PAIRED = (
    ("shoulder", "thorax", (0.0, 18.0, 26.5)),
    ("elbow", "shoulder", (0.0, 0.0, -28.6)),
    ("wrist", "elbow", (0.0, 0.0, -26.4)),
    ("hip", "pelvis", (0.0, 8.75, 0.0)),
    ("knee", "hip", (0.0, 0.0, -42.9)),
    ("ankle", "knee", (0.0, 0.0, -43.0)),
    ("toe", "ankle", (13.0, 0.0, -4.2)),
)


def _joints() -> tuple[Joint, ...]:
    joints: list[Joint] = []
    indices: dict[str, int] = {}

    def hang(name: str, parent: str, at: Vector, kind: str, side: int) -> None:
        indices[name] = len(joints)
        joints.append(Joint(name, indices[parent], at, kind, side))

    for name, parent, at in _MIDDLE:
        hang(name, parent, at, name, 0)
    for sign, side in ((1, "left"), (-1, "right")):
        for name, parent, (x, y, z) in _PAIRED:
            parent_name = f"{side}-{parent}" if f"{side}-{parent}" in indices else parent
            hang(f"{side}-{name}", parent_name, (x, sign * y, z), name, sign)
    return tuple(joints)


JOINTS: tuple[Joint, ...] = _joints()
"""All joints, each after its parent."""
JOINT_INDEX: dict[str, int] = {joint.name: number for number, joint in enumerate(JOINTS)}
"""The index of each joint in `JOINTS`, by the joint's name."""


class Limb(NamedTuple):
    """An arm (shoulder, elbow, wrist) or a leg (hip, knee, ankle), by the indices of its joints."""

    name: str
    top: int
    middle: int
    end: int
    tip: int
    """The joint after the end: the toe; for an arm, the wrist again."""
    bends: int
    """1 if the middle joint points forward (a knee), -1 if it points back (an elbow)."""
    side: int
    upper: float
    lower: float
    """The lengths of the two bones, in centimetres."""


def _limb(side: str, kind: str) -> Limb:
    joints = ("shoulder", "elbow", "wrist", "wrist") if kind == "arm" else (
        "hip", "knee", "ankle", "toe"
    )  # fmt: skip
    top, middle, end, tip = (JOINT_INDEX[f"{side}-{joint}"] for joint in joints)
    return Limb(
        f"{side}-{kind}", top, middle, end, tip,
        1 if kind == "leg" else -1,
        JOINTS[top].side,
        -JOINTS[middle].at[2], -JOINTS[end].at[2],
    )  # fmt: skip


LIMBS: dict[str, Limb] = {
    f"{side}-{kind}": _limb(side, kind) for side in SIDES for kind in ("arm", "leg")
}

MASSES: dict[str, tuple[float, Vector]] = {
    "pelvis": (0.142, (0, 0, 3)),
    "lumbar": (0.139, (0, 0, 6)),
    "thorax": (0.216, (0, 0, 14)),
    "head": (0.081, (1, 0, 6)),
    "shoulder": (0.028, (0, 0, -12.5)),
    "elbow": (0.016, (0, 0, -11.4)),
    "wrist": (0.006, (0, 0, -8)),
    "hip": (0.100, (0, 0, -18.6)),
    "knee": (0.0465, (0, 0, -18.6)),
    "ankle": (0.0145, (6, 0, -4)),
}
"""The share of body mass of each segment, and its centre of mass in the axes of its joint."""


def other(name: str) -> str:
    """The same joint on the other side: `right-knee` for `left-knee`, and `neck` for `neck`."""
    if name.startswith("left-"):
        return "right-" + name[5:]
    return "left-" + name[6:] if name.startswith("right-") else name
