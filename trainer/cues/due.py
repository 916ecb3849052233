"""Decides which cues are due between two polls of the session.

The words are enough to follow a session with your eyes shut. You hear what position to take, and a
countdown. In a rep you hear the side, the breath, the movement, the squeeze, the count of a hold
and corrections. The rep's number is said with the last breath out. Each stage gets the longest
wording that ends before the next words begin, so nothing is queued or cut off.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from trainer.catalog import Choice
from trainer.cues import announcements
from trainer.cues.cue import Cue, CueKind, Tone
from trainer.cues.numbers import in_words
from trainer.cues.pace import Pace
from trainer.cues.wording import MARGIN, Line, RepWords, fitting, is_silent, seconds_available
from trainer.session import stages
from trainer.session.machine import SessionState
from trainer.session.timeline import Rep, side_words

Rings = Literal["auto", "all", "turns", "off"]
"""When the bell rings. "turns": when a rep or a stage outside reps begins. "auto": also at every
step during which the person cannot see the screen. "all": at every step. "off": never."""
RESUMED = 0.25
"""If the first poll of a stage comes more than this many seconds after the start, the stage was
resumed after a pause. If it comes earlier, the poll was only a little late."""
SPARE = 0.4
"""In a stage that continues after a pause, this many seconds are silent before the next words."""
_TICKED = ("get-ready", "rest", "switch-sides", "re-entry")
_KEYS = {"skip": "skip", "repeat": "again"}
_TONES: dict[str, Tone] = {
    "hold": "hold",
    "switch-sides": "switch",
    "done": "end",
    "get-ready": "tick",
    "rest": "tick",
    "re-entry": "tick",
}


class Script:
    """Decides what is said during one session."""

    def __init__(
        self,
        pace: Pace | None = None,
        familiar: Collection[str] | None = None,
        very_first: bool = False,
        rings: Rings = "auto",
        opening: str = "",
        extends_get_ready: bool = False,
    ) -> None:
        """`familiar` are the exercises that need no explanation, as ID or ID:VARIANT; None for all.

        `very_first` is True if the history is empty. `opening` is said before anything else. If
        `extends_get_ready` is True, a new exercise begins only after it has been explained.
        """
        self.pace = pace or Pace()
        self.rings = rings
        self._familiar = None if familiar is None else set(familiar)
        self._extends_get_ready = extends_get_ready
        self._very_first = very_first
        self._opening = opening
        self._lines: list[Line] = []
        self._side_announced: Rep | None = None
        """The rep whose side was already said."""
        self._holds: dict[int, float | None] = {}
        """The hold last announced, in seconds, by the exercise's place in the session."""

    def ready_seconds(self, choice: Choice, place: int = 0) -> float | None:
        """How many seconds getting ready should take; None for the exercise's usual time.

        `place` is the exercise's place in the session, counted from 0.
        """
        if not self._extends_get_ready or not self._is_new(choice):
            return None
        very_first, opening = self._very_first and place == 0, self._opening if place == 0 else ""
        return announcements.ready_seconds(choice, self.pace, very_first, opening)

    def _is_new(self, choice: Choice) -> bool:
        return self._familiar is not None and choice.ref not in self._familiar

    def due(self, before: SessionState | None, after: SessionState) -> list[Cue]:
        """Return the cues due after the session changed from the state `before` to `after`."""
        if after.paused:
            asked = after.paused in ("pain", "leaving")
            if before is None or (before.paused and not asked) or before.paused == after.paused:
                return []
            self._lines = []
            return [self._cue(after, "paused", _pause_words(after), 1)]
        if before is None or before.paused or before.stages_begun != after.stages_begun:
            self._lines = self._lines_of_stage(after)
            first = self._lines.pop(0).say if self._speaks_now(after) else ""
            bells = 0 if before is None else self._bells(after)
            return [self._cue(after, after.kind, first, bells)]
        return self._ticks(after)

    def wait(self, state: SessionState) -> float:
        """Seconds until the next cue is due, if no key is pressed."""
        seconds = state.remaining
        if self._lines and not state.paused:
            seconds = min(seconds, max(self._lines[0].at - state.elapsed, 0.0))
        return seconds

    def _speaks_now(self, state: SessionState) -> bool:
        return bool(self._lines) and self._lines[0].at <= state.elapsed

    def _ticks(self, state: SessionState) -> list[Cue]:
        """The numbers and reminders that are due in the current stage."""
        cues = []
        while self._speaks_now(state):
            line = self._lines.pop(0)
            cues.append(self._cue(state, "tick", line.say, 1 if line.tick else 0))
        # After a late poll only the newest cue is still correct.
        return cues[-1:]

    def seconds_until_words(self, state: SessionState) -> float:
        """How many seconds are left before the session says something again."""
        if self._lines:
            return self._lines[0].at - state.elapsed
        if state.kind in ("move", "hold"):
            return seconds_available(state.timeline, state.index, state.elapsed)
        return state.remaining

    # What a stage says

    def _lines_of_stage(self, state: SessionState) -> list[Line]:
        announced, self._side_announced = self._side_announced, None
        match state.kind:
            case "done":
                done, planned = state.all_done, state.all_reps
                said = announcements.ended(state.completed, done, planned, state.choice)
                return [Line(0, said)]
            case "get-ready":
                return self._getting_ready(state)
            case "rest":
                return self._resting(state)
            case "switch-sides":
                wordings = announcements.switch_sides(state.stage, state.choice)
                return self._waiting(state, list(wordings))
            case "re-entry":
                wordings = announcements.re_entry(state.stage, state.choice)
                return self._waiting(state, list(wordings))
        if self._familiar is not None:
            self._familiar.add(state.choice.ref)
        self._very_first, self._opening = False, ""
        words = RepWords(state.timeline, state.index, self.pace)
        elapsed, margin = _resumed(state)
        if state.kind == "hold":
            changed = self._holds.get(state.stage.exercise, state.choice.hold) != state.choice.hold
            self._holds[state.stage.exercise] = state.choice.hold
            return words.hold(state.index, elapsed, changed, margin)
        self._holds.setdefault(state.stage.exercise, state.choice.hold)
        if is_silent(state.stage):
            self._side_announced = announced
            return []
        said = words.move(state.index, self._side_now(state, announced), elapsed, margin)
        if key := _KEYS.get(state.begun_by if state.stage.first else ""):
            with_key = f"{key}, {said}" if said else key
            if self.pace.seconds(with_key) + margin <= seconds_available(
                state.timeline, state.index, elapsed
            ):
                said = with_key
        if words.side_ahead and side_words(state.choice, words.side_ahead) in said:
            self._side_announced = _next_rep(state)
        elif announced == state.stage.rep or announced == _next_rep(state):
            self._side_announced = announced
        return [Line(elapsed, said)] if said else []

    def _side_now(self, state: SessionState, announced: Rep | None) -> str:
        """The side to say when an alternating rep begins; empty if it has just been said."""
        stage, choice = state.stage, state.choice
        if choice.sides != "alternate" or not stage.first:
            return ""
        if announced == stage.rep and state.begun_by == "time":
            return ""
        step = choice.exercise.steps[0]
        in_words_already = step.breath == "easy" and all(
            "side" in form for form in (step.say or step.cue).split("|")
        )
        return "" if in_words_already else stages.side_line(state)

    def _getting_ready(self, state: SessionState) -> list[Line]:
        """The words for the position, silence to get into position, and the words for the movement.
        If there is too little time, some words are left out."""
        choice, side = state.choice, state.stage.side
        known = list(announcements.known_exercise(choice, side, self._opening))
        if not self._is_new(choice):
            return self._waiting(state, known)
        very_first = self._very_first and state.stage.exercise == 0
        for with_glutes in (True, False) if very_first else (False,):
            parts = announcements.new_exercise(choice, side, with_glutes, self._opening)
            if lines := self._in_two_parts(state, *parts):
                return lines
        movement = announcements.new_exercise(choice, side)[1]
        return self._waiting(state, [movement, *known] if state.elapsed > RESUMED else known)

    def _in_two_parts(self, state: SessionState, position: str, movement: str) -> list[Line]:
        """The words for position and movement, with silence between; empty if there is too little
        time."""
        start, margin = _resumed(state)
        spoken = start + self.pace.seconds(position)
        latest = state.stage.seconds - announcements.COUNT - margin - self.pace.seconds(movement)
        if latest < spoken + SPARE:
            return []
        second = min(spoken + announcements.POSITION_SECONDS, latest)
        lines = [Line(start, position), Line(second, movement), *_countdown(state)]
        self._note_side(state, lines)
        return lines

    def _waiting(self, state: SessionState, wordings: list[str]) -> list[Line]:
        """The words of a wait and its countdown. Notes the side of the next rep, if it is said."""
        lines = self._with_countdown(state, wordings, _resumed(state)[0])
        self._note_side(state, lines)
        return lines

    def _with_countdown(self, state: SessionState, wordings: list[str], start: float) -> list[Line]:
        counts = _countdown(state)
        until = counts[0].at if counts else state.stage.seconds
        margin = _resumed(state)[1]
        said = fitting(wordings, until - start, self.pace, margin)
        said = said or fitting(wordings[-1:], state.stage.seconds - start, self.pace, 0.0)
        over = start + self.pace.seconds(said)
        lines = [Line(start, said)] if said else []
        return lines + [line for line in counts if line.at >= over]

    def _resting(self, state: SessionState) -> list[Line]:
        start, margin = _resumed(state)
        stage, choice = state.stage, state.choice
        if state.next is None or state.next.rep is None:
            said = fitting(
                announcements.rest_before_exercise(choice), stage.seconds - start, self.pace, margin
            )
            return [Line(start, said)] if said else []
        call = stage.seconds - announcements.BEFORE_SET
        if stage.seconds < 2 * announcements.BEFORE_SET or call <= start:
            short = list(announcements.short_rest_before_set(stage, choice))
            return self._waiting(state, short if not start else short[-1:])
        first = fitting(
            announcements.rest_before_set(stage, choice), call - start, self.pace, margin
        )
        lines = [Line(start, first)] if first else []
        lines += self._with_countdown(state, list(announcements.before_set(stage, choice)), call)
        self._note_side(state, lines)
        return lines

    def _note_side(self, state: SessionState, lines: list[Line]) -> None:
        """Remember the rep whose side these lines name."""
        coming = _coming(state)
        side = side_words(state.choice, state.stage.side)
        if coming and side and any(side in line.say.lower() for line in lines):
            self._side_announced = coming

    # Cues

    def _cue(self, state: SessionState, kind: CueKind, say: str, bells: int) -> Cue:
        stage, tick = state.stage, kind == "tick"
        return Cue(
            kind=kind,
            say=say,
            bells=0 if self.rings == "off" else bells,
            title="" if tick else _title(state),
            text=say if kind in ("done", "paused") else stage.cue,
            exercise=state.choice.id,
            side=stage.side,
            breath=stage.breath,
            rep=state.rep if stage.rep else None,
            reps=state.reps if stage.rep else None,
            seconds=stages.seconds_left(state) if tick else stage.seconds,
            tone=("tick" if bells else None) if tick else _tone(state, kind),
            stage=stages.big_word(state),
        )

    def _bells(self, state: SessionState) -> int:
        """The number of bells: one at a step, two at a change of sides, three at the end."""
        if state.kind in ("switch-sides", "done"):
            return 2 if state.kind == "switch-sides" else 3
        if state.stage.rep is None or state.stage.first:
            return 1
        return 1 if self.rings == "all" or (self.rings == "auto" and _must_be_heard(state)) else 0


def _pause_words(state: SessionState) -> str:
    match state.paused:
        case "pain":
            return announcements.HURTS
        case "leaving":
            return announcements.leaving(state.all_done, state.all_reps)
        case "found":
            return announcements.CUT_OFF
    return "Paused."


def _resumed(state: SessionState) -> tuple[float, float]:
    """When to start speaking in the stage, and the silence before the next words, in seconds."""
    return (state.elapsed, SPARE) if state.elapsed > RESUMED else (0.0, MARGIN)


def _countdown(state: SessionState) -> list[Line]:
    """The count "three, two, one" at the end of a wait that leads into a movement."""
    if state.next is None or state.next.rep is None or state.kind not in _TICKED:
        return []
    seconds = state.stage.seconds
    places = [(seconds - left, left) for left in range(announcements.COUNT, 0, -1)]
    return [
        Line(at, in_words(left), count=True, tick=True)
        for at, left in places
        if at > max(state.elapsed, 0.0)
    ]


def _coming(state: SessionState) -> Rep | None:
    """The first rep after this wait."""
    stages_ahead = state.timeline.stages[state.index :]
    reps = (stage.rep for stage in stages_ahead if stage.rep)
    rep = next(reps, None)
    if state.kind == "re-entry" and state.stage.first and rep and rep.side != state.stage.side:
        return next((other for other in reps if other != rep), rep)
    return rep


def _next_rep(state: SessionState) -> Rep | None:
    last = state.timeline.last_from(state.index)
    following = state.timeline.stage_after(last)
    return following.rep if following else None


def _tone(state: SessionState, kind: CueKind) -> Tone | None:
    """The tone that a stage begins with, or None."""
    if kind == "paused" or is_silent(state.stage):
        return None
    if kind == "move":
        return state.stage.breath if state.stage.breath in ("inhale", "exhale") else "tick"
    return _TONES.get(kind)


def _must_be_heard(state: SessionState) -> bool:
    """Whether the bell has to ring for this step because the person may not see the screen.

    With `sees_screen = "partly"` the bell rings for breaths and holds only. On the left, the second
    of two sides, it always rings, because the person may face away from the screen.
    """
    exercise, stage = state.choice.exercise, state.stage
    if exercise.sees_screen != "partly":
        return exercise.sees_screen == "no"
    turned = exercise.sides == "each" and stage.side == "left"
    return turned or stage.kind == "hold" or stage.breath != "easy"


def _title(state: SessionState) -> str:
    rep = f" {state.rep}/{state.reps}" if state.stage.rep else ""
    left = stages.clock(state.seconds_left)
    return f"{stages.big_word(state)} · {state.choice.name}{rep} · {left} left"
