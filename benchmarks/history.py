"""Measures the time to read and show ten thousand sessions, and the memory they take."""

from __future__ import annotations

import importlib
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from benchmarks.program import STILL, places, see, write_history
from benchmarks.starting import settled
from benchmarks.table import Row, middle
from benchmarks.terminal import Recording, Terminal
from trainer.files.places import find
from trainer.history.store import HistoryStore

MANY = 10_000
LOADS = 5
RUNS = 5
MEGABYTE = 1_000_000
SETTLE = 2.5
"""After this many seconds the screen is complete, or has missed its budget by far."""


def loading() -> Iterator[Row]:
    """Time reading and checking all sessions, and compare it with parsers that check nothing."""
    with places() as (data, _):
        write_history(data, MANY)
        text = (data / "history.toml").read_text()
        value, spread = _timed(HistoryStore(find(data_dir=data)).load)
        against, _ = _timed(lambda: tomllib.loads(text))
        what = "load 10,000 sessions"
        yield Row(what, value, "s", None, against, "tomllib", None, spread)
        try:
            tomli = importlib.import_module("tomli")
        except ImportError:
            yield Row(what, value, "s", peer_name="tomli: not installed (pip install tomli)")
            return
        against, _ = _timed(lambda: tomli.loads(text))
        yield Row(what, value, "s", None, against, "tomli", None, spread)


def _timed(load: Callable[[], object]) -> tuple[float, float]:
    """Return the median time of a call in seconds, and its spread."""
    times = []
    for _ in range(LOADS):
        began = time.perf_counter()
        load()
        times.append(time.perf_counter() - began)
    return middle(times)


def screen() -> Iterator[Row]:
    """Open the history screen: the times until it appears and is complete, and its memory."""
    first, whole, keys, held, peaks = [], [], [], [], []
    with places() as (data, command):
        write_history(data, MANY)
        for _ in range(RUNS):
            with _opened(command) as (terminal, pressed):
                first.append(terminal.arrived - pressed)
                terminal.watch(SETTLE)
                seen = Recording(100, 30, list(terminal.recording.chunks))
                whole.append(settled(seen, "best") - pressed)
                held.append(terminal.resident / MEGABYTE)
            peaks.append(terminal.recording.memory / MEGABYTE)
            with _opened(command) as (terminal, _pressed):
                asked = terminal.seconds
                terminal.press("\t")  # while the history is still being read
                keys.append(1000 * (see(terminal, "tab trends") - asked))
    what = "History of 10,000 sessions"
    yield _row(f"{what}: first paint", first, "s", 0.2)
    yield _row(f"{what}: complete", whole, "s", 1.0)
    yield _row(f"{what}: key while loading", keys, "ms", 50)
    yield _row("memory with 10,000 sessions, resident", held, "MB", 90)
    yield _row("memory with 10,000 sessions, peak", peaks, "MB", None)


@contextmanager
def _opened(command: Sequence[str]) -> Iterator[tuple[Terminal, float]]:
    """Yield a terminal that has just opened the history, and the time of the key press."""
    terminal = Terminal(command, 100, 30, environment=STILL)
    try:
        see(terminal, "enter start", gone="Reading your")
        terminal.watch(0.5)
        pressed = terminal.seconds
        terminal.press("h")
        see(terminal, "Trends")
        yield terminal, pressed
    finally:
        terminal.close()


def _row(what: str, values: list[float], unit: str, limit: float | None) -> Row:
    value, spread = middle(values)
    return Row(what, value, unit, limit, spread=spread)
