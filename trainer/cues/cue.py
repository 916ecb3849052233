"""One cue: everything that is told when a stage begins, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trainer.catalog import Breath, Side

CueKind = Literal[
    "get-ready", "move", "hold", "switch-sides", "rest", "re-entry", "paused", "done", "tick"
]


@dataclass(frozen=True, slots=True)
class Cue:
    """What to tell, for every layer at once; each layer takes what it can say."""

    kind: CueKind
    say: str = ""
    """A few words for the voice; empty where it stays silent."""
    bells: int = 0
    """How many times the bell rings."""
    title: str = ""
    """The window's title; empty leaves it as it is."""
    text: str = ""
    """The cue as the screen has it."""
    exercise: str = ""
    """The exercise's id."""
    side: Side | None = None
    breath: Breath | None = None
    rep: int | None = None
    reps: int | None = None
    seconds: float = 0.0
    """How long the stage takes; for a tick, what is left of it."""
