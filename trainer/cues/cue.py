"""One cue: everything that is told at a moment, as plain values.

Every layer is given the same cue and takes what it can tell: the voice its words, the player its
tone, the bell its rings, plain text its lines, a page in a browser all of it as JSON.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from trainer.catalog import Breath, Side
from trainer.cues.numbers import in_digits

CueKind = Literal[
    "get-ready",
    "move",
    "hold",
    "switch-sides",
    "rest",
    "re-entry",
    "paused",
    "done",
    "tick",
    "words",
    "question",
]
"""The stage that begins; a count or a call inside one; or words that belong to no stage: the answer
to a key, or a question that lets what is being said come to its end."""
Tone = Literal["inhale", "exhale", "hold", "switch", "end", "tick"]


class Cue(msgspec.Struct, frozen=True, omit_defaults=True):
    """What to tell, for every layer at once."""

    kind: CueKind
    say: str = ""
    """The words for the voice; empty where it stays silent."""
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
    tone: Tone | None = None
    stage: str = ""
    """The stage as the big word: `INHALE`."""

    @property
    def lines(self) -> list[str]:
        """The words as plain text: a line a sentence, a count in digits."""
        return [_line(sentence) for sentence in _sentences(self.say)]


def _sentences(words: str) -> list[str]:
    parts = words.replace("? ", "?\n").replace(". ", ".\n").split("\n")
    return [part for part in parts if part]


def _line(sentence: str) -> str:
    """`out, lower, two, heels heavy` as `Out, lower, 2, heels heavy.`"""
    if sentence.endswith((".", "?", "!")):
        return sentence
    parts = [in_digits(part) for part in sentence.split(", ")]
    line = ", ".join(parts)
    if line.isdigit():
        return line
    return f"{line[:1].upper()}{line[1:]}."
