"""Planned rest days: weekdays and single dates.

A weekday is a rest day from the day it was set, and stays one for the time it was, so that no
setting rewrites the past.
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
    """Those of now; of every day where it is not known since when."""
    dates: Collection[date] = ()
    since: tuple[tuple[date, Collection[Weekday]], ...] = ()
    """The weekdays off from a date on, the last date first; before the first there were none."""

    def __contains__(self, day: date) -> bool:
        return day in self.dates or self.every_week(day)

    def every_week(self, day: date) -> bool:
        """Whether it is a rest day because of its weekday."""
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
    """The rest days as they were from day to day, seen from today.

    `known` says from which date which weekdays were off. Weekdays that it does not know yet
    are off from today on: that is when the program first sees them.
    """
    since = sorted(known.items(), key=lambda entry: entry[0])
    if set(weekdays) != set(since[-1][1] if since else ()):
        since = [entry for entry in since if entry[0] < today] + [(today, weekdays)]
    return RestDays(weekdays, dates, tuple(reversed(since)))
