"""What was done on each day, and how the calendar draws the day. All functions are pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from trainer.history.records import SessionRecord
from trainer.settings.rest_days import NO_REST_DAYS, RestDays

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Mark:
    """How one kind of day is drawn: as a coloured square or, without shades, as a sign."""

    glyph: str
    """Two characters for terminals without shades. No other mark in the legend has the same two."""
    square: str
    """Two characters for terminals with shades. Several marks may have the same two."""
    style: str
    meaning: str
    brief: str
    fill: str = ""
    """The colour of a large square; empty for no square."""
    sign: str = " "
    """The sign after the day's number in a large square."""

    def small(self, columns: int, *, shades: bool) -> tuple[str, str]:
        """Return the characters of a small square, and their style. `shades` says whether the
        terminal shows shades of one colour."""
        text, style = (self.square, self.style) if shades else (self.glyph, self.style)
        wide = text[0] * columns if text[0] == text[1] else text.center(columns)
        return wide, style if shades else style.partition(" ")[0]  # the plain colour


MISSED = Mark("··", "▆▆", "$line 45%", "none", "none", "$line 30%")
REST = Mark("──", "──", "$quiet", "rest day", "rest", "$line 30%", "─")
TODAY = Mark("[]", "[]", "$key", "today, nothing yet", "today", "$line 60%")
STARTED = Mark("▂▂", "▂▂", "$good 66%", "partial", "partial", "$good 20%", "▂")
LITTLE = Mark("▒▒", "▆▆", "$good 38%", "up to 10 reps", "up to 10", "$good 38%")
NORMAL = Mark("▓▓", "▆▆", "$good 66%", "up to 20", "up to 20", "$good 66%")
MUCH = Mark("██", "▆▆", "$good", "more", "more", "$good")
HURT = Mark("××", "××", "$care", "it hurt", "hurt", "$care", "×")
BEFORE = Mark("  ", "▆▆", "$line 20%", "before the first session", "before", "$line 15%")
BLANK = Mark("  ", "  ", "", "", "")

AHEAD = timedelta(days=366)
"""How far ahead planned rest days are shown."""
SCALE = (MISSED, LITTLE, NORMAL, MUCH)
LEGEND = (*SCALE, HURT, REST, STARTED)
"""The marks in the legend, in order. Marks for reps come first, from fewest to most."""


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions of one training day."""

    sessions: tuple[SessionRecord, ...]

    @property
    def reps(self) -> int:
        """The reps done on this day."""
        return sum(exercise.done_reps for s in self.sessions for exercise in s.exercises)

    @property
    def trained(self) -> bool:
        """Whether at least one exercise was completed."""
        return any(session.counts for session in self.sessions)

    @property
    def mark(self) -> Mark:
        """The mark of the day. More reps make a fuller square.

        The limits are ten reps (the usual number for one exercise) and twenty reps. If an exercise
        was stopped because it hurt, the mark is always `HURT`."""
        if any(e.stopped == "pain" for session in self.sessions for e in session.exercises):
            return HURT
        if not self.trained:
            return STARTED
        reps = self.reps
        return LITTLE if reps <= 10 else NORMAL if reps <= 20 else MUCH


@dataclass(frozen=True)
class Days:
    """The days of the calendar, with their marks."""

    today: date
    marks: Mapping[date, Mark] = field(default_factory=dict)
    """The marks of the days with sessions."""
    off: RestDays = NO_REST_DAYS

    @cached_property
    def first(self) -> date:
        """The first day with a session, or today. No earlier day counts as missed."""
        return min(self.marks, default=self.today)

    @cached_property
    def begin(self) -> date:
        """The first Monday in the calendar. The calendar begins here, so that it shows the whole
        month of `first`."""
        return monday(self.first.replace(day=1))

    @cached_property
    def last(self) -> date:
        """The last planned rest day that is shown, or today."""
        near = (day for day in self.off.dates if day <= self.today + AHEAD)
        return max((self.today, *near))

    def mark(self, day: date) -> Mark:
        """Return the mark of a day."""
        if (mark := self.marks.get(day)) is not None:
            return mark
        if day in self.off.dates:
            return REST
        if day > self.today:
            return BLANK
        if day < self.first:
            return BEFORE
        if day in self.off:
            return REST
        return TODAY if day == self.today else MISSED


@dataclass(frozen=True, slots=True)
class Totals:
    """Totals over the history."""

    sessions: int
    reps: int
    seconds: float


def by_day(sessions: Iterable[SessionRecord]) -> dict[date, Day]:
    """Group sessions by training day, in the order they were started."""
    found: defaultdict[date, list[SessionRecord]] = defaultdict(list)
    for session in sessions:
        found[session.day].append(session)
    return {
        day: Day(tuple(sorted(sessions, key=lambda session: session.started)))
        for day, sessions in found.items()
    }


def totals(sessions: Collection[SessionRecord]) -> Totals:
    """Count the sessions, reps and coached seconds."""
    exercises = [exercise for session in sessions for exercise in session.exercises]
    return Totals(
        len(sessions),
        sum(exercise.done_reps for exercise in exercises),
        sum(exercise.seconds for exercise in exercises),
    )


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
