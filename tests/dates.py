"""The date and time of the tests: today, or as `--start` and `--zone` say (see `conftest.py`).

The tests' clocks begin at `start()`. A test that needs a day counts from `today()`, so it
passes on any day. A test about a particular day names that day.
"""

from __future__ import annotations

import os
from datetime import date, datetime, time, timedelta

from trainer.history.records import training_day

VARIABLE = "GLUTE_TRAINER_TEST_START"
"""The environment variable that holds the start, for this process and its children."""
DAY = timedelta(days=1)


def start() -> datetime:
    """Return the local time at which the clocks begin, with its UTC offset."""
    return datetime.fromisoformat(os.environ[VARIABLE])


def today() -> date:
    """Return the training day at the start. Shortly after midnight it is the day before."""
    return training_day(start(), time(3))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a local time on this day, with the UTC offset at that time."""
    return datetime.combine(day, time(hour, minute)).astimezone()


def written(day: date) -> str:
    """Return a day as the screens write it: `Sunday 22 November 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"
