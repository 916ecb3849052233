"""The two clocks, injected at the top so that tests can turn the hands."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """What time it is."""

    def monotonic(self) -> float:
        """Seconds that only ever go forward."""

    def now(self) -> datetime:
        """The local time with its UTC offset."""


class SystemClock:
    """The machine's own clocks."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment; does not count while the machine sleeps on Linux."""
        return time.monotonic()

    def now(self) -> datetime:
        """Local time, to the second, with its UTC offset."""
        return datetime.now().astimezone().replace(microsecond=0)
