"""Which cues fall due between two looks at a session: pure, and the whole of what is heard.

With the eyes shut one hears: how to lie, a countdown, the side before each rep, every movement
as a word, the hold counted down, the rep on its last breath out, and the turn to the other side.
"""

from __future__ import annotations

from trainer import words
from trainer.cues.cue import Cue
from trainer.session import Look
from trainer.timeline import dose

TICKED = {"get-ready", "rest", "switch-sides", "re-entry"}
"""Stages whose last three seconds are counted."""
LAST_SECONDS = 3
TOO_SHORT = 1.2
"""Seconds. An easy movement shorter than this is over before its name is said."""


def due(before: Look | None, after: Look, bell: str = "auto") -> list[Cue]:
    """The cues of one change; `bell` is `auto`, `all` or `off`."""
    if after.paused:
        if before is None or before.paused:
            return []
        return [Cue("paused", say="Paused", bells=_rung(1, bell), title="Paused")]
    if before is None or before.serial != after.serial:
        return [_stage(after, bell, first=before is None)]
    return _ticks(before, after, bell)


def _stage(look: Look, bell: str, first: bool) -> Cue:
    if look.kind == "done":
        return Cue("done", say="Done. Well done", bells=_rung(3, bell), title="Done", text="Done")
    stage = look.stage
    return Cue(
        kind=stage.kind,
        say=_said(look),
        bells=0 if first else _bells(look, bell),
        title=_title(look),
        text=stage.cue,
        exercise=look.choice.id,
        side=stage.side,
        breath=stage.breath,
        rep=look.rep if stage.rep else None,
        reps=look.reps if stage.rep else None,
        seconds=stage.seconds,
    )


def _ticks(before: Look, after: Look, bell: str) -> list[Cue]:
    left = words.seconds_left(after)
    if left == words.seconds_left(before) or after.kind == "done":
        return []
    if after.kind == "hold":
        return [Cue("tick", say=str(left), seconds=left)]
    if after.kind in TICKED and left <= LAST_SECONDS:
        return [Cue("tick", say=str(left), bells=_rung(1, bell), seconds=left)]
    return []


def _rung(bells: int, bell: str) -> int:
    return 0 if bell == "off" else bells


def _bells(look: Look, bell: str) -> int:
    """One at a step, two at a side switch; which steps ring is the setting's, or the eyes'."""
    if look.kind == "switch-sides":
        return _rung(2, bell)
    if bell == "auto" and look.stage.rep and not _new_rep(look) and not _unseen(look):
        return 0
    return _rung(1, bell)


def _new_rep(look: Look) -> bool:
    return look.stage.first


def _unseen(look: Look) -> bool:
    """Whether this step has to be heard: the face is away from the screen.

    Where the screen is seen partly, the breaths and holds ring and settling does not.
    """
    sees = look.choice.exercise.sees_screen
    if sees == "partly":
        return look.kind == "hold" or look.stage.breath != "easy"
    return sees == "no"


def _said(look: Look) -> str:
    stage, choice = look.stage, look.choice
    side = words.side_line(look)
    match look.kind:
        case "get-ready":
            if choice.exercise.sees_screen == "yes" or not stage.detail:
                return f"Get ready. {stage.cue}"
            return f"{choice.name}. {stage.detail}"
        case "rest":
            coming = f"{choice.name}, {dose(choice)}" if stage.detail else "the next set"
            return f"Rest. Next: {coming}"
        case "switch-sides":
            return f"{stage.cue}. {side}"
        case "re-entry":
            return "Back into position"
        case "hold":
            return "hold, keep breathing"
    if stage.breath == "easy" and stage.seconds < TOO_SHORT:
        return ""
    said = f"{_breath(look)}{stage.say}"
    if stage.first and choice.sides == "alternate":
        said = f"{side}, {said}"
    if stage.counted:
        said = f"{said}, {look.rep}{_encouraged(look)}"
    return said


def _breath(look: Look) -> str:
    """The breath before the movement's name: in full in the first rep, then a word."""
    word = {"inhale": "in", "exhale": "out"}.get(look.stage.breath or "", "")
    if not word:
        return ""
    return f"breathe {word}, " if look.rep == 1 else f"{word}, "


def _encouraged(look: Look) -> str:
    left = words.reps_left(look) - 1
    return {2: ", two more", 1: ", one more"}.get(left, "")


def _title(look: Look) -> str:
    rep = f" {look.rep}/{look.reps}" if look.stage.rep else ""
    return f"{words.big(look)} · {look.choice.name}{rep} · {words.clock(look.left)} left"
