"""Settings of all tests: the date and time of the tests, and the number of random trials.

pytest --start 2028-02-29T23:58 --zone Asia/Kolkata     # another day, another place
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

import dates
import pytest
import time_machine
from faults import amount
from hypothesis import Phase, settings

MUTATING = "MUTANT_UNDER_TEST" in os.environ
"""Whether `python -m tests.mutation` runs these tests."""


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
    group.addoption(
        "--times",
        type=int,
        default=1,
        metavar="N",
        help="do N times as many random trials (default: 1)",
    )
    group.addoption(
        "--dice",
        default="1",
        metavar="SEED",
        help="the seed of the random trials: the same seed, the same run (default: 1)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Apply the options to this process and its children, before any test is imported."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _choose(config)
    # A slow machine must not fail a test, and a usual run does the same every time.
    usual = amount.times() == 1 and amount.seed() == "1"
    suite = settings(max_examples=amount.often(40), deadline=None, derandomize=usual)
    if MUTATING:  # any failure will do, so there is no need to find the smallest example
        suite = settings(suite, phases=[Phase.explicit, Phase.generate])
    settings.register_profile("suite", suite)
    settings.load_profile("suite")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """Return two processes for each processor, because many tests wait.

    With more, the tests that run in real time wait for each other.
    """
    if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ:
        return None
    return min(2 * (os.cpu_count() or 1), 8)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In mutation testing, run the quickest tests first: one failing test is enough."""
    if MUTATING:
        from mutmut.state import state

        took = state().duration_by_test
        items.sort(key=lambda item: took.get(item.nodeid, 0.0))


def pytest_collection_finish() -> None:
    """Collect garbage rarely, because it took a quarter of the time."""
    if MUTATING:
        return
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_runtest_teardown() -> None:
    """Clear a cache of Textual that would keep closed screens in memory."""
    if module := sys.modules.get("textual._styles_cache"):
        module.StylesCache.get_inner_outer.cache_clear()


def _choose(config: pytest.Config) -> None:
    if zone := config.getoption("zone"):
        if zone not in available_timezones():
            raise pytest.UsageError(f"--zone: there is no time zone called {zone}")
        os.environ["TZ"] = zone
        time.tzset()
    os.environ[amount.TIMES] = str(config.getoption("times"))
    os.environ[amount.DICE] = config.getoption("dice")
    os.environ[dates.VARIABLE] = _start(config.getoption("start")).isoformat()


def _start(given: str | None) -> datetime:
    """Return this moment in local time, with its UTC offset."""
    try:
        if given is None:
            return datetime.now().replace(hour=7, minute=30, second=0, microsecond=0).astimezone()
        return datetime.fromisoformat(given).astimezone()
    except ValueError as error:
        raise pytest.UsageError(f"--start: {error}; write it as 2028-02-29T23:58") from error


@pytest.fixture(scope="session", autouse=True)
def _system_clock() -> Iterator[None]:
    """Let the system clock of this process begin at the same start."""
    with time_machine.travel(dates.start(), tick=True):
        yield


# The worker processes count the survived faults, and the main process reports them.


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["survived"] = dict(amount.survived)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    amount.survived.update(getattr(node, "workeroutput", {}).get("survived", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if amount.survived:
        terminalreporter.section(f"survived (dice {amount.seed()})")
        for what, number in sorted(amount.survived.items()):
            terminalreporter.write_line(f"{number:7,}  {what}")
