"""The lines of the log, and the text in each of their columns. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from trainer.files.safe_text import sanitize
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.ui.widgets.entry import exercise_name

REPS_FROM, TIME_FROM = 52, 68
"""The fewest columns for showing the reps, and the fewest for showing times of day and
durations."""
RISE = 2
"""A session is marked if the pain rose by at least this many points."""
NOTE_FROM = 105
"""The fewest columns for showing notes."""
APART = "    "
"""The blank columns before a note."""
NAME = 36
"""Columns for the names if there is a column for notes."""


class Columns(NamedTuple):
    """The width of each part of a line; 0 if it is left out."""

    day: int
    time: int
    name: int
    reps: int
    length: int
    pain: int
    note: int


class Line(NamedTuple):
    """A line of the log: the heading of a month, or a part of a session."""

    session: int
    """The index of the session; for a heading, of the first session below it."""
    exercise: int
    """The index of the exercise; -1 for a heading."""
    name: str
    """The text in the column of names; a long name continues in the next line."""
    first: bool = True
    """Whether this is the first line of the exercise."""


def columns(width: int) -> Columns:
    """The parts of a line that fit into `width` columns."""
    day = 8 if width < TIME_FROM else 9
    time = 7 if width >= TIME_FROM else 0
    reps = 9 if width >= TIME_FROM else 8 if width >= REPS_FROM else 0
    length = 8 if width >= TIME_FROM else 0
    pain = 6 if width < REPS_FROM else 7 if width < TIME_FROM else 8
    rest = width - day - time - reps - length - pain
    name = max(rest, 8) if width < NOTE_FROM else NAME
    return Columns(day, time, name, reps, length, pain, max(rest - name, 0))


def layout(sessions: Sequence[SessionRecord], room: int) -> list[Line]:
    """All lines of the log. Names longer than `room` columns take more lines."""
    lines: list[Line] = []
    cut: dict[str, list[str]] = {}
    month = None
    for number, session in enumerate(sessions):
        if (session.day.year, session.day.month) != month:
            month = session.day.year, session.day.month
            lines.append(Line(number, -1, f"{session.day:%B %Y}"))
        for place, exercise in enumerate(session.exercises):
            name = exercise_name(exercise)
            if name not in cut:
                cut[name] = wrap(name, room) or [""]
            for part, text in enumerate(cut[name]):
                lines.append(Line(number, place, text, part == 0))
        if not session.exercises:
            lines.append(Line(number, 0, "nothing done"))
    return lines


def headings(room: Columns) -> str:
    """The headings of the columns of numbers, in the line of a month."""
    titles = f"{'reps':>{room.reps}}" if room.reps else ""
    titles += f"{'time':>{room.length}}" if room.length else ""
    titles += f"{'pain':>{room.pain}}"
    return titles + (f"{APART}{'note':<{room.note - len(APART)}}" if room.note else "")


def when(session: SessionRecord, room: Columns) -> str:
    """The weekday and the day of the month, with the time of day if there is room."""
    weekday = f"{session.day:%a}"[: 2 if room.day < 9 else 3]
    day = f"{weekday} {session.day.day:>2}"
    return f"{day}  {session.started:%H:%M}" if room.time else day


def reps(exercise: ExerciseRecord, room: Columns) -> str:
    """The reps done and planned; only those done, if they were more than planned."""
    done, planned = exercise.done_reps, exercise.planned_reps
    if done > planned:
        return f"{done} reps"
    return f"{done}/{planned}" if room.reps < 9 else f"{done} of {planned}"


def pain(session: SessionRecord) -> str:
    """The pain before and after, with a dash for a missing answer; empty if both are missing."""
    before, after = session.pain_before, session.pain_after
    if before is None and after is None:
        return ""
    return f"{'–' if before is None else before} → {'–' if after is None else after}"


def worse(session: SessionRecord) -> bool:
    """Whether the pain rose enough to be marked."""
    before, after = session.pain_before, session.pain_after
    return before is not None and after is not None and after - before >= RISE


def note(session: SessionRecord, room: Columns) -> str:
    """The note, after some blank columns; a long one ends in an ellipsis."""
    columns = room.note - len(APART)
    text = sanitize(session.note or "")
    if cell_len(text) > columns:
        text = set_cell_size(text, columns - 1).rstrip() + "…"
    return APART + set_cell_size(text, columns)
