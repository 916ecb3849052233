"""`python -m benchmarks [NAME …] [--json | --markdown]`: compare the trainer with other programs.

`python -m benchmarks peers FOLDER` installs those programs; GLUTE_TRAINER_PEERS=FOLDER says where
they are. Measuring uses no network.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import (
    drift,
    figure,
    growing,
    history,
    peers,
    saving,
    session,
    slow_line,
    speech,
    starting,
    suite,
    timing,
)
from benchmarks.table import Row, printed, row

BENCHMARKS: dict[str, Callable[[], Iterator[Row]]] = {
    "start": starting.picker,
    "status": starting.status,
    "load": history.loading,
    "history": history.screen,
    "save": saving.saving,
    "growth": growing.growth,
    "figure": figure.drawing,
    "key": timing.key_to_paint,
    "drift": drift.simulated_day,
    "lateness": timing.lateness,
    "quarter": timing.quarter,
    "slow": slow_line.rows,
    "speech": speech.scheduling,
    "session": session.rows,
    "suite": suite.whole,
}
BY_NAME = {"suite"}
"""Benchmarks that run only if they are named, so that all others take less than ten minutes."""
WAITING = ("session", "slow")
"""Benchmarks that take longest, and mostly wait. `BESIDE` runs at the same time."""
BESIDE = ("lateness", "speech")


def main() -> None:
    """Run the named benchmarks, or all except `BY_NAME`, and print one table."""
    names = ", ".join(BENCHMARKS)
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{names}; or peers FOLDER")
    parser.add_argument("--json", action="store_true", help="plain values instead of a table")
    parser.add_argument("--markdown", action="store_true", help="a Markdown table")
    arguments = parser.parse_args()
    if arguments.names[:1] == ["peers"]:
        peers.install(
            Path(*arguments.names[1:]).absolute() if arguments.names[1:] else peers.FOLDER
        )
        return
    if unknown := set(arguments.names) - set(BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    rows = list(_all(arguments.names))
    if arguments.json:
        print(json.dumps([row.plain() for row in rows], indent=2))
    else:
        print(printed(rows, markdown=arguments.markdown))


def _all(names: list[str]) -> Iterator[Row]:
    """Yield the rows of the benchmarks with these names, or of all benchmarks."""
    wanted = [name for name in BENCHMARKS if name in (names or BENCHMARKS.keys() - BY_NAME)]
    waiting = [name for name in WAITING if name in wanted]
    beside = [name for name in BESIDE if waiting and name in wanted]
    for name in wanted:
        if name not in (*waiting, *beside):
            yield from _measure(name)
    others = [_started(name) for name in beside]
    for name in waiting:
        yield from _measure(name)
    for other in others:
        yield from map(row, json.loads(other.communicate()[0] or b"[]"))


def _measure(name: str) -> Iterator[Row]:
    began = time.monotonic()
    try:
        yield from BENCHMARKS[name]()
    except Exception as error:  # one failure must not stop the other benchmarks
        print(f"{name}: {error}", file=sys.stderr)
    print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


def _started(name: str) -> subprocess.Popen[bytes]:
    """Start one benchmark in a separate process, which prints its rows as JSON."""
    command = [sys.executable, "-m", "benchmarks", "--json", name]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


if __name__ == "__main__":
    main()
