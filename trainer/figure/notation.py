"""A pose as one readable line.

    pin near-knee 102 7, far-knee, wrists; trunk 7; head 5 -15 -95; arms -90 -90 0; legs -90 181 186

Clauses are parted by semicolons, in any order:

`pin JOINT X Y, JOINT …`
    What touches the ground and stays where it is. The first joint places the whole body: X
    centimetres to the right, Y centimetres above the floor. The others stay put wherever the
    angles bring them. Joints are `pelvis`, `chest`, `neck`, `head`, and `near-` or `far-` with
    `shoulder`, `elbow`, `wrist`, `hand`, `hip`, `knee`, `ankle`, `toe`. The plural means both:
    `wrists`, `knees`.
`trunk A`
    Direction from the hips to the shoulders.
`head A A A`
    Neck, head, and where the face looks.
`arms A A A`, or `near-arm A A A` and `far-arm A A A`
    Upper arm, forearm, hand.
`legs A A A`, or `near-leg A A A` and `far-leg A A A`
    Thigh, shank, foot.
`hips A`, `shoulders A`
    Direction from the far one to the near one. Left out when seen from the side.
`chair X X Y`, `pillow X X Y`, `band P`
    Things: left and right edge and height of a seat or a pillow, in centimetres; a band around
    both thighs, P of the way from hip to knee.

An angle A is in degrees: 0 to the right, 90 up, 180 to the left, 270 or -90 down. Between two
poses a segment turns the shorter way. `-90*0.6` is a segment that points partly out of the
picture and is seen at 0.6 of its length.
"""

from __future__ import annotations

import re
from itertools import chain

from trainer.figure.skeleton import JOINTS, LENGTHS, LIMBS, Pose, Prop, Segment

_BOTH = {"arms": ("near arm", "far arm"), "legs": ("near leg", "far leg")}
_ONE = {limb.replace(" ", "-"): (limb,) for limb in LIMBS}
_CLAUSES: dict[str, tuple[tuple[str, ...], ...]] = {
    "trunk": (("trunk",),),
    "head": (("neck", "head", "face"),),
    "hips": (("hips",),),
    "shoulders": (("shoulders",),),
    **{
        name: tuple(LIMBS[limb] for limb in limbs)
        for name, limbs in chain(_BOTH.items(), _ONE.items())
    },
}
_PROPS = {"chair": 3, "pillow": 3, "band": 1}
_PLURALS = {"wrists": "wrist", "hands": "hand", "ankles": "ankle", "toes": "toe"} | {
    f"{name}s": name for name in ("shoulder", "elbow", "hip", "knee")
}
_FLAT = Segment(0.0, 0.0)
_ANGLE = re.compile(r"(-?\d+(?:\.\d+)?)(?:\*(\d+(?:\.\d+)?))?")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LARGEST = 1000.0


class PoseError(ValueError):
    """A pose line that cannot be read; the message says what is wrong and what is allowed."""


def parse_pose(line: str) -> Pose:
    """The pose a line describes. Raises PoseError that says what is wrong with it."""
    segments: dict[str, Segment] = {}
    pins: list[str] = []
    at: complex | None = None
    props: list[Prop] = []
    for clause in filter(None, map(str.strip, line.split(";"))):
        name, *words = clause.split()
        if name == "pin":
            if at is not None:
                raise PoseError("pin is given twice")
            at, pins = _pins(clause[len("pin") :])
        elif name in _PROPS:
            props.append(_prop(name, words))
        elif name in _CLAUSES:
            for segment, value in _segments(name, words).items():
                if segment in segments:
                    raise PoseError(f"{segment} is given twice")
                segments[segment] = value
        else:
            known = ", ".join(["pin", *_CLAUSES, *_PROPS])
            raise PoseError(f"{name[:30]!r} is not a clause; there are: {known}")
    if at is None:
        raise PoseError("pin is missing; say what touches the ground, as in: pin near-knee 100 7")
    segments = {"hips": _FLAT, "shoulders": _FLAT, **segments}
    if missing := [segment for segment in LENGTHS if segment not in segments]:
        raise PoseError(f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing")
    root, *others = pins
    ordered = tuple(segments[segment] for segment in LENGTHS)
    return Pose(root, at, tuple(others), ordered, tuple(props))


def _pins(text: str) -> tuple[complex, list[str]]:
    first, *others = (part.split() for part in text.split(","))
    if len(first) != 3 or first[0] not in JOINTS:
        raise PoseError("pin begins with one joint and its place, as in: pin near-knee 100 7")
    at = complex(_number(first[1], "pin"), _number(first[2], "pin"))
    pins = [first[0]]
    for words in others:
        if len(words) != 1:
            raise PoseError(f"pin {' '.join(words)[:30]!r}: only the first joint has a place")
        word = words[0]
        both = _PLURALS.get(word)
        named = (f"near-{both}", f"far-{both}") if both else (word,)
        if named[0] not in JOINTS:
            raise PoseError(f"pin {word[:30]!r} is not a joint; joints are: {', '.join(JOINTS)}")
        pins += [joint for joint in named if joint not in pins]
    return at, pins


def _segments(name: str, words: list[str]) -> dict[str, Segment]:
    groups = _CLAUSES[name]
    if len(words) != len(groups[0]):
        wanted = ", ".join(part.removeprefix("near ").removeprefix("far ") for part in groups[0])
        raise PoseError(f"{name} takes {len(groups[0])} angles ({wanted}), not {len(words)}")
    values = [_angle(word, name) for word in words]
    return {part: value for group in groups for part, value in zip(group, values, strict=True)}


def _angle(word: str, name: str) -> Segment:
    match = _ANGLE.fullmatch(word)
    if match is None:
        raise PoseError(f"{name}: {word[:30]!r} is not an angle like 90 or -45*0.8")
    angle, factor = float(match[1]), float(match[2] or 1)
    if abs(angle) > 360:
        raise PoseError(f"{name}: {word} turns further than 360 degrees")
    if factor > 1:
        raise PoseError(f"{name}: {word} makes a limb longer than it is; a factor is at most 1")
    return Segment(angle, factor)


def _prop(name: str, words: list[str]) -> Prop:
    if len(words) != _PROPS[name]:
        raise PoseError(f"{name} takes {_PROPS[name]} numbers, not {len(words)}")
    measures = tuple(_number(word, name) for word in words)
    if name == "band" and not 0 <= measures[0] <= 1:
        raise PoseError("band is from 0 (the hip) to 1 (the knee)")
    if name != "band" and (measures[0] >= measures[1] or measures[2] <= 0):
        raise PoseError(f"{name} takes its left edge, its right edge and its height")
    return Prop(name, measures)


def _number(word: str, name: str) -> float:
    if not _NUMBER.fullmatch(word) or abs(float(word)) > _LARGEST:
        raise PoseError(f"{name}: {word[:30]!r} is not a number of centimetres up to 1000")
    return float(word)
