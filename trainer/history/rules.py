"""Streak, week and strength: the rules of keeping at it, as pure functions of dates."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.history.records import SessionRecord

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands on a day."""

    day: date
    trained_today: bool
    streak: int
    """Training days in a row; a rest day neither breaks nor adds."""
    best_streak: int
    week_done: int
    """Days trained in this ISO week."""
    week_goal: int
    strength: float
    """0-1: how much of a habit it has become; old days fade, each new one adds."""


def trained_days(sessions: Iterable[SessionRecord]) -> set[date]:
    """The training days with at least one exercise completed."""
    return {
        session.day
        for session in sessions
        if any(exercise.status == "completed" for exercise in session.exercises)
    }


def standing(
    sessions: Iterable[SessionRecord],
    today: date,
    *,
    week_goal: int = 5,
    rest_weekdays: Collection[str] = (),
    rest_dates: Collection[date] = (),
) -> Standing:
    """Everything the rules say about a day."""
    days = {day for day in trained_days(sessions) if day <= today}
    rest = frozenset(rest_dates)

    def rests(day: date) -> bool:
        return day in rest or WEEKDAYS[day.weekday()] in rest_weekdays

    streak = best = run = 0
    strength = 0.0
    multiplier: float = 0.5 ** ((week_goal / 7) ** 0.5 / 13)
    day = min(days, default=today)
    while day <= today:
        done = day in days
        if done:
            run += 1
        elif not rests(day) and day != today:
            run = 0
        best = max(best, run)
        if done or not (rests(day) or day == today):
            strength = strength * multiplier + done * (1 - multiplier)
        day += DAY
    streak = run
    monday = today - DAY * today.weekday()
    return Standing(
        day=today,
        trained_today=today in days,
        streak=streak,
        best_streak=best,
        week_done=sum(1 for day in days if day >= monday),
        week_goal=week_goal,
        strength=strength,
    )
