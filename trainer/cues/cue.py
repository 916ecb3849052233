"""One cue: everything that is said, sounded or shown at one moment, as plain values.

Every layer gets the same cue and uses the part it needs. The voice uses the words, the tone player
the tone, the bell the number of rings, and plain mode the lines. A browser page gets the cue as
JSON.
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
"""Most kinds name the stage that begins. "tick" is a number or reminder inside a stage, and
"words" the answer to a key. A "question" waits until the words being spoken are finished."""
Tone = Literal["inhale", "exhale", "hold", "switch", "end", "tick"]


class Cue(msgspec.Struct, frozen=True, omit_defaults=True):
    """What every layer should say, sound or show."""

    kind: CueKind
    say: str = ""
    """The words for the voice; empty if there is nothing to say."""
    bells: int = 0
    """How many times the bell rings."""
    title: str = ""
    """The window's title. If it is empty, the title does not change."""
    text: str = ""
    """The cue's text on screen."""
    exercise: str = ""
    """The exercise's id."""
    side: Side | None = None
    breath: Breath | None = None
    rep: int | None = None
    reps: int | None = None
    seconds: float = 0.0
    """The length of the stage; for a tick, the seconds left in the stage."""
    tone: Tone | None = None
    stage: str = ""
    """The big word that the screen shows for the stage, such as `INHALE`."""

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
