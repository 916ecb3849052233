"""Planned rest days: weekdays and single dates.

A weekday is a rest day from the day it was set. If it is changed later, the days before the change
stay as they were.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Literal, get_args

from msgspec import Struct

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


class RestDays(Struct, frozen=True):
    """The training days that are planned rest days."""

    weekdays: Collection[Weekday] = ()
    """The current weekdays; used for every day if `since` is empty."""
    dates: Collection[date] = ()
    since: tuple[tuple[date, Collection[Weekday]], ...] = ()
    """For each date, the weekdays that were rest days from then on, latest date first. Before the
    earliest date there were none."""

    def __contains__(self, day: date) -> bool:
        return day in self.dates or self.every_week(day)

    def every_week(self, day: date) -> bool:
        """Whether a day is a rest day because of its weekday."""
        weekdays = self.weekdays
        if self.since:
            weekdays = next((off for first, off in self.since if first <= day), ())
        return WEEKDAYS[day.weekday()] in weekdays


NO_REST_DAYS = RestDays()


def as_of(
    today: date,
    weekdays: Collection[Weekday],
    dates: Collection[date],
    known: Mapping[date, Collection[Weekday]],
) -> RestDays:
    """The rest days that applied on each day up to today.

    `known` has, for each date, the weekdays that were rest days from then on. If its latest entry
    differs from `weekdays`, then `weekdays` are new to the program and apply from today.
    """
    since = sorted(known.items(), key=lambda entry: entry[0])
    if set(weekdays) != set(since[-1][1] if since else ()):
        since = [entry for entry in since if entry[0] < today] + [(today, weekdays)]
    return RestDays(weekdays, dates, tuple(reversed(since)))
