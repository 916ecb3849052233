"""Chooses the exercises that are available today, their order and their doses.

An exercise is seen on a day if the person does it, or skips it with a key.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

import msgspec

from trainer.advice import words
from trainer.advice.advice import Resting, Suggestion
from trainer.advice.past import ExerciseState, Past
from trainer.catalog.choosing import Catalog, Choice, choose
from trainer.catalog.ladders import on_rung, rungs
from trainer.catalog.model import STANDARD, Exercise, Prescribed, Sides
from trainer.history.records import SessionRecord
from trainer.settings.model import Settings

PASSED_OVER = 10
"""After this many training days without it, an exercise is passed over: it is no longer suggested.
No source: our own number."""


class Situation(NamedTuple):
    """Everything a rule depends on."""

    catalog: Catalog
    past: Past
    settings: Settings
    day: date
    pain: int | None = None
    """The pain reported just now (0-10). None if the person was not asked or did not answer."""
    is_today: bool = True
    """False if `day` is tomorrow."""

    @property
    def sessions(self) -> tuple[SessionRecord, ...]:
        """The sessions of the day so far."""
        return self.past.today if self.is_today else ()


def available(situation: Situation) -> list[ExerciseState]:
    """Return the exercises that can be suggested, least recently seen first.

    Exercises that are being rested or are marked "not for me" are left out. Exercises that were
    passed over are included only if nothing else is left.
    """
    past, settings, day = situation.past, situation.settings, situation.day
    able = [
        state
        for id, state in past.states.items()
        if id not in settings.not_for_me and not state.rests_on(day)
    ]
    wanted = [state for state in able if not is_passed_over(situation, state)]
    return in_order(past, wanted or able)


def in_order(past: Past, states: Iterable[ExerciseState]) -> list[ExerciseState]:
    """Sort exercises: those never seen come first, then the least recently seen.

    Among exercises seen on the same day, advanced ones come last. For a person who has never done a
    rep, exercises without sides come first.
    """
    new = past.first_rep is None

    def key(state: ExerciseState) -> tuple[date, bool, bool]:
        exercise = state.exercise
        return (
            state.last_seen or date.min,
            exercise.level == "advanced",
            new and exercise.sides != "none",
        )

    return sorted(states, key=key)


def is_passed_over(situation: Situation, state: ExerciseState) -> bool:
    """Check whether an exercise is no longer suggested because it was not done for too long.

    The limit grows with the catalog, because a round of many exercises takes longer. The user's own
    exercises may be new, so they are not passed over before they were tried once.
    """
    past = situation.past
    if state.last_tried is None and state.exercise.id in situation.catalog.own:
        return False
    return past.days_without(state) >= max(PASSED_OVER, 2 * len(past.states))


def resting(situation: Situation) -> tuple[Resting, ...]:
    """Return the exercises that are not suggested today, with the reason and the day they return.

    If the user has a routine, exercises that were passed over are not mentioned.
    """
    past, settings, day = situation.past, situation.settings, situation.day
    found = []
    able = False
    for id, state in past.states.items():
        if id in settings.not_for_me:
            found.append(Resting(id, None, words.NOT_FOR_ME))
        elif state.rest_until is not None and state.rests_on(day):
            assert state.stop is not None  # `rest_until` is set only by a stop
            why = words.resting(state.exercise, state.stop, state.rest_until, day)
            found.append(Resting(id, state.rest_until, why))
        elif is_passed_over(situation, state) and not situation.catalog.routines:
            found.append(Resting(id, None, words.PASSED, passed_over=True))
        else:
            able = True
    return tuple(exercise for exercise in found if able or not exercise.passed_over)


def suggest(
    situation: Situation,
    state: ExerciseState,
    *,
    rung: int | None = None,
    half: bool = False,
    why: str = "",
) -> Suggestion:
    """Return an exercise with today's dose, by default on the person's current rung.

    The reps are halved if `half` is True, and after a recent setback.
    """
    settings = situation.settings
    choice = _choice_on(state, state.rung if rung is None else rung)
    if settings.hold is not None:
        choice = choice.holding(settings.hold)
    reps = own_reps(choice, settings)
    if half or state.half:
        reps = halved(reps, choice.sides)
    return Suggestion(with_reps(choice, reps), why)


def todays_choices(situation: Situation) -> dict[str, Choice]:
    """Return every exercise with today's dose, by id, even if it is not suggested."""
    return {
        id: suggest(situation, state, rung=rung_today(state, situation.day)).choice
        for id, state in situation.past.states.items()
    }


def rung_today(state: ExerciseState, day: date) -> int:
    """Return the current rung, or the one below if the exercise has not been done for four
    weeks."""
    return max(state.rung - 1, 0) if state.is_stale_on(day) else state.rung


def _choice_on(state: ExerciseState, rung: int) -> Choice:
    exercise = state.exercise
    if ladder := rungs(exercise):
        return on_rung(exercise, ladder[min(rung, len(ladder) - 1)])
    known = any(variant.id == state.variant for variant in exercise.variants)
    choice = choose(exercise, state.variant if known else STANDARD)
    return choice if state.hold is None else choice.holding(state.hold)


def own_reps(choice: Choice, settings: Settings) -> int:
    """Return the reps from the settings, or else from the catalog.

    If sides alternate, the number is rounded up to an even one.
    """
    reps = settings.dose.get(choice.id, choice.exercise.reps)
    return reps + reps % 2 if choice.sides == "alternate" else reps


def halved(reps: int, sides: Sides) -> int:
    """Return half the reps, rounded up (to an even number if sides alternate)."""
    reps = -(-reps // 2)
    return reps + reps % 2 if sides == "alternate" else reps


def dose_step(exercise: Exercise, reps: int, change: int) -> int:
    """Return the reps after `change` steps up or down, within half and twice the catalog's reps.

    A step is one rep. If sides alternate it is two, so both sides get the same number.
    """
    by = 2 if exercise.sides == "alternate" else 1
    low, high = halved(exercise.reps, exercise.sides), 2 * exercise.reps
    return min(max(reps + by * change, low), high)


def with_reps(choice: Choice, reps: int) -> Choice:
    """Return a choice with this many reps in each set."""
    if reps == choice.exercise.reps:
        return choice
    asked = choice.prescribed or Prescribed(choice.id, choice.variant)
    return choice.as_prescribed(msgspec.structs.replace(asked, reps=reps, each_side=None))


def with_ids_or_all(states: Iterable[ExerciseState], ids: Collection[str]) -> list[ExerciseState]:
    """Return the states with these ids, or all states if there are none."""
    states = list(states)
    return [state for state in states if state.exercise.id in ids] or states
