"""What an interrupted save left, put in order at the next start."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from trainer.files import writing
from trainer.files.writing import HistoryError
from trainer.history.file.history_file import HistoryFile, is_torn
from trainer.history.file.layout import block
from trainer.history.file.torn import torn_from, torn_tail


def settle(book: HistoryFile, pending: HistoryFile, now: Callable[[], datetime]) -> list[str]:
    """Set a torn end of the history aside, and fold in the sessions that wait.

    Needs the lock. Returns what there is to tell, a line each. Raises HistoryError where the disk
    does not let it; then nothing is lost, and the next start tries again.
    """
    waiting = pending.read()[1]
    text, found = book.read()
    notices = []
    begun = torn_from(text, [*map(block, waiting.sessions)]) if waiting.sessions else 0
    if begun:
        # Nothing is lost with it: what waits has all of it and more.
        book.shorten(text[-begun:])
        found = book.read()[1]
    elif is_torn(text, found):
        aside = _set_aside(book, text[-torn_tail(text) :], now())
        notices.append(f"A save was cut off. Its incomplete end was moved to {aside}.")
        found = book.read()[1]
    if found.broken or waiting.broken:
        return notices
    missing = [record for record in waiting.sessions if record.id not in found.ids]
    if missing:
        book.add(missing)
    if begun:
        notices.append("A save was cut off. It is complete now.")
    elif missing:
        what = "1 session is" if len(missing) == 1 else f"{len(missing)} sessions are"
        notices.append(f"{what} now in the history that had to wait in {pending.file.name}.")
    if pending.exists and not waiting.faults:
        writing.remove(pending.file)
    return notices


def _set_aside(book: HistoryFile, tail: str, now: datetime) -> Path:
    """Move the end of the history to a file of its own."""
    name = f"{book.file.stem}.torn-{now:%Y%m%dT%H%M%S}"
    endings = ("", *(f"-{number}" for number in range(2, 1000)))
    places = (book.file.with_name(f"{name}{ending}.toml") for ending in endings)
    aside = next(place for place in places if not place.exists())
    try:
        writing.append(aside, tail)
    except OSError as error:
        raise HistoryError.of(aside, error) from error
    book.shorten(tail)
    return aside
