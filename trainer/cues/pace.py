"""Estimates how long words take to say, and learns from how long the voice really takes.

The numbers were measured with espeak-ng 1.51 at 175 words a minute. For the bundled cues, the
estimate is at most 0.14 s too short.
"""

from __future__ import annotations

import re
from collections import deque
from statistics import median

SLOW = 1.17
"""The factor until the voice has been measured. It fits a voice of 150 words a minute."""
FASTEST, SLOWEST = 1.0, 1.6
"""The limits of the factor, whatever was measured."""
VERY_SLOW = 1.2
"""Above this factor, some words are left out, and estimates are lengthened a little."""
REMEMBERED = 5
"""The factor is measured on this many recent cues."""
SHORTEST, LONGEST = 10, 60
"""The factor is measured on cues of SHORTEST to LONGEST characters. Estimates of longer texts are
too high. The time of a short count is mostly the time the program needs to start."""
IGNORED_DELAY = 0.15
"""The longest delay at the start of the program that is ignored, in seconds."""
OUTLIER = 2.5
"""A measurement is ignored if it is this many times shorter than the estimate. It is also ignored
if it is this many times longer than the slowest voice would take."""


def estimate(text: str) -> float:
    """How long a text takes at 175 words a minute, in seconds."""
    plain = text.lower().strip().rstrip(".,")
    letters = len(re.sub(r"[^a-z0-9]", "", re.sub(r"([a-z])\1", r"\1", plain)))
    stops = len(re.findall(r"[.?!:;] ", plain))
    return 0.12 + 0.064 * letters + 0.28 * plain.count(",") + 0.52 * stops if letters else 0.0


class Pace:
    """How fast the voice speaks, learned from how long its words took."""

    def __init__(self, factor: float = SLOW) -> None:
        """`factor` is used until something has been said; 1 means 175 words a minute."""
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
        return self.factor > VERY_SLOW

    @property
    def start(self) -> float:
        """Seconds that the program needs to start speaking, measured on short counts."""
        late = median(self._starts) if self._starts else 0.0
        return late if late > IGNORED_DELAY else 0.0

    def seconds(self, text: str) -> float:
        """How many seconds this voice takes to say a text. Estimated if it was not said before."""
        return self._known.get(text) or self._guessed(text)

    def _guessed(self, text: str) -> float:
        # The slower a voice is, and the later it starts, the further off an estimate can be.
        doubt = max(self.factor - VERY_SLOW, 0.0) + self.start / 3
        return self.start + estimate(text) * self.factor + doubt

    def heard(self, text: str, seconds: float) -> None:
        """Learn that the voice took this many seconds to say a whole text."""
        guess = estimate(text)
        if not guess or not guess / OUTLIER < seconds < guess * SLOWEST * OUTLIER:
            return
        self._known[text] = seconds
        if text.isalpha():
            self._starts.append(seconds - guess)
        if SHORTEST <= len(text) <= LONGEST and ". " not in text:
            self._ratios.append((seconds - self.start) / guess)
