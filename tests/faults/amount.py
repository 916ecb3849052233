"""How much goes wrong in a run, and the count of what did.

The suite has a little of everything. For the long run, and to repeat one with its dice:

    GLUTE_TRAINER_FAULTS=10 .venv/bin/pytest tests/faults      # ten times as many of each
    GLUTE_TRAINER_SEED=7 .venv/bin/pytest tests/faults         # other dice

What was survived is told at the end, a line each.
"""

from __future__ import annotations

import os
import random
from collections import Counter

TIMES = int(os.environ.get("GLUTE_TRAINER_FAULTS", "1"))
SEED = os.environ.get("GLUTE_TRAINER_SEED", "1")

survived: Counter[str] = Counter()
"""What was done to the program, and how often."""


def often(number: int) -> int:
    """So many in the suite, and more in the long run."""
    return number * TIMES


def dice(*what: object) -> random.Random:
    """The dice of one test: the same in every run with one seed."""
    return random.Random(f"{SEED} {what}")
