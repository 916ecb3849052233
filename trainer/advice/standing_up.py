"""One short exercise on the floor before standing up, which the leaflet recommends; started with a
key."""

from __future__ import annotations

from trainer.advice.choosing import Situation, available, rung_today, suggest, with_reps
from trainer.catalog.choosing import Choice
from trainer.safety import STOP_FROM
from trainer.session.timeline import Pacing, build_timeline

LONGEST = 90.0
"""Seconds it may take, getting into position included. The trainer's own number."""
FEWEST = 2
"""Reps in a set or on a side, at least."""


def before_standing(situation: Situation, pacing: Pacing) -> Choice | None:
    """The first available floor exercise that is short enough, on its current rung; None if there
    is none."""
    past = situation.past
    if past.days and past.days[-1].day == situation.day and past.days[-1].worst >= STOP_FROM:
        return None
    for state in available(situation):
        rung = rung_today(state, situation.day)
        choice = suggest(situation, state, rung=rung).choice
        if not _is_upright(choice):
            return _short(choice, pacing)
    return None


def _is_upright(choice: Choice) -> bool:
    """Whether it is done standing or sitting on a chair: then it is not one for the floor."""
    return choice.exercise.position.startswith(("standing", "sitting", "on a chair"))


def _short(choice: Choice, pacing: Pacing) -> Choice:
    """With as many reps as fit."""
    by = 2 if choice.sides == "alternate" else 1
    reps = choice.exercise.reps
    while reps - by >= FEWEST and build_timeline([choice], pacing).seconds > LONGEST:
        reps -= by
        choice = with_reps(choice, reps)
    return choice
