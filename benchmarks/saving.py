"""Measures how long it takes to save a session."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.program import places, write_history
from benchmarks.table import Row, middle
from trainer.files.places import find
from trainer.history.records import ExerciseRecord, SessionRecord, new_id
from trainer.history.store import HistoryStore

RUNS = 30
SIZES = (10, 100, 1_000, 10_000)
"""How many sessions are in the history before another one is saved."""


def saving() -> Iterator[Row]:
    """Time the saving of one session, with fsync, in histories of each size in turn."""
    times: dict[int, list[float]] = {size: [] for size in SIZES}
    with ExitStack() as stack:
        folders = {size: stack.enter_context(places())[0] for size in SIZES}
        for size, folder in folders.items():
            write_history(folder, size)
        for number in range(RUNS + 1):
            for size, folder in folders.items():
                times[size].append(_time_append(folder, number))
    few, *more = SIZES
    against, _ = middle(times[few][1:])  # the first save of each creates folders and locks
    for size in more:
        value, spread = middle(times[size][1:])
        what = f"save with {size:,} sessions"
        yield Row(what, value, "ms", None, against, f"with {few}", 1.5, spread)


def _time_append(data: Path, number: int) -> float:
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
