"""What a history says about each exercise: one fold over its training days, oldest first.

Theory of operation. Every day on record changes the state of the exercises done on it: the rung
somebody is on, whether the next dose is halved, the good days in a row on the rung, how long the
exercise rests, how often it hurt. The first rule that matches is the only one, in this order:

    F1  it hurt: it was left for pain, or gone on with in an easier version
    F2  the back was worse next morning, or pain rose during the session
    F3  an easy day: done below the own rung because the coach made it easy; costs nothing
    F4  another rung was done: what somebody chooses by hand is their word
    F5  gone through whole, effort and pain low enough: a good day
    F5b anything else: good days start again

Nothing of this is stored. The history is the memory, so an entry corrected in it is corrected
here too. Values that nobody knows, unknown exercises and days that have not come are ignored.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

from trainer.catalog.ladders import first_rung, rung_of, rungs
from trainer.catalog.model import STANDARD, Exercise
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.safety import ACCEPTABLE, CLEAR_CHANGE, STOP_FROM

DAY = timedelta(days=1)

SHORT_REST, CLEAR_REST = 1, 3
"""Days from a stop until the exercise is free again: pain up to 5 is acceptable if it settles
overnight (pain-monitoring model, Thomeé); more than that gets two clear days, so 48 hours
whatever the time of day."""
LONG_RESTS = (14, 28)
"""Days after the second stop, and after every one from the third on. The trainer's own numbers."""
FORGIVEN = 3
"""Whole days in a row after which earlier stops no longer count. The trainer's own number."""
EASY_EFFORT = 4
"""Effort 0-10 up to which a day is a good one. The trainer's own number."""
HARD_EFFORT = 7
"""Effort 0-10 from which a day was hard."""
STALE = 28
"""Days without an exercise after which it begins one rung down: maximal strength keeps for about
four weeks without training (Stronger By Science)."""
NEARBY = 3
"""Days for which a bad day or an unanswered morning still says something."""
BREAK = 10
"""Days without a rep that make a return. The trainer's own number."""

What = Literal["stop", "worse", "worse twice"]


class Setback(NamedTuple):
    """Why an exercise is easier next time."""

    what: What
    day: date
    pain: int | None = None
    """0-10 at the stop, or None where it was not told."""
    times: int = 1
    """How many stops in a row, for a stop."""
    lowest: bool = False
    """Whether there is nothing easier but fewer: it is halved, on the same rung."""


class ExerciseState:
    """Where somebody stands with one exercise."""

    __slots__ = (
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
        "told",
        "tried",
        "variant",
        "warned",
        "whole_days",
    )

    def __init__(self, exercise: Exercise) -> None:
        """Nothing has been done yet."""
        self.exercise = exercise
        self.rung = first_rung(exercise)
        self.half = False
        """Whether the next dose is halved."""
        self.warned = False
        """Whether it was worse afterwards last time, so that once more costs a rung."""
        self.good_days: list[date] = []
        """On the own rung, in a row."""
        self.told = False
        """Whether effort or pain was told on any of the good days."""
        self.rest_until: date | None = None
        """The first day on which it is free again."""
        self.strikes = 0
        self.whole_days = 0
        self.hard_days = 0
        """Days in a row on which it was hard or too tiring."""
        self.falls: list[tuple[date, int]] = []
        """When a rung was lost, and which."""
        self.setback: Setback | None = None
        """Why it is easier next time, until it was done again."""
        self.stop: Setback | None = None
        """The last time it hurt."""
        self.seen: date | None = None
        """Last done, or skipped by key in a session that had a rep."""
        self.done: date | None = None
        self.tried: date | None = None
        """Last done, or stopped before the first rep."""
        self.variant = STANDARD
        """As last done, for an exercise without a ladder."""
        self.hold: float | None = None

    def rests_on(self, day: date) -> bool:
        """Whether it hurt so lately that it is not suggested."""
        return self.rest_until is not None and day < self.rest_until

    def is_stale_on(self, day: date) -> bool:
        """Whether it was done, but not for four weeks."""
        return self.done is not None and (day - self.done).days >= STALE


class DayOnRecord(NamedTuple):
    """What one training day of the history says to all exercises together."""

    day: date
    trained: bool
    """Whether a rep was done."""
    worst: int
    """The highest number told that day, before, at a stop or after; 0 where none was."""
    brought: int
    """The highest number that an exercise brought: at a stop, or after where before was lower."""
    worst_before: int
    morning: Literal["better", "same", "worse"] | None
    stopped: bool
    rose: bool
    answered: bool
    """Whether pain before or the next morning was told."""
    last_session: str
    """The id of the last session with a rep, or of the last one."""
    new_rung: bool = False
    """Whether an exercise was done on another rung than its own."""


class Past:
    """A history, folded."""

    def __init__(
        self, exercises: Iterable[Exercise], sessions: Iterable[SessionRecord], today: date
    ) -> None:
        """Sessions dated tomorrow count as today: after a flight west they were."""
        self.states = {exercise.id: ExerciseState(exercise) for exercise in exercises}
        self.days: list[DayOnRecord] = []
        """Oldest first."""
        self.today: tuple[SessionRecord, ...] = ()
        self.ahead: date | None = None
        """The last day of the history where the clock is behind it."""
        self.first_rep: date | None = None
        self.last_rep: date | None = None
        self.back_since: date | None = None
        """The first day trained after the last break."""
        self.last_pain_before: int | None = None
        self._trained: list[date] = []
        for day, those in self._by_day(sessions, today):
            self._fold(day, those)
            if day == today:
                self.today = tuple(those)

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
        """Training days since the exercise was last tried, on which it was free."""
        since = bisect_right(self._trained, state.tried) if state.tried else 0
        if state.rest_until is not None:
            since = max(since, bisect_left(self._trained, state.rest_until))
        return len(self._trained) - since

    # The fold

    def _fold(self, day: date, sessions: Sequence[SessionRecord]) -> None:
        before = self.days[-1] if self.days else None
        whole = _summary(day, sessions)
        eased = whole.worst_before >= ACCEPTABLE + 1 or (
            before is not None and before.worst >= STOP_FROM and (day - before.day).days <= NEARBY
        )
        done: dict[str, list[tuple[SessionRecord, ExerciseRecord]]] = {}
        for session in sessions:
            if session.pain_before is not None:
                self.last_pain_before = session.pain_before
            worked = any(record.done_reps for record in session.exercises)
            for record in session.exercises:
                state = self.states.get(record.id)
                if state is None:
                    continue
                if record.done_reps or _hurt(record):
                    done.setdefault(record.id, []).append((session, record))
                elif worked and (record.stopped or record.skipped_reps):
                    state.seen = day
        new_rung = False
        for id, entries in done.items():
            new_rung |= self._apply(self.states[id], day, entries, whole.morning, eased)
        self.days.append(whole._replace(new_rung=new_rung))
        if whole.trained:
            if self.last_rep is not None and (day - self.last_rep).days >= BREAK:
                self.back_since = day
            self.first_rep = self.first_rep or day
            self.last_rep = day
            self._trained.append(day)

    def _apply(
        self,
        state: ExerciseState,
        day: date,
        entries: Sequence[tuple[SessionRecord, ExerciseRecord]],
        morning: str | None,
        eased: bool,
    ) -> bool:
        """What one day changes about an exercise; whether another rung than the own was done."""
        if state.is_stale_on(day):
            state.good_days, eased = [], True
        record = entries[-1][1]
        rung = _rung(state, record)
        differs = rung != state.rung
        state.seen = state.tried = day
        hard = any(_is_hard(session, record) for session, record in entries)
        state.hard_days = state.hard_days + 1 if hard else 0
        if any(record.done_reps for _, record in entries):
            state.done = day
            state.variant, state.hold = record.variant, record.hold
        hurt = [record for _, record in entries if _hurt(record)]
        rose = any(_rose(session, settled=morning in ("same", "better")) for session, _ in entries)
        if hurt:
            _stop(state, day, hurt)
        elif morning == "worse" or rose:
            _worsen(state, day, rung)
        elif eased and rung < state.rung:
            pass
        else:
            on_it = (record for _, record in entries if _rung(state, record) == rung)
            whole = any(map(_is_whole, on_it))
            _go_on(state, day, rung, entries, whole=whole)
        return differs


def _stop(state: ExerciseState, day: date, hurt: Sequence[ExerciseRecord]) -> None:
    """F1: it hurt. Easier next time, and after a rest that grows with every stop."""
    places = [_rung(state, record) for record in hurt]
    # Gone on easier after it hurt: the record holds the version gone on with, one below at least.
    places = [
        place if record.stopped == "pain" else min(max(state.rung, place + 1), _top(state))
        for place, record in zip(places, hurt, strict=True)
    ]
    where = min(places)
    if where == 0:
        state.half = state.warned = True
    state.rung = min(state.rung, max(where - 1, 0))
    state.falls.append((day, where))
    numbers = [record.pain_at_stop for record in hurt]
    told = [number for number in numbers if number is not None]
    pain = max(told) if told and (len(told) == len(numbers) or max(told) > ACCEPTABLE) else None
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
    """F2: worse afterwards. Half as many next time; where it was half already, a rung down."""
    above = rung > state.rung
    if state.warned and state.rung > 0:
        state.falls.append((day, min(rung, state.rung)))
        state.rung -= 1
        state.half = state.warned = False
        state.setback = Setback("worse twice", day)
    else:
        # A rung above the own one is not taken: going back to the own one is less already.
        state.half = state.half or not above
        state.warned = True
        state.setback = Setback("worse", day, lowest=state.half)
    # Nobody is sent up after a worse morning: not even back to their own rung.
    state.rung = min(state.rung, rung)
    state.whole_days = 0
    _start_again(state)


def _go_on(
    state: ExerciseState,
    day: date,
    rung: int,
    entries: Sequence[tuple[SessionRecord, ExerciseRecord]],
    *,
    whole: bool,
) -> None:
    """F4 and F5: no trouble. The rung chosen by hand, and how the day went on it."""
    state.setback = None
    if whole:
        state.half = state.warned = False
        state.rest_until = None
        state.whole_days += 1
        if state.whole_days >= FORGIVEN:
            state.strikes = 0
    else:
        state.whole_days = 0
    if rung > state.rung and not whole:
        return
    if rung != state.rung:
        state.rung = rung
        _start_again(state)
    if whole and all(_went_well(session) for session, _ in entries):
        if not state.good_days:
            state.told = False
        state.good_days.append(day)
        state.told |= any(
            session.effort is not None or session.pain_after is not None for session, _ in entries
        )
    else:
        _start_again(state)


def _start_again(state: ExerciseState) -> None:
    state.good_days = []


def _summary(day: date, sessions: Sequence[SessionRecord]) -> DayOnRecord:
    """What the sessions of a day say together."""
    worst = brought = worst_before = 0
    morning: Literal["better", "same", "worse"] | None = None
    trained = stopped = rose = answered = False
    last_session = sessions[-1].id
    for session in sessions:
        before, after = session.pain_before, session.pain_after
        if before is not None:
            answered = True
            worst_before = max(worst_before, before)
        if after is not None and not (before is not None and before >= STOP_FROM):
            brought = max(brought, after)
        worst = max(worst, before or 0, after or 0)
        if any(record.done_reps for record in session.exercises):
            trained, last_session = True, session.id
        for record in session.exercises:
            if _hurt(record):
                stopped = True
                brought = max(brought, record.pain_at_stop or 0)
        rose = rose or _rose(session, settled=False)
        if told := session.morning:
            answered = True
            morning = "worse" if "worse" in (told, morning) else told
    return DayOnRecord(
        day,
        trained,
        max(worst, brought),
        brought,
        worst_before,
        morning,
        stopped,
        rose,
        answered,
        last_session,
    )


def _hurt(record: ExerciseRecord) -> bool:
    """Whether it was left for pain, or gone on with in an easier version."""
    return record.stopped == "pain" or record.pain_at_stop is not None


def _rose(session: SessionRecord, *, settled: bool) -> bool:
    """Whether pain rose in a session by two points or more and did not settle by the morning.

    Seven or more afterwards is too much whatever it was before.
    """
    before, after = session.pain_before, session.pain_after
    if after is None or (settled and after <= ACCEPTABLE):
        return False
    if before is None or after >= STOP_FROM:
        return after > ACCEPTABLE
    return after >= before + CLEAR_CHANGE and after > CLEAR_CHANGE


def _is_hard(session: SessionRecord, record: ExerciseRecord) -> bool:
    return record.stopped == "fatigue" or (session.effort or 0) >= HARD_EFFORT


def _is_whole(record: ExerciseRecord) -> bool:
    """Whether every rep was done and none skipped."""
    return record.done_reps >= record.planned_reps > 0 and not record.skipped_reps


def _went_well(session: SessionRecord) -> bool:
    effort, after = session.effort, session.pain_after
    return (effort is None or effort <= EASY_EFFORT) and (after is None or after <= ACCEPTABLE)


def _rung(state: ExerciseState, record: ExerciseRecord) -> int:
    """The rung on which it was done; the own one where the ladder does not say."""
    place = rung_of(state.exercise, record.variant, record.hold) if state.exercise.ladder else None
    return state.rung if place is None else place


def _top(state: ExerciseState) -> int:
    return max(len(rungs(state.exercise)) - 1, 0)
