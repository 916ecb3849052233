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
"""The local time with its UTC offset; tests replace it."""


def load_history(places: Places) -> History:
    """Load the history; problems in it are printed to stderr."""
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

    With years of sessions, collecting garbage takes a tenth of the time of a short command.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def end(history: History | None) -> None:
    """Exit with 2 if only part of the history could be read, as `load_history` has reported."""
    if history is not None and history.broken:
        raise SystemExit(2)
