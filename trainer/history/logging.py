"""Makes the record of a session done away from the screen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from trainer.history.records import ExerciseRecord, SessionRecord, new_id

if TYPE_CHECKING:
    from trainer.catalog import Choice


NOON = time(12)


def moment(day: date, today: date, now: datetime) -> datetime:
    """The start time recorded for a session of that day: now, or noon for an earlier day.

    Raises OverflowError or OSError for a day that has no noon.
    """
    return now if day == today else datetime.combine(day, NOON).astimezone()


def manual_record(
    choices: Iterable[Choice],
    day: date,
    started: datetime,
    reps: int | None = None,
    note: str | None = None,
) -> SessionRecord:
    """A session of these exercises on a training day, with all reps done unless `reps` is given."""
    exercises = tuple(_exercise(choice, reps) for choice in choices)
    completed = all(exercise.status == "completed" for exercise in exercises)
    return SessionRecord(
        id=new_id(started),
        day=day,
        started=started,
        ended=started,
        status="completed" if completed else "partial",
        source="log",
        note=(note or "").strip() or None,
        exercises=exercises,
    )


def _exercise(choice: Choice, reps: int | None) -> ExerciseRecord:
    planned = choice.planned_reps
    done = planned if reps is None else reps
    # Which side a single rep was on, only the person knows.
    side = done // 2 if choice.sides != "none" and done % 2 == 0 else None
    return ExerciseRecord(
        id=choice.id,
        name=choice.name,
        variant=choice.variant,
        status="completed" if done >= planned else "partial" if done else "skipped",
        planned_reps=planned,
        done_reps=done,
        skipped_reps=0,
        done_left=side,
        done_right=side,
        hold=choice.hold,
        seconds=0,
    )
