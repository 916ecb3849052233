"""Turns exercises into a timeline: stages with their start times and lengths.

A timeline does not know the current time. `Session` moves through it.

An exercise begins with a get-ready stage. Then come all steps of all reps of all sets.
The right side is first, as in the leaflet. With `sides = "alternate"`, the side changes after each
rep. With `sides = "each"`, one side does a full set, then the other side does it. The next set
begins on the side that worked last. Between two exercises there is a rest, which belongs to the
second exercise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from trainer.catalog import Breath, Choice, Side, Step
from trainer.files.quantities import LONGEST_BREATH

StageKind = Literal["get-ready", "move", "hold", "switch-sides", "rest", "re-entry"]
"""A timeline has no "re-entry". The session adds one after a pause."""

GET_READY = 10.0
"""Default seconds to get into position."""
REENTRY = 6.0
"""Default seconds to get back into position after a pause."""
SWITCH = 10.0
"""Default seconds to change sides."""


class Pacing(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How fast the coaching is. None means that the length in the catalog is used. 0 leaves the
    stage out."""

    tempo: float = 1.0
    """The length of every movement is multiplied by this number. Holds keep their length."""
    get_ready: float | None = None
    switch: float | None = None
    rest: float = 15.0
    """Seconds between exercises."""
    reentry: float = REENTRY
    """Seconds to get back into position after a pause."""


class Rep(NamedTuple):
    """Identifies one rep of a session."""

    exercise: int
    """The exercise's place in the session, counted from 0."""
    set: int
    """The number of the set, from 1."""
    side: Side | None
    number: int
    """The number of the rep in the set, counted from 1. With `sides = "each"`, the number on this
    side of the set."""


class Stage(Struct, frozen=True):
    """A stretch of time in which the person does one thing."""

    start: float
    """Seconds from the start of the timeline."""
    seconds: float
    kind: StageKind
    exercise: int
    """The exercise's place in the session, counted from 0."""
    set: int
    cue: str
    rep: Rep | None = None
    side: Side | None = None
    """The side that works. During a wait, the side of the next rep."""
    breath: Breath | None = None
    """How to breathe in a step. In other stages it is None: people breathe as they like."""
    say: str = ""
    say_short: str = ""
    """A shorter form of `say`, for when `say` would take too long."""
    starts_at: str = ""
    """The position at the start, in words: `hips down`."""
    ends_at: str = ""
    """The position at the end, in words: `hips up`."""
    detail: str = ""
    squeeze: Side | Literal["both"] | None = None
    path: tuple[str, ...] = ()
    """The names of the key poses, from the pose at the start to the pose at the end."""
    first: bool = False
    """Whether a rep begins with this stage."""
    is_last_exhale: bool = False
    """Whether it is the last exhale of the rep. The voice says the rep's number here."""
    lungs: tuple[float, float] = (0.0, 0.0)
    """How full the lungs are at the start and at the end, 0-1."""

    @property
    def end(self) -> float:
        """The end, in seconds from the start of the timeline."""
        return self.start + self.seconds


class Timeline(Struct, frozen=True):
    """The stages of a whole session, one directly after the other."""

    choices: tuple[Choice, ...]
    stages: tuple[Stage, ...]

    @property
    def seconds(self) -> float:
        """Length of the whole timeline, in seconds."""
        return self.stages[-1].end if self.stages else 0.0

    def index_at(self, position: float) -> int:
        """Return the index of the stage at a position (seconds).

        At the end of the timeline or later, return the number of stages.
        """
        return bisect_right(self.stages, position, key=attrgetter("end"))

    def stage_after(self, index: int) -> Stage | None:
        """Return the stage after the one with this index, or None."""
        return self.stages[index + 1] if index + 1 < len(self.stages) else None

    @property
    def planned_reps(self) -> int:
        """The number of reps in all exercises."""
        return sum(choice.planned_reps for choice in self.choices)

    def reps(self, exercise: int) -> list[Rep]:
        """Return the reps of one exercise, in order."""
        return list(dict.fromkeys(s.rep for s in self.stages if s.rep and s.exercise == exercise))

    def first_of(self, rep: Rep) -> int:
        """Return the index of the first stage of a rep."""
        return next(n for n, stage in enumerate(self.stages) if stage.rep == rep)

    def last_from(self, index: int) -> int:
        """Return the index of the last stage in the same rep as the stage with this index."""
        rep = self.stages[index].rep
        while index + 1 < len(self.stages) and self.stages[index + 1].rep == rep:
            index += 1
        return index

    def last_of(self, rep: Rep) -> int:
        """Return the index of the last stage of a rep."""
        return max(n for n, stage in enumerate(self.stages) if stage.rep == rep)


def build_timeline(choices: Sequence[Choice], pacing: Pacing | None = None) -> Timeline:
    """Return the timeline of a session with these exercises."""
    pacing = pacing or Pacing()
    stages: list[Stage] = []
    start, lungs = 0.0, 0.0
    for number, choice in enumerate(choices):
        for stage in _stages_of(choice, number, pacing):
            if stage.seconds <= 0:
                continue
            filled = {"inhale": 1.0, "exhale": 0.0}.get(stage.breath or "", lungs)
            stages.append(replace(stage, start=start, lungs=(lungs, filled)))
            start += stage.seconds
            lungs = filled
    return Timeline(tuple(choices), tuple(stages))


def start_pose(choice: Choice) -> str | None:
    """Return the pose at the start of an exercise. Each rep ends in the same pose."""
    return choice.exercise.steps[-1].pose


def fill_sides(text: str, choice: Choice, side: Side | None) -> str:
    """Replace placeholders such as `{side}` in a text from the catalog."""
    if side is None or "{" not in text:
        return text
    other = "left" if side == "right" else "right"
    text = text.replace("{side_label}", choice.exercise.side_label)
    return _sentence(text.replace("{side}", side).replace("{other_side}", other))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def side_words(choice: Choice, side: Side | None) -> str:
    """Return the name of a side in this exercise: `right arm, left leg`. Empty without a side."""
    return fill_sides(choice.exercise.side_label, choice, side).lower() if side else ""


def _stages_of(choice: Choice, number: int, pacing: Pacing) -> Iterator[Stage]:
    exercise = choice.exercise
    reps = list(_reps(choice, number))
    home = start_pose(choice)
    still = (home,) if home else ()

    def pause(kind: StageKind, seconds: float, rep: Rep, cue: str, detail: str = "") -> Stage:
        return Stage(
            0, seconds, kind, number, rep.set, cue, side=rep.side, detail=detail, path=still
        )

    first = reps[0]
    if number > 0:
        yield pause("rest", pacing.rest, first, f"Next: {choice.name}", dose(choice))
    ready = _first_given(pacing.get_ready, exercise.get_ready, GET_READY)
    yield pause("get-ready", ready, first, _sentence(exercise.position), " ".join(exercise.setup))
    for previous, rep in pairwise([None, *reps]):
        assert rep is not None
        if previous and rep.set != previous.set:
            yield pause("rest", exercise.rest, rep, f"Set {rep.set} of {exercise.sets} comes next")
        if previous and exercise.sides == "each" and rep.side != previous.side:
            switch = _first_given(pacing.switch, exercise.switch, SWITCH)
            cue = fill_sides(exercise.switch_cue, choice, rep.side)
            detail = fill_sides(exercise.switch_detail, choice, rep.side)
            yield pause("switch-sides", switch, rep, cue, detail)
        yield from _steps_of(choice, rep, pacing)


def _first_given(*lengths: float | None) -> float:
    return next(length for length in lengths if length is not None)


def _reps(choice: Choice, number: int) -> Iterator[Rep]:
    exercise = choice.exercise
    both: tuple[Side, Side] = ("right", "left")
    for set in range(1, exercise.sets + 1):
        match exercise.sides:
            case "none":
                yield from (Rep(number, set, None, n) for n in range(1, exercise.reps + 1))
            case "alternate":
                yield from (
                    Rep(number, set, both[(n - 1) % 2], n) for n in range(1, exercise.reps + 1)
                )
            case "each":
                for side in both if set % 2 else reversed(both):
                    yield from (Rep(number, set, side, n) for n in range(1, exercise.reps + 1))


def _steps_of(choice: Choice, rep: Rep, pacing: Pacing) -> Iterator[Stage]:
    begins = start_pose(choice)
    steps = choice.exercise.steps
    position = _position(choice, steps[-1], rep)
    last_out = max((n for n, step in enumerate(steps) if step.breath == "exhale"), default=-1)
    for number, step in enumerate(steps):
        ends = step.pose or begins
        reached = _position(choice, step, rep)
        say, _, short = fill_sides(step.say or step.cue, choice, rep.side).lower().partition("|")
        yield Stage(
            0,
            _seconds(step, pacing.tempo),
            step.kind,
            rep.exercise,
            rep.set,
            fill_sides(step.cue, choice, rep.side),
            rep=rep,
            side=rep.side,
            breath=step.breath,
            say=say.strip(),
            say_short=short.strip() or say.strip(),
            starts_at=position,
            ends_at=reached,
            detail=fill_sides(step.detail, choice, rep.side),
            squeeze=_squeezed(step, rep.side),
            first=number == 0,
            is_last_exhale=number == last_out,
            path=tuple(pose for pose in (begins, *step.via, ends) if pose),
        )
        begins, position = ends, reached


def _position(choice: Choice, step: Step, rep: Rep) -> str:
    return fill_sides(step.end or choice.exercise.position, choice, rep.side).lower()


def _seconds(step: Step, tempo: float) -> float:
    if step.kind == "hold":
        return step.seconds
    if step.breath == "easy":
        return step.seconds * tempo
    # A longer breath would be uncomfortable.
    return min(step.seconds * tempo, max(step.seconds, LONGEST_BREATH))


def _squeezed(step: Step, side: Side | None) -> Side | Literal["both"] | None:
    if not step.squeeze:
        return None
    if side is None:
        return "both"
    if step.squeeze == "other":
        return "left" if side == "right" else "right"
    return side


def dose(choice: Choice) -> str:
    """Return sets, reps, sides and hold in words: `10 reps, 5 a side, hold 3 s`."""
    exercise = choice.exercise
    reps = f"{exercise.reps} rep{'' if exercise.reps == 1 else 's'}"
    if exercise.sides == "alternate":
        half, odd = divmod(exercise.reps, 2)
        reps += ", alternating" if odd else f", {half} a side"
    elif exercise.sides == "each":
        reps += " on each side"
    sets = f"{exercise.sets} sets of " if exercise.sets > 1 else ""
    hold = f", hold {choice.hold:g} s" if choice.hold is not None else ""
    return f"{sets}{reps}{hold}"


def length(choice: Choice, pacing: Pacing | None = None) -> float:
    """Return the seconds that one exercise takes, including getting ready."""
    return build_timeline([choice], pacing).seconds
