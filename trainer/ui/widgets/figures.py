"""Makes the figures of exercises, and caches them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from trainer.catalog import Exercise, choose
from trainer.figure import Figure
from trainer.session.timeline import Stage, build_timeline

ON_THE_BACK = "on your back"
"""The first words of the position of every exercise that is done lying on the back."""


def figure_of(exercise: Exercise) -> Figure | None:
    """Return the figure for an exercise's poses, or None if the exercise has no poses."""
    return _made(tuple(exercise.poses.items())) if exercise.poses else None


def starting(
    exercises: Iterable[Exercise], position: str
) -> Iterator[tuple[Figure, Sequence[Stage]]]:
    """Yield the figure and the stages of each exercise whose position begins with these words.

    Exercises without a figure are left out.
    """
    for exercise in exercises:
        if exercise.position.startswith(position) and (figure := figure_of(exercise)):
            yield figure, build_timeline([choose(exercise)]).stages


@lru_cache(maxsize=32)
def _made(poses: tuple[tuple[str, str], ...]) -> Figure:
    return Figure.from_poses(dict(poses))
