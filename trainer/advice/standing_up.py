"""Chooses a short exercise to do on the floor before standing up, as the leaflet recommends."""

from __future__ import annotations

from trainer.advice.choosing import Situation, available, rung_today, suggest, with_reps
from trainer.catalog.choosing import Choice
from trainer.safety import STOP_FROM
from trainer.session.timeline import Pacing, build_timeline

LONGEST = 90.0
"""The most seconds that the exercise may take, including getting into position. No source: our own
number."""
FEWEST = 2
"""The fewest reps in a set or on a side."""


def before_standing(situation: Situation, pacing: Pacing) -> Choice | None:
    """Return an available floor exercise on its current rung, with fewer reps if it is too long.

    Returns None if no floor exercise is available, or after pain of seven or more today.
    """
    past = situation.past
    if past.days and past.days[-1].day == situation.day and past.days[-1].worst >= STOP_FROM:
        return None
    for state in available(situation):
        rung = rung_today(state, situation.day)
        choice = suggest(situation, state, rung=rung).choice
        if not _is_upright(choice):
            return _shortened(choice, pacing)
    return None


def _is_upright(choice: Choice) -> bool:
    return choice.exercise.position.startswith(("standing", "sitting", "on a chair"))


def _shortened(choice: Choice, pacing: Pacing) -> Choice:
    """Remove reps until the exercise takes at most LONGEST seconds."""
    by = 2 if choice.sides == "alternate" else 1
    reps = choice.exercise.reps
    while reps - by >= FEWEST and build_timeline([choice], pacing).seconds > LONGEST:
        reps -= by
        choice = with_reps(choice, reps)
    return choice
