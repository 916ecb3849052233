"""The body on its bones: which shapes make a person, and which of them lie in front.

Measures are centimetres. The nearest comes first; what lies behind keeps a gap around what lies
in front of it, so that a limb before the trunk is still seen without colour.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from trainer.figure.skeleton import CHAINS, Joints, Prop

Layer = Literal["blank", "floor", "far", "prop", "body", "near", "glow"]

_THICKNESS = {
    "arm": (5.2, 4.4, 3.4, 3.0),
    "leg": (8.6, 6.0, 3.8, 2.4),
}
HEAD = 10.0
_NOSE = 2.2
_SIDE = 8.0
"""Radius of each side of a trunk that shows both: the breadth of the skeleton is between them."""
_HIP, _CHEST, _NECK = 10.5, 11.0, 4.8
_SEAT = 5.0
_GLUTE = (3.0, 7.0)
"""Radius of the glute's spot, at rest and at full glow."""
_BUTTOCK = 4.0


class Capsule(Struct, frozen=True):
    """Two discs and what is between them."""

    start: complex
    end: complex
    start_radius: float
    end_radius: float


class Slab(Struct, frozen=True):
    """An upright rectangle, for furniture."""

    left: float
    right: float
    bottom: float
    top: float


Shape = Capsule | Slab


class Part(Struct, frozen=True):
    """Shapes that belong together, with no gap between them."""

    layer: Layer
    shapes: tuple[Shape, ...]
    root: Capsule | None = None
    """Where the part grows out of what lies behind it: no gap there."""
    light: bool = False
    """Drawn with every other dot."""


def person(
    joints: Joints, working: frozenset[str], glutes: tuple[str, ...], glow: float
) -> list[Part]:
    """The parts of a body, the nearest first.

    `working` are the limbs to look at (`near arm`, …); `glutes` the sides (`near`, `far`) that
    glow, as far as `glow`, 0-1.
    """
    parts = [_glute(joints, side, glow) for side in glutes]
    parts += [_limb(joints, f"near {limb}", working) for limb in ("arm", "leg")]
    parts += [_head(joints), _trunk(joints)]
    parts += [_limb(joints, f"far {limb}", working) for limb in ("arm", "leg")]
    return parts


def thing(prop: Prop, joints: Joints) -> Part:
    """A chair, a pillow or a band."""
    measures = prop.measures
    if prop.kind == "band":
        ends = [
            joints[f"{side}-hip"] + (joints[f"{side}-knee"] - joints[f"{side}-hip"]) * measures[0]
            for side in ("near", "far")
        ]
        return Part("prop", (Capsule(ends[0], ends[1], 2.0, 2.0),))
    left, right, top = measures
    if prop.kind == "pillow":
        radius = top / 2
        level = radius * 1j
        return Part(
            "prop", (Capsule(left + radius + level, right - radius + level, radius, radius),)
        )
    leg = 3.0
    return Part(
        "prop",
        (
            Slab(left, right, top - _SEAT, top),
            Slab(left, left + leg, 0, top + 42),
            Slab(right - leg, right, 0, top),
        ),
    )


def _limb(joints: Joints, limb: str, working: frozenset[str]) -> Part:
    side, kind = limb.split()
    points = [joints[joint] for joint in CHAINS[limb]]
    radii = _THICKNESS[kind]
    shapes = tuple(
        Capsule(points[n], points[n + 1], radii[n], radii[n + 1]) for n in range(len(points) - 1)
    )
    root = Capsule(points[0], points[0], 1.7 * radii[0], 1.7 * radii[0])
    if limb in working:
        return Part("near", shapes, root)
    return Part("far", shapes, root, light=True) if side == "far" else Part("body", shapes, root)


def _head(joints: Joints) -> Part:
    neck, head = joints["neck"], joints["head"]
    shapes = (Capsule(head, head, HEAD, HEAD), Capsule(head, joints["nose"], _NOSE, _NOSE))
    return Part("body", shapes, Capsule(neck, head, _NECK, _NECK))


def _trunk(joints: Joints) -> Part:
    shapes = [
        Capsule(joints["chest"], joints["neck"], _NECK, _NECK),
        Capsule(joints["neck"], joints["head"], _NECK, _NECK),
        Capsule(joints["pelvis"], joints["chest"], _HIP, _CHEST),
    ]
    if _sideways(joints):
        shapes.append(Capsule(buttock(joints, "near"), joints["chest"], _HIP, _CHEST))
    else:
        shapes += [
            Capsule(joints[f"{side}-hip"], joints[f"{side}-shoulder"], _SIDE, _SIDE)
            for side in ("near", "far")
        ]
    return Part("body", tuple(shapes))


def buttock(joints: Joints, side: str) -> complex:
    """The middle of a glute: behind the hip, where the body is seen from its right side."""
    hip = joints[f"{side}-hip"]
    spine = joints["chest"] - joints["pelvis"]
    if not (_sideways(joints) and spine):
        return hip
    return hip + spine / abs(spine) * 1j * _BUTTOCK


def _sideways(joints: Joints) -> bool:
    return joints["near-hip"] == joints["far-hip"]


def _glute(joints: Joints, side: str, glow: float) -> Part:
    least, most = _GLUTE
    radius = least + (most - least) * min(max(glow, 0.0), 1.0)
    middle = buttock(joints, side)
    return Part("glow", (Capsule(middle, middle, radius, radius),))
