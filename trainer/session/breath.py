"""How full the lungs are: the curve that both the breath light and the figure follow."""

from __future__ import annotations

import math

from trainer.figure import ease
from trainer.session.timeline import Stage

WAVE = 0.22
"""Depth of the small breaths during a hold and between movements, 0-1."""
WAVE_SECONDS = 3.0
"""Roughly how long one small breath takes, in seconds."""


def progress(stage: Stage, elapsed: float) -> float:
    """How far a movement has come `elapsed` seconds into its stage, 0-1, eased at both ends."""
    return ease(elapsed / stage.seconds) if stage.seconds > 0 else 1.0


def lungs(stage: Stage, elapsed: float) -> float:
    """How full the lungs are `elapsed` seconds into a stage, 0-1.

    An inhale fills them and an exhale empties them, softly. During everything else they go up and
    down in small waves, which begin and end at the level of the stages before and after, so that
    the curve never jumps and never stands still.
    """
    before, after = stage.lungs
    if before != after:
        return before + (after - before) * progress(stage, elapsed)
    if stage.breath in ("inhale", "exhale"):
        return after
    waves = max(1, round(stage.seconds / WAVE_SECONDS))
    wave = WAVE * math.sin(math.pi * waves * elapsed / stage.seconds) ** 2
    return after - wave if after > 0.5 else after + wave
