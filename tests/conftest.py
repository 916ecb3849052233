"""What every test has in common: the day it takes place on, and how much the long runs do.

pytest --start 2028-02-29T23:58 --zone Asia/Kolkata     # another day, another place
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import available_timezones

import dates
import pytest
import time_machine


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("glute-trainer")
    group.addoption(
        "--start",
        metavar="WHEN",
        help="local date and time at which the tests' clocks start, such as 2028-02-29T23:58"
        " (default: today at 07:30)",
    )
    group.addoption(
        "--zone",
        metavar="NAME",
        help="time zone the tests run in, such as Asia/Kolkata (default: the machine's own)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Set the zone and the start for this process and its children, before any test is imported."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        return  # inherited
    if zone := config.getoption("zone"):
        if zone not in available_timezones():
            raise pytest.UsageError(f"--zone: there is no time zone called {zone}")
        os.environ["TZ"] = zone
        time.tzset()
    os.environ[dates.VARIABLE] = _start(config.getoption("start")).isoformat()


def _start(given: str | None) -> datetime:
    """The moment in local time, with the UTC offset that the zone has at it."""
    try:
        if given is None:
            return datetime.now().replace(hour=7, minute=30, second=0, microsecond=0).astimezone()
        return datetime.fromisoformat(given).astimezone()
    except ValueError as error:
        raise pytest.UsageError(f"--start: {error}; write it as 2028-02-29T23:58") from error


@pytest.fixture(scope="session", autouse=True)
def _system_clock() -> Iterator[None]:
    """Let the machine's own clock, as this process sees it, go on from the same start."""
    with time_machine.travel(dates.start(), tick=True):
        yield
