"""Solves a pose line: computes the position of every joint from contact, reach and balance.

A solved pose stores the rotations that the joints really reached. So a movement between two poses
starts and ends exactly in these poses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from msgspec import Struct

from trainer.figure import space
from trainer.figure.body import BODY_PARTS, JointFrames, lowest
from trainer.figure.notation import Plant, Pose, Prop
from trainer.figure.skeleton import JOINT_INDEX, JOINTS, LIMBS, MASSES, Limb
from trainer.figure.space import Matrix, Quaternion, Vector

SOLE = 2.7
"""Height of the ball of the foot above the floor, in centimetres."""
PALM = 3.4
"""Height of the wrist above the floor under a flat hand, in centimetres."""
_TOE = JOINTS[JOINT_INDEX["left-toe"]].at
_BEND = 12.0
"""Centimetres by which a knee is pulled forward, or an elbow back, to bend the natural way."""

Locals = Sequence[Matrix]
Shifts = Mapping[int, Vector]


class Solved(Struct, frozen=True):
    """A solved key pose."""

    root: Vector
    """The position of the middle of the hips."""
    turns: tuple[Quaternion, ...]
    """The rotation of each joint relative to its parent; the first is that of the whole body."""
    shifts: dict[int, Vector]
    """How far the shoulders are moved, in the axes of the thorax."""
    hold: tuple[int, float, float] | None
    balance: float | None
    plants: tuple[Plant, ...]
    props: tuple[Prop, ...]
    missed: dict[str, float]
    """How far each planted hand or foot is from its place, in centimetres."""


def local_turns(pose: Pose) -> list[Matrix]:
    """The rotation of each joint relative to its parent, from the angles of a pose."""
    tilt, turn, heading = pose.pelvis
    turns = [space.chain(space.about_z(heading), space.about_y(tilt), space.about_z(turn))]
    for joint in JOINTS[1:]:
        a, b, c = pose.turns.get(joint.name, space.ORIGIN)
        turns.append(_local(joint.kind, joint.side, a, b, c))
    return turns


def _local(kind: str, side: int, a: float, b: float, c: float) -> Matrix:
    if not (a or b or c):
        return space.UNTURNED
    match kind:
        case "hip" | "shoulder":
            turns = (space.about_y(-a), space.about_x(side * b), space.about_z(-side * c))
        case "knee":
            return space.about_y(a)
        case "elbow":
            return space.product(space.about_y(-a), space.about_z(-side * b))
        case "ankle":
            return space.product(space.about_y(-a), space.about_z(side * b))
        case "wrist":
            return space.product(space.about_y(a), space.about_x(side * b))
        case _:
            turns = (space.about_y(a), space.about_x(-b), space.about_z(c))
    return space.chain(*turns)


def forward(root: Vector, turns: Locals, shifts: Shifts) -> JointFrames:
    """Compute the position and axes of every joint, from the pelvis outwards."""
    frames: JointFrames = [(root, turns[0])]
    for number in range(1, len(JOINTS)):
        joint = JOINTS[number]
        origin, axes = frames[joint.parent]
        at = space.plus(joint.at, shifts[number]) if number in shifts else joint.at
        frames.append(
            (space.plus(origin, space.times(axes, at)), space.product(axes, turns[number]))
        )
    return frames


def moved(frames: JointFrames, by: Vector) -> JointFrames:
    """The same body, moved by a vector."""
    return [(space.plus(origin, by), axes) for origin, axes in frames]


def centre_of_mass(frames: JointFrames) -> Vector:
    """The body's centre of mass."""
    x = y = z = total = 0.0
    for joint, (origin, axes) in zip(JOINTS, frames, strict=True):
        if joint.kind not in MASSES:
            continue
        mass, (mx, my, mz) = MASSES[joint.kind]
        px, py, pz = space.plus(origin, space.times(axes, (mx, my, mz)))
        x, y, z, total = x + mass * px, y + mass * py, z + mass * pz, total + mass
    return (x / total, y / total, z / total)


def place(
    root: Vector,
    turns: Locals,
    shifts: Shifts,
    hold: tuple[int, float, float] | None,
    plants: Sequence[Plant],
    lifts: Mapping[str, float] | None = None,
) -> tuple[JointFrames, dict[str, float]]:
    """Apply `hold` and `plants` to a body. Return its joints, and how far limbs miss their places.

    `lifts` raises a planted hand on its way to another place. Distances are in centimetres.
    """
    frames = forward(root, turns, shifts)
    if hold is not None:
        joint, x, z = hold
        at = frames[joint][0]
        frames = moved(frames, (x - at[0], 0.0, z - at[2]))
    missed = {}
    for plant in plants:
        lift = lifts.get(plant.limb, 0.0) if lifts else 0.0
        missed[plant.limb] = _reach(frames, turns, LIMBS[plant.limb], plant, lift)
    return frames, missed


def balanced(
    root: Vector,
    turns: Locals,
    shifts: Shifts,
    hold: tuple[int, float, float] | None,
    plants: Sequence[Plant],
    lifts: Mapping[str, float] | None,
    balance: float | None,
    steps: int,
    tolerance: float,
) -> tuple[JointFrames, dict[str, float], Vector]:
    """Like `place`, but also move the body along the mat until its weight is over `balance`.

    Stops after `steps` moves, or when less than `tolerance` centimetres are left. Also returns the
    root.
    """
    frames, missed = place(root, turns, shifts, hold, plants, lifts)
    if balance is not None:
        for _ in range(steps):
            off = balance - centre_of_mass(frames)[0]
            if abs(off) < tolerance:
                break
            root = (root[0] + 1.08 * off, root[1], root[2])
            frames, missed = place(root, turns, shifts, hold, plants, lifts)
    return frames, missed, frames[0][0]


def solve(pose: Pose) -> Solved:
    """Solve a pose: plant its hands and feet, and move its weight to where `balance` says."""
    turns = local_turns(pose)
    shifts = {}
    for name, (x, y, z) in pose.shifts.items():
        joint = JOINTS[JOINT_INDEX[name]]
        shifts[JOINT_INDEX[name]] = (x, joint.side * y, z)
    root = pose.at or (0.0, 0.0, -_lowest(turns, shifts, pose))
    hold = (JOINT_INDEX[pose.hold[0]], *pose.hold[1:]) if pose.hold else None
    frames, missed, root = balanced(
        root, turns, shifts, hold, pose.plants, None, pose.balance, 12, 0.05
    )
    return Solved(
        root, _read_back(frames), shifts, hold, pose.balance, pose.plants, pose.props, missed
    )


def _lowest(turns: Locals, shifts: Shifts, pose: Pose) -> float:
    planted = {plant.limb for plant in pose.plants}
    parts = pose.floor or BODY_PARTS - planted
    return lowest(forward(space.ORIGIN, turns, shifts), parts)


def _read_back(frames: JointFrames) -> tuple[Quaternion, ...]:
    turns = [space.quaternion(frames[0][1])]
    for number in range(1, len(JOINTS)):
        parent = frames[JOINTS[number].parent][1]
        turns.append(space.quaternion(space.product(space.inverse(parent), frames[number][1])))
    return tuple(turns)


def _reach(frames: JointFrames, turns: Locals, limb: Limb, plant: Plant, lift: float) -> float:
    """Bend a limb to bring its end to where it is planted. Return the gap left, in centimetres."""
    target, axes, toes = _target(frames, limb, plant, lift)
    top, upper_axes = frames[limb.top]
    line = space.minus(target, top)
    distance = space.length(line)
    upper, lower = limb.upper, limb.lower
    reached = min(max(distance, abs(upper - lower) + 0.01), upper + lower - 0.01)
    direction = space.unit(line)
    forward = space.scaled(upper_axes[0], limb.bends)
    pole = space.plus(space.minus(frames[limb.middle][0], top), space.scaled(forward, _BEND))
    if limb.bends > 0 and space.dot(_square(pole, direction), forward) <= 0:
        pole = forward  # a knee must never bend the wrong way
    pole = _square(pole, direction)
    along = (upper * upper - lower * lower + reached * reached) / (2 * reached)
    up = sqrt(max(upper * upper - along * along, 0.0))
    middle = space.plus(top, space.plus(space.scaled(direction, along), space.scaled(pole, up)))
    end = space.plus(top, space.scaled(direction, reached))
    upper_z = space.unit(space.minus(top, middle))
    y = space.unit(space.cross(upper_z, space.scaled(pole, limb.bends)))
    lower_z = space.unit(space.minus(middle, end))
    lower_axes = (space.cross(y, lower_z), y, lower_z)
    frames[limb.top] = (top, (space.cross(y, upper_z), y, upper_z))
    frames[limb.middle] = (middle, lower_axes)
    axes = axes or space.product(lower_axes, turns[limb.end])
    frames[limb.end] = (end, axes)
    if limb.tip != limb.end:
        at = space.plus(end, space.times(axes, _TOE))
        frames[limb.tip] = (at, toes or space.product(axes, turns[limb.tip]))
    return abs(distance - reached)


def _square(vector: Vector, to: Vector) -> Vector:
    """The direction of the component of `vector` that is perpendicular to `to`."""
    return space.unit(space.minus(vector, space.scaled(to, space.dot(vector, to))))


def _target(
    frames: JointFrames, limb: Limb, plant: Plant, lift: float
) -> tuple[Vector, Matrix | None, Matrix | None]:
    """Return where the end of a planted limb should be, its axes, and the axes of the toes.

    Axes are None if the plant leaves them free.
    """
    x, y, a, b = plant.numbers
    if plant.kind == "on":
        origin, axes = frames[JOINT_INDEX[plant.joint]]
        at = space.plus(origin, space.times(axes, (x, y, a)))
        return at, axes if limb.bends < 0 else None, None
    side = limb.side
    if plant.kind == "tip":
        out = space.about_z(side * b)
        foot = space.product(out, space.about_y(a))
        ball = (x, side * y, SOLE + lift)
        return space.minus(ball, space.times(foot, _TOE)), foot, out
    fingers = space.about_z(side * a)[0]
    down = (0.0, 0.0, -1.0)
    z_axis = space.scaled(fingers, -1.0)
    axes = (down, space.cross(z_axis, down), z_axis)
    return (x, side * y, PALM + b + lift), axes, None
