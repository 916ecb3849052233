"""Planned rest days: weekdays and single dates."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal, get_args

from msgspec import Struct

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


class RestDays(Struct, frozen=True):
    """The training days that are planned rest days."""

    weekdays: Collection[Weekday] = ()
    dates: Collection[date] = ()

    def __contains__(self, day: date) -> bool:
        return day in self.dates or self.every_week(day)

    def every_week(self, day: date) -> bool:
        """Whether it is a rest day because of its weekday."""
        return WEEKDAYS[day.weekday()] in self.weekdays


NO_REST_DAYS = RestDays()
