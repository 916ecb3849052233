"""The last four weeks as squares, with a row for each week from Monday to Sunday."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from textual.content import Content

from trainer.settings.rest_days import NO_REST_DAYS, RestDays

WEEKS = 4
STEP = 5
"""The columns from one day to the next."""
ROWS = 2 * WEEKS + 2
"""The number of lines of `four_weeks`."""
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
TRAINED, REST, MISSED, TODAY = "██", "──", "··", "[]"


def four_weeks(
    trained: Collection[date], today: date, days_off: RestDays = NO_REST_DAYS
) -> Content:
    """Return a heading, the names of the days, and a blank line and a line for each week."""
    monday = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    names = "".join(name.ljust(STEP) for name in _DAYS).rstrip()
    lines = [Content.styled("The last four weeks", "$quiet"), Content.styled(names, "$quiet")]
    for week in range(WEEKS):
        days = [monday + timedelta(weeks=week, days=n) for n in range(len(_DAYS))]
        shown = [_square(day, trained, today, days_off) for day in days]
        lines += [Content(), Content(" " * (STEP - 2)).join(shown)]
    return Content("\n").join(lines)


def _square(day: date, trained: Collection[date], today: date, days_off: RestDays) -> Content:
    if day > today:
        return Content("  ")
    if day in trained:
        return Content.styled(TRAINED, "$good" if day == today else "$good 75%")
    if day == today:
        return Content.styled(TODAY, "$key")
    return Content.styled(REST if day in days_off else MISSED, "$quiet")
