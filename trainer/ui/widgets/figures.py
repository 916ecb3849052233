"""The figure of an exercise, cached."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from trainer.catalog import Exercise, choose
from trainer.figure import Figure
from trainer.session.timeline import Stage, build_timeline

ON_THE_BACK = "on your back"
"""How the position of an exercise begins that is done lying on the back."""


def figure_of(exercise: Exercise) -> Figure | None:
    """The figure for an exercise's poses; None if it has none."""
    return _made(tuple(exercise.poses.items())) if exercise.poses else None


def starting(
    exercises: Iterable[Exercise], position: str
) -> Iterator[tuple[Figure, Sequence[Stage]]]:
    """The figure and the stages of each exercise whose position begins with these words, if it has
    a figure."""
    for exercise in exercises:
        if exercise.position.startswith(position) and (figure := figure_of(exercise)):
            yield figure, build_timeline([choose(exercise)]).stages


@lru_cache(maxsize=32)
def _made(poses: tuple[tuple[str, str], ...]) -> Figure:
    return Figure.from_poses(dict(poses))
