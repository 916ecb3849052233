"""The surface of the body, made of tapered capsules. A tone says what a capsule shows.

Where two surfaces coincide, such as shorts and thigh, their radii differ a little. Otherwise
rounding errors would decide in each picture which surface is in front.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from trainer.figure.skeleton import JOINT_INDEX, SIDES
from trainer.figure.space import Matrix, Vector, plus, times

Tone = Literal[
    "skin", "shirt", "shorts", "shoe", "hair", "accent", "glow", "prop", "band", "pillow", "mat"
]
"""What a dot shows. `accent` is a moving limb, and `glow` a working muscle."""


class Capsule(NamedTuple):
    """Two balls and everything between them, in world coordinates."""

    start: Vector
    start_radius: float
    end: Vector
    end_radius: float
    tone: Tone
    part: int
    """The index of the body part in `PARTS`."""


PARTS: tuple[str, ...] = (
    "trunk", "head", "left-arm", "left-leg", "right-arm", "right-leg", "prop",
)  # fmt: skip
"""Parts with an outline. If one part is in front of another, a line is drawn between them."""


class _Shape(NamedTuple):
    joint: int
    start: Vector
    start_radius: float
    end: Vector
    end_radius: float
    tone: str
    part: int
    side: int
    """The side of a glute muscle: 1 left, -1 right; 0 for any other shape."""


# Joint; centre and radius of the first end, in the joint's axes; same for the second end; tone.
_MIDDLE = (
    ("pelvis", (1, -6.5, 4), 9.8, (1, 6.5, 4), 9.8, "shorts"),
    ("neck", (-0.5, 0, -5), 7.2, (1, 0, 6), 5.8, "skin"),
    ("head", (1.8, 0, 8), 8.2, (1.8, 0, 8), 8.2, "skin"),
    ("head", (-2.4, 0, 8.4), 8.4, (1.8, 0, 10.9), 7.7, "hair"),
    ("head", (3, 0, 3.5), 6.2, (7.4, 0, -2.6), 3.3, "skin"),
    ("head", (9.4, 0, 5.6), 1.3, (11.8, 0, 3), 1.9, "skin"),
)
# Written for the left side; the right side is mirrored.
_PAIRED = (
    ("lumbar", (0.5, 5, -1), 9.4, (0.5, 4.6, 13), 9, "shirt"),
    ("thorax", (0.8, 5.5, 1), 9.6, (0.5, 7.2, 17), 10.2, "shirt"),
    ("thorax", (0.3, 6.5, 21), 8.6, (-0.5, 15.5, 26), 6, "shirt"),
    ("pelvis", (-7.2, 7.8, -5), 7.8, (-6.5, 7.4, 3), 7.8, "maximus"),
    ("pelvis", (-1, 9, 5), 8, (-5.5, 9, -4), 8.4, "medius"),
    ("shoulder", (0, -0.5, -1), 6, (0, 0, -9), 5.4, "shirt"),
    ("shoulder", (0, 0, -9), 5, (0, 0, -28), 3.9, "skin"),
    ("elbow", (0, 0, 0), 4.1, (0, 0, -7), 4.3, "skin"),
    ("elbow", (0, 0, -7), 4.3, (0, 0, -26.2), 3.1, "skin"),
    ("wrist", (0, 0, -1), 3.2, (0, 0, -8), 3.9, "skin"),
    ("wrist", (0, 0, -8), 3.8, (0, 0, -15), 2.3, "skin"),
    ("hip", (0, 0.3, -1), 9.2, (0.3, 0, -17), 8.2, "shorts"),
    ("hip", (0.3, 0, -17), 8.1, (0.2, 0, -42.5), 5.7, "skin"),
    ("knee", (0.4, 0, 0), 5.6, (-1.6, 0, -13), 6, "skin"),
    ("knee", (-1.6, 0, -13), 6, (-0.2, 0, -42), 3.5, "skin"),
    ("ankle", (-4.2, 0, -3.2), 3.6, (0, 0, -0.5), 4, "shoe"),
    ("ankle", (0, 0, -1.8), 4.2, (12.5, 0.4, -4), 2.9, "shoe"),
    ("ankle", (-4.2, 0, -4), 2.8, (12.5, 0.4, -4.2), 2.6, "shoe"),
    ("toe", (0, 0.4, 0), 2.7, (5.8, 0, -0.7), 1.9, "shoe"),
)
_PART = {
    "head": "head",
    **dict.fromkeys(("shoulder", "elbow", "wrist"), "arm"),
    **dict.fromkeys(("hip", "knee", "ankle", "toe"), "leg"),
}
SWELL = {"maximus": 1.8, "medius": 2.6}
"""Centimetres by which a working muscle swells, so that the thigh does not hide it."""


def _shapes() -> tuple[_Shape, ...]:
    shapes = [
        _Shape(
            JOINT_INDEX[joint], start, r0, end, r1, tone,
            PARTS.index(_PART.get(joint, "trunk")),
            0,
        )
        for joint, start, r0, end, r1, tone in _MIDDLE
    ]  # fmt: skip
    for sign, side in ((1, "left"), (-1, "right")):
        for joint, (x0, y0, z0), r0, (x1, y1, z1), r1, tone in _PAIRED:
            limb = _PART.get(joint)
            shapes.append(
                _Shape(
                    JOINT_INDEX[f"{side}-{joint}" if limb else joint],
                    (x0, sign * y0, z0), r0, (x1, sign * y1, z1), r1, tone,
                    PARTS.index(f"{side}-{limb}" if limb else "trunk"),
                    sign if tone in SWELL else 0,
                )
            )  # fmt: skip
    return tuple(shapes)


SHAPES: tuple[_Shape, ...] = _shapes()
JointFrames = list[tuple[Vector, Matrix]]
"""The position and axes of every joint, in the order of `JOINTS`."""


def person(
    frames: JointFrames, accents: frozenset[str] = frozenset(), glutes: frozenset[str] = frozenset()
) -> list[Capsule]:
    """Return the capsules of a body.

    `accents` are the limbs that move; `glutes` are the sides whose glutes are working. The largest
    glute muscle, the maximus, can be seen from behind and below. The medius, at the side of the
    hip, glows only if the person is lying on the opposite side. In that position the medius works
    too, and the thigh hides the maximus.
    """
    bright = {PARTS.index(limb) for limb in accents}
    shorts_stay = {
        "left-leg",
        "right-leg",
    } <= accents  # otherwise one bright mass would hide the hips
    working = {1 if side == "left" else -1 for side in glutes}
    sideways = frames[0][1][1][2]
    capsules = []
    for shape in SHAPES:
        origin, axes = frames[shape.joint]
        tone, r0, r1 = shape.tone, shape.start_radius, shape.end_radius
        if shape.side:
            works, swell = shape.side in working, SWELL[tone]
            if works and tone == "medius" and shape.side * sideways <= 0.5:
                works, swell = False, -swell  # smaller at rest, so as not to hide the maximus
            if works or swell < 0:
                r0, r1 = r0 + swell, r1 + swell
            tone = "glow" if works else "shorts"
        elif shape.part in bright and not (shorts_stay and tone == "shorts"):
            tone = "accent"
        capsules.append(
            Capsule(
                plus(origin, times(axes, shape.start)), r0,
                plus(origin, times(axes, shape.end)), r1,
                tone, shape.part,  # type: ignore[arg-type]
            )
        )  # fmt: skip
    return capsules


def lowest(frames: JointFrames, parts: frozenset[str]) -> float:
    """How high the lowest point of these parts is above the floor, in centimetres."""
    numbers = {PARTS.index(part) for part in parts}
    return min(
        min(
            frames[shape.joint][0][2] + times(frames[shape.joint][1], end)[2] - radius
            for end, radius in (
                (shape.start, shape.start_radius),
                (shape.end, shape.end_radius),
            )
        )
        for shape in SHAPES
        if shape.part in numbers
    )


BODY_PARTS: frozenset[str] = frozenset(
    ["trunk", "head", *(f"{side}-{limb}" for side in SIDES for limb in ("arm", "leg"))]
)
