"""Reads the days trained, fast enough for a shell prompt.

For speed, it reads only histories that look exactly as the program writes them, without a TOML
parser. `HistoryStore` reads all other histories: edited, faulty or with an interrupted save.
"""

from __future__ import annotations

import os
import re
from datetime import date, datetime

from trainer.files import limits, reading
from trainer.files.limits import FIRST_DAY, LAST_DAY
from trainer.files.places import Places
from trainer.files.reading import UnreadableError
from trainer.history.file.patterns import COMPLETED, EXERCISE, SESSION

_HEAD = re.compile(r"(?:#[^\x00-\x08\x0a-\x1f\x7f]*\n)*format = 1\n")


def trained_days(places: Places) -> set[date] | None:
    """Return the days with a completed exercise. None if `HistoryStore` must be used instead."""
    if os.path.lexists(places.pending_file):
        return None
    try:
        text = reading.read(places.history_file, limits.HISTORY)
    except UnreadableError:
        return None
    return set() if text is None else days_in(text)


def days_in(text: str) -> set[date] | None:
    """Return the training days in a history's text. None if any part has another layout."""
    head = _HEAD.match(text)
    if head is None:
        return None
    exercise = re.sub(r"\((?!\?)", "(?:", EXERCISE)
    at = head.end()
    ids: set[str] = set()
    days: set[date] = set()
    try:
        for match in re.compile(rf"\n+{SESSION}(?:{exercise})+", re.ASCII).finditer(text, at):
            if match.start() != at:
                return None
            at = match.end()
            id, day, started, ended = match.group(1, 2, 3, 4)
            if id in ids or datetime.fromisoformat(ended) < datetime.fromisoformat(started):
                return None
            ids.add(id)
            trained = date.fromisoformat(day)
            if not FIRST_DAY <= trained <= LAST_DAY:
                return None
            if text.find(COMPLETED, match.end(4), at) >= 0:
                days.add(trained)
    except ValueError:
        return None
    return days if not text[at:].strip("\n") else None
