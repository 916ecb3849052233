"""Suggests the user's own routines, without the exercises that are being rested."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from trainer.advice import words
from trainer.advice.advice import Kind, Suggestion
from trainer.advice.choosing import Situation, halved, with_reps
from trainer.advice.past import BREAK, Setback
from trainer.catalog.choosing import Choice
from trainer.catalog.model import Exercise, Routine
from trainer.history.records import SessionRecord


class RoutineToday(NamedTuple):
    """A routine as it can be done today."""

    routine: Routine
    choices: tuple[Choice, ...]
    """What to do, without exercises that are being rested or are marked "not for me"."""
    left_out: tuple[Exercise, ...]
    runs: int
    """How many times the routine was done today."""

    @property
    def is_done(self) -> bool:
        """Whether the routine was done as often as it should be in a day."""
        return self.runs >= (self.routine.times_a_day or 1)


def routines_today(situation: Situation) -> list[RoutineToday]:
    """Return the routines with an exercise that can be done today, least recently done first."""
    past = situation.past
    found = [_routine_today(situation, routine) for routine in situation.catalog.routines]

    def last(following: RoutineToday) -> date:
        days = (past.states[choice.id].last_done for choice in following.choices)
        return min((day or date.min for day in days), default=date.min)

    return sorted((each for each in found if each.choices), key=last)


def _routine_today(situation: Situation, routine: Routine) -> RoutineToday:
    past, settings = situation.past, situation.settings
    choices, left_out = [], []
    for choice in situation.catalog.follow(routine):
        state = past.states[choice.id]
        if state.rests_on(situation.day) or choice.id in settings.not_for_me:
            left_out.append(state.exercise)
        else:
            choices.append(choice)
    records = (record for session in situation.sessions for record in session.exercises)
    done = [record.id for record in records if record.done_reps]
    runs = min((done.count(choice.id) for choice in choices), default=0)
    return RoutineToday(routine, tuple(choices), tuple(left_out), runs)


def last_followed(
    choices: Iterable[Choice], sessions: Iterable[SessionRecord]
) -> tuple[date, int] | None:
    """Return the last day on which a routine was done, and how often it was done that day.

    A session counts if every exercise in `choices` was planned with the same reps and has a rep.
    Returns None if there is no such session.
    """
    prescribed = {(choice.id, choice.planned_reps) for choice in choices}
    days = [
        session.day
        for session in sessions
        if prescribed <= {(e.id, e.planned_reps) for e in session.exercises if e.done_reps}
    ]
    return (max(days), days.count(max(days))) if days else None


def suggested(
    situation: Situation, following: RoutineToday
) -> tuple[Kind, str, tuple[Suggestion, ...]]:
    """Return what to do from a routine, with the kind of advice and the reason.

    If an exercise hurt, or the back was worse after it, its reps are halved. The version stays the
    same, because the routine prescribes it.
    """
    past, day = situation.past, situation.day
    suggestion = []
    halves: list[tuple[Exercise, Setback]] = []
    for choice in following.choices:
        state = past.states[choice.id]
        if state.setback is not None:
            halves.append((state.exercise, state.setback))
        half = with_reps(choice, halved(choice.exercise.reps, choice.sides))
        if state.setback is not None or _was_planned(situation.sessions, half):
            choice = half
        if situation.settings.hold is not None:
            choice = choice.with_default_hold(situation.settings.hold)
        suggestion.append(Suggestion(choice))
    kind, reason = _words(situation, following, halves, is_back(past.last_rep, day))
    return kind, reason, tuple(suggestion)


def _was_planned(today: Iterable[SessionRecord], half: Choice) -> bool:
    """Check whether half the reps were planned earlier today. They stay halved until tomorrow."""
    planned = half.id, half.planned_reps
    return any((e.id, e.planned_reps) == planned for each in today for e in each.exercises)


def is_back(last_rep: date | None, day: date) -> bool:
    """Check whether this day is the first after a break."""
    return last_rep is not None and (day - last_rep).days >= BREAK


def _words(
    situation: Situation,
    following: RoutineToday,
    halves: Sequence[tuple[Exercise, Setback]],
    back: bool,
) -> tuple[Kind, str]:
    day = situation.day
    if following.left_out:
        left_out = following.left_out[0]
        state = situation.past.states[left_out.id]
        rests = state.stop if state.rests_on(day) else None
        return "routine-part", words.routine_part(left_out, rests, day)
    if halves:
        return "routine-half", words.routine_half(*halves[0], day)
    if back:
        return "routine-back", words.ROUTINE_BACK
    if following.runs:
        return "routine-2", words.routine_again(following.runs + 1)
    return "routine", words.ROUTINE
