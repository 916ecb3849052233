"""What it costs to keep a session."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.program import places, write_history
from benchmarks.table import Row, middle
from trainer.history.records import ExerciseRecord, SessionRecord, new_id
from trainer.history.store import HistoryStore
from trainer.places import find

RUNS = 30


def saving() -> Iterator[Row]:
    """Appending one session, fsync included, to a long history and a short one in turns."""
    few, many = [], []
    with places() as (short, _), places() as (long, _):
        write_history(short, 10)
        write_history(long, 10_000)
        for number in range(RUNS + 1):
            few.append(_appended(short, number))
            many.append(_appended(long, number))
    against, _ = middle(few[1:])  # the first of each makes folders and locks
    value, spread = middle(many[1:])
    yield Row("save with 10,000 sessions", value, "ms", None, against, "with 10", 1.5, spread)


def _appended(data: Path, number: int) -> float:
    store, record = HistoryStore(find(data_dir=data)), _record(number)
    began = time.perf_counter()
    store.append(record)
    return 1000 * (time.perf_counter() - began)


def _record(number: int) -> SessionRecord:
    began = datetime(2026, 11, 23, 7, 30, tzinfo=UTC) + timedelta(hours=number)
    exercise = ExerciseRecord(
        id="bird-dog",
        name="Bird Dog",
        variant="standard",
        status="completed",
        planned_reps=10,
        done_reps=10,
        skipped_reps=0,
        done_left=5,
        done_right=5,
        seconds=71.5,
    )
    return SessionRecord(
        id=new_id(began),
        day=began.date(),
        started=began,
        ended=began + timedelta(minutes=6),
        status="completed",
        source="session",
        exercises=(exercise,),
    )
