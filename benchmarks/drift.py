"""Measures the drift of a session over a simulated day, without a screen."""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.table import Row
from trainer import catalog
from trainer.session.machine import Session

HOURS = 24
HOUR = 3600.0
BETWEEN = (0.02, 1.5)
"""The range of the random time between two polls, in seconds."""


def simulated_day() -> Iterator[Row]:
    """Poll one-hour sessions at random moments, and compare their time with the clock."""
    moments = random.Random(12)
    choices = [catalog.load_catalog().choose("bird-dog")]
    choices *= int(HOUR / Session(choices, 0.0).timeline.seconds) + 1
    now = worst = 0.0
    for _ in range(HOURS):
        began = now
        session = Session(choices, began)
        while now - began < HOUR:
            now += moments.uniform(*BETWEEN)
            state = session.advance_to(now)
            worst = max(worst, abs(now - began - (state.seconds - state.seconds_left)))
    yield Row("drift over a simulated day", 1000 * worst, "ms", 1)
