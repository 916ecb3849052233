"""How many faults a test run tries, and how many of them the program survived.

Each run tries the same few faults. For more faults, or other faults:

    pytest tests/faults --times 10      # ten times as many faults
    pytest tests/faults --dice 7        # other random numbers

The survived faults are listed at the end of the run.
"""

from __future__ import annotations

import os
import random
from collections import Counter

TIMES, DICE = "GLUTE_TRAINER_TEST_TIMES", "GLUTE_TRAINER_TEST_DICE"
"""The environment variables that hold the options, for this process and its children."""

survived: Counter[str] = Counter()
"""How often the program survived each kind of fault."""


def times() -> int:
    """Return how many times as many faults as usual to try; usually 1."""
    return int(os.environ.get(TIMES, "1"))


def seed() -> str:
    """Return the seed of all random numbers in this run."""
    return os.environ.get(DICE, "1")


def often(number: int) -> int:
    """Return this number, or more in a long run."""
    return number * times()


def dice(*what: object) -> random.Random:
    """Return a random generator for one test. The same seed gives the same numbers."""
    return random.Random(f"{seed()} {what}")
