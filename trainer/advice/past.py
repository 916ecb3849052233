"""What a history says about each exercise, worked out by going through its days, oldest first.

Every day changes the state of the exercises done on it: the person's rung, whether the next dose is
halved, the good days in a row on the rung, how long the exercise must be rested, how often it hurt.
Only the first rule that matches is applied, in this order:

    F1  stopped because of pain, or continued in an easier version
    F2  the back was worse next morning, or pain rose during the session
    F3  an easy day: done on a lower rung at the coach's suggestion; no effect
    F4  another rung was done: what somebody chooses by hand becomes their rung
    F5  completed, with effort and pain low enough: a good day
    F5b anything else: the count of good days goes back to 0

None of this is stored. It is worked out from the history each time, so a correction in the history
takes effect at once. Unknown values, unknown exercises and future days are ignored.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

from trainer.catalog.ladders import first_rung, rung_of
from trainer.catalog.model import STANDARD, Exercise
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.safety import ACCEPTABLE, CLEAR_CHANGE, STOP_FROM

DAY = timedelta(days=1)

SHORT_REST, CLEAR_REST = 1, 3
"""Days until an exercise is available again after it was stopped for pain. The short rest is for
pain up to 5, which is acceptable if it settles overnight (pain-monitoring model, Thomeé). The other
leaves out two whole days, so that at least 48 hours pass whatever the time of day."""
LONG_RESTS = (14, 28)
"""Days of rest after the second stop, then after the third and every later one. The trainer's own
numbers."""
FORGIVEN = 3
"""After this many days in a row on which the exercise was completed, earlier stops no longer
count. The trainer's own number."""
EASY_EFFORT = 4
"""A day with this effort (0-10) or less can be a good day. The trainer's own number."""
HARD_EFFORT = 7
"""A day with this effort (0-10) or more was hard."""
STALE = 28
"""An exercise that was not done for this many days starts one rung lower: maximal strength lasts
about four weeks without training (Stronger By Science)."""
NEARBY = 3
"""For how many days a bad day still matters, or a morning that has not been asked about yet."""
BREAK = 10
"""After this many days without a rep, the next session counts as a return. The trainer's own
number."""
LONG_AWAY = 84
"""After a break of this many days, one easy day is not enough: the exercise stays one rung lower.
Exercises that were passed over are suggested again. The trainer's own number."""

What = Literal["stop", "worse", "worse twice"]


class Setback(NamedTuple):
    """Why an exercise is easier next time."""

    what: What
    day: date
    pain: int | None = None
    """The pain reported at the stop (0-10); None if no number was given."""
    times: int = 1
    """For a stop, how many there have been in a row, this one included."""
    lowest: bool = False
    """Whether it is already on the lowest rung, so that only the reps can be halved."""


class ExerciseState:
    """What the history says about one exercise so far."""

    __slots__ = (
        "_places",
        "answered",
        "done",
        "exercise",
        "falls",
        "good_days",
        "half",
        "hard_days",
        "hold",
        "rest_until",
        "rung",
        "seen",
        "setback",
        "stop",
        "strikes",
        "tried",
        "variant",
        "warned",
        "whole_days",
    )

    def __init__(self, exercise: Exercise) -> None:
        """The state before anything has been done."""
        self.exercise = exercise
        self.rung = first_rung(exercise)
        self.half = False
        """Whether the next dose is halved."""
        self.warned = False
        """Whether the back was worse after the exercise last time. If that happens again, the
        exercise goes down a rung."""
        self.good_days: list[date] = []
        """The good days in a row on the current rung, oldest first."""
        self.answered = False
        """Whether effort or pain was reported on any of the good days."""
        self.rest_until: date | None = None
        """The first day on which it is available again."""
        self.strikes = 0
        self.whole_days = 0
        self.hard_days = 0
        """Days in a row on which it was hard or too tiring."""
        self.falls: list[tuple[date, int]] = []
        """The days on which a rung was lost, each with the number of that rung."""
        self.setback: Setback | None = None
        """Why it is easier next time; None once it has been done without trouble."""
        self.stop: Setback | None = None
        """The last time it hurt."""
        self.seen: date | None = None
        """The day it was last done, or skipped with a key in a session with at least one rep."""
        self.done: date | None = None
        self.tried: date | None = None
        """The day it was last done, or stopped before the first rep."""
        self.variant = STANDARD
        """The variant done last, used for an exercise without a ladder."""
        self.hold: float | None = None
        self._places: dict[tuple[str, float | None], int | None] = {}

    def place(self, variant: str, hold: float | None) -> int:
        """The rung of a variant and hold, or the current rung if they are not on the ladder."""
        key = (variant, hold)
        if key not in self._places:
            self._places[key] = rung_of(self.exercise, variant, hold)
        place = self._places[key]
        return self.rung if place is None else place

    @property
    def top(self) -> int:
        """The hardest rung."""
        return max(len(self.exercise.ladder) - 1, 0)

    def rests_on(self, day: date) -> bool:
        """Whether it hurt so recently that it is not suggested on this day."""
        return self.rest_until is not None and day < self.rest_until

    def is_stale_on(self, day: date) -> bool:
        """Whether it has been done, but not in the four weeks before this day."""
        return self.done is not None and (day - self.done).days >= STALE


class DayOnRecord(NamedTuple):
    """What one training day says about all exercises together."""

    day: date
    trained: bool
    """Whether a rep was done."""
    worst: int
    """The highest pain reported that day, before or after a session or at a stop; 0 if there was
    none."""
    worst_from_exercise: int
    """The highest pain an exercise caused: at a stop, or after a session that began below seven."""
    worst_before: int
    morning: Literal["better", "same", "worse"] | None
    stopped: bool
    rose: bool
    answered: bool
    """Whether the pain before a session, or the next morning, was reported."""
    last_session: str
    """The id of the last session with a rep, or of the last session if none has one."""
    new_rung: bool = False
    """Whether an exercise was done on a rung other than its current one."""


class Past:
    """A history, worked through day by day."""

    def __init__(
        self, exercises: Iterable[Exercise], sessions: Iterable[SessionRecord], today: date
    ) -> None:
        """Sessions dated tomorrow count as today's, because that is how they look after a flight
        west."""
        self.states = {exercise.id: ExerciseState(exercise) for exercise in exercises}
        self.days: list[DayOnRecord] = []
        """Oldest first."""
        self.today: tuple[SessionRecord, ...] = ()
        self.ahead: date | None = None
        """The last day of the history, if it is later than tomorrow, which means that the clock is
        behind."""
        self.first_rep: date | None = None
        self.last_rep: date | None = None
        self.back_since: date | None = None
        """The first day of training after the last break."""
        self.last_pain_before: int | None = None
        self._trained: list[date] = []
        for day, those in self._by_day(sessions, today):
            self._add_day(day, those)
            if day == today:
                self.today = tuple(those)
        self._forget_after_long(today)

    def _by_day(
        self, sessions: Iterable[SessionRecord], today: date
    ) -> Iterator[tuple[date, list[SessionRecord]]]:
        """The sessions of each day up to today, in an order that does not depend on the file's."""
        counted = []
        for session in sessions:
            if session.day <= today + DAY:
                counted.append((min(session.day, today), session.started, session.id, session))
            elif self.ahead is None or session.day > self.ahead:
                self.ahead = session.day
        counted.sort(key=lambda entry: entry[:3])
        for day, entries in groupby(counted, key=lambda entry: entry[0]):
            yield day, [entry[3] for entry in entries]

    # What the days say

    @property
    def last_training_day(self) -> DayOnRecord | None:
        """The last day on which a rep was done."""
        return next((day for day in reversed(self.days) if day.trained), None)

    def days_without(self, state: ExerciseState) -> int:
        """How many training days have passed since the exercise was last tried, not counting those
        on which it was being rested."""
        since = bisect_right(self._trained, state.tried) if state.tried else 0
        if state.rest_until is not None:
            since = max(since, bisect_left(self._trained, state.rest_until))
        return len(self._trained) - since

    # Day by day

    def _add_day(self, day: date, sessions: Sequence[SessionRecord]) -> None:
        before = self.days[-1] if self.days else None
        turns: dict[str, _ExerciseDay] = {}
        worst = worst_from_exercise = worst_before = 0
        morning: Literal["better", "same", "worse"] | None = None
        trained = stopped = rose = answered = False
        last_session = sessions[-1].id
        for session in sessions:
            answers = _Answers(session)
            worked = False
            for record in session.exercises:
                if record.stopped == "pain" or record.pain_at_stop is not None:
                    stopped = True
                    worst_from_exercise = max(worst_from_exercise, record.pain_at_stop or 0)
                elif not record.done_reps:
                    continue
                worked = worked or record.done_reps > 0
                if (state := self.states.get(record.id)) is not None:
                    if (turn := turns.get(record.id)) is None:
                        turn = turns[record.id] = _ExerciseDay(state)
                    turn.add(answers, record)
            if worked:
                trained, last_session = True, session.id
                self._skip(session, day)
            if answers.before is not None:
                answered = True
                self.last_pain_before = answers.before
                worst_before = max(worst_before, answers.before)
            if answers.after is not None and (answers.before is None or answers.before < STOP_FROM):
                worst_from_exercise = max(worst_from_exercise, answers.after)
            worst = max(worst, answers.before or 0, answers.after or 0, worst_from_exercise)
            rose = rose or answers.rose
            if word := session.morning:
                answered = True
                morning = "worse" if "worse" in (word, morning) else word
        eased = worst_before > ACCEPTABLE or (
            before is not None and before.worst >= STOP_FROM and (day - before.day).days <= NEARBY
        )
        new_rung = False
        for turn in turns.values():
            new_rung |= turn.rung != turn.state.rung
            turn.apply(day, morning, eased=eased)
        self.days.append(
            DayOnRecord(
                day,
                trained,
                worst,
                worst_from_exercise,
                worst_before,
                morning,
                stopped,
                rose,
                answered,
                last_session,
                new_rung,
            )
        )
        if trained:
            self._forget_after_long(day)
            if self.last_rep is not None and (day - self.last_rep).days >= BREAK:
                self.back_since = day
            self.first_rep = self.first_rep or day
            self.last_rep = day
            self._trained.append(day)

    def _forget_after_long(self, day: date) -> None:
        """After a long break, forget how long each exercise was passed over before the break."""
        if self.last_rep is not None and (day - self.last_rep).days >= LONG_AWAY:
            self._trained.clear()

    def _skip(self, session: SessionRecord, day: date) -> None:
        """Mark exercises that were skipped by key as seen that day. Call only if the session has a
        rep."""
        for record in session.exercises:
            left_out = not record.done_reps and (record.stopped or record.skipped_reps)
            if left_out and (state := self.states.get(record.id)) is not None:
                state.seen = day


class _Answers:
    """The answers given about one session."""

    __slots__ = ("after", "answered", "before", "hard", "rose", "settles", "well")

    def __init__(self, session: SessionRecord) -> None:
        before, after, effort = session.pain_before, session.pain_after, session.effort
        self.before, self.after = before, after
        self.answered = effort is not None or after is not None
        self.hard = effort is not None and effort >= HARD_EFFORT
        self.well = (effort is None or effort <= EASY_EFFORT) and (
            after is None or after <= ACCEPTABLE
        )
        self.rose = self.settles = False
        """`rose` is whether pain went up by two points or more and is now at least three, or is now
        seven or more. If the pain before is not known, pain of six or more is enough. `settles` is
        whether the pain may pass by the morning."""
        if after is not None:
            if before is None or after >= STOP_FROM:
                self.rose = after > ACCEPTABLE
            else:
                self.rose = after >= before + CLEAR_CHANGE and after > CLEAR_CHANGE
            self.settles = after <= ACCEPTABLE


class _ExerciseDay:
    """How one exercise was done on one day, in all sessions together."""

    __slots__ = (
        "answered",
        "done",
        "hard",
        "hurt",
        "last",
        "rose",
        "rung",
        "settles",
        "state",
        "well",
        "whole",
    )

    def __init__(self, state: ExerciseState) -> None:
        self.state = state
        self.done = self.hard = self.rose = self.answered = self.whole = False
        self.settles = self.well = True
        self.hurt: list[tuple[int, ExerciseRecord]] = []
        self.rung = -1
        """The rung done last that day."""

    def add(self, answers: _Answers, record: ExerciseRecord) -> None:
        """Add a session's record of the exercise."""
        rung = self.state.place(record.variant, record.hold)
        whole = record.done_reps >= record.planned_reps > 0 and not record.skipped_reps
        self.whole = whole or (self.whole and rung == self.rung)
        self.rung, self.last = rung, record
        self.done = self.done or record.done_reps > 0
        self.hard = self.hard or answers.hard or record.stopped == "fatigue"
        self.well = self.well and answers.well
        self.answered = self.answered or answers.answered
        if answers.rose:
            self.rose = True
            self.settles = self.settles and answers.settles
        if record.stopped == "pain" or record.pain_at_stop is not None:
            self.hurt.append((rung, record))

    def apply(self, day: date, morning: str | None, *, eased: bool) -> None:
        """Change the state by the first rule that matches."""
        state = self.state
        if state.is_stale_on(day):
            state.good_days, eased = [], True
            if state.done is not None and (day - state.done).days >= LONG_AWAY:
                state.rung = max(state.rung - 1, 0)
        state.seen = state.tried = day
        state.hard_days = state.hard_days + 1 if self.hard else 0
        if self.done:
            state.done = day
            state.variant, state.hold = self.last.variant, self.last.hold
        settled = morning in ("same", "better") and self.settles
        if self.hurt:
            _stop(state, day, self.hurt)
            # After a worse morning the rung is no higher than the one the person did, even if they
            # continued in an easier version.
            if morning == "worse":
                state.rung = min(state.rung, self.rung)
        elif morning == "worse" or (self.rose and not settled):
            _worsen(state, day, self.rung)
        elif not (eased and self.rung < state.rung):
            _carry_on(state, day, self)


def _stop(state: ExerciseState, day: date, hurt: Sequence[tuple[int, ExerciseRecord]]) -> None:
    """F1: it hurt. Rest the exercise, for longer after every stop, and make it easier next time."""
    # If they continued in an easier version, the record names that version; the one that hurt is at
    # least one rung above it.
    where = min(
        place if record.stopped == "pain" else min(max(state.rung, place + 1), state.top)
        for place, record in hurt
    )
    if where == 0:
        state.half = state.warned = True
    state.rung = min(state.rung, max(where - 1, 0))
    state.falls.append((day, where))
    numbers = [record.pain_at_stop for _, record in hurt]
    given = [number for number in numbers if number is not None]
    pain = max(given) if given and (len(given) == len(numbers) or max(given) > ACCEPTABLE) else None
    state.strikes += 1
    if state.strikes == 1:
        days = SHORT_REST if pain is not None and pain <= ACCEPTABLE else CLEAR_REST
    else:
        days = LONG_RESTS[min(state.strikes, 3) - 2]
    state.rest_until = day + timedelta(days=days)
    state.setback = state.stop = Setback("stop", day, pain, state.strikes, where == 0)
    state.whole_days = 0
    _start_again(state)


def _worsen(state: ExerciseState, day: date, rung: int) -> None:
    """F2: the back was worse. Halve the reps next time; if they were halved already, go down a
    rung."""
    above = rung > state.rung
    if state.warned and state.rung > 0:
        state.falls.append((day, min(rung, state.rung)))
        state.rung -= 1
        state.half = state.warned = False
        state.setback = Setback("worse twice", day)
    else:
        # If it was done above the current rung, going back to that rung already makes it easier.
        state.half = state.half or not above
        state.warned = True
        state.setback = Setback("worse", day, lowest=state.half)
    # After a worse morning nobody goes up, not even back to the rung they were on.
    state.rung = min(state.rung, rung)
    state.whole_days = 0
    _start_again(state)


def _carry_on(state: ExerciseState, day: date, turn: _ExerciseDay) -> None:
    """F4 and F5: no trouble. Adopt a rung chosen by hand, and count the good days on the rung."""
    state.setback = None
    if turn.whole:
        state.half = state.warned = False
        state.rest_until = None
        state.whole_days += 1
        if state.whole_days >= FORGIVEN:
            state.strikes = 0
    else:
        state.whole_days = 0
    if turn.rung > state.rung and not turn.whole:
        return
    if turn.rung != state.rung:
        state.rung = turn.rung
        _start_again(state)
    if turn.whole and turn.well:
        state.answered = turn.answered or (state.answered and bool(state.good_days))
        state.good_days.append(day)
    else:
        _start_again(state)


def _start_again(state: ExerciseState) -> None:
    state.good_days = []
