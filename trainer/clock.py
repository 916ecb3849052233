"""The two clocks. The entry point passes them in, so tests can use their own."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Protocol

_CLOCK = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""CLOCK_BOOTTIME is preferred: on Linux, CLOCK_MONOTONIC stops while the machine sleeps."""


class Clock(Protocol):
    """A source of the current time."""

    def monotonic(self) -> float:
        """Return seconds on a clock that never goes back."""

    def now(self) -> datetime:
        """Return the local time with its UTC offset."""


class SystemClock:
    """The system's clocks."""

    def monotonic(self) -> float:
        """Return seconds since a fixed moment, including the time that the machine was asleep."""
        return time.clock_gettime(_CLOCK) if _CLOCK is not None else time.monotonic()

    def now(self) -> datetime:
        """Return the local time, to the second, with its UTC offset."""
        return datetime.now().astimezone().replace(microsecond=0)
