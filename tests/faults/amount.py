"""How many random faults a run tries, and how many of them the program survived.

The suite does a little of everything, the same every time. For a long run, and to repeat one:

    pytest tests/faults --times 10      # ten times as much of each
    pytest tests/faults --dice 7        # other random numbers

The faults survived are listed at the end.
"""

from __future__ import annotations

import os
import random
from collections import Counter

TIMES, DICE = "GLUTE_TRAINER_TEST_TIMES", "GLUTE_TRAINER_TEST_DICE"
"""The environment variables that hold the options, for this process and its children."""

survived: Counter[str] = Counter()
"""What was done to the program, and how often."""


def times() -> int:
    """How many times as much as usual; 1 in the suite."""
    return int(os.environ.get(TIMES, "1"))


def seed() -> str:
    """The seed of all random numbers in this run."""
    return os.environ.get(DICE, "1")


def often(number: int) -> int:
    """This many in the suite, and more in a long run."""
    return number * times()


def dice(*what: object) -> random.Random:
    """The random numbers of one test: the same in every run with the same seed."""
    return random.Random(f"{seed()} {what}")
