"""The figure of an exercise, cached."""

from __future__ import annotations

from functools import lru_cache

from trainer.catalog import Exercise
from trainer.figure import Figure


def figure_of(exercise: Exercise) -> Figure | None:
    """The figure for an exercise's poses; None if it has none."""
    return _made(tuple(exercise.poses.items())) if exercise.poses else None


@lru_cache(maxsize=32)
def _made(poses: tuple[tuple[str, str], ...]) -> Figure:
    return Figure.from_poses(dict(poses))
