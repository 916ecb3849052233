"""The two clocks, passed in from the entry point so that tests can set them."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Protocol

_CLOCK = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""On Linux, CLOCK_MONOTONIC stops while the machine sleeps, so CLOCK_BOOTTIME is used."""


class Clock(Protocol):
    """A source of the current time."""

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back."""

    def now(self) -> datetime:
        """The local time with its UTC offset."""


class SystemClock:
    """The system's clocks."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment, including time the machine spent asleep."""
        return time.clock_gettime(_CLOCK) if _CLOCK is not None else time.monotonic()

    def now(self) -> datetime:
        """Local time, to the second, with its UTC offset."""
        return datetime.now().astimezone().replace(microsecond=0)
