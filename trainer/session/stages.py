"""What every kind of stage is called and shown as: one table of words, colours, shapes.

Screen, window title, voice, plain text and help read it here, so they can never disagree.
"""

from __future__ import annotations

from msgspec import Struct

from trainer.session.machine import SessionState
from trainer.session.timeline import side_words


class StageStyle(Struct, frozen=True):
    """How one kind of stage shows itself."""

    word: str
    """The big word, legible from two metres."""
    colour: str
    """The theme variable that colours it, without the dollar sign."""
    shape: str
    """A glyph that tells it apart without colour."""
    meaning: str
    """What it asks of the person, for help."""


INHALE = StageStyle("INHALE", "stage-inhale", "▲", "breathe in with the movement")
EXHALE = StageStyle("EXHALE", "stage-exhale", "▼", "breathe out with the movement")
BREATHE = StageStyle("BREATHE", "stage-easy", "●", "move on, breathing as you like")
HOLD = StageStyle("HOLD", "stage-hold", "■", "stay there and keep breathing")
GET_READY = StageStyle("GET READY", "stage-ready", "◇", "get into position; it starts by itself")
SWITCH = StageStyle("SWITCH SIDES", "stage-switch", "⇄", "change to the other side")
REST = StageStyle("REST", "stage-rest", "☾", "rest; what comes next is shown")
REENTRY = StageStyle("BACK IN", "stage-ready", "↺", "a few seconds to get back into position")
PAUSED = StageStyle("PAUSED", "stage-paused", "‖", "nothing moves until you resume")
DONE = StageStyle("DONE", "stage-done", "✓", "well done")

ALL = (GET_READY, INHALE, EXHALE, BREATHE, HOLD, SWITCH, REST, REENTRY, PAUSED, DONE)

_BREATHS = {"inhale": INHALE, "exhale": EXHALE, "easy": BREATHE}
_KINDS = {
    "hold": HOLD,
    "get-ready": GET_READY,
    "switch-sides": SWITCH,
    "rest": REST,
    "re-entry": REENTRY,
    "done": DONE,
}

PAUSES = {
    "key": "space goes on",
    "gap": "you were away; space goes on where you stopped",
    "pain": "ease down, breathe, rest",
    "leaving": "space goes on",
    "window": "the window was too small; space goes on",
    "found": "space goes on where it stopped",
}


def style_of(look: SessionState) -> StageStyle:
    """The words of a stage, whether or not it is paused."""
    if look.kind == "move":
        return _BREATHS[look.stage.breath or "easy"]
    return _KINDS[look.kind]


def big(look: SessionState) -> str:
    """The word for the big line: `INHALE`, or `PAUSED` while nothing moves."""
    return PAUSED.word if look.paused else style_of(look).word


def beside(look: SessionState) -> str:
    """What is said under the big word: the cue, `keep breathing`, what comes next."""
    if look.paused:
        return PAUSES[look.paused]
    if look.kind == "hold":
        return "keep breathing"
    return look.stage.cue


def count(look: SessionState) -> str:
    """The big number: seconds left wherever one waits or holds, else the reps left."""
    if look.kind == "done":
        return "✓"
    if look.kind == "move":
        return str(reps_left(look))
    return str(seconds_left(look))


def count_meaning(look: SessionState) -> str:
    """What the big number counts."""
    if look.kind == "move":
        left = reps_left(look)
        return "rep left" if left == 1 else "reps left"
    return "second" if seconds_left(look) == 1 else "seconds"


def seconds_left(look: SessionState) -> int:
    """Whole seconds left in the stage, as counted aloud: the last one is 1."""
    return max(1, -int(-look.remaining // 1)) if look.stage.seconds else 0


def reps_left(look: SessionState) -> int:
    """Reps left in the set, or on the side, this one included."""
    return look.reps - look.rep + 1


def rep_line(look: SessionState) -> str:
    """`rep 4 of 10`, after `set 2 of 3` where there are several."""
    sets = look.choice.exercise.sets
    return f"{f'set {look.set} of {sets} · ' if sets > 1 else ''}rep {look.rep} of {look.reps}"


def side_line(look: SessionState) -> str:
    """The side being worked, in words: `right arm, left leg`."""
    return side_words(look.choice, look.stage.side)


def next_line(look: SessionState) -> str:
    """What comes after this stage; empty once the session has ended."""
    following = look.next
    if following is None:
        return "" if look.kind == "done" else "then you are done"
    cue = f"{following.cue[:1].lower()}{following.cue[1:]}"
    if following.kind in ("get-ready", "rest"):
        return f"then {_KINDS[following.kind].word.lower()}, {cue}"
    turns = following.first and following.side != look.stage.side
    if turns and following.exercise == look.stage.exercise:
        return f"then {side_words(look.choice, following.side)}"
    return f"then {cue}"


def clock(seconds: float) -> str:
    """A length of time as minutes and seconds: `1:05`."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
