"""The two clocks, injected at the top so that tests can turn them."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Protocol

_CLOCK = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""Linux leaves sleep out of its monotonic clock; other systems do not."""


class Clock(Protocol):
    """What time it is."""

    def monotonic(self) -> float:
        """Seconds that only ever go forward."""

    def now(self) -> datetime:
        """The local time with its UTC offset."""


class SystemClock:
    """The system's clocks."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment, including those in which the machine slept."""
        return time.clock_gettime(_CLOCK) if _CLOCK is not None else time.monotonic()

    def now(self) -> datetime:
        """Local time, to the second, with its UTC offset."""
        return datetime.now().astimezone().replace(microsecond=0)
