"""Lays out the lines of the log, and the text in each of their columns. All functions are pure."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from trainer.files.safe_text import sanitize
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.ui.widgets.entry import exercise_name

REPS_FROM, TIME_FROM = 52, 68
"""Reps are shown if the log is at least `REPS_FROM` columns wide, and times if it is at
least `TIME_FROM` columns wide."""
RISE = 2
"""If the pain rose by at least this many points, the session is marked."""
NOTE_FROM = 105
"""Notes are shown in a log of at least this many columns."""
APART = "    "
"""The blank columns before a note."""
NAME = 36
"""The width of the name column when there is a note column."""


class Columns(NamedTuple):
    """The width of each part of a line. A part that is left out has a width of 0."""

    day: int
    time: int
    name: int
    reps: int
    length: int
    pain: int
    note: int


class Line(NamedTuple):
    """A line of the log: the heading of a month, or one line of an exercise."""

    session: int
    """The index of the session. A heading has the index of the first session below it."""
    exercise: int
    """The index of the exercise in its session; -1 for a heading."""
    name: str
    """The text in the name column. A long name continues on the next line."""
    first: bool = True
    """Whether this is the first line of the exercise."""


def columns(width: int) -> Columns:
    """Return the widths of the parts of a line that fit into `width` columns."""
    day = 8 if width < TIME_FROM else 9
    time = 7 if width >= TIME_FROM else 0
    reps = 9 if width >= TIME_FROM else 8 if width >= REPS_FROM else 0
    length = 8 if width >= TIME_FROM else 0
    pain = 6 if width < REPS_FROM else 7 if width < TIME_FROM else 8
    rest = width - day - time - reps - length - pain
    name = max(rest, 8) if width < NOTE_FROM else NAME
    return Columns(day, time, name, reps, length, pain, max(rest - name, 0))


def layout(sessions: Sequence[SessionRecord], room: int) -> list[Line]:
    """Return all lines of the log. A name longer than `room` columns takes more than one line."""
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
    """Return the column headings, which are shown to the right of a month."""
    titles = f"{'reps':>{room.reps}}" if room.reps else ""
    titles += f"{'time':>{room.length}}" if room.length else ""
    titles += f"{'pain':>{room.pain}}"
    return titles + (f"{APART}{'note':<{room.note - len(APART)}}" if room.note else "")


def when(session: SessionRecord, room: Columns) -> str:
    """Return the weekday, the day of the month and, if there is room, the time of day."""
    weekday = f"{session.day:%a}"[: 2 if room.day < 9 else 3]
    day = f"{weekday} {session.day.day:>2}"
    return f"{day}  {session.started:%H:%M}" if room.time else day


def reps(exercise: ExerciseRecord, room: Columns) -> str:
    """Return the reps done and planned, or only the reps done if they are more than planned."""
    done, planned = exercise.done_reps, exercise.planned_reps
    if done > planned:
        return f"{done} reps"
    return f"{done}/{planned}" if room.reps < 9 else f"{done} of {planned}"


def pain(session: SessionRecord) -> str:
    """Return the pain before and after, with a dash for a missing answer.

    If both answers are missing, return "".
    """
    before, after = session.pain_before, session.pain_after
    if before is None and after is None:
        return ""
    return f"{'–' if before is None else before} → {'–' if after is None else after}"


def worse(session: SessionRecord) -> bool:
    """Check whether the pain rose enough to be marked."""
    before, after = session.pain_before, session.pain_after
    return before is not None and after is not None and after - before >= RISE


def note(session: SessionRecord, room: Columns) -> str:
    """Return blank columns and then the note. A note that is too long ends in an ellipsis."""
    columns = room.note - len(APART)
    text = sanitize(session.note or "")
    if cell_len(text) > columns:
        text = set_cell_size(text, columns - 1).rstrip() + "…"
    return APART + set_cell_size(text, columns)
