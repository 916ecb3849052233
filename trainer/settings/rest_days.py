"""Rest days: weekdays and single dates.

A change to the weekdays takes effect on the day it is made. Rest days in the past stay the same.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Literal, get_args

from msgspec import Struct

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


class RestDays(Struct, frozen=True):
    """The days on which the user rests."""

    weekdays: Collection[Weekday] = ()
    """The current weekdays. If `since` is empty, they apply to every day."""
    dates: Collection[date] = ()
    since: tuple[tuple[date, Collection[Weekday]], ...] = ()
    """The weekly rest days from each date on, latest date first. Before the earliest date there
    were no rest days."""

    def __contains__(self, day: date) -> bool:
        return day in self.dates or self.is_weekly_rest_day(day)

    def is_weekly_rest_day(self, day: date) -> bool:
        """Check whether a day is a rest day because of its weekday."""
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
    """Return the rest days that applied on each day up to today.

    `known` contains the weekly rest days from each date on. If `weekdays` differs from the latest
    weekdays in `known`, the user has changed the rest days, and `weekdays` applies from today.
    """
    since = sorted(known.items(), key=lambda entry: entry[0])
    if set(weekdays) != set(since[-1][1] if since else ()):
        since = [entry for entry in since if entry[0] < today] + [(today, weekdays)]
    return RestDays(weekdays, dates, tuple(reversed(since)))
