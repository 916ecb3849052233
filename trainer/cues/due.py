"""Which cues fall due between two looks at a session: pure, and the whole of what is heard.

With the eyes shut one hears: how to lie, a countdown, the side before each rep, every movement
as a word behind its breath, the hold counted, the rep on its last breath out, and the turn to
the other side. The breath comes first, since it has to be followed at once; so where a rep begins
with a breath, its side is said at the end of the rep before.
"""

from __future__ import annotations

import re
from typing import Literal

from trainer.catalog import STANDARD, Choice
from trainer.cues.cue import Cue, CueKind
from trainer.session import stages
from trainer.session.machine import SessionState
from trainer.session.timeline import side_words

BellSetting = Literal["auto", "all", "off"]
TICKED = {"get-ready", "rest", "switch-sides", "re-entry"}
"""Stages whose last three seconds are counted."""
LAST_SECONDS = 3
TOO_SHORT = 1.2
"""Seconds. An easy movement shorter than this is over before its name is said."""


def due(before: SessionState | None, after: SessionState, bell: BellSetting = "auto") -> list[Cue]:
    """The cues that the change from one look to the next brings.

    `bell` says what rings: with "auto" every step that cannot be seen and otherwise the turning
    points, with "all" every step, with "off" nothing.
    """
    if after.paused:
        if before is None or before.paused:
            return []
        eased = f"Paused. {stages.PAUSES['pain']}" if after.paused == "pain" else "Paused"
        return [_cue(after, "paused", eased, 1, bell)]
    if before is None or before.paused or before.serial != after.serial:
        return [_begun(before, after, bell)]
    return _ticks(before, after, bell)


def _begun(before: SessionState | None, look: SessionState, bell: BellSetting) -> Cue:
    if look.kind == "done":
        said = "The session ends here" if look.left > 0 else "Done. Well done"
        return _cue(look, "done", said, 3, bell)
    bells = 0 if before is None else _bells(look, bell)
    return _cue(look, look.kind, _said(before, look), bells, bell)


def _ticks(before: SessionState, after: SessionState, bell: BellSetting) -> list[Cue]:
    """A hold is counted up, as the leaflet's "count of 2-4"; a wait is counted down to its end."""
    if after.kind == "hold":
        count = int(after.elapsed) + 1
        new = count != int(before.elapsed) + 1 and count <= after.stage.seconds
        return [_cue(after, "tick", str(count), 0, bell)] if new else []
    left = stages.seconds_left(after)
    new = left != stages.seconds_left(before) and left <= LAST_SECONDS
    return [_cue(after, "tick", str(left), 1, bell)] if new and after.kind in TICKED else []


def _cue(look: SessionState, kind: CueKind, say: str, bells: int, bell: BellSetting) -> Cue:
    stage, tick = look.stage, kind == "tick"
    return Cue(
        kind=kind,
        say=say,
        bells=0 if bell == "off" else bells,
        title="" if tick else _title(look),
        text=say if kind in ("done", "paused") else stage.cue,
        exercise=look.choice.id,
        side=stage.side,
        breath=stage.breath,
        rep=look.rep if stage.rep else None,
        reps=look.reps if stage.rep else None,
        seconds=stages.seconds_left(look) if tick else stage.seconds,
    )


# Bells


def _bells(look: SessionState, bell: BellSetting) -> int:
    """One at a step, two at a side switch; which steps ring is the setting's, or the eyes'."""
    if look.kind == "switch-sides":
        return 2
    turning_point = look.stage.rep is None or look.stage.first
    return 1 if turning_point or bell == "all" or _unseen(look) else 0


def _unseen(look: SessionState) -> bool:
    """Whether this step has to be heard, since the eyes may be away from the screen.

    Where the screen is seen partly, the breaths and holds ring and settling does not. The second
    of two sides, which is the left, may turn the back to the screen.
    """
    exercise, stage = look.choice.exercise, look.stage
    if exercise.sees_screen != "partly":
        return exercise.sees_screen == "no"
    turned = exercise.sides == "each" and stage.side == "left"
    return turned or stage.kind == "hold" or stage.breath != "easy"


# Words


def _said(before: SessionState | None, look: SessionState) -> str:
    stage = look.stage
    match look.kind:
        case "get-ready":
            return _getting_ready(look)
        case "rest":
            return f"Rest. {stage.cue}{_dose(stage.detail)}"
        case "switch-sides":
            return f"{stage.cue}, {stages.side_line(look)}"
        case "re-entry":
            return stage.cue
    return _step(before, look)


def _getting_ready(look: SessionState) -> str:
    """How to lie in full, where it cannot be read any more once one lies so."""
    choice = look.choice
    name = choice.name if choice.variant == STANDARD else choice.variant_name
    if choice.exercise.sees_screen == "yes" or not look.stage.detail:
        return f"{name}. Get ready. {look.stage.cue}"
    return f"{name}. {look.stage.detail}"


def _dose(text: str) -> str:
    """A dose as it is read aloud: `hold 3 s` has seconds."""
    return re.sub(r"(?<=\d) s\b", " seconds", f", {text}") if text else ""


def _step(before: SessionState | None, look: SessionState) -> str:
    stage = look.stage
    counted = stage.counted or (stage.first and not _has_exhale(look.choice))
    if stage.breath == "easy" and stage.seconds < TOO_SHORT and not (stage.first or counted):
        return ""
    parts = [_side_now(before, look), _breath(look), _movement(look)]
    if counted:
        parts += [str(look.rep), _encouragement(look)]
    said = ", ".join(part for part in parts if part)
    ahead = _side_ahead(look)
    return f"{said}. {ahead}" if ahead else said


def _movement(look: SessionState) -> str:
    say = look.stage.say
    return f"{say}, keep breathing" if look.kind == "hold" and "breath" not in say else say


def _breath(look: SessionState) -> str:
    """The breath before the movement's name: in full in the first rep, then a word."""
    word = {"inhale": "in", "exhale": "out"}.get(look.stage.breath or "", "")
    return f"breathe {word}" if word and look.rep == 1 else word


def _encouragement(look: SessionState) -> str:
    return {2: "two more", 1: "one more"}.get(look.reps - look.rep, "")


def _side_now(before: SessionState | None, look: SessionState) -> str:
    """The side as an alternating rep begins, unless it was said at the end of the one before."""
    if look.choice.sides != "alternate" or not look.stage.first:
        return ""
    side = stages.side_line(look)
    if before is None or look.rep == 1 or not _is_said_ahead(look.choice):
        return side
    followed = before.stage.rep is not None and before.next == look.stage
    return "" if followed else side


def _side_ahead(look: SessionState) -> str:
    """The side of the next rep, at the last breath of this one."""
    stage, choice = look.stage, look.choice
    if not (stage.counted and look.rep < look.reps and _is_said_ahead(choice)):
        return ""
    return side_words(choice, "left" if stage.side == "right" else "right")


def _is_said_ahead(choice: Choice) -> bool:
    breathed = choice.exercise.steps[0].breath != "easy"
    return choice.sides == "alternate" and breathed and _has_exhale(choice)


def _has_exhale(choice: Choice) -> bool:
    return any(step.breath == "exhale" for step in choice.exercise.steps)


def _title(look: SessionState) -> str:
    rep = f" {look.rep}/{look.reps}" if look.stage.rep else ""
    return f"{stages.big(look)} · {look.choice.name}{rep} · {stages.clock(look.left)} left"
