"""Checks whether a human body can take a pose: reach, floor, balance, and range of each joint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from math import acos, asin, atan2, cos, degrees, inf, pi, sin
from typing import NamedTuple

from trainer.figure import space
from trainer.figure.body import SHAPES, JointFrames, person
from trainer.figure.camera import Camera
from trainer.figure.motion import frames_of, moment_between
from trainer.figure.notation import PoseError
from trainer.figure.older import is_older, read_pose
from trainer.figure.skeleton import JOINTS, LIMBS
from trainer.figure.solving import Solved, centre_of_mass, local_turns, solve
from trainer.figure.space import Matrix, times

OTHER_SIDE, CAMERA, CLOSE = "other_side", "camera", "close"
SETTINGS = (OTHER_SIDE, CAMERA, CLOSE)
"""Keys in a table of poses that are settings, not poses."""
TURNS_OVER = {"swap": False, "turn-over": True, "mirror": True}
"""Whether the body turns over to show the other side, by the value of `other_side`. `mirror` is an
older word for `turn-over`."""
_SUNK, _MISSED, _OFF_BALANCE = 1.5, 1.0, 2.0
"""Tolerances in centimetres: below the floor, between a planted limb and its place, and outside the
support."""
_ON_THE_WAY = 2.0
"""Between two poses, the tolerances are this many times larger, because the moment is short."""
_MOMENTS = {0.25: "a quarter of the way", 0.5: "half way", 0.75: "three quarters of the way"}
_TOUCHES = 4.5
"""Centimetres above the floor, or above a seat, that still count as touching it."""


class Range(NamedTuple):
    """How far a joint moves in an ordinary adult, in degrees, with a little to spare.

    Source: ranges of motion of the American Academy of Orthopaedic Surgeons; wider if the leaflet's
    movements need it (the hip in a deep squat).
    """

    least: float
    most: float


_RANGES: dict[tuple[str, str], Range] = {
    ("hip", "flexion"): Range(-35, 145),
    ("hip", "abduction"): Range(-40, 65),
    ("hip", "rotation"): Range(-65, 65),
    ("knee", "flexion"): Range(-12, 160),
    ("ankle", "flexion"): Range(-80, 48),
    ("shoulder", "flexion"): Range(-75, 200),
    ("elbow", "flexion"): Range(-12, 158),
    ("wrist", "bend"): Range(0, 98),
    ("lumbar", "flexion"): Range(-35, 60),
    ("thorax", "flexion"): Range(-35, 50),
    ("neck", "flexion"): Range(-65, 65),
    ("head", "flexion"): Range(-45, 45),
    **{(joint, "bend to the side"): Range(-45, 45) for joint in ("lumbar", "thorax")},
    **{(joint, "bend to the side"): Range(-50, 50) for joint in ("neck", "head")},
}


def check(poses: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return every problem in a table of poses, as pairs of the pose's name and what is wrong."""
    problems = []
    for name, line in poses.items():
        try:
            if name == OTHER_SIDE:
                if line not in TURNS_OVER:
                    raise PoseError(f"is {line[:30]!r}; it must be swap or turn-over")
            elif name == CAMERA:
                camera_of(line)
            elif name == CLOSE:
                close_of(line, poses)
            else:
                pose = read_pose(line)
                if is_older(line):
                    continue  # its depth is guessed, so its limbs cannot be checked
                problems += [
                    (name, problem) for problem in pose_problems(solve(pose), local_turns(pose))
                ]
        except PoseError as error:
            problems.append((name, str(error)))
    return problems


def check_movements(
    poses: Mapping[str, str], movements: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield the first problem in each movement between two poses.

    Each pair is the movement, such as `up to down`, and what is wrong. The exercise can be shown in
    spite of such a problem. Raises PoseError for a malformed line, and KeyError for an unknown
    pose.
    """
    seen = set()
    for one, two in movements:
        if {one, two} in seen:
            continue  # the way back is the same
        seen.add(frozenset((one, two)))
        if one != two and not is_older(poses[one]) and not is_older(poses[two]):
            between = _faults_between(solve(read_pose(poses[one])), solve(read_pose(poses[two])))
            for problem in islice(between, 1):
                yield f"{one} to {two}", problem


def camera_of(line: str) -> Camera:
    """Read the camera from `AZIMUTH ELEVATION`. Raises PoseError if the line is malformed."""
    try:
        azimuth, elevation = map(float, line.split())
    except ValueError:
        raise PoseError("takes two numbers, azimuth and elevation, as in: -25 17") from None
    if not (abs(azimuth) <= 180 and 2 <= elevation <= 80):
        raise PoseError("takes an azimuth from -180 to 180 and an elevation from 2 to 80 degrees")
    return Camera(azimuth, elevation)


def close_of(line: str, poses: Iterable[str]) -> tuple[str, ...]:
    """The poses that are shown in close-up. Raises PoseError if the line is malformed."""
    names = tuple(line.split())
    known = [name for name in poses if name not in SETTINGS]
    for name in names:
        if name not in known:
            raise PoseError(f"{name[:30]!r} is not among the poses: {', '.join(known)}")
    if len(names) < 2:
        raise PoseError("must name at least two poses, as in: squat hands-down")
    return names


def pose_problems(pose: Solved, given: list[Matrix] | None = None) -> Iterator[str]:
    """Yield what is wrong with a solved pose: the part, the amount and the limit.

    `given` holds the rotations in the pose line. They are checked too, because a planted limb may
    end up at other angles.
    """
    frames = frames_of(pose)
    for limb, miss in pose.missed.items():
        if miss > _MISSED:
            end = "hand" if limb.endswith("arm") else "foot"
            side = limb.split("-")[0]
            yield f"the {side} {end} cannot reach its place: it is {miss:.0f} cm short"
    sunk, depth = _sunk(frames)
    if depth > _SUNK:
        yield f"{sunk} is {depth:.0f} cm below the floor"
    named = set()
    for turns in filter(None, (given, [space.matrix(turn) for turn in pose.turns])):
        for joint, turn in zip(JOINTS[1:], turns[1:], strict=True):
            for what, angle in _angles(joint.kind, joint.side, turn):
                limits = _RANGES[joint.kind, what]
                if not limits.least <= angle <= limits.most and joint.name not in named:
                    named.add(joint.name)
                    yield (
                        f"{joint.name} {what} is {angle:.0f} degrees;"
                        f" a human joint allows {limits.least:g} to {limits.most:g}"
                    )
    off = 0.0 if depth > _SUNK else off_balance(frames, pose)
    if off == inf:
        yield "nothing touches the floor"
    elif off:
        over = "so the body would fall over"
        yield f"the weight is {off:.0f} cm outside the area that supports it, {over}"


def _faults_between(a: Solved, b: Solved) -> Iterator[str]:
    """Yield what is wrong on the way from one pose to another, with the limit.

    Balance is checked only if a foot stays in place. Somebody who lies down from standing may be
    off balance for a moment.
    """
    stands = any(plant.kind == "tip" and plant in b.plants for plant in a.plants)
    fewer = min(a, b, key=lambda pose: len(pose.plants))
    for t, when in _MOMENTS.items():
        frames, missed = moment_between(a, b, t)
        for limb, miss in missed.items():
            if miss > (most := _ON_THE_WAY * _MISSED):
                joint = JOINTS[LIMBS[limb].end].name
                yield f"{when}, {joint} misses its place by {miss:.1f} cm; at most {most:g}"
        name, depth = _sunk(frames)
        if depth > (most := _ON_THE_WAY * _SUNK):
            yield f"{when}, {name} is {depth:.0f} cm below the floor; at most {most:g}"
        elif stands and (off := off_balance(frames, fewer)) > (most := _ON_THE_WAY * _OFF_BALANCE):
            yield (
                f"{when}, the weight is {off:.0f} cm outside the area that supports it; at most"
                f" {most:g}"
            )


def _sunk(frames: JointFrames) -> tuple[str, float]:
    """Return the joint whose surface is deepest below the floor, and the depth in centimetres."""
    deepest, name = -inf, ""
    for shape in SHAPES:
        origin, axes = frames[shape.joint]
        for end, radius in ((shape.start, shape.start_radius), (shape.end, shape.end_radius)):
            depth = radius - origin[2] - times(axes, end)[2]
            if depth > deepest:
                deepest, name = depth, JOINTS[shape.joint].name
    return name, deepest


def _angles(kind: str, side: int, turn: Matrix) -> Iterator[tuple[str, float]]:
    x, y, z = turn[2]
    if kind in ("hip", "shoulder"):
        abduction = degrees(asin(max(-1.0, min(-side * y, 1.0))))
        flexion = (degrees(atan2(-x, z)) + 100) % 360 - 100
        yield "flexion", flexion
        if kind == "hip":
            yield "abduction", abduction
            swing = space.product(space.about_y(-flexion), space.about_x(side * abduction))
            across = space.times(space.inverse(swing), turn[0])
            yield "rotation", -side * degrees(atan2(across[1], across[0]))
    elif kind in ("elbow", "ankle"):
        yield "flexion", degrees(atan2(-x, z))
    elif kind == "knee":
        yield "flexion", degrees(atan2(x, z))
    elif kind == "wrist":  # the direction of the bend depends on how the forearm is turned
        yield "bend", degrees(acos(max(-1.0, min(z, 1.0))))
    elif kind != "toe":
        yield "flexion", degrees(atan2(x, z))
        yield "bend to the side", degrees(asin(max(-1.0, min(y, 1.0))))


def off_balance(frames: JointFrames, pose: Solved) -> float:
    """How far the centre of mass is outside the support, in centimetres.

    The support is everything that touches the floor or a seat. Returns 0 if the centre of mass is
    inside it in every direction, and infinity if nothing touches.
    """
    touching = []
    for capsule in person(frames):
        for (x, y, z), radius in (
            (capsule.start, capsule.start_radius),
            (capsule.end, capsule.end_radius),
        ):
            under = [
                prop.measures[2]
                for prop in pose.props
                if prop.kind in ("chair", "pillow") and prop.measures[0] <= x <= prop.measures[1]
            ]
            if any(abs(z - radius - top) < _TOUCHES for top in (0.0, *under)):
                touching.append((x, y, radius))
    for plant in pose.plants:  # a hand may be on a table that is not in the picture
        (x, y, _), _ = frames[LIMBS[plant.limb].end]
        touching.append((x, y, 0.0))
    if not touching:
        return inf
    x, y, _ = centre_of_mass(frames)
    off = 0.0
    for n in range(24):
        c, s = cos(n * pi / 12), sin(n * pi / 12)
        furthest = max(px * c + py * s + r for px, py, r in touching)
        off = max(off, x * c + y * s - furthest)
    return off if off > _OFF_BALANCE else 0.0
