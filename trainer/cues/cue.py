"""One cue: everything that is said, sounded or shown at one moment, as plain values.

Every layer gets the same cue and uses the part it needs. The voice uses the words, the tone player
the tone, the bell the number of rings, and plain mode the lines. A page in a browser gets all of it
as JSON.
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
"""The stage that begins; "tick" for a count or a call inside a stage; "words" for the answer to a
key; or "question", which waits until the words being spoken are finished."""
Tone = Literal["inhale", "exhale", "hold", "switch", "end", "tick"]


class Cue(msgspec.Struct, frozen=True, omit_defaults=True):
    """What every layer should say, sound or show."""

    kind: CueKind
    say: str = ""
    """The words for the voice; empty if it stays silent."""
    bells: int = 0
    """How many times the bell rings."""
    title: str = ""
    """The window's title; empty leaves it as it is."""
    text: str = ""
    """The cue's text on screen."""
    exercise: str = ""
    """The exercise's id."""
    side: Side | None = None
    breath: Breath | None = None
    rep: int | None = None
    reps: int | None = None
    seconds: float = 0.0
    """How long the stage takes; for a tick, how much of it is left."""
    tone: Tone | None = None
    stage: str = ""
    """The stage as its big word on screen: `INHALE`."""

    @property
    def lines(self) -> list[str]:
        """The words as plain text: one line per sentence, with counts in digits."""
        return [_line(sentence) for sentence in _sentences(self.say)]


def _sentences(words: str) -> list[str]:
    parts = words.replace("? ", "?\n").replace(". ", ".\n").split("\n")
    return [part for part in parts if part]


def _line(sentence: str) -> str:
    """Turn `out, lower, two, heels heavy` into `Out, lower, 2, heels heavy.`"""
    if sentence.endswith((".", "?", "!")):
        return sentence
    parts = [in_digits(part) for part in sentence.split(", ")]
    line = ", ".join(parts)
    if line.isdigit():
        return line
    return f"{line[:1].upper()}{line[1:]}."
