"""The time comes from one place: `trainer.clock`, which the tests move by hand.

Nothing else asks the system for the date, nothing tells the age of a file from its times, and
nothing sleeps. The exceptions are listed here, each with its reason.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EVERYWHERE = ("trainer", "tests", "benchmarks", "screenshots")

DATE = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "email.utils.formatdate",
    "email.utils.localtime",
    "os.utime",
    "time.asctime",
    "time.clock_gettime",
    "time.clock_gettime_ns",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.strftime",
    "time.time",
    "time.time_ns",
    "uuid.uuid1",
}
"""Ways to read or to fake the date and time."""
SECONDS = {
    "asyncio.sleep",
    "time.monotonic",
    "time.monotonic_ns",
    "time.perf_counter",
    "time.perf_counter_ns",
    "time.sleep",
}
"""Ways to count seconds or to wait. Tests and benchmarks may use them. The program uses the clock
that is passed to it."""
FILE_TIMES = {
    *(
        f"st_{kind}{unit}"
        for kind in ("atime", "birthtime", "ctime", "mtime")
        for unit in ("", "_ns")
    ),
    *(f"get{kind}" for kind in ("atime", "ctime", "mtime")),
}
"""The times of a file: attributes of `os.stat_result`, and functions of `os.path`."""

ALLOWED = {
    "trainer/clock.py": {
        "datetime.datetime.now": "the one place for the date",
        "time.clock_gettime": "the one place for seconds",
        "time.monotonic": "the one place for seconds",
    },
    "trainer/cli/cue_commands.py": {
        "time.sleep": "the cues are played one after the other; a test hands in another wait",
    },
    "trainer/cues/process.py": {
        "time.monotonic": "how long a program of the system may take; no session goes by it",
    },
    "trainer/files/watching.py": {
        "st_mtime_ns": "a file compared with itself: has it been saved since the last look?",
        "time.sleep": "the pause between two looks at a file",
    },
    "trainer/files/reading.py": {
        "st_ctime_ns": "a file compared with itself: has anybody else written to it?",
        "st_mtime_ns": "a file compared with itself: has anybody else written to it?",
    },
    "trainer/plain/terminal.py": {
        "time.sleep": "the pause between two looks at the clock where no key can be pressed",
    },
    "trainer/serving/hangup.py": {
        "time.sleep": "the last moments of a program whose page was closed",
    },
    "trainer/serving/server.py": {
        "asyncio.sleep": "the pause between two looks for a page that has closed",
    },
    "trainer/ui/settings/screen.py": {
        "time.sleep": "the cues are played one after the other, in a thread of their own",
    },
    "trainer/ui/terminal/notification.py": {
        "time.monotonic": "how long a notification has been shown; Textual's own uses the date",
    },
    "tests/conftest.py": {
        "datetime.datetime.now": "which day is today: what the tests' clocks start from",
    },
    "tests/history/test_in_progress.py": {
        "os.utime": "a copy of a file, which has another time",
    },
    "benchmarks/terminal.py": {
        "time.clock_gettime": "the processor time of another process",
    },
}
"""The names that each file may use, with the reason."""


class Finder(ast.NodeVisitor):
    """Collects the uses of these names in a module, with their lines."""

    def __init__(self) -> None:
        self.found: list[tuple[str, int]] = []
        self._imported: dict[str, str] = {}

    def visit_Import(self, node: ast.Import) -> None:
        for name in node.names:
            known_as = name.asname or name.name.split(".")[0]
            self._imported[known_as] = name.name if name.asname else known_as

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for name in node.names:
            self._imported[name.asname or name.name] = f"{node.module}.{name.name}"

    def visit_Name(self, node: ast.Name) -> None:
        self._look_at(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._look_at(node)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        sleeps = isinstance(node.func, ast.Attribute) and node.func.attr == "sleep"
        if sleeps and ast.unparse(node) == "asyncio.sleep(0)":
            return  # lets other tasks run, and does not wait
        self.generic_visit(node)

    def _look_at(self, node: ast.Name | ast.Attribute) -> None:
        name = self._full_name(node)
        last = name.rpartition(".")[2]
        if name in DATE | SECONDS:
            self.found.append((name, node.lineno))
        elif last in FILE_TIMES:
            self.found.append((last, node.lineno))

    def _full_name(self, node: ast.expr) -> str:
        """Return the full name, with the module, of a name that may have been renamed on import."""
        if isinstance(node, ast.Name):
            return self._imported.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            return f"{self._full_name(node.value)}.{node.attr}"
        return ""


def uses(source: str) -> list[tuple[str, int]]:
    """Return each use of the system time or of file times in a module, with its line."""
    tree = ast.parse(source)
    finder = Finder()
    for node in ast.walk(tree):  # all imports first, since one may come after its use
        if isinstance(node, ast.Import | ast.ImportFrom):
            finder.visit(node)
    finder.visit(tree)
    return finder.found


@cache
def all_uses() -> dict[tuple[str, str], list[int]]:
    """Return the lines of each use, by file and name.

    Outside `trainer`, uses that only count seconds are left out.
    """
    found: dict[tuple[str, str], list[int]] = {}
    for folder in EVERYWHERE:
        for file in sorted((ROOT / folder).rglob("*.py")):
            for name, line in uses(file.read_text(encoding="utf-8")):
                if folder == "trainer" or name not in SECONDS:
                    found.setdefault((file.relative_to(ROOT).as_posix(), name), []).append(line)
    return found


def test_only_the_listed_places_use_the_system_time():
    allowed = {(file, name) for file, names in ALLOWED.items() for name in names}
    found = {place: lines for place, lines in all_uses().items() if place not in allowed}
    assert found == {}, "take the time from the injected clock, or list the place with its reason"


def test_every_listed_place_still_uses_the_system_time():
    allowed = {(file, name) for file, names in ALLOWED.items() for name in names}
    assert allowed - set(all_uses()) == set()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import datetime\ndatetime.datetime.now()", "datetime.datetime.now"),
        (
            "from datetime import datetime as dt\nfield(default_factory=dt.now)",
            "datetime.datetime.now",
        ),
        ("from datetime import date\ndate.today()", "datetime.date.today"),
        ("import time as t\nt.time()", "time.time"),
        ("from time import localtime\nlocaltime()", "time.localtime"),
        ("def f():\n    sleep(1)\nfrom time import sleep", "time.sleep"),
        ("import asyncio\nasyncio.sleep(0.1)", "asyncio.sleep"),
        ("file.stat().st_mtime_ns", "st_mtime_ns"),
        ("import os.path\nos.path.getmtime(file)", "getmtime"),
        ("import os\nos.utime(file)", "os.utime"),
    ],
)
def test_a_use_of_the_system_time_is_found_under_any_name(source: str, name: str):
    assert [found for found, _ in uses(source)] == [name]


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\ndatetime.fromisoformat(text)",
        "from datetime import time\ntime(7, 30)",
        "clock.now(); clock.monotonic()",
        "import asyncio\nasyncio.sleep(0)",
    ],
)
def test_code_that_uses_no_system_time_is_allowed(source: str):
    assert uses(source) == []
