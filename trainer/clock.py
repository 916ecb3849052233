"""The two clocks, injected at the top so that tests can turn the hands."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Protocol

_CLOCK = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""Linux leaves sleep out of its monotonic clock, others do not; Windows has neither."""


class Clock(Protocol):
    """What time it is."""

    def monotonic(self) -> float:
        """Seconds that only ever go forward."""

    def now(self) -> datetime:
        """The local time with its UTC offset."""


class SystemClock:
    """The machine's own clocks."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment, those in which the machine slept among them."""
        return time.clock_gettime(_CLOCK) if _CLOCK is not None else time.monotonic()

    def now(self) -> datetime:
        """Local time, to the second, with its UTC offset."""
        return datetime.now().astimezone().replace(microsecond=0)
