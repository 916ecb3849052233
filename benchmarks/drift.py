"""The machine alone, over a day that passes in seconds."""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.table import Row
from trainer import catalog
from trainer.session.machine import Session

HOURS = 24
HOUR = 3600.0
BETWEEN = (0.02, 1.5)
"""Seconds between two looks, at random."""


def simulated_day() -> Iterator[Row]:
    """Sessions of an hour, one after the other, looked at at odd moments, against the clock."""
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
            worst = max(worst, abs(now - began - (state.seconds - state.left)))
    yield Row("drift over a simulated day", 1000 * worst, "ms", 1)
