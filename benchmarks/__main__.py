"""`python -m benchmarks [NAME …] [--json | --markdown]`: compare the trainer with other programs.

`python -m benchmarks peers FOLDER` installs those programs; GLUTE_TRAINER_PEERS=FOLDER says where
they are. Measuring uses no network.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
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
BESIDE = "lateness"
"""This benchmark waits for most of its five minutes, so it runs at the same time as another."""
WITH = "session"
"""The longest of the other benchmarks, which waits a lot as well."""


def main() -> None:
    """Run the benchmarks named, or all but `BY_NAME`, and print one table."""
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
    rows = [row for name in _order(arguments.names) for row in _measure(*name)]
    if arguments.json:
        print(json.dumps([row.plain() for row in rows], indent=2))
    else:
        print(printed(rows, markdown=arguments.markdown))


def _order(names: list[str]) -> list[tuple[str, ...]]:
    """The benchmarks to run, in order; a pair is run at the same time."""
    wanted = [name for name in BENCHMARKS if name in (names or BENCHMARKS.keys() - BY_NAME)]
    if BESIDE in wanted and WITH in wanted:
        return [*((name,) for name in wanted if name not in (BESIDE, WITH)), (WITH, BESIDE)]
    return [(name,) for name in wanted]


def _measure(name: str, beside: str = "") -> Iterator[Row]:
    """The rows of one benchmark, and of another one that runs at the same time."""
    print(f"{name} {beside}…", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "benchmarks", "--json", beside]
    other = subprocess.Popen(command, stdout=subprocess.PIPE) if beside else None
    try:
        yield from BENCHMARKS[name]()
    except Exception as error:  # one failure must not stop the other benchmarks
        print(f"{name}: {error}", file=sys.stderr)
    if other is not None:
        yield from map(row, json.loads(other.communicate()[0] or b"[]"))


if __name__ == "__main__":
    main()
