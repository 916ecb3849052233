"""`python -m benchmarks [NAME …] [--json]`: every measurement, ours beside its peer's."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator

from benchmarks import saving, session, starting, timing
from benchmarks.table import Row, printed

BENCHMARKS: dict[str, Callable[[], Iterator[Row]]] = {
    "session": session.rows,
    "lateness": timing.lateness,
    "key": timing.key_to_paint,
    "start": starting.picker,
    "status": starting.status,
    "save": saving.saving,
}


def main() -> None:
    """Run what was asked for, or everything, and print one table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--json", action="store_true", help="plain values instead of a table")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(BENCHMARKS):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    rows: list[Row] = []
    for name in arguments.names or BENCHMARKS:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            rows.extend(BENCHMARKS[name]())
        except Exception as error:  # one that cannot be measured leaves the others to be
            print(f"{name}: {error}", file=sys.stderr)
    print(json.dumps([row.plain() for row in rows], indent=2) if arguments.json else printed(rows))


if __name__ == "__main__":
    main()
