"""Streak, week and strength, calculated from dates.

A day counts if at least one exercise was completed on that day. A rest day without training does
not change the streak. A rest day with training counts like any other day. Today cannot break a
streak until the day is over. Only calendar dates matter, so clock changes have no effect.

After a flight west, the history may contain a session dated tomorrow. That session counts, so that
a flight never shortens a streak. Days after tomorrow are mistakes and do not count.
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
    """A person's streak, week and strength on one day."""

    day: date
    trained_today: bool
    streak: int
    """Training days in a row."""
    best_streak: int
    week_done: int
    """Days trained in this ISO week."""
    week_goal: int
    strength: float
    """How strong the habit is, 0-1. See the function `strength`."""


def trained_days(sessions: Iterable[SessionRecord]) -> set[date]:
    """Return the training days with at least one completed exercise."""
    return {session.day for session in sessions if session.counts}


def standing_from_sessions(
    sessions: Iterable[SessionRecord],
    today: date,
    *,
    week_goal: int = 5,
    days_off: RestDays = NO_REST_DAYS,
) -> Standing:
    """Calculate streak, week and strength as of one day, from sessions."""
    return standing_from_days(
        trained_days(sessions),
        today,
        week_goal=week_goal,
        days_off=days_off,
    )


def standing_from_days(
    days: Set[date],
    today: date,
    *,
    week_goal: int = 5,
    days_off: RestDays = NO_REST_DAYS,
) -> Standing:
    """Calculate streak, week and strength as of one day, from the days trained."""
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
    """Count the training days in a row, up to yesterday if today has no training yet."""
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
    """Return the longest streak up to today, in days."""
    best = length = 0
    for day in _from_first(days, today + DAY):
        if day in days:
            length += 1
            best = max(best, length)
        elif day != today and day not in days_off:
            length = 0
    return best


FAMILIAR_DAYS = 7
"""An exercise is explained again if it has not been done for this many days."""


def familiar(sessions: Iterable[SessionRecord], today: date) -> frozenset[str]:
    """Return the recently done exercises, as ID or ID:VARIANT. They need no explanation."""
    return frozenset(
        exercise.id if exercise.variant == "standard" else f"{exercise.id}:{exercise.variant}"
        for session in sessions
        if 0 <= (today - session.day).days < FAMILIAR_DAYS
        for exercise in session.exercises
        if exercise.done_reps
    )


def week_done(days: Set[date], today: date) -> int:
    """Count the days trained in the ISO week of today."""
    monday = today - DAY * today.weekday()
    return sum(monday + DAY * n in days for n in range(7) if monday + DAY * n <= today + DAY)


def strength(
    days: Set[date],
    today: date,
    goal: int,
    days_off: RestDays = NO_REST_DAYS,
) -> float:
    """Calculate how strong the habit is, 0-1, weighted like the score of Loop Habit Tracker.

    Every day since the first training day has a value. Rest days without training are skipped, and
    so is today until there is training. The value is the part of the goal reached in the last seven
    days that were not skipped, at most 1. With a goal of seven, it is 1 on a training day and 0 on
    others.

    The strength `s` starts at 0. Each day, `s = s·m + value·(1-m)` with `m = 0.5^(√(goal/7)/13)`.
    With a goal of seven, the weight of a day halves every 13 days. A person who always reaches the
    goal approaches 1. With a goal of seven, training on two of every three days leads to two
    thirds.
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
    """Yield every date from the first day trained to `last`."""
    first = min(days, default=last).toordinal()
    return map(date.fromordinal, range(first, last.toordinal() + 1))
