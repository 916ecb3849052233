"""What a session leaves behind: plain, typed, checked."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal

import msgspec

Ten = Annotated[int, msgspec.Meta(ge=0, le=10)]
Reps = Annotated[int, msgspec.Meta(ge=0)]
Seconds = Annotated[float, msgspec.Meta(ge=0)]
Stopped = Literal["pain", "fatigue", "time", "other"]


class ExerciseRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one exercise."""

    id: str
    name: str
    """Kept so that the record reads without the catalog."""
    variant: str = "standard"
    status: Literal["completed", "partial", "skipped"]
    planned_reps: Reps
    """Over all sets and sides."""
    done_reps: Reps
    skipped_reps: Reps = 0
    stopped: Stopped | None = None
    """Only where it was left early."""
    done_left: Reps | None = None
    done_right: Reps | None = None
    hold: Seconds | None = None
    """Seconds, only where a hold was set."""
    seconds: Seconds = 0.0
    """Time under coaching, pauses left out."""


class SessionRecord(msgspec.Struct, frozen=True, kw_only=True, rename={"exercises": "exercise"}):
    """One session, as the history keeps it."""

    id: str
    day: date
    """The training day, fixed when the session started."""
    started: datetime
    """Local time with its UTC offset."""
    ended: datetime
    status: Literal["completed", "partial"]
    source: Literal["session", "log", "import"] = "session"
    pain_before: Ten | None = None
    pain_after: Ten | None = None
    effort: Ten | None = None
    note: str | None = None
    exercises: tuple[ExerciseRecord, ...] = ()


def new_id(started: datetime, tail: str | None = None) -> str:
    """A unique id: local start time and a random tail."""
    return f"{started:%Y%m%dT%H%M%S}-{tail or secrets.token_hex(3)}"


def training_day(local: datetime, day_starts_at: time) -> date:
    """The date a session counts for: before the day starts it is still the day before."""
    today = local.date()
    return today - timedelta(days=1) if local.time() < day_starts_at else today
