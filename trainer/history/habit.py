"""Streak, week and strength, worked out from dates.

A day counts when at least one exercise was completed on it. A planned rest day without training
neither breaks the streak nor adds to it; with training it counts like any other. Today cannot break
a streak until it is over. Only calendar dates matter, so nights of 23 or 25 hours change nothing.

After a flight west, the calendar may show a session for tomorrow. It counts, so that landing never
lowers a streak. Days further ahead are mistakes and do not count.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Set
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from trainer.settings.rest_days import NO_REST_DAYS, RestDays

if TYPE_CHECKING:
    from trainer.history.records import SessionRecord

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


class Standing(Struct, frozen=True):
    """Somebody's streak, week and strength on one day."""

    day: date
    trained_today: bool
    streak: int
    """Training days in a row."""
    best_streak: int
    week_done: int
    """Days trained in this ISO week."""
    week_goal: int
    strength: float
    """How strong the habit is, 0-1; see the function `strength`."""


def trained_days(sessions: Iterable[SessionRecord]) -> set[date]:
    """The training days with at least one exercise completed."""
    return {session.day for session in sessions if session.counts}


def standing(
    sessions: Iterable[SessionRecord],
    today: date,
    *,
    week_goal: int = 5,
    days_off: RestDays = NO_REST_DAYS,
) -> Standing:
    """Streak, week and strength on a training day, worked out from sessions."""
    return standing_of(
        trained_days(sessions),
        today,
        week_goal=week_goal,
        days_off=days_off,
    )


def standing_of(
    days: Set[date],
    today: date,
    *,
    week_goal: int = 5,
    days_off: RestDays = NO_REST_DAYS,
) -> Standing:
    """Streak, week and strength on a training day, worked out from the days trained."""
    return Standing(
        day=today,
        trained_today=today in days,
        streak=streak(days, today, days_off),
        best_streak=best_streak(days, today, days_off),
        week_done=week_done(days, today),
        week_goal=week_goal,
        strength=strength(days, today, week_goal, days_off),
    )


def streak(
    days: Set[date],
    today: date,
    days_off: RestDays = NO_REST_DAYS,
) -> int:
    """Training days in a row up to today, or to yesterday while today is unfinished."""
    first = min(days, default=today)
    length = 0
    day = today + DAY if today + DAY in days else today
    while day >= first:
        if day in days:
            length += 1
        elif day != today and day not in days_off:
            break
        day -= DAY
    return length


def best_streak(
    days: Set[date],
    today: date,
    days_off: RestDays = NO_REST_DAYS,
) -> int:
    """The longest streak up to today."""
    best = length = 0
    for day in _from_first(days, today + DAY):
        if day in days:
            length += 1
            best = max(best, length)
        elif day != today and day not in days_off:
            length = 0
    return best


FAMILIAR_DAYS = 7
"""An exercise that was not done for this many days is explained again."""


def familiar(sessions: Iterable[SessionRecord], today: date) -> frozenset[str]:
    """The exercises done recently, as ID or ID:VARIANT, which need no explanation."""
    return frozenset(
        exercise.id if exercise.variant == "standard" else f"{exercise.id}:{exercise.variant}"
        for session in sessions
        if 0 <= (today - session.day).days < FAMILIAR_DAYS
        for exercise in session.exercises
        if exercise.done_reps
    )


def week_done(days: Set[date], today: date) -> int:
    """Days trained in the ISO week of today."""
    monday = today - DAY * today.weekday()
    return sum(monday + DAY * n in days for n in range(7) if monday + DAY * n <= today + DAY)


def strength(
    days: Set[date],
    today: date,
    goal: int,
    days_off: RestDays = NO_REST_DAYS,
) -> float:
    """How strong the habit is, 0-1, weighted like the score of Loop Habit Tracker.

    Goes through every day from the first one trained to today, skipping rest days without training
    and today while it is unfinished. The value of a day is the part of the goal reached in the last
    seven of these days, at most 1; with a goal of seven it is 1 on a day with training, otherwise
    0. Each day, `s = s·m + value·(1-m)` with `m = 0.5^(√(goal/7)/13)`: with a goal of seven, a day
    loses half its weight in 13 days. Somebody who always reaches the goal gets to 1; somebody who
    trains on two days of three, with a goal of seven, gets to two thirds.
    """
    multiplier: float = 0.5 ** ((goal / WEEK.days) ** 0.5 / 13)
    score = 0.0
    window = WEEK.days if goal < WEEK.days else 1
    needed = goal if goal < WEEK.days else 1
    recent: deque[bool] = deque(maxlen=window)
    for day in _from_first(days, today):
        trained = day in days
        if not trained and (day == today or day in days_off):
            continue
        recent.append(trained)
        value = min(sum(recent) / needed, 1.0)
        score = score * multiplier + value * (1 - multiplier)
    return score


def _from_first(days: Set[date], last: date) -> Iterator[date]:
    """Every date from the first day trained to `last`."""
    first = min(days, default=last).toordinal()
    return map(date.fromordinal, range(first, last.toordinal() + 1))
