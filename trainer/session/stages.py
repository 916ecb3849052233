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
    """The big word, legible from two metres; one word, so that all fit the smallest window."""
    colour: str
    """The theme variable that colours it, without the dollar sign."""
    shape: str
    """A sign that tells it apart without colour."""
    meaning: str
    """What it asks of the person, for help."""


INHALE = StageStyle("INHALE", "stage-inhale", "▲", "breathe in with the movement")
EXHALE = StageStyle("EXHALE", "stage-exhale", "▼", "breathe out with the movement")
EASY = StageStyle("EASY", "stage-still", "●", "move on, breathing as you like")
HOLD = StageStyle("HOLD", "stage-hold", "■", "stay there and keep breathing")
SWITCH = StageStyle("SWITCH", "stage-switch", "⇄", "change to the other side")
READY = StageStyle("READY", "stage-ready", "◇", "get into position; it starts by itself")
REENTRY = StageStyle("READY", "stage-ready", "↺", "get back into position after a pause")
REST = StageStyle("REST", "stage-still", "○", "rest; what comes next is shown")
PAUSED = StageStyle("PAUSED", "stage-still", "‖", "nothing moves until you press space")
STOPPED = StageStyle("STOPPED", "stage-still", "□", "it hurts: ease down, and say how much")
DONE = StageStyle("DONE", "stage-done", "✓", "you went through all of it")
ENDED = StageStyle("ENDED", "stage-still", "·", "you ended early; what you did is saved")

ALL = (
    READY, INHALE, EXHALE, EASY, HOLD, SWITCH, REST, REENTRY, PAUSED, STOPPED, DONE, ENDED,
)  # fmt: skip

_BREATHS = {"inhale": INHALE, "exhale": EXHALE, "easy": EASY}
_KINDS = {
    "hold": HOLD,
    "get-ready": READY,
    "switch-sides": SWITCH,
    "rest": REST,
    "re-entry": REENTRY,
    "done": DONE,
}

PAUSES = {
    "key": "Press space to continue",
    "gap": "You were away: press space to continue",
    "pain": "Ease down and breathe",
    "leaving": "Press space to continue",
    "window": "Press space to continue",
    "found": "Press space to continue",
}
BACK_IN = "Back into position"
_POSTURES = {"lying": "Lie", "standing": "Stand", "sitting": "Sit", "kneeling": "Kneel"}
_LYING = {"back", "stomach", "side", "belly", "front"}


def style_of(look: SessionState) -> StageStyle:
    """How a stage shows itself, whether or not it is paused."""
    if look.kind == "move":
        return _BREATHS[look.stage.breath or "easy"]
    return _KINDS[look.kind]


def style_now(look: SessionState) -> StageStyle:
    """The same, or that nothing moves."""
    if look.paused:
        return STOPPED if look.paused == "pain" else PAUSED
    return style_of(look)


def big(look: SessionState) -> str:
    """The word for the big line: `INHALE`, or `PAUSED` while nothing moves."""
    return style_now(look).word


def beside(look: SessionState) -> str:
    """The one thing to do now, said under the big word, the verb first."""
    if look.paused:
        return PAUSES[look.paused]
    match look.kind:
        case "get-ready":
            return get_into(look.choice.exercise.position)
        case "re-entry":
            return BACK_IN
        case "rest":
            return "Breathe easy"
        case "hold":
            return _holding(look.stage.cue)
        case _:
            return look.stage.cue


def get_into(position: str) -> str:
    """A position as something to do: `on your back` is `Lie on your back`.

    What stands after a comma is left to the sentences about getting ready.
    """
    position = _in_short(position)
    first, _, rest = position.partition(" ")
    if posture := _POSTURES.get(first.lower()):
        return f"{posture} {rest}".strip()
    lying = first.lower() == "on" and rest.split(" ")[-1].lower() in _LYING
    return f"{'Lie' if lying else 'Get'} {_lower(position)}".strip()


def _in_short(position: str) -> str:
    return position.partition(",")[0].strip()


def _holding(cue: str) -> str:
    """What to do in a hold; the word above says to hold, and breathing always goes on."""
    rest = cue.removeprefix("Hold, ")
    if "breath" in rest.lower():
        return f"{rest[:1].upper()}{rest[1:]}"
    return f"Keep breathing, {_lower(rest)}" if rest else "Keep breathing"


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


def where_line(look: SessionState) -> str:
    """How far the exercise has come, in words; in a rest, what is next."""
    stage, sets = look.stage, look.choice.exercise.sets
    if look.kind == "switch-sides":
        return f"set {look.set} of {sets} · side 2 of 2" if sets > 1 else "side 2 of 2"
    if look.kind == "rest":
        if look.set > 1:
            return f"next, set {look.set} of {sets}"
        return f"next, exercise {stage.exercise + 1} of {len(look.timeline.choices)}"
    return rep_line(look)


def side_line(look: SessionState) -> str:
    """The side being worked, in words: `right arm, left leg`."""
    return side_words(look.choice, look.stage.side)


def side_shown(look: SessionState) -> str:
    """The side where the instruction does not name it: `Right leg on top`.

    Where sides alternate it is left out on the way back and in waits: the next one counts then.
    """
    side = side_line(look)
    if not side or _names(beside(look), side):
        return ""
    waiting = look.kind in ("get-ready", "rest") or (look.kind == "move" and not look.stage.squeeze)
    if look.choice.sides == "alternate" and waiting and not look.paused:
        return ""
    return f"{side[:1].upper()}{side[1:]}"


def _names(cue: str, side: str) -> bool:
    """Whether an instruction says every side that a label says."""
    sides = {"left", "right"}
    return sides & _words(side) <= sides & _words(cue)


def _words(text: str) -> set[str]:
    return set(text.lower().replace(",", " ").split())


def squeeze_line(look: SessionState) -> str:
    """Which glute works, where one does and nothing is paused: `Squeeze the left glute`."""
    if look.paused or look.kind not in ("move", "hold") or not look.stage.squeeze:
        return ""
    squeeze = look.stage.squeeze
    return "Squeeze both glutes" if squeeze == "both" else f"Squeeze the {squeeze} glute"


def next_words(look: SessionState) -> str:
    """What comes after this stage: `lower your hips`; empty once the session has ended."""
    if look.kind == "done":
        return ""
    if look.paused:
        return _lower(BACK_IN)
    following = look.next
    if following is None:
        return "you are done"
    if look.kind == "rest" and look.set > 1:
        return _lower(following.cue)
    if look.kind == "rest":
        return f"{look.choice.name}, {_in_short(look.choice.exercise.position)}"
    if following.kind in ("rest", "get-ready"):
        return f"{_KINDS[following.kind].word.lower()}, {_lower(following.cue)}"
    turns = following.first and following.side != look.stage.side
    if turns and following.exercise == look.stage.exercise and look.kind == "move":
        side = side_words(look.choice, following.side)
        return _lower(following.cue) if _names(following.cue, side) else side
    return _lower(following.cue)


def _lower(cue: str) -> str:
    return f"{cue[:1].lower()}{cue[1:]}"


def clock(seconds: float) -> str:
    """A length of time as minutes and seconds: `1:05`."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
