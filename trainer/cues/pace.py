"""Estimates how long words take to say, and corrects the estimate by how long the voice really
takes.

The numbers were measured on the bundled cues with espeak-ng 1.51 at 175 words a minute, where the
estimate is at most 0.14 s too short.
"""

from __future__ import annotations

import re
from collections import deque
from statistics import median

SLOW = 1.17
"""The factor to begin with, for a voice of 150 words a minute."""
FASTEST, SLOWEST = 1.0, 1.6
"""The pace stays between these, however long one odd run of the program took."""
DOUBTFUL = 1.2
"""Above this pace, estimates are lengthened a little."""
REMEMBERED = 5
"""The pace is taken from this many recent cues."""
SHORTEST, LONGEST = 10, 60
"""Only cues of at least SHORTEST and at most LONGEST characters show the pace. Longer talks are
over-estimated, and the time of a short count is mostly the program's start."""
PROMPT = 0.15
"""A program that starts in less than this many seconds counts as starting as fast as the one that
was measured."""
ODD = 2.5
"""A run is ignored if it is this many times shorter than estimated, or this many times longer than
the slowest voice would take."""


def estimate(text: str) -> float:
    """How long a text takes at 175 words a minute, in seconds."""
    plain = text.lower().strip().rstrip(".,")
    letters = len(re.sub(r"[^a-z0-9]", "", re.sub(r"([a-z])\1", r"\1", plain)))
    stops = len(re.findall(r"[.?!:;] ", plain))
    return 0.12 + 0.064 * letters + 0.28 * plain.count(",") + 0.52 * stops if letters else 0.0


class Pace:
    """How fast the voice in use is, learned from what it has said."""

    def __init__(self, factor: float = SLOW) -> None:
        """`factor` is the pace until something has been said; 1 means 175 words a minute."""
        self._first = factor
        self._starts: deque[float] = deque(maxlen=REMEMBERED)
        self._ratios: deque[float] = deque(maxlen=REMEMBERED)
        self._known: dict[str, float] = {}

    @property
    def factor(self) -> float:
        """How many times longer than the estimate this voice takes."""
        if not self._ratios:
            return self._first
        return min(max(median(self._ratios), FASTEST), SLOWEST)

    @property
    def is_slow(self) -> bool:
        """Whether the voice is so slow that some words are left out."""
        return self.factor > DOUBTFUL

    @property
    def start(self) -> float:
        """Seconds until the program begins to speak, worked out from short counts."""
        late = median(self._starts) if self._starts else 0.0
        return late if late > PROMPT else 0.0

    def seconds(self, text: str) -> float:
        """How long this voice takes for a text, in seconds: measured if possible, otherwise
        estimated."""
        return self._known.get(text) or self._guessed(text)

    def _guessed(self, text: str) -> float:
        # The slower a voice is, and the later it starts, the further off an estimate can be.
        doubt = max(self.factor - DOUBTFUL, 0.0) + self.start / 3
        return self.start + estimate(text) * self.factor + doubt

    def heard(self, text: str, seconds: float) -> None:
        """Learn that the voice took this many seconds to say a whole text."""
        guess = estimate(text)
        if not guess or not guess / ODD < seconds < guess * SLOWEST * ODD:
            return
        self._known[text] = seconds
        if text.isalpha():
            self._starts.append(seconds - guess)
        if SHORTEST <= len(text) <= LONGEST and ". " not in text:
            self._ratios.append((seconds - self.start) / guess)
