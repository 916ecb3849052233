"""A pose as one readable line.

    pelvis 79; hips 80 2; knees 91; ankles -70; shoulders 82; plant hands flat 48 17 0 1

Clauses are separated by semicolons. Missing angles are 0; with all angles 0 the body stands
upright, facing right. Angles are in degrees, lengths in centimetres. A later clause overrides an
earlier one, and plants are solved in the order written. Otherwise the order does not matter.

`pelvis TILT TURN HEADING`
    The position of the whole body. TILT: 0 upright, 90 face down with the head to the right, -90 on
    the back with the head to the left. TURN rolls it about its long axis: `90 -90` lies on the left
    side. HEADING turns it on the floor.
`lumbar`, `thorax`, `neck`, `head` FLEX SIDE TWIST
    FLEX bends forward, SIDE bends to the left, TWIST turns to the left.
`hips`, `shoulders` FLEX ABD ROT
    FLEX goes forward, ABD outwards, ROT turns inwards. With FLEX 90, ABD is horizontal: it opens
    the arms.
`knees` FLEX, `elbows` FLEX PRON, `ankles` DORSI OUT, `wrists` EXT SIDE
    FLEX bends; PRON turns the palm in; DORSI lifts the toes, OUT turns them out; EXT bends the hand
    back, SIDE to the side.
`scapulae` X Y Z
    Moves the shoulders forward, outwards and up.
`at X Y Z`
    The position of the middle of the hips. Without this clause, X and Y are 0, and the lowest part
    that is not planted lies on the floor.
`floor PART …`
    Without `at`, the lowest of these parts lies on the floor: `trunk`, `left-arm`, `right-leg`, …
`hold JOINT X Z`
    Moves the body so that this joint is at X, Z.
`balance X`
    Moves the body along the mat until its weight is over X.
`plant feet tip X Y PITCH OUT`
    The ball of the foot is on the floor at X, Y from the middle; the heel is raised by PITCH, the
    toes are turned out by OUT.
`plant hands flat X Y OUT HEIGHT`
    The wrist is at X, Y, HEIGHT above the floor; the palm faces down, the fingers are turned out by
    OUT.
`plant left-hand on JOINT X Y Z`, `plant right-foot on JOINT X Y Z`
    A hand or a foot is at a point in the axes of another joint.
`chair X X TOP`, `pillow X X THICKNESS`, `band P`
    Props: the left and right edge and the height. A band is at the fraction P of the way from hip
    to knee.
`push P HEIGHT`
    An arrow that shows a hand pressing down on the working thigh. The point of the arrow is HEIGHT
    above the floor, over the fraction P of the way from hip to knee.

`left-hip`, `right-arm` and so on mean one side. A planted limb reaches its place whatever its
angles are. The angles only say which way the limb bends.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from msgspec import Struct

from trainer.figure.body import BODY_PARTS
from trainer.figure.skeleton import JOINT_INDEX, SIDES
from trainer.figure.space import Vector

LARGEST = 1000.0
"""The largest number allowed in a pose line, in centimetres or degrees."""


class PoseError(ValueError):
    """A pose line is malformed. The message says what is wrong and what is allowed."""


class Plant(NamedTuple):
    """A hand or a foot that stays in place."""

    limb: str
    """`left-arm`, `right-leg`, …"""
    kind: Literal["tip", "flat", "on"]
    numbers: tuple[float, float, float, float]
    joint: str = ""
    """The joint on which the hand or foot lies, if the kind is `on`."""


class Prop(NamedTuple):
    """A prop in the picture, with the measurements from the pose line."""

    kind: Literal["chair", "pillow", "band", "push"]
    measures: tuple[float, ...]


class Pose(Struct, frozen=True):
    """The contents of a pose line, before it is solved."""

    pelvis: Vector = (0.0, 0.0, 0.0)
    """Tilt, turn and heading."""
    turns: dict[str, Vector] = {}
    """The angles by joint. A joint that is missing has angles of 0."""
    shifts: dict[str, Vector] = {}
    """How far each shoulder is moved; y is outwards."""
    at: Vector | None = None
    floor: frozenset[str] | None = None
    hold: tuple[str, float, float] | None = None
    balance: float | None = None
    plants: tuple[Plant, ...] = ()
    props: tuple[Prop, ...] = ()


_MIDDLE = {"lumbar": 3, "thorax": 3, "neck": 3, "head": 3}
_PAIRED = {"hip": 3, "knee": 1, "ankle": 2, "shoulder": 3, "elbow": 2, "wrist": 2}
_PLURAL = {f"{joint}s": joint for joint in _PAIRED}
_ANGLES: dict[str, tuple[tuple[str, ...], int]] = {
    **{joint: ((joint,), most) for joint, most in _MIDDLE.items()},
    **{
        plural: (tuple(f"{side}-{joint}" for side in SIDES), _PAIRED[joint])
        for plural, joint in _PLURAL.items()
    },
    **{
        f"{side}-{joint}": ((f"{side}-{joint}",), most)
        for side in SIDES
        for joint, most in _PAIRED.items()
    },
}
_SHIFTS = {
    "scapulae": tuple(f"{side}-shoulder" for side in SIDES),
    **{f"{side}-scapula": (f"{side}-shoulder",) for side in SIDES},
}
_SHARE = "how far along the thigh, from hip (0) to knee (1)"
_PROPS: dict[str, tuple[int, str]] = {
    "chair": (3, "its left edge, its right edge and the height of its seat"),
    "pillow": (3, "its left edge, its right edge and its thickness"),
    "band": (1, _SHARE),
    "push": (2, f"{_SHARE}, and the height of that point"),
}
_ENDS = {"hand": "arm", "foot": "leg"}
_PLANTED = {
    "hands": tuple(f"{side}-arm" for side in SIDES),
    "feet": tuple(f"{side}-leg" for side in SIDES),
    **{f"{side}-{end}": (f"{side}-{limb}",) for side in SIDES for end, limb in _ENDS.items()},
}
_WORDS = ("pelvis", "at", "floor", "hold", "balance", "plant", *_SHIFTS, *_PROPS, *_ANGLES)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def parse(line: str) -> Pose:
    """Read a pose line. Raises PoseError if the line is malformed."""
    fields: dict[str, object] = {}
    turns: dict[str, Vector] = {}
    shifts: dict[str, Vector] = {}
    plants: list[Plant] = []
    props: list[Prop] = []
    clauses = [clause.split() for clause in line.split(";") if clause.strip()]
    if not clauses:
        raise PoseError("is empty; describe the body's position, as in: pelvis 90; knees 20")
    for name, *words in clauses:
        if name in _ANGLES:
            joints, most = _ANGLES[name]
            angles = _vector(_numbers(words, name, 1, most))
            turns.update(dict.fromkeys(joints, angles))
        elif name in _SHIFTS:
            shift = _vector(_numbers(words, name, 3, 3))
            shifts.update(dict.fromkeys(_SHIFTS[name], shift))
        elif name in _PROPS:
            props.append(_prop(name, words))
        elif name == "plant":
            plants += _plants(words)
        elif name == "pelvis":
            fields["pelvis"] = _vector(_numbers(words, name, 1, 3))
        elif name == "at":
            fields["at"] = _vector(_numbers(words, name, 3, 3))
        elif name == "balance":
            fields["balance"] = _numbers(words, name, 1, 1)[0]
        elif name == "hold":
            fields["hold"] = (_joint(words[:1], name), *_numbers(words[1:], name, 2, 2))
        elif name == "floor":
            fields["floor"] = _parts(words)
        else:
            raise PoseError(f"{name[:30]!r} is not a clause; the clauses are: {', '.join(_WORDS)}")
    if len({plant.limb for plant in plants}) < len(plants):
        raise PoseError("plants the same hand or foot twice")
    return Pose(
        turns=turns, shifts=shifts, plants=tuple(plants), props=tuple(props), **fields  # type: ignore[arg-type]
    )  # fmt: skip


def _numbers(words: list[str], name: str, least: int, most: int) -> tuple[float, ...]:
    if not least <= len(words) <= most:
        span = f"{least}" if least == most else f"{least} to {most}"
        raise PoseError(f"{name} takes {span} number{'s' * (most > 1)}, not {len(words)}")
    for word in words:
        if not _NUMBER.fullmatch(word):
            raise PoseError(f"{name}: {word[:30]!r} is not a number")
        if abs(float(word)) > LARGEST:
            raise PoseError(f"{name}: {word[:30]} is too large; at most {LARGEST:g}")
    return tuple(float(word) for word in words)


def _vector(numbers: tuple[float, ...]) -> Vector:
    x, y, z = (*numbers, 0.0, 0.0)[:3]
    return (x, y, z)


def _joint(words: list[str], name: str) -> str:
    if not words or words[0] not in JOINT_INDEX:
        problem = f"{words[0][:30]!r} is not a joint" if words else "a joint is missing"
        raise PoseError(f"{name}: {problem}; joints are: {', '.join(JOINT_INDEX)}")
    return words[0]


def _parts(words: list[str]) -> frozenset[str]:
    unknown = next((word for word in words if word not in BODY_PARTS), None)
    if unknown or not words:
        problem = f"{(unknown or '')[:30]!r} is not a part" if unknown else "a part is missing"
        raise PoseError(f"floor: {problem}; parts are: {', '.join(sorted(BODY_PARTS))}")
    return frozenset(words)


def _plants(words: list[str]) -> list[Plant]:
    name, kind, *rest = (*words, "", "")[: max(len(words), 2)]
    if name not in _PLANTED:
        raise PoseError(f"plant: {name[:30]!r} is not one of: {', '.join(_PLANTED)}")
    limbs = _PLANTED[name]
    wanted = "flat" if limbs[0].endswith("arm") else "tip"
    if kind == "on":
        joint = _joint(rest[:1], "plant on")
        x, y, z = _numbers(rest[1:], "plant on", 3, 3)
        return [Plant(limb, "on", (x, y, z, 0.0), joint) for limb in limbs]
    if kind != wanted:
        raise PoseError(f"plant {name} must be followed by {wanted} or on, not {kind[:30]!r}")
    numbers = _numbers(rest, f"plant {name} {kind}", 2, 4)
    x, y, a, b = (*numbers, 0.0, 0.0)[:4]
    return [Plant(limb, wanted, (x, y, a, b)) for limb in limbs]  # type: ignore[arg-type]


def _prop(name: str, words: list[str]) -> Prop:
    count, what = _PROPS[name]
    measures = _numbers(words, name, count, count)
    if name in ("band", "push") and not 0 <= measures[0] <= 1:
        raise PoseError(f"{name} must be from 0 (the hip) to 1 (the knee)")
    if name in ("chair", "pillow") and (measures[0] >= measures[1] or measures[2] <= 0):
        raise PoseError(f"{name} takes {what}")
    return Prop(name, measures)  # type: ignore[arg-type]
