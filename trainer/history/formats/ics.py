"""Exports sessions as calendar events (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from trainer.files.safe_text import UNSAFE
from trainer.history.records import SessionRecord

_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\t": " "})
_LONGEST = 75
"""The longest line in octets, without its line ending."""


def to_ics(sessions: Iterable[SessionRecord]) -> str:
    """Return a calendar with an event for each session."""
    return calendar("History", (line for session in sessions for line in _event(session)))


def calendar(name: str, events: Iterable[str]) -> str:
    """Return a complete calendar from the lines of its events."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Glute Trainer//{name}//EN")
    return "".join(f"{_folded(line)}\r\n" for line in (*head, *events, "END:VCALENDAR"))


def _event(session: SessionRecord) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(session.id)}@glute-trainer"
    yield f"DTSTAMP:{utc(session.ended)}"
    yield f"DTSTART:{utc(session.started)}"
    # In RFC 5545 an event must end after it starts, or have no end.
    if utc(session.ended) > utc(session.started):
        yield f"DTEND:{utc(session.ended)}"
    yield f"SUMMARY:{escaped('Glutes: ' + ', '.join(e.name for e in session.exercises))}"
    yield f"DESCRIPTION:{escaped(chr(10).join(_described(session)))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _described(session: SessionRecord) -> Iterator[str]:
    for exercise in session.exercises:
        yield f"{exercise.name}: {exercise.done_reps} of {exercise.planned_reps} reps"
    if session.pain_before is not None:
        yield f"Pain before: {session.pain_before}"
    if session.pain_after is not None:
        yield f"Pain after: {session.pain_after}"
    if session.effort is not None:
        yield f"Effort: {session.effort}"
    if session.note:
        yield session.note


def utc(moment: datetime) -> str:
    """Convert a time to UTC and the calendar format."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ").rjust(16, "0")


def escaped(text: str) -> str:
    """Escape a text value, and remove control characters, which the format forbids."""
    plain = text.replace("\r\n", "\n").encode("utf-8", "replace").decode()
    return re.sub(UNSAFE, "", plain).translate(_ESCAPES)


def _folded(line: str) -> str:
    """Fold a line to at most 75 octets, without splitting characters."""
    parts, size = [""], 0
    for character in line:
        width = len(character.encode())
        if size + width > _LONGEST:
            parts.append(" ")
            size = 1
        parts[-1] += character
        size += width
    return "\r\n".join(parts)
