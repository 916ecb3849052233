"""Every movement of the bundled catalog, as the session shows it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import strategies as st

from trainer.figure import SETTINGS, Figure, Frame
from trainer.figure.body import JointFrames
from trainer.figure.motion import frames_between
from trainer.figure.older import read_pose
from trainer.figure.solving import Solved, solve

CATALOG = Path(__file__).parents[2] / "exercises.toml"


@dataclass(frozen=True)
class Movement:
    """One path of poses on one side, and the figure that moves along it."""

    exercise: str
    figure: Figure
    frame: Frame

    def at(self, progress: float) -> Frame:
        """The frame at this progress, 0 to 1."""
        frame = self.frame
        return Frame(frame.path, progress, frame.side, frame.squeeze, frame.turning)

    def between(self, progress: float) -> tuple[Solved, Solved, float]:
        """Return the key poses before and after a moment, and the progress between them, 0 to 1."""
        poses = [solved(self.exercise)[name] for name in self.frame.path]
        pairs = list(pairwise(poses)) or [(poses[0], poses[0])]
        along = progress * len(pairs)
        number = min(int(along), len(pairs) - 1)
        return *pairs[number], along - number

    def joints(self, progress: float) -> JointFrames:
        """Return the places of the joints, before the picture is turned."""
        return frames_between(*self.between(progress))

    def __repr__(self) -> str:
        return f"{self.exercise} {' > '.join(self.frame.path)} {self.frame.side}"


@cache
def poses(exercise: str) -> dict[str, str]:
    """The pose lines of an exercise."""
    tables = tomllib.loads(CATALOG.read_text(encoding="utf-8"))["exercise"]
    return next(table["poses"] for table in tables if table["id"] == exercise)


@cache
def solved(exercise: str) -> dict[str, Solved]:
    """The solved key poses of an exercise."""
    return {
        name: solve(read_pose(line))
        for name, line in poses(exercise).items()
        if name not in SETTINGS
    }


@cache
def figure(exercise: str) -> Figure:
    """The figure of an exercise."""
    return Figure.from_poses(poses(exercise))


def _opposite(side: str) -> str:
    return "left" if side == "right" else "right"


@cache
def movements() -> list[Movement]:
    """Return every movement of all exercises, variants and sides, each only once."""
    found: dict[tuple[str, tuple[str, ...], str | None], Movement] = {}
    for table in tomllib.loads(CATALOG.read_text(encoding="utf-8"))["exercise"]:
        id, sides = table["id"], ["right", "left"] if table["sides"] != "none" else [None]
        for version in (table, *table.get("variant", ())):
            steps = version.get("step", table["step"])
            for side in sides:
                here = steps[-1]["pose"]
                for step in steps:
                    path = (here, *step.get("via", ()), step["pose"])
                    here = step["pose"]
                    works = {False: None, True: side or "both"}.get(step.get("squeeze", False))
                    if step.get("squeeze") == "other":
                        works = _opposite(side)
                    frame = Frame(path, 0, side, works)  # type: ignore[arg-type]
                    found.setdefault((id, path, side), Movement(id, figure(id), frame))
    return list(found.values())


def any_movement() -> st.SearchStrategy[Movement]:
    """A strategy for any of the movements."""
    return st.sampled_from(movements())


def any_progress() -> st.SearchStrategy[float]:
    """A strategy for a progress from 0 to 1, including both."""
    return st.floats(0, 1, allow_nan=False)
