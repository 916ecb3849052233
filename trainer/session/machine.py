"""The state machine that runs a session along its timeline.

Callers report each event with its monotonic time. `advance_to` returns the state. A session uses
no clock, screen or file, so tests can try any order of events. It counts no ticks, so it cannot
drift.

    position   Seconds into the timeline. While the session runs, the position advances by the time
               between two polls. Some keys make it jump.
    detour     A wait that is not in the timeline. After a pause, the person has a few seconds to
               get back into position. After a change of variant, the person gets ready again.
               The position does not change during a detour.
    paused     Neither the position nor the detour advances. If two polls are more than two
               seconds apart, the session pauses at the first of them. This happens when a laptop
               is suspended.
    ended      The timeline is over, or the person ended the session early.

A rep is done once its last step has run to its end. A rep counts as skipped if the person skipped
it with a key. A rep that is done stays done.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from trainer.catalog import Choice
from trainer.session.breath import lungs, progress
from trainer.session.timeline import Pacing, Rep, Stage, StageKind, Timeline, build_timeline

LONGEST_GAP = 2.0
"""If two polls are more than this many seconds apart, the session pauses."""
JUST_BEGUN = 1.0
"""Within this many seconds of a rep's start, "repeat" goes back to the previous rep."""

Kind = StageKind | Literal["done"]
Pause = Literal["key", "gap", "pain", "leaving", "window", "found"]
Reason = Literal["pain", "fatigue", "time", "other"]
Mark = Literal["done", "skipped", "now", "ahead"]
Status = Literal["completed", "partial", "skipped"]
BegunBy = Literal["time", "ready", "skip", "repeat", "next", "variant", "resume"]
"""Why a stage began. "time" means that the stage before was over. The others are keys."""

_QUESTIONS = ("pain", "leaving")
"""Pauses that ask the person a question. They replace any other pause."""
_DONE = Stage(0, 0, "get-ready", 0, 1, "")
_COACHED = {"move", "hold", "switch-sides"}


class SessionState(Struct, frozen=True):
    """The state of a session at one instant."""

    kind: Kind
    stage: Stage
    """The current stage, or the stage of the current detour."""
    elapsed: float
    """Seconds into the stage."""
    paused: Pause | None
    choice: Choice
    next: Stage | None
    """The stage after this one, or None."""
    set: int
    """The number of the current or next set, counted from 1."""
    rep: int
    """The number of the current or next rep in the set, counted from 1. With `sides = "each"`, the
    number on this side."""
    reps: int
    """The number of reps in the set. With `sides = "each"`, the number on this side."""
    marks_by_side: tuple[tuple[Mark, ...], ...]
    """A mark for each rep of the set. Without `sides = "each"`, all are in one tuple."""
    rep_done: float
    """How much of the current rep is over, 0-1. It is 0 outside a rep."""
    done: int
    """The reps done in this exercise, in all sets and on both sides."""
    seconds_left: float
    """In the whole session."""
    seconds: float
    """Length of the whole session, in seconds."""
    stages_begun: int
    """How many stages have begun so far. The same stage may begin more than once."""
    begun_by: BegunBy
    timeline: Timeline
    index: int
    """The index of this stage in the timeline. During a detour, the index of the stage after it."""
    all_done: int
    """The reps done in the whole session."""
    all_reps: int
    """The reps planned in the whole session."""
    completed: bool
    """Whether the session has ended and every exercise was completed."""

    @property
    def remaining(self) -> float:
        """Seconds left in the stage."""
        return max(self.stage.seconds - self.elapsed, 0.0)

    @property
    def lungs(self) -> float:
        """How full the lungs are, 0-1."""
        return lungs(self.stage, self.elapsed) if self.stage.seconds else 0.0

    @property
    def progress(self) -> float:
        """How much of the movement is over, 0-1."""
        return progress(self.stage, self.elapsed)


class Result(Struct, frozen=True):
    """The result of one exercise."""

    choice: Choice
    status: Status
    planned: int
    """The reps in all sets and on both sides. After a change to a variant with fewer reps, those
    already done or skipped still count."""
    done: int
    skipped: int
    left: int
    """Reps done on the left side."""
    right: int
    hold: float | None
    """The length of the hold in the last rep done, in seconds. Before the first rep, the length of
    the next hold."""
    seconds: float
    """The seconds spent in steps and changes of sides, without pauses."""
    stopped: Reason | None


class Session:
    """One run through one or more exercises."""

    def __init__(self, choices: Sequence[Choice], now: float, pacing: Pacing | None = None) -> None:
        """Start the session at `now`, a monotonic time in seconds."""
        self.pacing = pacing or Pacing()
        self.timeline = build_timeline(choices, self.pacing)
        self.done: set[Rep] = set()
        self.skipped: set[Rep] = set()
        self.stopped: dict[int, Reason] = {}
        self.coached = [0.0] * len(choices)
        self.held: dict[int, float] = {}
        """The length of the hold in the last rep done, in seconds, for each exercise."""
        self.paused: Pause | None = None
        self.ended = not self.timeline.stages
        self._position = 0.0
        self._detour: Stage | None = None
        self._detour_elapsed = 0.0
        self._seen = now
        self._stages_begun = 0
        self._begun_by: BegunBy = "time"

    def start_at(self, now: float) -> None:
        """Move the start to the monotonic time `now` (seconds), if the first poll comes late."""
        self._seen = now

    # Polling

    def advance_to(self, now: float) -> SessionState:
        """Advance to the monotonic time `now` (seconds) and return the state."""
        self._advance(now)
        stage, elapsed, kind = self._current()
        exercise = self._exercise
        choice = self.timeline.choices[exercise]
        index = self.timeline.index_at(self._position)
        following = index if self._detour else index + 1
        stages = self.timeline.stages
        every = self.timeline.reps(exercise)
        ahead = (s.rep for s in stages[index:] if s.rep and s.exercise == exercise)
        rep = next(ahead, every[-1])
        of_set = [r for r in every if r.set == rep.set]
        marks_by_side = [
            tuple(self._mark(r, rep) for r in reps)
            for _, reps in groupby(of_set, lambda r: r.side if choice.sides == "each" else None)
        ]
        return SessionState(
            kind=kind,
            stage=stage,
            elapsed=elapsed,
            paused=self.paused,
            choice=choice,
            next=None if self.ended or following == len(stages) else stages[following],
            set=rep.set,
            rep=rep.number,
            reps=sum(_counted_together(choice, r, rep) for r in of_set),
            marks_by_side=tuple(marks_by_side),
            rep_done=self._rep_done(stage),
            done=sum(1 for rep in self.done if rep.exercise == exercise),
            seconds_left=max(self.timeline.seconds - self._position, 0.0),
            seconds=self.timeline.seconds,
            stages_begun=self._stages_begun,
            begun_by=self._begun_by,
            timeline=self.timeline,
            index=index,
            all_done=len(self.done),
            all_reps=self.timeline.planned_reps,
            completed=self.completed,
        )

    def results(self) -> list[Result]:
        """Return the results of each exercise so far."""
        return [self._result(n, choice) for n, choice in enumerate(self.timeline.choices)]

    @property
    def completed(self) -> bool:
        """Whether the session has ended and every exercise was completed."""
        return self.ended and all(result.status == "completed" for result in self.results())

    @property
    def position(self) -> float:
        """Seconds into the timeline."""
        return self._position

    # Keys

    def pause(self, now: float, why: Pause = "key") -> None:
        """Pause until `resume`."""
        self._advance(now)
        if not self.ended:
            if self.paused is None or why in _QUESTIONS:
                self.paused = why
            if self._detour and self._detour.kind == "re-entry":
                self._detour = None

    def resume(self, now: float) -> None:
        """Continue where the session was paused, after a few seconds to get back into position."""
        self._advance(now)
        if self.paused and not self.ended:
            self.paused = None
            self._begin_stage("resume")
            if not self._detour:
                self._start_detour(self._re_entry())

    def ready(self, now: float) -> None:
        """End the current wait: get-ready, rest, change of sides, re-entry or pause."""
        self._advance(now)
        if self.paused:
            self.resume(now)
        elif self._detour:
            self._leave_detour("ready")
        elif not self.ended and self._stage.rep is None:
            self._jump(self._stage.end, "ready")

    def skip(self, now: float) -> None:
        """Skip this rep. During a wait, end the wait."""
        self._advance(now)
        if self.ended:
            return
        if self._detour and not self.paused:
            self._leave_detour("ready")
            return
        rep = self._stage.rep
        if rep is None:
            self._jump(self._stage.end, "ready")
            return
        if rep not in self.done:
            self.skipped.add(rep)
        self._jump(self.timeline.stages[self.timeline.last_of(rep)].end, "skip")

    def repeat(self, now: float) -> None:
        """Go back to the start of this rep, or of the previous rep if this one has just begun."""
        self._advance(now)
        if self.ended:
            return
        stage = self._stage
        begun = [
            rep
            for rep in self.timeline.reps(stage.exercise)
            if self.timeline.stages[self.timeline.first_of(rep)].start <= self._position
        ]
        if not begun:
            self._jump(stage.start, "repeat")
            return
        start = self.timeline.stages[self.timeline.first_of(begun[-1])].start
        just_begun = stage.rep == begun[-1] and self._position - start < JUST_BEGUN
        again = begun[-2] if just_begun and len(begun) > 1 else begun[-1]
        start = self.timeline.stages[self.timeline.first_of(again)].start
        # Skipped reps after this point will be coached again.
        self.skipped -= {stage.rep for stage in self.timeline.stages if stage.start >= start}
        self._jump(start, "repeat")

    def next_exercise(self, now: float, why: Reason = "other") -> None:
        """Go to the next exercise. After the last exercise, end the session."""
        self._advance(now)
        if self.ended:
            return
        exercise = self._exercise
        if self._result(exercise, self.timeline.choices[exercise]).status != "completed":
            self.stopped[exercise] = why
        self._leave_exercise(exercise)

    def hold(self, change: float, now: float) -> float | None:
        """Change the hold by `change` seconds, within the exercise's range.

        Returns the new length in seconds, or None if the exercise has no hold.
        """
        self._advance(now)
        choice = self.timeline.choices[self._exercise]
        if self.ended or choice.hold is None:
            return choice.hold
        self._replace_choice(choice.holding(choice.hold + change))
        return self.timeline.choices[self._exercise].hold

    def change_variant(self, choice: Choice, now: float) -> None:
        """Continue this exercise in another variant. Reps that are done stay done.

        The person gets ready for the new variant, then the current rep begins again. During
        a get-ready stage, that stage begins again. If the new variant has no more reps to do, the
        exercise ends.
        """
        self._advance(now)
        if self.ended or choice.id != self.timeline.choices[self._exercise].id:
            return
        choice = choice.replacing(self.timeline.choices[self._exercise])
        if not self._replace_choice(choice):
            return
        rep = self._stage.rep
        if rep is None:
            if self._stage.kind == "get-ready":
                self._jump(self._stage.start, "variant")
            return
        self._jump(self.timeline.stages[self.timeline.first_of(rep)].start, "variant")
        self._get_ready_again()

    def end(self, now: float, why: Reason = "other") -> None:
        """End the session early and record why. Everything done so far counts."""
        self._advance(now)
        if not self.ended:
            exercise = self._exercise
            if self._result(exercise, self.timeline.choices[exercise]).status != "completed":
                self.stopped[exercise] = why
            self._end()

    def resume_at(self, position: float, now: float) -> None:
        """Go back to where an earlier run was interrupted: `position` seconds into the timeline.

        The session is paused at the start of the interrupted rep. A get-ready stage comes first,
        because the person has probably got up.
        """
        stage = self.timeline.stages[self.timeline.index_at(position)]
        first = self.timeline.first_of(stage.rep) if stage.rep else None
        begin = stage.start if first is None else self.timeline.stages[first].start
        self._jump(begin, "resume")
        if self._stage.rep:
            self._get_ready_again()
        self.pause(now, "found")

    def _mark(self, rep: Rep, now: Rep) -> Mark:
        if rep == now and not self.ended:
            return "now"
        return "done" if rep in self.done else "skipped" if rep in self.skipped else "ahead"

    def _rep_done(self, stage: Stage) -> float:
        if stage.rep is None:
            return 0.0
        start = self.timeline.stages[self.timeline.first_of(stage.rep)].start
        end = self.timeline.stages[self.timeline.last_of(stage.rep)].end
        return (self._position - start) / (end - start)

    # Moving

    def _advance(self, now: float) -> None:
        passed = now - self._seen
        self._seen = max(now, self._seen)
        if self.paused or self.ended or passed <= 0:
            return
        if passed > LONGEST_GAP:
            self.pause(self._seen, "gap")
            return
        if self._detour:
            self._detour_elapsed += passed
            passed = self._detour_elapsed - self._detour.seconds
            if passed < 0:
                return
            self._leave_detour()
        self._advance_by(passed)

    def _advance_by(self, passed: float) -> None:
        """Advance by `passed` seconds, and count the reps that end in this time."""
        stages = self.timeline.stages
        index = self.timeline.index_at(self._position)
        target = self._position + passed
        while index < len(stages):
            stage = stages[index]
            if stage.kind in _COACHED:
                self.coached[stage.exercise] += min(target, stage.end) - self._position
            if target < stage.end:
                self._position = target
                return
            self._position = stage.end
            following = stages[index + 1] if index + 1 < len(stages) else None
            if stage.rep and (following is None or following.rep != stage.rep):
                self.done.add(stage.rep)
                self.skipped.discard(stage.rep)
                hold = self.timeline.choices[stage.exercise].hold
                if hold is not None:
                    self.held[stage.exercise] = hold
            index += 1
            self._begin_stage("time")
        self._end()

    def _begin_stage(self, how: BegunBy) -> None:
        self._begun_by = how
        self._stages_begun += 1

    def _jump(self, position: float, how: BegunBy) -> None:
        self._position = position
        self._detour = None
        self._begin_stage(how)
        if position >= self.timeline.seconds:
            self._end()

    def _end(self) -> None:
        self.ended = True
        self.paused = None
        self._detour = None
        self._stages_begun += 1

    def _start_detour(self, detour: Stage) -> None:
        if detour.seconds > 0:
            stage, elapsed, _ = self._current()
            level = lungs(stage, elapsed)
            self._detour = replace(detour, lungs=(level, level))
            self._detour_elapsed = 0.0
            self._stages_begun += 1

    def _re_entry(self) -> Stage:
        """Return a stage that gives the person time to get back into position.

        In the first half of a step, this is the position at its start. In the second half, it is
        the position at its end.
        """
        stage = self._stage
        elapsed = self._position - stage.start
        ends = elapsed > stage.seconds / 2
        position = stage.ends_at if ends else stage.starts_at
        following = self.timeline.stage_after(self.timeline.index_at(self._position))
        at_end = ends and following is not None and following.first and stage.rep is not None
        at_start = stage.first and not ends
        return Stage(
            0,
            self.pacing.reentry,
            "re-entry",
            stage.exercise,
            stage.set,
            "Back into position",
            side=following.side if at_end and following else stage.side,
            ends_at=position,
            detail=f"{position[:1].upper()}{position[1:]}." if position else stage.cue,
            squeeze=stage.squeeze if stage.kind == "hold" else None,
            first=at_start or at_end,
            path=stage.path[-1:] if ends else stage.path[:1],
        )

    def _get_ready_again(self) -> None:
        stage = self._stage
        alone = build_timeline([self.timeline.choices[stage.exercise]], self.pacing).stages[0]
        if alone.kind == "get-ready":
            self._start_detour(
                replace(alone, exercise=stage.exercise, set=stage.set, side=stage.side)
            )

    def _leave_detour(self, how: BegunBy = "time") -> None:
        self._detour = None
        self._begin_stage(how)

    def _replace_choice(self, choice: Choice) -> bool:
        """Replace the current exercise with another choice, and stay at the same place in it.

        If the new choice has no reps left to do, go to the next exercise and return False.
        """
        index = self.timeline.index_at(self._position)
        old = self.timeline.stages[index]
        elapsed = self._position - old.start
        coming = next(stage.rep for stage in self.timeline.stages[index:] if stage.rep)
        choices = list(self.timeline.choices)
        choices[old.exercise] = choice
        self.timeline = build_timeline(choices, self.pacing)
        reps = self.timeline.reps(old.exercise)
        if coming not in reps:
            undone = (rep for rep in reps if rep not in self.done | self.skipped)
            if (following := next(undone, None)) is None:
                self._leave_exercise(old.exercise)
                return False
            coming = following
        new = self.timeline.stages[self._same_place(index, old, coming)]
        same = (new.kind, new.rep) == (old.kind, old.rep)
        self._position = new.start + (min(elapsed, max(new.seconds - 0.001, 0.0)) if same else 0.0)
        return True

    def _same_place(self, index: int, old: Stage, coming: Rep) -> int:
        """Return the index in the new timeline of the stage that matches `old`.

        If no stage matches, return the stage to continue with.
        """
        stages = self.timeline.stages
        first = wait = self.timeline.first_of(coming)
        if old.rep == coming:
            return index if index < len(stages) and stages[index].rep == coming else first
        while wait > 0 and not stages[wait - 1].rep:
            wait -= 1
            if stages[wait].kind == old.kind:
                return wait
        return wait if old.rep else first

    def _leave_exercise(self, exercise: int) -> None:
        later = (s.start for s in self.timeline.stages if s.exercise > exercise)
        self._jump(next(later, self.timeline.seconds), "next")

    @property
    def _stage(self) -> Stage:
        return self.timeline.stages[self.timeline.index_at(self._position)]

    @property
    def _exercise(self) -> int:
        if self._position >= self.timeline.seconds:
            return len(self.timeline.choices) - 1
        return self._stage.exercise

    def _current(self) -> tuple[Stage, float, Kind]:
        if self.ended:
            return _DONE, 0.0, "done"
        if self._detour:
            return self._detour, self._detour_elapsed, self._detour.kind
        stage = self._stage
        return stage, self._position - stage.start, stage.kind

    def _result(self, exercise: int, choice: Choice) -> Result:
        done = {rep for rep in self.done if rep.exercise == exercise}
        skipped = {rep for rep in self.skipped if rep.exercise == exercise}
        planned = {*self.timeline.reps(exercise), *done, *skipped}
        gone_through = len(done) + len(skipped) == len(planned)
        # An exercise counts as completed if at most half of its reps were skipped.
        completed = gone_through and len(skipped) <= len(done)
        status: Status = "skipped" if not done else "completed" if completed else "partial"
        return Result(
            choice=choice,
            status=status,
            planned=len(planned),
            done=len(done),
            skipped=len(skipped),
            left=sum(1 for rep in done if rep.side == "left"),
            right=sum(1 for rep in done if rep.side == "right"),
            hold=choice.hold and self.held.get(exercise, choice.hold),
            seconds=round(self.coached[exercise], 1),
            stopped=self.stopped.get(exercise),
        )


def _counted_together(choice: Choice, one: Rep, other: Rep) -> bool:
    """Check whether two reps are counted together. With `sides = "each"`, sides are counted
    separately."""
    return choice.sides != "each" or one.side == other.side
