"""The changes that the history screen makes, and how to undo each. They run in a thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from trainer.history.records import SessionRecord
from trainer.history.store import HistoryStore


@dataclass(frozen=True, slots=True)
class Change:
    """A change that was made."""

    message: str
    """The message that says what was changed."""
    undone: str = ""
    """The message to show after the change is undone."""
    back: Callable[[], object] | None = None
    """Undoes the change. None if there is nothing to undo."""


def edit(store: HistoryStore, before: SessionRecord, after: SessionRecord) -> Change:
    """Change a session's answers and reps. Raises HistoryError."""
    answers = {
        key: getattr(after, key)
        for key in ("pain_before", "pain_after", "effort", "note")
        if getattr(after, key) != getattr(before, key)
    }
    if None in answers.values() or after.exercises != before.exercises:
        stood = store.edit(before.id, after)
    else:
        stood = store.amend(before.id, **answers)

    def back() -> None:
        if stood is None:
            store.edit(before.id, before)
        else:
            store.undo_edit(before.id, stood)

    return Change("Changed.", "Undone.", back)


def add(store: HistoryStore, session: SessionRecord) -> Change:
    """Add a session. Raises HistoryError."""
    waits = store.pending_notice(store.append(session))
    day = session.day
    return Change(
        waits or f"Added to {day:%A} {day.day} {day:%B}.",
        "Undone: the session was removed.",
        lambda: store.delete(session.id),
    )


def delete(store: HistoryStore, session: SessionRecord) -> Change:
    """Delete a session. Raises HistoryError."""
    removed = store.delete(session.id)
    return Change("Deleted.", "The session is back.", lambda: store.restore(removed))


def rested(days: set[date], rest: bool, back: Callable[[], object] | None) -> Change:
    """Describe a finished change: days became rest days (if `rest`) or normal days."""
    first, last = min(days), max(days)
    if first == last:
        message = f"{first:%A} {first.day} {first:%B}"
        message += " is a rest day." if rest else " is a normal day."
    else:
        message = f"Rest from {first.day} {first:%B} to {last.day} {last:%B %Y}."
    return Change(message, "The rest days are as they were before.", back)
