"""Which cues fall due between two looks at a session: the one table of voice and plain text.

With the eyes shut one hears: how to lie, a countdown, the side before each rep, every movement
behind its breath, the squeeze, the hold counted, the rep on its last breath out, what to mind, and
the turn to the other side. Nothing is queued and nothing is cut off: what a stage says is chosen,
from its longest wording to its shortest, so that it ends before the next words begin.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from trainer.catalog import Choice
from trainer.cues import talks
from trainer.cues.cue import Cue, CueKind, Tone
from trainer.cues.numbers import in_words
from trainer.cues.pace import Pace
from trainer.cues.wording import MARGIN, Line, RepWords, fitting, is_silent, window
from trainer.session import stages
from trainer.session.machine import SessionState
from trainer.session.timeline import Rep, side_words

Rings = Literal["auto", "all", "turns", "off"]
"""When the bell rings: with "auto" at every step that cannot be seen and otherwise at the turning
points, with "all" at every step, with "turns" only at the turning points, with "off" never."""
RESUMED = 0.25
"""Seconds into a stage from which it is one that was taken up again, and no late look."""
SPARE = 0.4
"""Seconds kept free before the next words in what is left of a stage after a pause."""
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
    """What is told of one session, from look to look."""

    def __init__(
        self,
        pace: Pace | None = None,
        familiar: Collection[str] | None = None,
        very_first: bool = False,
        rings: Rings = "auto",
        opening: str = "",
        lengthens: bool = False,
    ) -> None:
        """`familiar` are the exercises, as ID or ID:VARIANT, that need no explanation; None: all.

        `very_first` is whether nobody has trained here before; `opening` is said before all else;
        `lengthens` is whether getting ready for a new exercise is as long as its talk.
        """
        self.pace = pace or Pace()
        self.rings = rings
        self._familiar = None if familiar is None else set(familiar)
        self._lengthens = lengthens
        self._very_first = very_first
        self._opening = opening
        self._lines: list[Line] = []
        self._told: Rep | None = None
        """The rep whose side has been told."""
        self._holds: dict[int, float | None] = {}
        """Seconds of the hold that each exercise was last said to have."""

    def ready_seconds(self, choice: Choice, place: int = 0) -> float | None:
        """How long getting ready should take; None leaves it to the exercise.

        `place` is that of the exercise in the session, from 0.
        """
        if not self._lengthens or not self._is_new(choice):
            return None
        very_first, opening = self._very_first and place == 0, self._opening if place == 0 else ""
        return talks.ready_seconds(choice, self.pace, very_first, opening)

    def _is_new(self, choice: Choice) -> bool:
        return self._familiar is not None and choice.ref not in self._familiar

    def due(self, before: SessionState | None, after: SessionState) -> list[Cue]:
        """The cues that the change from one look to the next brings."""
        if after.paused:
            asked = after.paused in ("pain", "leaving")
            if before is None or (before.paused and not asked) or before.paused == after.paused:
                return []
            self._lines = []
            return [self._cue(after, "paused", _paused(after), 1)]
        if before is None or before.paused or before.serial != after.serial:
            self._lines = self._begun(after)
            first = self._lines.pop(0).say if self._speaks_now(after) else ""
            bells = 0 if before is None else self._bells(after)
            return [self._cue(after, after.kind, first, bells)]
        return self._ticks(after)

    def wait(self, look: SessionState) -> float:
        """Seconds until the next cue falls due, if no key is pressed."""
        seconds = look.remaining
        if self._lines and not look.paused:
            seconds = min(seconds, max(self._lines[0].at - look.elapsed, 0.0))
        return seconds

    def _speaks_now(self, look: SessionState) -> bool:
        return bool(self._lines) and self._lines[0].at <= look.elapsed

    def _ticks(self, look: SessionState) -> list[Cue]:
        """The counts and calls of the stage under way that have come."""
        cues = []
        while self._speaks_now(look):
            line = self._lines.pop(0)
            cues.append(self._cue(look, "tick", line.say, 1 if line.tick else 0))
        # After a late look only the newest is true.
        return cues[-1:]

    def free(self, look: SessionState) -> float:
        """Seconds until the next words of the session itself."""
        if self._lines:
            return self._lines[0].at - look.elapsed
        if look.kind in ("move", "hold"):
            return window(look.timeline, look.index, look.elapsed)
        return look.remaining

    # What a stage says

    def _begun(self, look: SessionState) -> list[Line]:
        told, self._told = self._told, None
        match look.kind:
            case "done":
                said = talks.ended(look.completed, look.all_done, look.all_reps, look.choice)
                return [Line(0, said)]
            case "get-ready":
                return self._waiting(look, self._ready(look))
            case "rest":
                return self._resting(look)
            case "switch-sides":
                return self._waiting(look, list(talks.switch_talks(look.stage, look.choice)))
            case "re-entry":
                return self._waiting(look, list(talks.re_entry(look.stage, look.choice)))
        if self._familiar is not None:
            self._familiar.add(look.choice.ref)
        self._very_first, self._opening = False, ""
        words = RepWords(look.timeline, look.index, self.pace)
        elapsed, margin = _resumed(look)
        if look.kind == "hold":
            changed = self._holds.get(look.stage.exercise, look.choice.hold) != look.choice.hold
            self._holds[look.stage.exercise] = look.choice.hold
            return words.hold(look.index, elapsed, changed, margin)
        self._holds.setdefault(look.stage.exercise, look.choice.hold)
        if is_silent(look.stage):
            self._told = told
            return []
        said = words.move(look.index, self._side_now(look, told), elapsed, margin)
        if key := _KEYS.get(look.arrival if look.stage.first else ""):
            with_key = f"{key}, {said}" if said else key
            if self.pace.seconds(with_key) + margin <= window(look.timeline, look.index, elapsed):
                said = with_key
        if words.side_ahead and side_words(look.choice, words.side_ahead) in said:
            self._told = _next_rep(look)
        elif told == look.stage.rep or told == _next_rep(look):
            self._told = told
        return [Line(elapsed, said)] if said else []

    def _side_now(self, look: SessionState, told: Rep | None) -> str:
        """The side as an alternating rep begins, unless it was just told."""
        stage, choice = look.stage, look.choice
        if choice.sides != "alternate" or not stage.first:
            return ""
        if told == stage.rep and look.arrival == "time":
            return ""
        step = choice.exercise.steps[0]
        in_words_already = step.breath == "easy" and all(
            "side" in form for form in (step.say or step.cue).split("|")
        )
        return "" if in_words_already else stages.side_line(look)

    def _ready(self, look: SessionState) -> list[str]:
        choice = look.choice
        new = self._is_new(choice)
        first = look.stage.exercise == 0 and new
        very_first, opening = self._very_first and first, self._opening
        return list(talks.ready_talks(choice, look.stage.side, new, very_first, opening))

    def _waiting(self, look: SessionState, wordings: list[str]) -> list[Line]:
        """What a wait says, and its count; the side said last is that of the rep to come."""
        lines = self._counted(look, wordings, _resumed(look)[0])
        self._tell_side(look, lines)
        return lines

    def _counted(self, look: SessionState, wordings: list[str], start: float) -> list[Line]:
        counts = _count(look)
        until = counts[0].at if counts else look.stage.seconds
        margin = _resumed(look)[1]
        said = fitting(wordings, until - start, self.pace, margin)
        said = said or fitting(wordings[-1:], look.stage.seconds - start, self.pace, 0.0)
        over = start + self.pace.seconds(said)
        lines = [Line(start, said)] if said else []
        return lines + [line for line in counts if line.at >= over]

    def _resting(self, look: SessionState) -> list[Line]:
        start, margin = _resumed(look)
        stage, choice = look.stage, look.choice
        if look.next is None or look.next.rep is None:
            said = fitting(
                talks.rest_before_exercise(choice), stage.seconds - start, self.pace, margin
            )
            return [Line(start, said)] if said else []
        call = stage.seconds - talks.SET_CALL
        if stage.seconds < 2 * talks.SET_CALL or call <= start:
            short = list(talks.set_talks(stage, choice))
            return self._waiting(look, short if not start else short[-1:])
        first = fitting(talks.rest_before_set(stage, choice), call - start, self.pace, margin)
        lines = [Line(start, first)] if first else []
        lines += self._counted(look, list(talks.set_call(stage, choice)), call)
        self._tell_side(look, lines)
        return lines

    def _tell_side(self, look: SessionState, lines: list[Line]) -> None:
        """Remember the rep whose side these lines name."""
        coming = _coming(look)
        side = side_words(look.choice, look.stage.side)
        if coming and side and any(side in line.say.lower() for line in lines):
            self._told = coming

    # Cues

    def _cue(self, look: SessionState, kind: CueKind, say: str, bells: int) -> Cue:
        stage, tick = look.stage, kind == "tick"
        return Cue(
            kind=kind,
            say=say,
            bells=0 if self.rings == "off" else bells,
            title="" if tick else _title(look),
            text=say if kind in ("done", "paused") else stage.cue,
            exercise=look.choice.id,
            side=stage.side,
            breath=stage.breath,
            rep=look.rep if stage.rep else None,
            reps=look.reps if stage.rep else None,
            seconds=stages.seconds_left(look) if tick else stage.seconds,
            tone=("tick" if bells else None) if tick else _tone(look, kind),
            stage=stages.big(look),
        )

    def _bells(self, look: SessionState) -> int:
        """One at a step, two at a side switch, three at the end."""
        if look.kind in ("switch-sides", "done"):
            return 2 if look.kind == "switch-sides" else 3
        if look.stage.rep is None or look.stage.first:
            return 1
        return 1 if self.rings == "all" or (self.rings == "auto" and _unseen(look)) else 0


def _paused(look: SessionState) -> str:
    match look.paused:
        case "pain":
            return talks.HURTS
        case "leaving":
            return talks.leaving(look.all_done, look.all_reps)
        case "found":
            return talks.CUT_OFF
    return "Paused."


def _resumed(look: SessionState) -> tuple[float, float]:
    """From where a stage speaks, seconds, and what it keeps free before the next words."""
    return (look.elapsed, SPARE) if look.elapsed > RESUMED else (0.0, MARGIN)


def _count(look: SessionState) -> list[Line]:
    """Three, two, one, where a movement follows: nobody is to begin before getting ready."""
    if look.next is None or look.next.rep is None or look.kind not in _TICKED:
        return []
    seconds = look.stage.seconds
    places = [(seconds - left, left) for left in range(talks.COUNT, 0, -1)]
    return [
        Line(at, in_words(left), count=True, tick=True)
        for at, left in places
        if at > max(look.elapsed, 0.0)
    ]


def _coming(look: SessionState) -> Rep | None:
    """The rep that a wait leads to."""
    stages_ahead = look.timeline.stages[look.index :]
    reps = (stage.rep for stage in stages_ahead if stage.rep)
    rep = next(reps, None)
    if look.kind == "re-entry" and look.stage.first and rep and rep.side != look.stage.side:
        return next((other for other in reps if other != rep), rep)
    return rep


def _next_rep(look: SessionState) -> Rep | None:
    """The rep after the one under way."""
    last = look.timeline.last_from(look.index)
    following = look.timeline.following(last)
    return following.rep if following else None


def _tone(look: SessionState, kind: CueKind) -> Tone | None:
    """What a stage sounds like where nobody speaks."""
    if kind == "paused" or is_silent(look.stage):
        return None
    if kind == "move":
        return look.stage.breath if look.stage.breath in ("inhale", "exhale") else "tick"
    return _TONES.get(kind)


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


def _title(look: SessionState) -> str:
    rep = f" {look.rep}/{look.reps}" if look.stage.rep else ""
    return f"{stages.big(look)} · {look.choice.name}{rep} · {stages.clock(look.left)} left"
