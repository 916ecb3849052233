"""When the tests take place: today, or where `--start` and `--zone` say (see `conftest.py`).

The tests' clocks begin at `start()`. A test that needs a day counts from `today()`, so that it
holds on any day of any year; one that is about a particular day writes that day down.
"""

from __future__ import annotations

import os
from datetime import date, datetime, time, timedelta

from trainer.history.records import training_day

VARIABLE = "GLUTE_TRAINER_TEST_START"
"""The environment variable that holds the start, for this process and its children."""
DAY = timedelta(days=1)


def start() -> datetime:
    """The moment at which the clocks begin: local time with its UTC offset."""
    return datetime.fromisoformat(os.environ[VARIABLE])


def today() -> date:
    """The training day at the start. Shortly after midnight it is still the day before."""
    return training_day(start(), time(3))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day in local time, with the UTC offset that applies then."""
    return datetime.combine(day, time(hour, minute)).astimezone()


def written(day: date) -> str:
    """A day as the screens write it: `Sunday 22 November 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"
