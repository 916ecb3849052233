"""What changes over the weeks, computed from the sessions. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trainer.history.records import SessionRecord
from trainer.ui.history.days import WEEK, monday

FORTNIGHT = 2 * WEEK


@dataclass(frozen=True, slots=True)
class Weeks:
    """A number for each week, oldest first."""

    mondays: tuple[date, ...]
    sessions: tuple[int, ...]
    minutes: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Pain:
    """The pain of two weeks, averaged; None where it was not given."""

    begins: date
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Practice:
    """One exercise over a stretch of time."""

    name: str
    sessions: int
    reps: int
    left: int
    right: int
    last: date


def last_weeks(today: date, number: int) -> list[date]:
    """The Mondays of the last weeks, this one included, oldest first."""
    return [monday(today) - WEEK * n for n in reversed(range(number))]


def weekly(sessions: Iterable[SessionRecord], mondays: Sequence[date]) -> Weeks:
    """Sessions, and minutes under coaching, of each week."""
    count: Counter[date] = Counter()
    seconds: defaultdict[date, float] = defaultdict(float)
    for session in sessions:
        week = monday(session.day)
        count[week] += 1
        seconds[week] += sum(exercise.seconds for exercise in session.exercises)
    return Weeks(
        tuple(mondays),
        tuple(count[week] for week in mondays),
        tuple(seconds[week] / 60 for week in mondays),
    )


def minutes_a_week(sessions: Iterable[SessionRecord], mondays: Sequence[date]) -> float:
    """Minutes under coaching on average, from the week of the first session on."""
    known = list(sessions)
    first = monday(min((session.day for session in known), default=mondays[-1]))
    lived = [week for week in mondays if week >= first]
    return sum(weekly(known, lived).minutes) / max(len(lived), 1)


def fortnights(sessions: Sequence[SessionRecord], today: date, number: int) -> list[Pain]:
    """The pain of the last stretches of two weeks, the one that ends today last."""
    end = today + timedelta(days=1)
    found = []
    for n in reversed(range(number)):
        begins = end - FORTNIGHT * (n + 1)
        there = [s for s in sessions if begins <= s.day < begins + FORTNIGHT]
        before = average(s.pain_before for s in there)
        found.append(Pain(begins, before, average(s.pain_after for s in there)))
    return found


def average(values: Iterable[int | None]) -> float | None:
    """The mean of those that were given, or None."""
    given = [value for value in values if value is not None]
    return sum(given) / len(given) if given else None


def practices(sessions: Iterable[SessionRecord], since: date) -> list[Practice]:
    """Every exercise done since a day, the most often done first."""
    found: dict[str, Practice] = {}
    for session in sessions:
        if session.day < since:
            continue
        for e in session.exercises:
            if not e.done_reps:
                continue
            old = found.get(e.id)
            found[e.id] = Practice(
                e.name,
                (old.sessions if old else 0) + 1,
                (old.reps if old else 0) + e.done_reps,
                (old.left if old else 0) + (e.done_left or 0),
                (old.right if old else 0) + (e.done_right or 0),
                max(session.day, old.last) if old else session.day,
            )
    return sorted(found.values(), key=lambda practice: -practice.sessions)
