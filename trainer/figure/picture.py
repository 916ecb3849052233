"""The figure of an exercise, drawn as cells at any moment of its movements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec import Struct

from trainer.figure import cells, raster, space
from trainer.figure.body import Capsule, JointFrames, person
from trainer.figure.camera import (
    Box,
    Camera,
    Fit,
    ProjectedCapsule,
    box_of,
    close_up,
    fit,
    move_into_view,
    see,
)
from trainer.figure.cells import Drawn, Glyphs, Shading
from trainer.figure.checking import (
    CAMERA,
    CLOSE,
    OTHER_SIDE,
    SETTINGS,
    TURNS_OVER,
    camera_of,
    close_of,
)
from trainer.figure.mat import Mat, lay, mat_under, shade, shadows
from trainer.figure.motion import frames_between, frames_of, props_between
from trainer.figure.notation import PoseError
from trainer.figure.older import read_pose
from trainer.figure.props import capsules_of
from trainer.figure.skeleton import JOINT_INDEX, LIMBS, SIDES, Limb, other
from trainer.figure.solving import Solved, solve
from trainer.figure.space import Vector
from trainer.figure.trail import draw_trail
from trainer.figure.turning import orbit, turn_over

Side = Literal["left", "right"]


class FigureError(ValueError):
    """The poses cannot be made into a figure. The message lists the problems, one per line."""


MOVES = 5.0
TURNS = 9.0
"""A limb is shown as moving if one of its joints moves more than MOVES centimetres and one turns by
more than TURNS degrees. An arm that just follows the trunk does not turn, so it does not count."""
_STEPS = 60
"""The number of points that are computed along a dotted path."""


class Frame(Struct, frozen=True):
    """One moment of a movement."""

    path: tuple[str, ...]
    """The names of the key poses, in the order of the movement."""
    progress: float = 1.0
    """How far along the path, 0-1, after easing."""
    side: Side | None = None
    """The side that works. Poses are written for the right side."""
    squeeze: Literal["left", "right", "both"] | None = None
    """The glutes that work."""
    turning: bool = False
    """Whether the body is turning over, from the other side to `side`."""
    trail: bool = False
    """Whether to draw a dotted line along the movement, for a picture that does not move."""


class Figure:
    """The figure of one exercise. Scale and camera do not change during a movement."""

    def __init__(
        self,
        poses: Mapping[str, Solved],
        camera: Camera | None = None,
        *,
        turns_over: bool = False,
        close: tuple[str, ...] = (),
    ) -> None:
        self._poses = dict(poses)
        self._camera = camera or Camera()
        self._turns_over = turns_over
        self._boxes: dict[frozenset[str], Box] = {}
        self._mats: dict[frozenset[str], Mat] = {}
        self._rests: dict[str, str] = {}
        self._close = close
        for view, members in self._views().items():
            capsules = self._scenes(members)
            self._mats[view] = mat_under(capsules)
            box = box_of(capsules, self._camera, not turns_over)
            self._boxes[view] = box._replace(
                bottom=min(box.bottom, self._mats[view].lowest(self._camera))
            )
            self._rests.update(dict.fromkeys(members, members[0]))

        self._close_box = box_of(self._scenes(close), self._camera, True) if close else None

    def _scenes(self, names: Sequence[str]) -> list[Capsule]:
        """The capsules of these poses, and of the moment halfway between each pose and the next."""
        capsules = [c for name in names for c in _scene(self._poses[name], None)]
        for one, two in pairwise(names):
            capsules += _scene(self._poses[one], self._poses[two])
        return capsules

    @classmethod
    def from_poses(cls, poses: Mapping[str, str]) -> Figure:
        """Make a figure from pose lines by name. Raises FigureError, which lists every problem."""
        solved, problems = {}, []
        for name, line in poses.items():
            if name in SETTINGS:
                continue
            try:
                solved[name] = solve(read_pose(line))
            except PoseError as error:
                problems.append(f"{name}: {error}")
        try:
            camera = camera_of(poses[CAMERA]) if CAMERA in poses else None
            close = close_of(poses[CLOSE], solved) if CLOSE in poses else ()
        except PoseError as error:
            problems.append(f"camera: {error}")
        if problems or not solved:
            raise FigureError("\n".join(problems) or "there are no poses")
        turns_over = TURNS_OVER.get(poses.get(OTHER_SIDE, ""), False)
        return cls(solved, camera, turns_over=turns_over, close=close)

    @property
    def poses(self) -> tuple[str, ...]:
        """The names of the key poses."""
        return tuple(self._poses)

    def _views(self) -> dict[frozenset[str], list[str]]:
        """Group the poses into views by their props. The first pose of a view is its rest pose."""
        views: dict[frozenset[str], list[str]] = {}
        for name, pose in self._poses.items():
            views.setdefault(_view(pose), []).append(name)
        return views

    def joints(self, frame: Frame) -> JointFrames:
        """Return the joints at a moment, with the right side as the working side.

        Raises LookupError for an unknown pose.
        """
        a, b, t = self._moment(frame)
        if frame.turning and self._turns_over:
            return turn_over(b, frame.progress if frame.side == "left" else 1 - frame.progress)
        return frames_between(a, b, t)

    def capsules(self, frame: Frame) -> list[Capsule]:
        """Return the body and props at a moment, in world coordinates.

        The right side is the working side.
        """
        a, b, t = self._moment(frame)
        joints = self.joints(frame)
        accents = frozenset[str]() if frame.turning else self.accents(frame.path)
        capsules = person(joints, accents, _glutes(frame))
        for prop in props_between(a, b, t):
            capsules += capsules_of(prop, joints)
        return capsules

    @lru_cache(maxsize=128)  # noqa: B019  (a figure lives as long as the program)
    def accents(self, path: tuple[str, ...]) -> frozenset[str]:
        """Return the limbs that move along a path. For a hold, those unlike the rest pose.

        If some planted hands or feet move along the floor, limbs that stay in place do not count.
        """
        poses = [self._pose(name) for name in path]
        if len(set(path)) == 1:
            poses = [self._pose(self._rests[path[0]]), poses[0]]
        moving = frozenset(
            name
            for name, limb in LIMBS.items()
            if any(_moves(a, b, limb) for a, b in pairwise(poses))
        )
        places = {name: {_place(pose, name) for pose in poses} for name in moving}
        planted = [name for name in moving if None not in places[name]]
        stays = {name for name in planted if len(places[name]) == 1}
        return moving if len(stays) == len(planted) else moving - stays

    def dots(self, frame: Frame, width: int, height: int) -> raster.Dots:
        """Draw a moment as a picture of `width` by `height` dots."""
        shot = self._shot(frame, width, height)
        capsules = self.capsules(frame)
        dots = raster.draw(shot.see(capsules), width, height, shot.fit, shot.camera, shot.mirrored)
        lay(
            dots,
            self._mats[_view(self._pose(frame.path[-1]))],
            shot.camera,
            shot.fit,
            shot.mirrored,
        )
        shade(dots, shot.see(list(shadows(capsules))), shot.camera, shot.fit)
        if frame.trail and len(set(frame.path)) > 1:
            draw_trail(dots, shot.places(self._way(frame)))
        return dots

    def place(self, frame: Frame, joint: str, width: int, height: int) -> tuple[float, float]:
        """The place of a joint in the picture, in dots from the top left."""
        shot = self._shot(frame, width, height)
        written = other(joint) if frame.side == "left" and not frame.turning else joint
        return shot.places([self.joints(frame)[JOINT_INDEX[written]][0]])[0]

    def _shot(self, frame: Frame, width: int, height: int) -> _Shot:
        box = self._box(frame.path)
        left = frame.side == "left"
        if not self._turns_over:
            where = fit(box, width, height)
            if self._close_box is not None and self._is_close(frame.path):
                where = close_up(where, fit(self._close_box, width, height))
            return _Shot(self._camera, where, flipped=left)
        facing = fit(box, width, height)
        turned = fit(box.mirrored(), width, height)
        if not frame.turning:
            return _Shot(self._camera, turned if left else facing, mirrored=left)
        gone = frame.progress if left else 1 - frame.progress
        camera = orbit(self._camera, gone)
        share = (camera.azimuth - self._camera.azimuth) / (180 - 2 * self._camera.azimuth)
        where = facing._replace(x=facing.x + (turned.x - facing.x) * share)
        body = box_of(self.capsules(frame), camera)
        return _Shot(camera, move_into_view(where, body, width, height))

    def _is_close(self, path: tuple[str, ...]) -> bool:
        """Whether the whole movement is shown in close-up."""
        return set(path) <= set(self._close) and set(path) != {self._close[0]}

    def _way(self, frame: Frame) -> list[Vector]:
        """The path of the joint that moves furthest."""
        limbs = [LIMBS[name] for name in self.accents(frame.path)] or list(LIMBS.values())
        ways = [
            self.joints(Frame(frame.path, n * frame.progress / _STEPS)) for n in range(_STEPS + 1)
        ]
        furthest = max(
            (joint for limb in limbs for joint in (limb.middle, limb.end)),
            key=lambda joint: space.length(space.minus(ways[0][joint][0], ways[-1][joint][0])),
        )
        return [frames[furthest][0] for frames in ways]

    def draw(
        self,
        frame: Frame,
        width: int,
        height: int,
        glyphs: Glyphs = "braille",
        shading: Shading = "levels",
        before: bytes = b"",
    ) -> Drawn:
        """Draw a moment as `width` by `height` cells.

        `before` holds the codes of the previous picture, if any; it has the same size and glyphs.
        Raises LookupError for an unknown pose.
        """
        if width < 1 or height < 1:
            return Drawn(((),) * max(height, 0), b"")
        return cells.cells(self.dots(frame, 2 * width, 4 * height), glyphs, shading, before)

    def _moment(self, frame: Frame) -> tuple[Solved, Solved, float]:
        path = frame.path
        if len(path) == 1:
            return self._pose(path[0]), self._pose(path[0]), 0.0
        along = min(max(frame.progress, 0.0), 1.0) * (len(path) - 1)
        leg = min(int(along), len(path) - 2)
        return self._pose(path[leg]), self._pose(path[leg + 1]), along - leg

    def _pose(self, name: str) -> Solved:
        try:
            return self._poses[name]
        except KeyError:
            known = ", ".join(self._poses)
            raise LookupError(f"There is no pose {name!r}. The poses are: {known}.") from None

    def _box(self, path: Iterable[str]) -> Box:
        return reduce(Box.joined, (self._boxes[_view(self._pose(name))] for name in path))


class _Shot(NamedTuple):
    """How a moment is projected into the picture."""

    camera: Camera
    fit: Fit
    flipped: bool = False
    """Whether left and right of the body are swapped."""
    mirrored: bool = False
    """Whether left and right of the picture are swapped."""

    def see(self, capsules: list[Capsule]) -> list[ProjectedCapsule]:
        """Project capsules into the picture."""
        return see(_flipped(capsules) if self.flipped else capsules, self.camera, self.mirrored)

    def places(self, points: Iterable[Vector]) -> list[tuple[float, float]]:
        """The places of points in the picture, in dots from the top left."""
        seen = self.see([Capsule(point, 0.0, point, 0.0, "skin", 0) for point in points])
        scale, x, y = self.fit
        return [(x + scale * one.start.x, y - scale * one.start.y) for one in seen]


def _moves(a: Solved, b: Solved, limb: Limb) -> bool:
    if limb.bends < 0 and any(p.kind == "on" and p.limb == limb.name for p in a.plants):
        return False  # a hand on the body just follows the body
    before, after = frames_of(a), frames_of(b)
    joints = (limb.middle, limb.end)
    gone = max(space.length(space.minus(after[n][0], before[n][0])) for n in joints)
    turned = max(space.angle_between(a.turns[n], b.turns[n]) for n in (limb.top, limb.middle))
    return gone > MOVES and turned > TURNS


def _place(pose: Solved, limb: str) -> tuple[float, float] | None:
    """Where a limb is planted on the floor, or None."""
    for plant in pose.plants:
        if plant.limb == limb and plant.kind != "on":
            return plant.numbers[0], plant.numbers[1]
    return None


def _view(pose: Solved) -> frozenset[str]:
    return frozenset(prop.kind for prop in pose.props)


def _scene(a: Solved, b: Solved | None) -> list[Capsule]:
    """The body and props of a key pose, or of the moment halfway between two key poses."""
    joints = frames_of(a) if b is None else frames_between(a, b, 0.5)
    props = [c for prop in props_between(a, b or a, 0.5) for c in capsules_of(prop, joints)]
    return [*person(joints), *props]


def _flipped(capsules: Iterable[Capsule]) -> list[Capsule]:
    """The capsules with left and right of the body swapped."""
    return [
        c._replace(start=(c.start[0], -c.start[1], c.start[2]), end=(c.end[0], -c.end[1], c.end[2]))
        for c in capsules
    ]


def _glutes(frame: Frame) -> frozenset[str]:
    """The glutes to draw as working. Left and right are swapped if the left side works."""
    match frame.squeeze:
        case None:
            return frozenset()
        case "both":
            return frozenset(SIDES)
        case side if frame.side == "left":
            return frozenset(SIDES) - {side}
        case side:
            return frozenset([side])
