"""Translates pose lines in the older, two-dimensional notation into today's notation.

    pin near-knee 102 7, wrists; trunk 7; head 5 -15 -95; arms -90 -90 0; legs -90 181 186

Such a line says where each segment points in a picture of the body seen from the right. Angles are
in degrees: 0 is to the right, 90 up. `*0.6` after an angle marks a segment that points partly out
of the picture. `near` is the right side, `far` the left side.
"""

from __future__ import annotations

import re
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

from trainer.figure import space
from trainer.figure.notation import LARGEST, Pose, PoseError, parse
from trainer.figure.skeleton import JOINT_INDEX, JOINTS
from trainer.figure.solving import SOLE, forward, local_turns, solve
from trainer.figure.space import Matrix, Vector

_ANGLE = re.compile(r"(-?\d+(?:\.\d+)?)(?:\*([01](?:\.\d+)?|\.\d+))?")
_TAKES = {"trunk": 1, "head": 3, "arm": 3, "leg": 3, "hips": 1, "shoulders": 1}
_LIMB = re.compile(r"(near-|far-)?(arm|leg)(s?)")
_SIDE = {"near": "right", "far": "left"}
_TODAYS_NAMES = {"hand": "wrist", "chest": "thorax"}
"""Joints that have another name today."""
_SOLE = 23.5
"""Degrees by which a foot flat on the floor points down in the older notation. There, a foot is the
line from the ankle to the toes."""
_LOW = 20.0
"""A pinned joint lower than this many centimetres counts as lying on the floor."""


def is_older(line: str) -> bool:
    """Whether a line uses the older notation. Only such lines have a `pin` clause."""
    return any(clause.split()[:1] == ["pin"] for clause in line.split(";"))


def read_pose(line: str) -> Pose:
    """Read a pose line in either notation. Raises PoseError if the line is malformed."""
    return parse(translated(line) if is_older(line) else line)


def translated(line: str) -> str:
    """Translate a line into today's notation. Raises PoseError if the line is malformed."""
    given: dict[str, list[tuple[float, float]]] = {}
    things, pins = [], []
    for clause in filter(None, map(str.strip, line.split(";"))):
        name, *words = clause.split()
        if name == "pin":
            pins = _pins(clause[3:])
        elif name in ("chair", "pillow", "band"):
            things.append(clause)
        elif (match := _LIMB.fullmatch(name)) and bool(match[1]) != bool(match[3]):
            angles = _angles(words, match[2], name)
            for side in (match[1] or "near-far-").strip("-").split("-"):
                given[f"{_SIDE[side]}-{match[2]}"] = angles
        elif name in _TAKES:
            given[name] = _angles(words, name, name)
        else:
            raise PoseError(f"{name[:30]!r} is not a clause of the older notation")
    wanted = ("trunk", "head", "left-arm", "right-arm", "left-leg", "right-leg")
    if missing := [name for name in wanted if name not in given]:
        raise PoseError(f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing")
    body = "; ".join([*_trunk(given), *_limbs(given)])
    return "; ".join([body, *_contacts(body, pins), *things])


def _pins(text: str) -> list[tuple[str, float | None]]:
    """Return the pinned joints, under their current names.

    The first joint has its place, in centimetres from the left; all others have None.
    """
    pins: list[tuple[str, float | None]] = []
    for part in text.split(","):
        words = part.split()
        if not words or (len(words) != 3 and not pins):
            raise PoseError(
                "pin must begin with one joint and its place, as in: pin near-knee 100 7"
            )
        at = float(_angles(words[1:2], "trunk", "pin")[0][0]) if not pins else None
        side, _, joint = words[0].rpartition("-")
        both = joint.removesuffix("s") if joint not in JOINT_INDEX and joint != "pelvis" else joint
        joint = _TODAYS_NAMES.get(both, both)
        names = [joint] if joint in JOINT_INDEX else [
            f"{_SIDE.get(one, one)}-{joint}" for one in ([side] if side else ["near", "far"])
        ]  # fmt: skip
        if any(name not in JOINT_INDEX for name in names):
            raise PoseError(f"pin {words[0][:30]!r} is not a joint")
        pins += [(name, at) for name in names]
    return pins


def _angles(words: list[str], kind: str, name: str) -> list[tuple[float, float]]:
    if len(words) != _TAKES[kind]:
        raise PoseError(f"{name} takes {_TAKES[kind]} angles, not {len(words)}")
    angles = []
    for word in words:
        match = _ANGLE.fullmatch(word)
        if match is None or abs(float(match[1])) > LARGEST or float(match[2] or 1) > 1:
            raise PoseError(f"{name}: {word[:30]!r} is not an angle like 90 or -45*0.8")
        angles.append((float(match[1]), float(match[2] or 1)))
    return angles


def _direction(angle: tuple[float, float], depth: float) -> Vector:
    """The direction of a segment; `depth` is 1 away from the viewer, -1 towards the viewer."""
    along, factor = radians(angle[0]), angle[1]
    return (factor * cos(along), depth * sqrt(1 - factor * factor), factor * sin(along))


def _axes(given: dict[str, list[tuple[float, float]]]) -> Matrix:
    """The trunk's axes: z up along the spine, y to the left, away from the viewer."""
    z = _direction((given["trunk"][0][0], 1.0), 0)
    y = space.scaled(_direction(given["hips"][0], -1), -1) if "hips" in given else (0.0, 1.0, 0.0)
    y = space.unit(space.minus(y, space.scaled(z, space.dot(y, z))))
    return (space.cross(y, z), y, z)


def _trunk(given: dict[str, list[tuple[float, float]]]) -> list[str]:
    axes = _axes(given)
    tilt = degrees(atan2(axes[2][0], axes[2][2]))
    x = space.times(space.inverse(space.about_y(tilt)), axes[0])
    words = [f"pelvis {_text_of(tilt, degrees(atan2(x[1], x[0])))}"]
    for name, angle in zip(("neck", "head"), given["head"], strict=False):
        v = space.times(space.inverse(axes), _direction(angle, 0))
        flex, side = degrees(atan2(v[0], v[2])), degrees(asin(max(-1.0, min(v[1], 1.0))))
        words.append(f"{name} {_text_of(flex, side)}")
        axes = space.chain(axes, space.about_y(flex), space.about_x(-side))
    return words


def _limbs(given: dict[str, list[tuple[float, float]]]) -> list[str]:
    axes = _axes(given)
    words = []
    for name in ("left-arm", "right-arm", "left-leg", "right-leg"):
        words += _limb(name, given[name], axes)
    return words


def _limb(name: str, angles: list[tuple[float, float]], axes: Matrix) -> list[str]:
    side, _, kind = name.partition("-")
    s = 1 if side == "left" else -1
    top, middle, end = ("shoulder", "elbow", "wrist") if kind == "arm" else ("hip", "knee", "ankle")
    bends = -1 if kind == "arm" else 1
    flex, abduction = min(
        (_two_turns(_direction(angles[0], depth * s), axes, s) for depth in (1, -1)),
        key=lambda turns: _strain(turns, kind),
    )
    upper = space.chain(axes, space.about_y(-flex), space.about_x(s * abduction))
    bend, twist = min(
        (_bend(_direction(angles[1], depth * s), upper, bends) for depth in (1, -1)),
        key=lambda turns: (turns[0] < -8, abs(turns[1])),
    )
    rotation = -s * twist
    lower = space.chain(upper, space.about_z(twist), space.about_y(bends * bend))
    last = space.times(space.inverse(lower), _direction(angles[2], 0))
    bent = degrees(atan2(last[2], last[0]) if kind == "leg" else atan2(-last[0], -last[2]))
    bent = max(-75.0, min(bent + (_SOLE if kind == "leg" else 0.0), 75.0))
    return [
        f"{side}-{top} {_text_of(flex, abduction, rotation)}",
        f"{side}-{middle} {_text_of(bend)}",
        f"{side}-{end} {_text_of(bent)}",
    ]


def _two_turns(direction: Vector, axes: Matrix, s: int) -> tuple[float, float]:
    """The flexion and abduction, in degrees, that point a limb in a direction."""
    x, y, z = space.times(space.inverse(axes), direction)
    return degrees(atan2(x, -z)), degrees(asin(max(-1.0, min(s * y, 1.0))))


def _strain(turns: tuple[float, float], kind: str) -> tuple[bool, bool]:
    flex, abduction = turns
    return flex < -35 and kind == "leg", abduction < 0


def _bend(direction: Vector, upper: Matrix, bends: int) -> tuple[float, float]:
    """How far a knee or an elbow bends, and how far the limb above it is twisted, in degrees."""
    x, y, z = space.times(space.inverse(upper), direction)
    bend = degrees(atan2(hypot(x, y), -z))
    twist = degrees(atan2(-bends * y, -bends * x)) if hypot(x, y) > 1e-6 else 0.0
    if abs(twist) > 170:  # bent backwards a little, in the plane of the picture
        return -bend, (twist + 180) % 360 if abs(twist) != 180 else 0.0
    return bend, twist


def _contacts(body: str, pins: list[tuple[str, float | None]]) -> list[str]:
    """The clauses that place the body and plant its hands and feet."""
    if not pins or pins[0][1] is None:
        return []
    first = JOINT_INDEX[pins[0][0]]
    solved = solve(parse(body))
    root = solved.root
    frames = forward(root, local_turns(parse(body)), {})
    x = pins[0][1] - frames[first][0][0]
    words = [f"at {_text_of(root[0] + x, 0.0, root[2])}"]
    for name, _ in pins:
        joint = JOINTS[JOINT_INDEX[name]]
        place = frames[JOINT_INDEX[name]][0]
        side = "left" if joint.side > 0 else "right"
        if joint.kind in ("toe", "ankle"):
            ball = frames[JOINT_INDEX[f"{side}-toe"]][0]
            axes = frames[JOINT_INDEX[f"{side}-ankle"]][1]
            if ball[2] - SOLE < _LOW and axes[0][2] < 0.3:
                pitch = max(0.0, degrees(asin(max(-1.0, min(-axes[0][2], 1.0)))))
                out = f"{_text_of(ball[0] + x, abs(ball[1]), pitch)}"
                words.append(f"plant {side}-foot tip {out}")
        elif joint.kind == "wrist":
            at = _text_of(place[0] + x, abs(place[1]), 0.0, max(place[2] - 3.4, 0.0))
            words.append(f"plant {side}-hand flat {at}")
    return list(dict.fromkeys(words))


def _text_of(*numbers: float) -> str:
    shown = [f"{round(number, 1) + 0.0:g}" for number in numbers]
    while len(shown) > 1 and shown[-1] == "0":
        shown.pop()
    return " ".join(shown)
