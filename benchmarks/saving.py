"""What it costs to keep a session."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from benchmarks.program import places, write_history
from benchmarks.table import Row, middle
from trainer.history.records import ExerciseRecord, SessionRecord, new_id
from trainer.history.store import HistoryStore
from trainer.places import find

RUNS = 15


def saving() -> Iterator[Row]:
    """Appending one session, fsync included, to a long history against a short one."""
    few, _ = middle(_appended(10))
    many, spread = middle(_appended(10_000))
    yield Row(
        "save with 10,000 sessions", 1000 * many, "ms", None, 1000 * few, "with 10", 1.5,
        1000 * spread,
    )  # fmt: skip


def _appended(sessions: int) -> list[float]:
    with places() as (data, _):
        write_history(data, sessions)
        store = HistoryStore(find(data_dir=data))
        waits = []
        for number in range(RUNS):
            record = _record(number)
            began = time.perf_counter()
            store.append(record)
            waits.append(time.perf_counter() - began)
    return waits[1:]


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
