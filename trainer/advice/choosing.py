"""Which exercises are available today, in which order, and how much of each."""

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
"""An available exercise that was not done for this many training days is no longer suggested. The
trainer's own number."""


class Situation(NamedTuple):
    """Everything a rule depends on."""

    catalog: Catalog
    past: Past
    settings: Settings
    day: date
    pain: int | None = None
    """The pain reported just now (0-10); None if the question was not asked or not answered."""
    today: bool = True
    """False when looking ahead to tomorrow."""

    @property
    def sessions(self) -> tuple[SessionRecord, ...]:
        """The sessions of the day so far; tomorrow has none yet."""
        return self.past.today if self.today else ()


def available(situation: Situation) -> list[ExerciseState]:
    """The exercises that can be suggested, least recently seen first.

    Leaves out exercises that are being rested and those marked "not for me"; those passed over are
    included only if nothing else is left.
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
    """Sort exercises: first those never done, then the least recently seen.

    If several were seen on the same day, the advanced ones come after the others. For somebody who
    has never done a rep, an exercise without sides comes first.
    """
    new = past.first_rep is None

    def key(state: ExerciseState) -> tuple[date, bool, bool]:
        exercise = state.exercise
        return (
            state.seen or date.min,
            exercise.level == "advanced",
            new and exercise.sides != "none",
        )

    return sorted(states, key=key)


def is_passed_over(situation: Situation, state: ExerciseState) -> bool:
    """Whether an exercise has been skipped for so long that it is no longer suggested.

    The limit grows with the size of the catalog, because many exercises take longer to go round. An
    exercise that was never tried is never passed over: the user may have added it recently.
    """
    past = situation.past
    if state.tried is None and state.exercise.id in situation.catalog.own:
        return False
    return past.days_without(state) >= max(PASSED_OVER, 2 * len(past.states))


def resting(situation: Situation) -> tuple[Resting, ...]:
    """The exercises not suggested today, with the reason and the day they come back.

    If the user has a routine, everything outside it is left out, without a message.
    """
    past, settings, day = situation.past, situation.settings, situation.day
    found = []
    able = False
    for id, state in past.states.items():
        if id in settings.not_for_me:
            found.append(Resting(id, None, words.NOT_FOR_ME))
        elif state.rest_until is not None and state.rests_on(day):
            assert state.stop is not None  # `rest_until` is set only by a stop
            why = words.rests(state.exercise, state.stop, state.rest_until, day)
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
    """An exercise as it should be done today, on the person's current rung by default.

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
    """Every exercise by its id, as it should be done today, whether suggested or not."""
    return {
        id: suggest(situation, state, rung=rung_today(state, situation.day)).choice
        for id, state in situation.past.states.items()
    }


def rung_today(state: ExerciseState, day: date) -> int:
    """The current rung, or the one below if the exercise has not been done for four weeks."""
    return max(state.rung - 1, 0) if state.is_stale_on(day) else state.rung


def _choice_on(state: ExerciseState, rung: int) -> Choice:
    exercise = state.exercise
    if ladder := rungs(exercise):
        return on_rung(exercise, ladder[min(rung, len(ladder) - 1)])
    known = any(variant.id == state.variant for variant in exercise.variants)
    choice = choose(exercise, state.variant if known else STANDARD)
    return choice if state.hold is None else choice.holding(state.hold)


def own_reps(choice: Choice, settings: Settings) -> int:
    """The reps the person has set, otherwise the catalog's; rounded up to an even number if sides
    alternate."""
    reps = settings.dose.get(choice.id, choice.exercise.reps)
    return reps + reps % 2 if choice.sides == "alternate" else reps


def halved(reps: int, sides: Sides) -> int:
    """Half the reps, rounded up (to an even number if sides alternate)."""
    reps = -(-reps // 2)
    return reps + reps % 2 if sides == "alternate" else reps


def dose_step(exercise: Exercise, reps: int, change: int) -> int:
    """The reps after `change` steps up or down, limited to between half and twice the catalog's.

    A step is one rep, or two if sides alternate, so that both sides get the same number.
    """
    by = 2 if exercise.sides == "alternate" else 1
    low, high = halved(exercise.reps, exercise.sides), 2 * exercise.reps
    return min(max(reps + by * change, low), high)


def with_reps(choice: Choice, reps: int) -> Choice:
    """The same choice with this many reps in a set; returned unchanged if it already has them."""
    if reps == choice.exercise.reps:
        return choice
    asked = choice.prescribed or Prescribed(choice.id, choice.variant)
    return choice.as_prescribed(msgspec.structs.replace(asked, reps=reps, each_side=None))


def with_ids_or_all(states: Iterable[ExerciseState], ids: Collection[str]) -> list[ExerciseState]:
    """The states with these ids; all states if none matches."""
    states = list(states)
    return [state for state in states if state.exercise.id in ids] or states
