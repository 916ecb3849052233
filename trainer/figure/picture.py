"""The figure of an exercise: any moment of its movements, as cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec import Struct

from trainer.figure import cells, raster, space
from trainer.figure.body import Capsule, Frames, person
from trainer.figure.camera import Box, Camera, Fit, Seen, box_of, fit, inside, nearer, see
from trainer.figure.cells import Drawn, Glyphs, Shading
from trainer.figure.checking import (
    CAMERA,
    CLOSE,
    OTHER_SIDE,
    SETTINGS,
    SHOWINGS,
    camera_of,
    close_of,
)
from trainer.figure.mat import Mat, lay, mat_under
from trainer.figure.motion import frames_between, frames_of, props_between
from trainer.figure.notation import PoseError
from trainer.figure.older import read_pose
from trainer.figure.skeleton import LIMBS, PLACE, SIDES, Limb, other
from trainer.figure.solving import Solved, solve
from trainer.figure.space import Vector
from trainer.figure.things import capsules_of
from trainer.figure.trail import draw_trail
from trainer.figure.turning import turn_over, walk_round

Side = Literal["left", "right"]


class FigureError(ValueError):
    """Poses that make no figure. The message lists every problem, a line each."""


MOVES = 5.0
"""Centimetres that a wrist, ankle, elbow or knee goes in a movement for its limb to be shown as
moving, …"""
TURNS = 9.0
"""… and degrees by which the limb turns or bends: an arm carried along by the trunk is at rest."""
_STEPS = 60
"""Parts of a way that is dotted in."""


class Frame(Struct, frozen=True):
    """One moment of a movement."""

    path: tuple[str, ...]
    """Key poses, in the order they are passed through."""
    progress: float = 1.0
    """How far along the path, 0-1, already eased."""
    side: Side | None = None
    """The side at work; poses are given for the right one."""
    squeeze: Literal["left", "right", "both"] | None = None
    """Whose glutes work."""
    turning: bool = False
    """Whether the body is on its way to this side from the other one."""
    trail: bool = False
    """Whether the way it came is dotted in, for a picture that does not move."""


class Figure:
    """The figure of one exercise. Within a movement everything has one scale and one place."""

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
        """What is seen in these poses, and halfway from each to the next."""
        capsules = [c for name in names for c in _scene(self._poses[name], None)]
        for one, two in pairwise(names):
            capsules += _scene(self._poses[one], self._poses[two])
        return capsules

    @classmethod
    def from_poses(cls, poses: Mapping[str, str]) -> Figure:
        """A figure of pose lines by name. Raises FigureError that lists all that is wrong."""
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
        turns_over = SHOWINGS.get(poses.get(OTHER_SIDE, ""), False)
        return cls(solved, camera, turns_over=turns_over, close=close)

    @property
    def poses(self) -> tuple[str, ...]:
        """The names of the key poses."""
        return tuple(self._poses)

    def _views(self) -> dict[frozenset[str], list[str]]:
        """Poses with the same things around them share one view; each begins with its rest."""
        views: dict[frozenset[str], list[str]] = {}
        for name, pose in self._poses.items():
            views.setdefault(_view(pose), []).append(name)
        return views

    def frames(self, frame: Frame) -> Frames:
        """Where every joint is, for the right side; LookupError for a pose that is not there."""
        a, b, t = self._moment(frame)
        if frame.turning and self._turns_over:
            return turn_over(b, frame.progress if frame.side == "left" else 1 - frame.progress)
        return frames_between(a, b, t)

    def capsules(self, frame: Frame) -> list[Capsule]:
        """The body and the things of a moment, in the world, as if the right side worked."""
        a, b, t = self._moment(frame)
        joints = self.frames(frame)
        accents = frozenset[str]() if frame.turning else self.accents(frame.path)
        capsules = person(joints, accents, _glutes(frame))
        for prop in props_between(a, b, t):
            capsules += capsules_of(prop, joints)
        return capsules

    @lru_cache(maxsize=128)  # noqa: B019  (a figure is kept as long as the program)
    def accents(self, path: tuple[str, ...]) -> frozenset[str]:
        """The limbs that move on a path; where it stands still, those that are not at rest."""
        poses = [self._pose(name) for name in path]
        if len(set(path)) == 1:
            poses = [self._pose(self._rests[path[0]]), poses[0]]
        return frozenset(
            name
            for name, limb in LIMBS.items()
            if any(_moves(a, b, limb) for a, b in pairwise(poses))
        )

    def dots(self, frame: Frame, width: int, height: int) -> raster.Dots:
        """The moment in dots, `width` by `height` of them."""
        shot = self._shot(frame, width, height)
        seen = shot.see(self.capsules(frame))
        dots = raster.draw(seen, width, height, shot.fit, shot.camera, shot.mirrored)
        lay(
            dots,
            self._mats[_view(self._pose(frame.path[-1]))],
            shot.camera,
            shot.fit,
            shot.mirrored,
        )
        if frame.trail and len(set(frame.path)) > 1:
            draw_trail(dots, shot.places(self._way(frame)))
        return dots

    def place(self, frame: Frame, joint: str, width: int, height: int) -> tuple[float, float]:
        """Where a joint of the body that is shown is, in dots from the top left."""
        shot = self._shot(frame, width, height)
        written = other(joint) if frame.side == "left" and not frame.turning else joint
        return shot.places([self.frames(frame)[PLACE[written]][0]])[0]

    def _shot(self, frame: Frame, width: int, height: int) -> _Shot:
        box = self._box(frame.path)
        left = frame.side == "left"
        if not self._turns_over:
            where = fit(box, width, height)
            if self._close_box is not None and self._is_close(frame.path):
                where = nearer(where, fit(self._close_box, width, height))
            return _Shot(self._camera, where, flipped=left)
        facing = fit(box, width, height)
        turned = fit(box.mirrored(), width, height)
        if not frame.turning:
            return _Shot(self._camera, turned if left else facing, mirrored=left)
        gone = frame.progress if left else 1 - frame.progress
        camera = walk_round(self._camera, gone)
        walked = (camera.azimuth - self._camera.azimuth) / (180 - 2 * self._camera.azimuth)
        where = facing._replace(x=facing.x + (turned.x - facing.x) * walked)
        body = box_of(self.capsules(frame), camera)
        return _Shot(camera, inside(where, body, width, height))

    def _is_close(self, path: tuple[str, ...]) -> bool:
        """Whether the camera is close. It stays where it is for a whole movement."""
        return set(path) <= set(self._close) and set(path) != {self._close[0]}

    def _way(self, frame: Frame) -> list[Vector]:
        """The places through which the joint goes that moves furthest."""
        limbs = [LIMBS[name] for name in self.accents(frame.path)] or list(LIMBS.values())
        ways = [
            self.frames(Frame(frame.path, n * frame.progress / _STEPS)) for n in range(_STEPS + 1)
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
        """The figure at that moment in `width` by `height` cells.

        `before` are the codes of the moment before it, of the same size and glyphs. Raises
        LookupError for a pose that is not there.
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
            raise LookupError(f"There is no pose {name!r}. There are: {known}.") from None

    def _box(self, path: Iterable[str]) -> Box:
        return reduce(Box.joined, (self._boxes[_view(self._pose(name))] for name in path))


class _Shot(NamedTuple):
    """How a moment is looked at."""

    camera: Camera
    fit: Fit
    flipped: bool = False
    """Whether left and right of the body are exchanged, …"""
    mirrored: bool = False
    """… or left and right of the picture."""

    def see(self, capsules: list[Capsule]) -> list[Seen]:
        """Capsules as they are seen."""
        return see(_flipped(capsules) if self.flipped else capsules, self.camera, self.mirrored)

    def places(self, points: Iterable[Vector]) -> list[tuple[float, float]]:
        """Where points are, in dots from the top left."""
        seen = self.see([Capsule(point, 0.0, point, 0.0, "skin", 0) for point in points])
        scale, x, y = self.fit
        return [(x + scale * one.start.x, y - scale * one.start.y) for one in seen]


def _moves(a: Solved, b: Solved, limb: Limb) -> bool:
    if limb.bends < 0 and any(p.kind == "on" and p.limb == limb.name for p in a.plants):
        return False  # a hand that lies on the body is carried along
    before, after = frames_of(a), frames_of(b)
    joints = (limb.middle, limb.end)
    gone = max(space.length(space.minus(after[n][0], before[n][0])) for n in joints)
    turned = max(space.turned(a.turns[n], b.turns[n]) for n in (limb.top, limb.middle))
    return gone > MOVES and turned > TURNS


def _view(pose: Solved) -> frozenset[str]:
    return frozenset(prop.kind for prop in pose.props)


def _scene(a: Solved, b: Solved | None) -> list[Capsule]:
    """A key pose, or what is halfway between two, with its things."""
    joints = frames_of(a) if b is None else frames_between(a, b, 0.5)
    things = [c for prop in props_between(a, b or a, 0.5) for c in capsules_of(prop, joints)]
    return [*person(joints), *things]


def _flipped(capsules: Iterable[Capsule]) -> list[Capsule]:
    """The other side of the body: what was to the left is to the right."""
    return [
        c._replace(start=(c.start[0], -c.start[1], c.start[2]), end=(c.end[0], -c.end[1], c.end[2]))
        for c in capsules
    ]


def _glutes(frame: Frame) -> frozenset[str]:
    """The working glutes of the poses as they are written, which is for the right side."""
    match frame.squeeze:
        case None:
            return frozenset()
        case "both":
            return frozenset(SIDES)
        case side if frame.side == "left":
            return frozenset(SIDES) - {side}
        case side:
            return frozenset([side])
