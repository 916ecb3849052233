"""Loads the history and the current time for the commands."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from trainer.cli.messages import warn
from trainer.clock import SystemClock
from trainer.files import limits
from trainer.files.places import Places

if TYPE_CHECKING:
    from trainer.history.store import History

now = SystemClock().now
"""Return the local time with its UTC offset. Tests replace this function."""


def load_history(places: Places) -> History:
    """Load the history, and print its problems to stderr."""
    from trainer.history.store import HistoryStore

    history = HistoryStore(places).load()
    for notice in history.notices:
        warn(notice)
    for faulty in history.problems[: limits.PROBLEMS_WARNED]:
        warn(f"{places.history_file}: {faulty}")
    if more := len(history.problems[limits.PROBLEMS_WARNED :]):
        warn(f"{places.history_file}: {more} more cannot be read; glute-trainer check lists them.")
    if history.broken:
        warn(history.broken)
    return history


@contextmanager
def without_collecting() -> Iterator[None]:
    """Turn garbage collection off inside the `with` block.

    With years of sessions, a short command would spend a tenth of its time on garbage collection.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def end(history: History | None) -> None:
    """Exit with 2 if only part of the history could be read."""
    if history is not None and history.broken:
        raise SystemExit(2)
