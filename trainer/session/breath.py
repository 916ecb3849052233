"""How full the lungs are: the one curve that light and figure follow."""

from __future__ import annotations

import math

from trainer.figure import ease
from trainer.session.timeline import Stage

WAVE = 0.22
"""Depth of the small breaths during a hold and between movements, 0-1."""
WAVE_SECONDS = 3.0
"""Roughly how long one of them takes, in seconds."""


def progress(stage: Stage, elapsed: float) -> float:
    """How far a stage's movement has come, 0-1, eased like the breath."""
    return ease(elapsed / stage.seconds) if stage.seconds > 0 else 1.0


def lungs(stage: Stage, elapsed: float) -> float:
    """How full the lungs are `elapsed` seconds into a stage, 0-1.

    An inhale fills and an exhale empties, softly. Everything else keeps breathing in small waves,
    which begin and end where their neighbours do, so that the curve never jumps and never rests.
    """
    before, after = stage.lungs
    if before != after:
        return before + (after - before) * progress(stage, elapsed)
    if stage.breath in ("inhale", "exhale"):
        return after
    waves = max(1, round(stage.seconds / WAVE_SECONDS))
    wave = WAVE * math.sin(math.pi * waves * elapsed / stage.seconds) ** 2
    return after - wave if after > 0.5 else after + wave
