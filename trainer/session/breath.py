"""Computes how full the lungs are. The breath light and the figure on screen both show this."""

from __future__ import annotations

import math

from trainer.figure import ease
from trainer.session.timeline import Stage

WAVE = 0.22
"""The depth of the small breaths during a hold and between movements, 0-1."""
WAVE_SECONDS = 3.0
"""About how long one small breath takes, in seconds."""


def progress(stage: Stage, elapsed: float) -> float:
    """Return how far a movement has got, 0-1, `elapsed` seconds into its stage.

    The movement is slow at its start and at its end.
    """
    return ease(elapsed / stage.seconds) if stage.seconds > 0 else 1.0


def lungs(stage: Stage, elapsed: float) -> float:
    """Return how full the lungs are, 0-1, `elapsed` seconds into a stage.

    An inhale fills the lungs and an exhale empties them. In any other stage, the level goes up and
    down in small waves. It never jumps between two stages.
    """
    before, after = stage.lungs
    if before != after:
        return before + (after - before) * progress(stage, elapsed)
    if stage.breath in ("inhale", "exhale"):
        return after
    waves = max(1, round(stage.seconds / WAVE_SECONDS))
    wave = WAVE * math.sin(math.pi * waves * elapsed / stage.seconds) ** 2
    return after - wave if after > 0.5 else after + wave
