"""How long until it is there: the picker, and the line for a shell prompt."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from benchmarks.program import places, see, write_history
from benchmarks.table import Row, middle
from benchmarks.terminal import Terminal

RUNS = 9


def picker() -> Iterator[Row]:
    """Start to the first full picker, against an app of one Static, run in turns."""
    ours, peer = [], []
    with places() as (_, command):
        for _run in range(RUNS + 1):
            ours.append(_painted(command, "enter starts", "? Help", gone="Reading your"))
            peer.append(_painted([sys.executable, "-m", "benchmarks.peers"], "one static"))
    value, spread = middle(ours[1:])  # the first run of each fills the caches
    against, _ = middle(peer[1:])
    yield Row("start to first full picker", value, "s", None, against, "one Static", 1.25, spread)


def _painted(command: Sequence[str], *texts: str, gone: str = "") -> float:
    terminal = Terminal(command, 100, 30)
    try:
        return see(terminal, *texts, gone=gone)
    finally:
        terminal.close()


def status() -> Iterator[Row]:
    """`status` with ten years of history, against an interpreter that does nothing."""
    ours, peer = [], []
    with places() as (data, command):
        write_history(data, 3650)
        for _run in range(RUNS + 1):
            ours.append(_ran([*command, "status"]))
            peer.append(_ran([sys.executable, "-c", "pass"]))
    value, spread = middle(ours[1:])
    against, _ = middle(peer[1:])
    name = "python -c pass"
    yield Row("status with 3,650 sessions", value, "s", 0.15, against, name, 10, spread)


def _ran(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began
