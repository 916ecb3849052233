"""Offers to go up or down a rung of the ladder. The person decides.

An offer stays open for at least two weeks, and until the exercise had three good days. Then the
offer is not made again for six weeks. Only refusals are saved. Whether an offer was ignored is
computed from the history.

A descent is a day on which an exercise went down a rung.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from trainer.advice import words
from trainer.advice.advice import Offer
from trainer.advice.choosing import Situation, own_reps, suggest
from trainer.advice.past import ExerciseState
from trainer.catalog.ladders import is_advanced, on_rung, rungs
from trainer.safety import STOP_FROM

# These numbers have no source; they are our own.
GOOD_DAYS, MOST_GOOD_DAYS = 3, 12
"""The next rung is offered after GOOD_DAYS good days on the current rung. Each recent descent from
the next rung doubles this number, up to MOST_GOOD_DAYS."""
FIRST_GOOD = timedelta(days=6)
"""The shortest time from the first good day to an offer."""
DESCENTS_COUNT_FOR = timedelta(days=84)
AFTER_A_BAD_DAY = timedelta(days=7)
"""For this long after a bad day, no harder rung is offered."""
OPEN_FOR, OPEN_GOOD_DAYS = timedelta(days=14), 3
"""An offer stays open this long, and for at least OPEN_GOOD_DAYS good days."""
QUIET = timedelta(weeks=6)
"""After an offer was refused or ignored, it is not made for this long."""
REFUSALS = 2
"""After this many refusals, an offer is never made again."""
HARD_DAYS = (2, 3, 6)
"""A lower rung is offered after these numbers of hard days in a row. The first two are close
because only one exercise a day gets an offer."""


def quiet_until(no: Mapping[str, Sequence[date]], key: str) -> date | None:
    """Return the date from which a refused offer may be repeated, or None if it never may.

    Raises KeyError if `key` was never refused.
    """
    return None if len(no[key]) >= REFUSALS else max(no[key]) + QUIET


def is_quiet(no: Mapping[str, Sequence[date]], key: str, day: date) -> bool:
    """Check whether this offer must not be made on `day`, because it was refused."""
    if not no.get(key):
        return False
    until = quiet_until(no, key)
    return until is None or day < until


def offer(
    situation: Situation, today: Sequence[ExerciseState], able: Iterable[ExerciseState]
) -> Offer | None:
    """Return the offer of the day, if any. Only one exercise gets an offer.

    An easier version has priority, then fewer reps, then a harder version. Exercises in
    `able` that were last seen on the same day as one of today's can get one too, so that all get a
    turn.
    """
    if not situation.settings.offers:
        return None
    seen = {state.last_seen for state in today}
    about = [state for state in able if state in today or state.last_seen in seen]
    for made, asked in ((_offer_down, about), (_offer_fewer, today), (_offer_up, about)):
        found = [offer for state in asked if (offer := made(situation, state))]
        if found:
            return found[situation.day.toordinal() % len(found)]
    return None


def _may_offer(situation: Situation, state: ExerciseState, to: int) -> bool:
    """Check that a rung was not refused, and that the settings do not fix its hold."""
    ladder = rungs(state.exercise)
    current, offered = ladder[state.rung], ladder[to]
    only_hold = current.variant == offered.variant
    if only_hold and situation.settings.hold is not None:
        return False
    key = f"{state.exercise.id}:{offered}"
    return not is_quiet(situation.settings.no, key, situation.day)


def _offer_down(situation: Situation, state: ExerciseState) -> Offer | None:
    ladder, exercise = rungs(state.exercise), state.exercise
    if not _is_hard(situation, state) or _is_lowest(state):
        return None
    if not _may_offer(situation, state, state.rung - 1):
        return None
    here = suggest(situation, state).choice
    taken = suggest(situation, state, rung=state.rung - 1)
    rung = ladder[state.rung - 1]
    text = words.step_down(here, taken.choice, rung, state.hard_days)
    return Offer(exercise.id, str(ladder[state.rung]), str(rung), text, taken)


def _offer_fewer(situation: Situation, state: ExerciseState) -> Offer | None:
    if not _is_hard(situation, state) or not _is_lowest(state):
        return None
    ladder, here = rungs(state.exercise), suggest(situation, state).choice
    text = words.fewer(here, state.hard_days)
    rung = str(ladder[0]) if ladder else here.variant
    return Offer(state.exercise.id, rung, None, text, None)


def _is_hard(situation: Situation, state: ExerciseState) -> bool:
    return state.hard_days in HARD_DAYS and not state.is_stale_on(situation.day)


def _is_lowest(state: ExerciseState) -> bool:
    return state.rung == 0 or not state.exercise.ladder


def _offer_up(situation: Situation, state: ExerciseState) -> Offer | None:
    ladder, exercise, day = rungs(state.exercise), state.exercise, situation.day
    to = state.rung + 1
    if to >= len(ladder) or state.is_stale_on(day):
        return None
    good, need = state.good_days, _days_needed(state, to, day)
    if len(good) < need or not _may_offer(situation, state, to):
        return None
    here = on_rung(exercise, ladder[state.rung])
    if own_reps(here, situation.settings) < here.exercise.reps:
        return None
    since = situation.past.first_day_back
    if since is not None and good[-1] < since:
        return None
    if not _is_open(situation, good, need, f"{exercise.id}:{ladder[to]}"):
        return None
    taken = suggest(situation, state, rung=to)
    text = words.step_up(
        suggest(situation, state).choice,
        taken.choice,
        ladder[to],
        len(good),
        answered=state.answered,
        hard=is_advanced(exercise, ladder[to]),
    )
    return Offer(exercise.id, str(ladder[state.rung]), str(ladder[to]), text, taken)


def _days_needed(state: ExerciseState, to: int, day: date) -> int:
    descents = sum(rung == to and day - when <= DESCENTS_COUNT_FOR for when, rung in state.descents)
    need = GOOD_DAYS << descents
    if is_advanced(state.exercise, rungs(state.exercise)[to]):
        need *= 2
    return min(need, MOST_GOOD_DAYS)


def _is_open(situation: Situation, good: Sequence[date], need: int, key: str) -> bool:
    """Check whether the offer is open today, and not in the six weeks after it was ignored."""
    day = situation.day
    begins = [good[need - 1] + timedelta(days=1), good[0] + FIRST_GOOD]
    begins += [
        past.day + AFTER_A_BAD_DAY + timedelta(days=1)
        for past in situation.past.days
        if past.worst >= STOP_FROM or past.morning == "worse"
    ]
    begins += [when + QUIET for when in situation.settings.no.get(key, ())]
    if situation.past.first_day_back is not None:
        # The person did not see offers made during a break.
        begins.append(situation.past.first_day_back)
    start = max(begins)
    while start <= day:
        first = bisect_left(good, start)
        if len(good) - first < OPEN_GOOD_DAYS:
            return True
        end = max(start + OPEN_FOR, good[first + OPEN_GOOD_DAYS - 1] + timedelta(days=1))
        if day < end:
            return True
        start = end + QUIET
    return False
