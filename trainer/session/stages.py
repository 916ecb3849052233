"""The words, colours and shapes for every kind of stage, in one table.

The screen, window title, voice, plain mode and help all use this table, so they always agree.
"""

from __future__ import annotations

import re

from msgspec import Struct

from trainer.session.machine import SessionState
from trainer.session.timeline import side_words


class StageStyle(Struct, frozen=True):
    """How one kind of stage is displayed."""

    word: str
    """The big word, readable from two metres. A single word fits the smallest window."""
    colour: str
    """The theme variable of its colour, without the dollar sign."""
    shape: str
    """A symbol that identifies the stage without colour."""
    meaning: str
    """What the person does in this stage, for the help."""


INHALE = StageStyle("INHALE", "stage-inhale", "▲", "breathe in with the movement")
EXHALE = StageStyle("EXHALE", "stage-exhale", "▼", "breathe out with the movement")
EASY = StageStyle("EASY", "stage-still", "●", "keep moving, breathe as you like")
HOLD = StageStyle("HOLD", "stage-hold", "■", "stay there and keep breathing")
SWITCH = StageStyle("SWITCH", "stage-switch", "⇄", "change to the other side")
READY = StageStyle("READY", "stage-ready", "◇", "get into position; it starts by itself")
REENTRY = StageStyle("READY", "stage-ready", "↺", "get back into position after a pause")
REST = StageStyle("REST", "stage-still", "○", "rest; the next exercise is shown")
PAUSED = StageStyle("PAUSED", "stage-still", "‖", "nothing moves until you press space")
STOPPED = StageStyle("STOPPED", "stage-still", "□", "it hurts: ease down, and rate the pain")
DONE = StageStyle("DONE", "stage-done", "✓", "you finished")
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


def style_of(state: SessionState) -> StageStyle:
    """Return the style of the current stage, even if the session is paused."""
    if state.kind == "move":
        return _BREATHS[state.stage.breath or "easy"]
    return _KINDS[state.kind]


def style_now(state: SessionState) -> StageStyle:
    """Return the style to show now. While the session is paused, it is PAUSED or STOPPED."""
    if state.paused:
        return STOPPED if state.paused == "pain" else PAUSED
    return style_of(state)


def big_word(state: SessionState) -> str:
    """Return the word to show large, such as `INHALE` or `PAUSED`."""
    return style_now(state).word


def instruction(state: SessionState) -> str:
    """Return what to do now, shown under the big word. It begins with a verb."""
    if state.paused:
        return PAUSES[state.paused]
    match state.kind:
        case "get-ready":
            return get_into(state.choice.exercise.position)
        case "re-entry":
            return BACK_IN
        case "rest":
            return "Breathe easy"
        case "hold":
            return _holding(state.stage.cue)
        case _:
            return state.stage.cue


def detail(state: SessionState) -> str:
    """Return the details of a stage, with the chosen hold in place of the leaflet's range.

    `Hold for a count of 2-4.` becomes `Hold for a count of 3.`
    """
    said, hold = state.stage.detail, state.choice.hold
    return said if hold is None else re.sub(r"(?<=count of )\d+-\d+", f"{hold:g}", said)


def get_into(position: str) -> str:
    """Turn a position into an instruction: `on your back` becomes `Lie on your back`.

    Anything after a comma is left out, because the get-ready stage says it anyway.
    """
    position = _before_comma(position)
    first, _, rest = position.partition(" ")
    if posture := _POSTURES.get(first.lower()):
        return f"{posture} {rest}".strip()
    lying = first.lower() == "on" and rest.split(" ")[-1].lower() in _LYING
    return f"{'Lie' if lying else 'Get'} {_lower(position)}".strip()


def _before_comma(position: str) -> str:
    return position.partition(",")[0].strip()


def _holding(cue: str) -> str:
    """Return the instruction for a hold. The big word says to hold, so this is about breathing."""
    rest = cue.removeprefix("Hold, ")
    if "breath" in rest.lower():
        return f"{rest[:1].upper()}{rest[1:]}"
    return f"Keep breathing, {_lower(rest)}" if rest else "Keep breathing"


def big_number(state: SessionState) -> str:
    """Return the number to show large: the seconds left in this stage."""
    return "✓" if state.kind == "done" else str(seconds_left(state))


def number_meaning(state: SessionState) -> str:
    """Return the unit of the big number."""
    return "second" if seconds_left(state) == 1 else "seconds"


def seconds_left(state: SessionState) -> int:
    """Return the whole seconds left in the stage, as the voice counts them. The last one is 1."""
    return max(1, -int(-state.remaining // 1)) if state.stage.seconds else 0


def rep_line(state: SessionState) -> str:
    """Return `rep 4 of 10`, or `set 2 of 3 · rep 4 of 10` if there is more than one set."""
    sets = state.choice.exercise.sets
    return f"{f'set {state.set} of {sets} · ' if sets > 1 else ''}rep {state.rep} of {state.reps}"


def where_line(state: SessionState) -> str:
    """Return the set and rep in words. During a rest, return what is next."""
    stage, sets = state.stage, state.choice.exercise.sets
    if state.kind == "switch-sides":
        return f"set {state.set} of {sets} · side 2 of 2" if sets > 1 else "side 2 of 2"
    if state.kind == "rest":
        if state.set > 1:
            return f"next, set {state.set} of {sets}"
        return f"next, exercise {stage.exercise + 1} of {len(state.timeline.choices)}"
    return rep_line(state)


def side_line(state: SessionState) -> str:
    """Return the current side in words: `right arm, left leg`."""
    return side_words(state.choice, state.stage.side)


def side_shown(state: SessionState) -> str:
    """Return the current side, such as `Right leg on top`, or "" if the instruction names it.

    If sides alternate, the result is also "" on the way back and during waits, because the
    person then needs to know the next side.
    """
    side = side_line(state)
    if not side or _mentions_side(instruction(state), side) or _next_side_matters(state):
        return ""
    return f"{side[:1].upper()}{side[1:]}"


def _next_side_matters(state: SessionState) -> bool:
    """Check whether sides alternate and the current side is finished, even during a pause."""
    stage = state.next if state.kind == "re-entry" and state.next else state.stage
    resting = stage.kind in ("get-ready", "rest") or (stage.kind == "move" and not stage.squeeze)
    return state.choice.sides == "alternate" and resting


def _mentions_side(cue: str, side: str) -> bool:
    """Check whether an instruction names every side that a label names."""
    sides = {"left", "right"}
    return sides & _words(side) <= sides & _words(cue)


def _words(text: str) -> set[str]:
    return set(text.lower().replace(",", " ").split())


def squeeze_line(state: SessionState) -> str:
    """Return which glute to squeeze: `Squeeze the left glute`. Empty if none, or during a pause."""
    if state.paused or state.kind not in ("move", "hold") or not state.stage.squeeze:
        return ""
    squeeze = state.stage.squeeze
    return "Squeeze both glutes" if squeeze == "both" else f"Squeeze the {squeeze} glute"


def next_words(state: SessionState) -> str:
    """Return what comes after this stage: `lower your hips`. Empty after the end of the session."""
    if state.kind == "done":
        return ""
    if state.paused and not _next_side_matters(state):
        return _lower(BACK_IN)
    following = state.next
    if following is None:
        return "you are done"
    if state.kind == "rest" and state.set > 1:
        return _lower(following.cue)
    if state.kind == "rest":
        return f"{state.choice.name}, {_before_comma(state.choice.exercise.position)}"
    if following.kind in ("rest", "get-ready"):
        return f"{_KINDS[following.kind].word.lower()}, {_lower(following.cue)}"
    turns = following.first and following.side != state.stage.side
    if turns and following.exercise == state.stage.exercise and state.kind == "move":
        side = side_words(state.choice, following.side)
        return _lower(following.cue) if _mentions_side(following.cue, side) else side
    return _lower(following.cue)


def _lower(cue: str) -> str:
    return f"{cue[:1].lower()}{cue[1:]}"


def clock(seconds: float) -> str:
    """Format a length of time as minutes and seconds: `1:05`."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
