"""Measures how long it takes until the picker is complete, and how long short commands take."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

import pyte

from benchmarks.peers import HARLEQUIN, INSTALL, POSTING
from benchmarks.program import STILL, places, write_history
from benchmarks.table import Row, middle
from benchmarks.terminal import Recording, Terminal

RUNS = 20
PEER_RUNS = 1
QUIET, PEER_QUIET = 0.6, 1.5
"""A screen is complete if nothing is sent for this many seconds."""
LEAST = 1000
"""The first screen has at least this many bytes; fewer only set up the terminal."""
LONGEST = 8.0
"""The most seconds to wait for a quiet screen. With a blinking cursor it is never quiet."""
HISTORY = 365
"""Number of sessions: one each day for a year."""

STATIC = ("-m", "benchmarks.one_static")
TEXTUAL = ("-c", "import textual.app, textual.widgets")
CLICK = ("-c", "import click; click.command()(lambda: None)()")
NOTHING = ("-c", "pass")


def picker() -> Iterator[Row]:
    """Time the start until the picker is complete, next to the smallest app and large apps."""
    ours, static, bare = [], [], []
    with places() as (data, command):
        write_history(data, HISTORY)
        for _ in range(RUNS + 1):
            ours.append(started(command, "enter start"))
            static.append(started([sys.executable, *STATIC], "one static"))
            bare.append(_time_run([sys.executable, *TEXTUAL]))
    (seconds, used), (others, others_used) = (
        zip(*runs[1:], strict=True) for runs in (ours, static)
    )
    value, spread = middle(seconds)  # without the first run of each, which fills the caches
    what = "start to complete picker"
    yield Row(what, value, "s", None, middle(others)[0], "one Static", 1.25, spread)
    busy, busy_spread = middle(used)
    yield Row(
        "start, CPU time", busy, "s", None, middle(others_used)[0], "one Static", None,
        busy_spread,
    )  # fmt: skip
    yield Row(what, value, "s", None, middle(bare[1:])[0], "import textual", None, spread)
    for peer in (POSTING, HARLEQUIN):
        if peer.command is None:
            yield Row(what, value, "s", peer_name=f"{peer.name}: not installed ({INSTALL})")
            continue
        theirs = [
            started(peer.command, peer.shows, quiet=PEER_QUIET)[0] for _ in range(PEER_RUNS + 1)
        ]
        yield Row(what, value, "s", None, middle(theirs[1:])[0], peer.name, None, spread)


def complete(command: Sequence[str], text: str, columns: int = 100, lines: int = 30) -> float:
    """Return the seconds until the screen is complete. It must show `text`."""
    return started(command, text, columns, lines)[0]


def started(
    command: Sequence[str], text: str, columns: int = 100, lines: int = 30, quiet: float = QUIET
) -> tuple[float, float]:
    """Return the seconds until the screen is complete, and the CPU seconds used."""
    terminal = Terminal(command, columns, lines, environment=STILL, live=False)
    try:
        terminal.watch(LONGEST, lambda: terminal.recording.sent > LEAST and terminal.quiet > quiet)
        seen = Recording(columns, lines, list(terminal.recording.chunks))
        used = terminal.processor
    finally:
        terminal.close()
    return settled(seen, text), used


def settled(recording: Recording, text: str) -> float:
    """Return the time in seconds of the last change to the characters on the screen."""
    screen = pyte.Screen(recording.columns, recording.lines)
    stream = pyte.ByteStream(screen)
    since, before = 0.0, ""
    for at, data in recording.chunks:
        stream.feed(data)
        shown = "\n".join(screen.display)
        if shown != before:
            since, before = at, shown
    if text not in before:
        raise RuntimeError(f"never saw {text!r}; on screen:\n{before}")
    return since


def status() -> Iterator[Row]:
    """Time `status` and `today` with ten years of history, and programs that do nothing."""
    ours, today, nothing, click = [], [], [], []
    with places() as (data, command):
        write_history(data, 3650)
        for _ in range(RUNS + 1):
            ours.append(_time_run([*command, "status"]))
            today.append(_time_run([*command, "today"]))
            nothing.append(_time_run([sys.executable, *NOTHING]))
            click.append(_time_run([sys.executable, *CLICK]))
    value, spread = middle(ours[1:])
    what = "status with 3,650 sessions"
    yield Row(what, value, "s", 0.15, middle(nothing[1:])[0], "python -c pass", 10, spread)
    yield Row(what, value, "s", 0.15, middle(click[1:])[0], "click doing nothing", None, spread)
    value, spread = middle(today[1:])
    what = "today with 3,650 sessions"
    yield Row(what, value, "s", 0.15, middle(nothing[1:])[0], "python -c pass", None, spread)


def _time_run(command: Sequence[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began
