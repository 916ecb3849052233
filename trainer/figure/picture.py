"""A figure that can be asked for any moment of its movement, as lines of coloured text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from msgspec import Struct

from trainer.figure.body import HEAD, Capsule, Layer, Part, Shape, person, thing
from trainer.figure.ink import BLOCKS, BRAILLE, Paper
from trainer.figure.motion import between, props_between
from trainer.figure.notation import PoseError, parse_pose
from trainer.figure.skeleton import LIMBS, Joints, Pose, joints_of

Side = Literal["left", "right"]
Style = Literal["braille", "blocks"]

LAYERS: tuple[Layer, ...] = ("blank", "floor", "far", "prop", "body", "near", "glow")
"""From the least to the most important: a cell takes the last one that has ink in it."""

OTHER_SIDE = "other_side"
_SHOWINGS = ("swap", "mirror")
_MARGIN = HEAD + 2.0
"""Centimetres around the joints that flesh and movement between the poses need."""
_FLOOR = 1
"""Rows of dots kept for the floor."""


class FigureError(ValueError):
    """Poses that make no figure. The message lists every fault, a line each."""


class Run(NamedTuple):
    """Neighbouring cells of one layer."""

    text: str
    layer: Layer


class Frame(Struct, frozen=True):
    """One moment of a movement."""

    path: tuple[str, ...]
    """Key poses, in the order they are passed through."""
    progress: float
    """How far along the path, 0-1, already eased."""
    side: Side | None
    """The side at work; poses are given for the right one."""
    squeeze: Literal["left", "right", "both"] | None
    """Whose glutes work."""
    glow: float
    """How hard, 0-1."""


class _Box(NamedTuple):
    left: float
    right: float
    top: float

    def joined(self, other: _Box) -> _Box:
        return _Box(
            min(self.left, other.left), max(self.right, other.right), max(self.top, other.top)
        )


def check(poses: Mapping[str, str]) -> list[tuple[str, str]]:
    """Every fault in a table of poses: the name of the pose, and what is wrong with it."""
    faults = []
    for name, line in poses.items():
        if name == OTHER_SIDE:
            if line not in _SHOWINGS:
                faults.append((name, f"is one of {', '.join(_SHOWINGS)}"))
            continue
        try:
            pose = parse_pose(line)
        except PoseError as error:
            faults.append((name, str(error)))
            continue
        joint, point = min(joints_of(pose).items(), key=lambda item: item[1].imag)
        if point.imag < -0.5:
            faults.append((name, f"{joint} is {-point.imag:.0f} cm below the floor"))
    return faults


class Figure:
    """The figure of one exercise. Everything it draws has one scale, so it never jumps."""

    def __init__(self, poses: Mapping[str, Pose], *, mirrored: bool = False) -> None:
        self._poses = dict(poses)
        self._mirrored = mirrored
        self._boxes: dict[frozenset[str], _Box] = {}
        self._working: dict[str, frozenset[str]] = {}
        for view, members in self._views().items():
            self._boxes[view] = _crop([self._poses[name] for name in members])
            rest = self._poses[members[0]]
            for name in members:
                pose = self._poses[name]
                moved = (limb for limb in LIMBS if pose.limb(limb) != rest.limb(limb))
                self._working[name] = frozenset(moved)

    @classmethod
    def from_poses(cls, poses: Mapping[str, str]) -> Figure:
        """A figure of pose lines by name. Raises FigureError that lists all faults."""
        if faults := check(poses):
            raise FigureError("\n".join(f"{name}: {message}" for name, message in faults))
        parsed = {name: parse_pose(line) for name, line in poses.items() if name != OTHER_SIDE}
        if not parsed:
            raise FigureError("there are no poses")
        return cls(parsed, mirrored=poses.get(OTHER_SIDE) == "mirror")

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

    def joints(self, frame: Frame) -> Joints:
        """Where every joint is at that moment, in centimetres; LookupError for unknown poses."""
        a, b, t = self._moment(frame)
        joints = between(a, b, t)
        if frame.side != "left":
            return joints
        if not self._mirrored:
            return {_other(name): point for name, point in joints.items()}
        box = self._box(frame.path)
        centre = box.left + box.right
        return {name: complex(centre - point.real, point.imag) for name, point in joints.items()}

    def draw(
        self, frame: Frame, width_cells: int, height_cells: int, style: Style
    ) -> list[list[Run]]:
        """The figure at that moment: a list of runs for each line, all of them the width asked.

        Raises LookupError for a pose that is not there.
        """
        if width_cells < 1 or height_cells < 1:
            return [[] for _ in range(max(height_cells, 0))]
        paper = _paper(2 * width_cells, 4 * height_cells)
        layers = _painted(self._parts(frame), paper, _Camera(self._box(frame.path), paper))
        ink = 0
        for layer in layers:
            ink |= layer
        texts = paper.cells(ink, BRAILLE if style == "braille" else BLOCKS)
        return [
            [
                Run(text[match.start() : match.end()], LAYERS[match[0][0]])
                for match in _SAME.finditer(cells)
            ]
            for text, cells in zip(texts, paper.topmost(layers), strict=True)
        ]

    def _moment(self, frame: Frame) -> tuple[Pose, Pose, float]:
        path = frame.path
        if len(path) == 1:
            return self._pose(path[0]), self._pose(path[0]), 0.0
        along = min(max(frame.progress, 0.0), 1.0) * (len(path) - 1)
        leg = min(int(along), len(path) - 2)
        return self._pose(path[leg]), self._pose(path[leg + 1]), along - leg

    def _pose(self, name: str) -> Pose:
        try:
            return self._poses[name]
        except KeyError:
            known = ", ".join(self._poses)
            raise LookupError(f"There is no pose {name!r}. There are: {known}.") from None

    def _box(self, path: Iterable[str]) -> _Box:
        views = {_view(self._pose(name)) for name in path}
        first, *others = (self._boxes[view] for view in sorted(views, key=sorted))
        for other in others:
            first = first.joined(other)
        return first

    def _parts(self, frame: Frame) -> list[Part]:
        joints = self.joints(frame)
        working = frozenset[str]().union(*(self._working[name] for name in frame.path))
        other = frame.side == "left"
        swapped = other and not self._mirrored
        if swapped:
            working = frozenset(_other(limb) for limb in working)
        parts = person(joints, working, self._glutes(frame), frame.glow)
        a, b, t = self._moment(frame)
        for prop in props_between(a, b, t):
            parts.insert(len(parts) if prop.kind == "chair" else 0, thing(prop, joints))
        return parts

    def _glutes(self, frame: Frame) -> tuple[str, ...]:
        if frame.squeeze is None or frame.glow <= 0:
            return ()
        if frame.squeeze == "both":
            return ("near", "far")
        # Seen from the right, the right side is the near one. Turned over, the left one is.
        near = frame.side if self._mirrored and frame.side else "right"
        return ("near",) if frame.squeeze == near else ("far",)


class _Camera:
    """From centimetres to dots: the crop fills the paper and stands in its middle."""

    def __init__(self, box: _Box, paper: Paper) -> None:
        wide, high = paper.width - 1, paper.height - _FLOOR - 1
        self.scale = min(wide / (box.right - box.left), high / box.top)
        self.left = paper.width / 2 - self.scale * (box.left + box.right) / 2
        spare = paper.height - _FLOOR - self.scale * box.top
        self.floor = round(paper.height - _FLOOR - spare / 2)

    def place(self, shape: Shape, paper: Paper) -> int:
        """The dots of a shape."""
        s = self.scale
        if isinstance(shape, Capsule):
            a, b = shape.start, shape.end
            return paper.capsule(
                self.left + s * a.real,
                self.floor - s * a.imag,
                s * shape.start_radius,
                self.left + s * b.real,
                self.floor - s * b.imag,
                s * shape.end_radius,
            )
        return paper.bar(
            self.left + s * shape.left,
            self.left + s * shape.right,
            self.floor - s * shape.top,
            self.floor - s * shape.bottom,
        )


def _painted(parts: list[Part], paper: Paper, camera: _Camera) -> list[int]:
    """The ink of each layer, from the nearest part to the floor; nothing is under the floor."""
    free = paper.bar(0, paper.width, 0, camera.floor)
    layers = dict.fromkeys(LAYERS[1:], 0)
    for part in parts:
        ink = 0
        for shape in part.shapes:
            ink |= camera.place(shape, paper)
        seen = ink & free
        layers[part.layer] |= seen & paper.chequer if part.light else seen
        gap = paper.grown(ink)
        if part.root is not None:
            gap &= ~camera.place(part.root, paper) | ink
        free &= ~gap
    layers["floor"] = paper.bar(0, paper.width, camera.floor, camera.floor + 1)
    return list(layers.values())


def _view(pose: Pose) -> frozenset[str]:
    return frozenset(prop.kind for prop in pose.props)


def _crop(poses: list[Pose]) -> _Box:
    """The box that holds the poses, and what lies between each and the next."""
    stills = [joints_of(pose) for pose in poses]
    stills += [between(a, b, 0.5) for a, b in pairwise(poses)]
    points = [point for joints in stills for point in joints.values()]
    edges = [x for pose in poses for prop in pose.props for x in prop.measures[:2] if x > 1]
    return _Box(
        min(min(point.real for point in points) - _MARGIN, *edges, 1e9),
        max(max(point.real for point in points) + _MARGIN, *edges, -1e9),
        max(point.imag for point in points) + _MARGIN + 2.0,
    )


def _other(name: str) -> str:
    """`far-knee` for `near-knee`, `far arm` for `near arm`, and the other way round."""
    if name.startswith("near"):
        return "far" + name[4:]
    return "near" + name[3:] if name.startswith("far") else name


_SAME = re.compile(rb"(.)\1*", re.DOTALL)
_paper = lru_cache(maxsize=4)(Paper)
