"""Works out the numbers for the trends from the sessions. All functions are pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.catalog import Exercise
from trainer.catalog.ladders import first_rung, rung_of, rungs
from trainer.history.records import SessionRecord
from trainer.ui.history.days import WEEK, monday

HALF_A_YEAR = timedelta(days=183)
THREE_YEARS = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True)
class Weeks:
    """The days and minutes of each week, oldest first."""

    mondays: tuple[date, ...]
    days: tuple[int, ...]
    """Days trained in each week."""
    minutes: tuple[float, ...]
    """Minutes coached in each week."""


@dataclass(frozen=True, slots=True)
class Pain:
    """The average pain, 0-10, in a week, a month or a quarter.

    Only sessions with a rating before and after count.
    """

    middle: date
    """The average date of these sessions."""
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Sides:
    """The reps of one exercise, by the glute that worked."""

    name: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class LadderHistory:
    """The rungs of an exercise's ladder, and when each was reached."""

    name: str
    steps: int
    """The number of rungs."""
    since: tuple[tuple[date, int], ...]
    """Pairs of a day and the rung done from that day on. Empty if the exercise was never done."""
    start: int
    """The rung to start on."""

    @property
    def now(self) -> int:
        """The rung done last or, before the first time, the rung to start on."""
        return self.since[-1][1] if self.since else self.start

    def climbed(self, since: date) -> int:
        """Return how many rungs were climbed since a day: rungs up minus rungs down, at least 0."""
        earlier = [step for day, step in self.since if day < since]
        begun = earlier[-1] if earlier else self.since[0][1] if self.since else self.start
        return max(self.now - begun, 0)


def weeks_until(first: date, today: date) -> list[date]:
    """Return the Mondays from the week of `first` to this week, oldest first."""
    begins, number = monday(first), (monday(today) - monday(first)).days // 7
    return [begins + WEEK * n for n in range(number + 1)]


def weekly(sessions: Iterable[SessionRecord], mondays: Sequence[date]) -> Weeks:
    """Count the days trained and the minutes coached in each week."""
    days: defaultdict[date, set[date]] = defaultdict(set)
    seconds: defaultdict[date, float] = defaultdict(float)
    for session in sessions:
        week = monday(session.day)
        if session.counts:
            days[week].add(session.day)
        seconds[week] += sum(exercise.seconds for exercise in session.exercises)
    return Weeks(
        tuple(mondays),
        tuple(len(days[week]) for week in mondays),
        tuple(seconds[week] / 60 for week in mondays),
    )


def pain_over_time(sessions: Sequence[SessionRecord]) -> list[Pain]:
    """Return the average pain of each week.

    In a history of more than half a year, average over months. In a history of more than three
    years, average over quarters.
    """
    if not sessions:
        return []
    length = max(s.day for s in sessions) - min(s.day for s in sessions)
    found: defaultdict[date, list[SessionRecord]] = defaultdict(list)
    for session in sessions:
        if session.pain_before is not None and session.pain_after is not None:
            found[_begin(session.day, length)].append(session)
    points = []
    for begin in sorted(found):
        sessions = found[begin]
        middle = date.fromordinal(sum(s.day.toordinal() for s in sessions) // len(sessions))
        before = sum(s.pain_before or 0 for s in sessions) / len(sessions)
        after = sum(s.pain_after or 0 for s in sessions) / len(sessions)
        points.append(Pain(middle, before, after))
    return points


def _begin(day: date, length: timedelta) -> date:
    if length <= HALF_A_YEAR:
        return monday(day)
    if length <= THREE_YEARS:
        return day.replace(day=1)
    return day.replace(day=1, month=day.month - (day.month - 1) % 3)


def left_and_right(
    sessions: Iterable[SessionRecord], since: date, exercises: Iterable[Exercise]
) -> list[Sides]:
    """Count the reps done since a day, for each exercise with sides, most reps first.

    A session saves each side under the exercise's name for it. In some exercises this is not the
    side of the glute that works: the bird dog names its sides after the arm. Left and right are
    swapped here for such exercises.
    """
    crossed = {e.id for e in exercises if any(step.squeeze == "other" for step in e.steps)}
    names: dict[str, str] = {}
    counted: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for session in sessions:
        if session.day < since:
            continue
        for e in session.exercises:
            if e.done_left is None and e.done_right is None:
                continue
            both = e.done_left or 0, e.done_right or 0
            left, right = both[::-1] if e.id in crossed else both
            counted[e.id][0] += left
            counted[e.id][1] += right
            names[e.id] = e.name
    found = [Sides(names[id_], *both) for id_, both in counted.items() if any(both)]
    return sorted(found, key=lambda sides: -(sides.left + sides.right))


def ladder_histories(
    sessions: Iterable[SessionRecord], exercises: Iterable[Exercise]
) -> list[LadderHistory]:
    """Return the rungs climbed in each exercise with a ladder. Sessions must be oldest first."""
    laddered: Mapping[str, Exercise] = {e.id: e for e in exercises if rungs(e)}
    since: defaultdict[str, list[tuple[date, int]]] = defaultdict(list)
    for session in sessions:
        for e in session.exercises:
            exercise = laddered.get(e.id)
            if exercise is None or not e.done_reps:
                continue
            step = rung_of(exercise, e.variant, e.hold)
            own = since[e.id]
            if step is not None and (not own or own[-1][1] != step):
                own.append((session.day, step))
    return [
        LadderHistory(e.name, len(rungs(e)), tuple(since[e.id]), first_rung(e))
        for e in laddered.values()
    ]
