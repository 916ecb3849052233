"""The machine alone, over a day that passes in seconds."""

from __future__ import annotations

import random
from collections.abc import Iterator

from benchmarks.table import Row
from trainer import catalog
from trainer.session import Session

DAY = 86_400.0
BETWEEN = (0.02, 0.5)
"""Seconds between two looks, at random."""


def simulated_day() -> Iterator[Row]:
    """A session of a whole day looked at at odd moments: where it is, against the clock."""
    moments = random.Random(12)
    choices = [catalog.load().choose("bird-dog")]
    once = Session(choices, 0.0).timeline.seconds
    session = Session(choices * (int(DAY / once) + 1), 0.0)
    now = worst = 0.0
    while now < DAY:
        now += moments.uniform(*BETWEEN)
        look = session.look(now)
        worst = max(worst, abs(now - (look.seconds - look.left)))
    yield Row("drift over a simulated day", 1000 * worst, "ms", 1)
