"""Creates and corrects the records of sessions that were added by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from trainer.history.records import ExerciseRecord, SessionRecord, new_id

if TYPE_CHECKING:
    from trainer.catalog import Choice


NOON = time(12)


def start_time(day: date, today: date, now: datetime) -> datetime:
    """Return the start of a session added by hand: now, or noon on an earlier day.

    Raises OverflowError or OSError if the system cannot represent noon on that day.
    """
    return now if day == today else datetime.combine(day, NOON).astimezone()


def manual_record(
    choices: Iterable[Choice],
    day: date,
    started: datetime,
    reps: int | None = None,
    note: str | None = None,
    *,
    each_side: int | None = None,
    pain_before: int | None = None,
    pain_after: int | None = None,
    effort: int | None = None,
) -> SessionRecord:
    """Create the record of a session with these exercises on a training day.

    `reps` counts both sides together; `each_side` counts one side. If neither is given, all planned
    reps were done. Pain and effort are 0-10.
    """
    if each_side is not None:
        reps = 2 * each_side
    exercises = tuple(_exercise(choice, reps) for choice in choices)
    completed = all(exercise.status == "completed" for exercise in exercises)
    return SessionRecord(
        id=new_id(started),
        day=day,
        started=started,
        ended=started,
        status="completed" if completed else "partial",
        source="log",
        pain_before=pain_before,
        pain_after=pain_after,
        effort=effort,
        note=(note or "").strip() or None,
        exercises=exercises,
    )


def _exercise(choice: Choice, reps: int | None) -> ExerciseRecord:
    planned = choice.planned_reps
    done = planned if reps is None else reps
    # If the number is odd, only the person knows which side did one more.
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


def with_done_reps(record: SessionRecord, reps: Sequence[int]) -> SessionRecord:
    """Return the record with new numbers of done reps, and with each status updated to match."""
    exercises = tuple(
        exercise if done == exercise.done_reps else _with_reps(exercise, done)
        for exercise, done in zip(record.exercises, reps, strict=True)
    )
    if exercises == record.exercises:
        return record
    completed = all(exercise.status == "completed" for exercise in exercises)
    status: Literal["completed", "partial"] = "completed" if completed else "partial"
    return replace(record, exercises=exercises, status=status)


def _with_reps(exercise: ExerciseRecord, done: int) -> ExerciseRecord:
    whole = done >= exercise.planned_reps
    sided = exercise.done_left is not None or exercise.done_right is not None
    side = done // 2 if sided and done % 2 == 0 else None
    return replace(
        exercise,
        status="completed" if whole else "partial" if done else "skipped",
        done_reps=done,
        skipped_reps=min(exercise.skipped_reps, max(exercise.planned_reps - done, 0)),
        stopped=None if whole else exercise.stopped,
        done_left=side,
        done_right=side,
    )
