"""Computes the state of each exercise from the history.

It goes through the days of the history, oldest first. Each day changes the state of the exercises
done on it: the rung, halved or full reps, good days in a row, days of rest, how often it hurt. The
first of these rules that matches is applied:

    F1  The exercise was stopped because of pain, or continued in an easier version.
    F2  The back was worse the next morning, or pain rose during the session.
    F3  The coach suggested a lower rung for this day. The state stays the same.
    F4  Another rung was done. A rung that the person chooses becomes the current rung.
    F5  The exercise was completed, with low effort and pain. This is a good day.
    F5b In any other case, the count of good days goes back to 0.

The state is never saved, so a correction in the history takes effect at once. Unknown values,
unknown exercises and future days are ignored.
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
"""Days until an exercise is available again after it was stopped for pain. SHORT_REST is for pain
up to 5, which is acceptable if it settles overnight (pain-monitoring model, Thomeé). CLEAR_REST
leaves out two whole days, which is at least 48 hours."""
LONG_RESTS = (14, 28)
"""Days of rest after the second stop, and after the third or a later one. No source: our own
numbers."""
FORGIVEN = 3
"""After this many days in a row on which the exercise was completed, earlier stops no longer
count. No source: our own number."""
EASY_EFFORT = 4
"""A day with this effort (0-10) or less can be a good day. No source: our own number."""
HARD_EFFORT = 7
"""A day with this effort (0-10) or more was hard."""
STALE = 28
"""An exercise that has not been done for this many days is suggested one rung lower. Maximal
strength lasts about four weeks without training (Stronger By Science)."""
NEARBY = 3
"""For this many days a bad day still matters, and the coach may still ask about the morning after a
session."""
BREAK = 10
"""After this many days without a rep, the next session is the first after a break. No source: our
own number."""
LONG_AWAY = 84
"""After this many days without an exercise, it goes down a rung. After the same number of days
without any rep, exercises that were passed over are suggested again. No source: our own number."""

What = Literal["stop", "worse", "worse twice"]


class Setback(NamedTuple):
    """Why an exercise is easier next time."""

    what: What
    day: date
    pain: int | None = None
    """The pain reported at the stop (0-10), or None."""
    times: int = 1
    """For a stop, the number of stops that still count, including this one."""
    halves_reps: bool = False
    """Whether the reps are halved next time, and the rung stays the same."""


class ExerciseState:
    """The state of one exercise after some days of the history."""

    __slots__ = (
        "_places",
        "answered",
        "completed_days",
        "descents",
        "exercise",
        "good_days",
        "half",
        "hard_days",
        "hold",
        "last_done",
        "last_seen",
        "last_tried",
        "pain_stops",
        "rest_until",
        "rung",
        "setback",
        "stop",
        "variant",
        "was_worse",
    )

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.rung = first_rung(exercise)
        self.half = False
        """Whether the next dose is halved."""
        self.was_worse = False
        """Whether the back was worse after this exercise. If this happens again, the exercise goes
        down a rung."""
        self.good_days: list[date] = []
        """The good days in a row on the current rung, oldest first."""
        self.answered = False
        """Whether effort or pain was reported on any of the good days."""
        self.rest_until: date | None = None
        """The first day on which the exercise is available again."""
        self.pain_stops = 0
        """Counted since stops were last forgiven."""
        self.completed_days = 0
        """In a row."""
        self.hard_days = 0
        """The days in a row on which the exercise was hard or too tiring."""
        self.descents: list[tuple[date, int]] = []
        """The days on which the exercise went down a rung, each with the rung that was too hard."""
        self.setback: Setback | None = None
        """Why the exercise is easier next time, or None."""
        self.stop: Setback | None = None
        """The last stop for pain."""
        self.last_seen: date | None = None
        """The last day on which it was done, or was skipped with a key in a session that had a
        rep."""
        self.last_done: date | None = None
        self.last_tried: date | None = None
        """The last day on which it was done, or stopped for pain before the first rep."""
        self.variant = STANDARD
        """The last variant done, used for exercises without a ladder."""
        self.hold: float | None = None
        self._places: dict[tuple[str, float | None], int | None] = {}

    def place(self, variant: str, hold: float | None) -> int:
        """Return the rung of a variant and hold, or the current rung if the ladder lacks them."""
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
        """Check whether the exercise hurt so recently that it is not suggested on this day."""
        return self.rest_until is not None and day < self.rest_until

    def is_stale_on(self, day: date) -> bool:
        """Check whether the exercise was done, but not in the four weeks before this day."""
        return self.last_done is not None and (day - self.last_done).days >= STALE


class DayOnRecord(NamedTuple):
    """What was reported on one day, for all exercises together."""

    day: date
    trained: bool
    """Whether a rep was done."""
    worst: int
    """The highest pain reported that day: before or after a session, or at a stop. May be 0."""
    worst_from_exercise: int
    """The highest pain at a stop, or after a session that began with pain below seven."""
    worst_before: int
    morning: Literal["better", "same", "worse"] | None
    stopped: bool
    rose: bool
    answered: bool
    """Whether the person reported the pain before a session, or how the back felt the next
    morning."""
    last_session: str
    """The id of the last session with a rep. If no session has a rep, that of the last session."""
    new_rung: bool = False
    """Whether an exercise was done on a rung other than its current one."""


class Past:
    """The state of all exercises after the whole history."""

    def __init__(
        self, exercises: Iterable[Exercise], sessions: Iterable[SessionRecord], today: date
    ) -> None:
        """Go through the history up to `today`.

        Sessions dated tomorrow count for today: after a flight west, the clock is behind the
        history.
        """
        self.states = {exercise.id: ExerciseState(exercise) for exercise in exercises}
        self.days: list[DayOnRecord] = []
        """Oldest first."""
        self.today: tuple[SessionRecord, ...] = ()
        self.ahead: date | None = None
        """The last day of the history, if it is after tomorrow. Then the clock is wrong."""
        self.first_rep: date | None = None
        self.last_rep: date | None = None
        self.first_day_back: date | None = None
        """The first training day after the last break."""
        self.last_pain_before: int | None = None
        self._trained: list[date] = []
        """The days with a rep, since the last long break."""
        for day, those in self._by_day(sessions, today):
            self._add_day(day, those)
            if day == today:
                self.today = tuple(those)
        self._forget_after_long(today)

    def _by_day(
        self, sessions: Iterable[SessionRecord], today: date
    ) -> Iterator[tuple[date, list[SessionRecord]]]:
        """Yield the sessions of each day up to today, in the order they were started."""
        counted = []
        for session in sessions:
            if session.day <= today + DAY:
                counted.append((min(session.day, today), session.started, session.id, session))
            elif self.ahead is None or session.day > self.ahead:
                self.ahead = session.day
        counted.sort(key=lambda entry: entry[:3])
        for day, entries in groupby(counted, key=lambda entry: entry[0]):
            yield day, [entry[3] for entry in entries]

    @property
    def last_training_day(self) -> DayOnRecord | None:
        """The last day with a rep."""
        return next((day for day in reversed(self.days) if day.trained), None)

    def days_without(self, state: ExerciseState) -> int:
        """Return the number of training days since the exercise was last tried.

        Days on which the exercise was being rested are not counted.
        """
        since = bisect_right(self._trained, state.last_tried) if state.last_tried else 0
        if state.rest_until is not None:
            since = max(since, bisect_left(self._trained, state.rest_until))
        return len(self._trained) - since

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
                self.first_day_back = day
            self.first_rep = self.first_rep or day
            self.last_rep = day
            self._trained.append(day)

    def _forget_after_long(self, day: date) -> None:
        """After a long break, no longer count training days before the break."""
        if self.last_rep is not None and (day - self.last_rep).days >= LONG_AWAY:
            self._trained.clear()

    def _skip(self, session: SessionRecord, day: date) -> None:
        """Note that the exercises skipped with a key were seen that day."""
        for record in session.exercises:
            left_out = not record.done_reps and (record.stopped or record.skipped_reps)
            if left_out and (state := self.states.get(record.id)) is not None:
                state.last_seen = day


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
        """`rose`: pain went up by two points or more, to at least three. It is also true if the
        pain is seven or more. If the pain before is unknown, six is enough. `settles`: pain may
        settle by the morning.
        """
        if after is not None:
            if before is None or after >= STOP_FROM:
                self.rose = after > ACCEPTABLE
            else:
                self.rose = after >= before + CLEAR_CHANGE and after > CLEAR_CHANGE
            self.settles = after <= ACCEPTABLE


class _ExerciseDay:
    """How one exercise was done on one day, in all sessions of that day."""

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
        """The last rung done that day."""

    def add(self, answers: _Answers, record: ExerciseRecord) -> None:
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
        """Apply the first rule that matches."""
        state = self.state
        if state.is_stale_on(day):
            state.good_days, eased = [], True
            if state.last_done is not None and (day - state.last_done).days >= LONG_AWAY:
                state.rung = max(state.rung - 1, 0)
        state.last_seen = state.last_tried = day
        state.hard_days = state.hard_days + 1 if self.hard else 0
        if self.done:
            state.last_done = day
            state.variant, state.hold = self.last.variant, self.last.hold
        settled = morning in ("same", "better") and self.settles
        if self.hurt:
            _stop(state, day, self.hurt)
            # After a worse morning, the rung is not higher than the last one done.
            if morning == "worse":
                state.rung = min(state.rung, self.rung)
        elif morning == "worse" or (self.rose and not settled):
            _worsen(state, day, self.rung)
        elif not (eased and self.rung < state.rung):
            _carry_on(state, day, self)


def _stop(state: ExerciseState, day: date, hurt: Sequence[tuple[int, ExerciseRecord]]) -> None:
    """F1: the exercise hurt. Rest it, longer after each stop, and make it easier next time."""
    # If the person continued in an easier version, the record has the rung of that version. The
    # rung that hurt is at least one above.
    where = min(
        place if record.stopped == "pain" else min(max(state.rung, place + 1), state.top)
        for place, record in hurt
    )
    if where == 0:
        state.half = state.was_worse = True
    state.rung = min(state.rung, max(where - 1, 0))
    state.descents.append((day, where))
    numbers = [record.pain_at_stop for _, record in hurt]
    given = [number for number in numbers if number is not None]
    pain = max(given) if given and (len(given) == len(numbers) or max(given) > ACCEPTABLE) else None
    state.pain_stops += 1
    if state.pain_stops == 1:
        days = SHORT_REST if pain is not None and pain <= ACCEPTABLE else CLEAR_REST
    else:
        days = LONG_RESTS[min(state.pain_stops, 3) - 2]
    state.rest_until = day + timedelta(days=days)
    state.setback = state.stop = Setback("stop", day, pain, state.pain_stops, where == 0)
    state.completed_days = 0
    _start_again(state)


def _worsen(state: ExerciseState, day: date, rung: int) -> None:
    """F2: the back was worse. First halve the reps. The next time, go down a rung."""
    above = rung > state.rung
    if state.was_worse and state.rung > 0:
        state.descents.append((day, min(rung, state.rung)))
        state.rung -= 1
        state.half = state.was_worse = False
        state.setback = Setback("worse twice", day)
    else:
        # If a higher rung than the current one was done, the current rung is already easier.
        state.half = state.half or not above
        state.was_worse = True
        state.setback = Setback("worse", day, halves_reps=state.half)
    # If a lower rung was already too much, stay on that rung.
    state.rung = min(state.rung, rung)
    state.completed_days = 0
    _start_again(state)


def _carry_on(state: ExerciseState, day: date, turn: _ExerciseDay) -> None:
    """F4 and F5: no trouble. Change to the rung that was done, and count good days."""
    state.setback = None
    if turn.whole:
        state.half = state.was_worse = False
        state.rest_until = None
        state.completed_days += 1
        if state.completed_days >= FORGIVEN:
            state.pain_stops = 0
    else:
        state.completed_days = 0
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
