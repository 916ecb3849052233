"""Every movement of the bundled catalog, as the session shows it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hypothesis import strategies as st

from trainer import catalog
from trainer.figure import Figure, Frame
from trainer.session import timeline


@dataclass(frozen=True)
class Movement:
    """One path of poses on one side, and the figure that goes through it."""

    exercise: str
    figure: Figure
    frame: Frame

    def at(self, progress: float) -> Frame:
        """The frame part of the way."""
        frame = self.frame
        return Frame(frame.path, progress, frame.side, frame.squeeze, progress)

    def __repr__(self) -> str:
        return f"{self.exercise} {' > '.join(self.frame.path)} {self.frame.side}"


@cache
def movements() -> list[Movement]:
    """Each once, over all exercises, variants and sides."""
    found: dict[tuple[str, tuple[str, ...], str | None], Movement] = {}
    for exercise in catalog.load_catalog().exercises:
        figure = Figure.from_poses(exercise.poses)
        for variant in [catalog.STANDARD, *(variant.id for variant in exercise.variants)]:
            for stage in timeline.build_timeline([catalog.choose(exercise, variant)]).stages:
                if stage.path:
                    frame = Frame(stage.path, 0, stage.side, stage.squeeze, 0)
                    found.setdefault(
                        (exercise.id, stage.path, stage.side),
                        Movement(exercise.id, figure, frame),
                    )
    return list(found.values())


def any_movement() -> st.SearchStrategy[Movement]:
    """One of them."""
    return st.sampled_from(movements())


def any_progress() -> st.SearchStrategy[float]:
    """0 to 1, both ends included."""
    return st.floats(0, 1, allow_nan=False)
