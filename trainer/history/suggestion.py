"""What to do today: one or two exercises, those least recently done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from trainer.catalog import Choice, Exercise
from trainer.history.records import SessionRecord


def last_done(sessions: Iterable[SessionRecord]) -> dict[str, date]:
    """The last training day on which any rep of each exercise was done."""
    days: dict[str, date] = {}
    for session in sessions:
        for exercise in session.exercises:
            if exercise.done_reps and session.day >= days.get(exercise.id, date.min):
                days[exercise.id] = session.day
    return days


def last_variant(sessions: Iterable[SessionRecord]) -> dict[str, str]:
    """The variant each exercise was last done in."""
    return {e.id: e.variant for session in sessions for e in session.exercises if e.done_reps}


def last_followed(
    choices: Iterable[Choice], sessions: Iterable[SessionRecord]
) -> tuple[date, int] | None:
    """The last training day on which all of a routine was done in one go, and how often then.

    None where that is not among these sessions. What was stopped early counts: it was done.
    """
    asked = {(choice.id, choice.planned_reps) for choice in choices}
    days = [
        session.day
        for session in sessions
        if asked <= {(e.id, e.planned_reps) for e in session.exercises if e.done_reps}
    ]
    return (max(days), days.count(max(days))) if days else None


def suggest(exercises: Sequence[Exercise], done: Mapping[str, date]) -> list[str]:
    """Ids of the exercises to do today, in order.

    The leaflet: "Performing one or two of these". The very first time it is one, without sides
    to mind; after that the two least recently done. Advanced ones are chosen, never suggested.
    """
    basic = [exercise for exercise in exercises if exercise.level == "basic"] or list(exercises)
    ordered = sorted(basic, key=lambda e: (done.get(e.id, date.min), e.sides != "none"))
    return [exercise.id for exercise in ordered[: 2 if done else 1]]


def ago(day: date | None, today: date) -> str:
    """How long ago a day was: `today`, `3 days ago`, `never yet`."""
    if day is None:
        return "not yet done"
    days = (today - day).days
    if days <= 0:
        return "today"
    if days == 1:
        return "yesterday"
    return f"{days} days ago" if days < 60 else f"{days // 30} months ago"
