"""The time comes from one place: `trainer.clock`, or the tests' own clock.

Nothing else asks the system for the date, nothing learns an age from a file's times, and nothing
waits by sleeping. The exceptions are listed here, each with its reason.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("trainer", "tests", "benchmarks", "screenshots")

WALL = {
    *(f"datetime.{kind}.{name}" for kind in ("datetime", "date") for name in ("today",)),
    *(f"datetime.datetime.{name}" for name in ("now", "utcnow")),
    *(f"time.{name}" for name in ("time", "time_ns", "localtime", "gmtime", "ctime", "asctime")),
    *(f"time.{name}" for name in ("strftime", "clock_gettime", "clock_gettime_ns")),
    "uuid.uuid1",
    "email.utils.localtime",
    "email.utils.formatdate",
}
"""What the machine is asked for the date, the time or something made of them."""
STEADY = {f"time.{name}{ns}" for name in ("monotonic", "perf_counter") for ns in ("", "_ns")}
"""Seconds that only go forward. Inside the program these too come from the injected clock."""
WAITING = {"time.sleep", "asyncio.sleep"}
FILES = {
    *(f"st_{kind}{ns}" for kind in ("mtime", "atime", "ctime", "birthtime") for ns in ("", "_ns")),
    *(f"get{kind}" for kind in ("mtime", "atime", "ctime")),
}
"""Attributes of a file's state, and the functions of `os.path`."""

ALLOWED = {
    "trainer/clock.py": {
        "datetime.datetime.now": "the one place",
        "time.clock_gettime": "the one place",
        "time.monotonic": "the one place",
    },
}


class Finder(ast.NodeVisitor):
    """Collects the names of `WALL`, `STEADY`, `WAITING` and `FILES` that a module uses."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []
        self._known: dict[str, str] = {}

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            whole = alias.name if alias.asname else alias.name.split(".")[0]
            self._known[alias.asname or whole] = whole

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            self._known[alias.asname or alias.name] = f"{node.module}.{alias.name}"

    def visit_Name(self, node: ast.Name) -> None:
        self._see(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._see(node)
        self.generic_visit(node)

    def _see(self, node: ast.Name | ast.Attribute) -> None:
        name = self._whole(node)
        if name in WALL | STEADY | WAITING:
            self.found.append((node.lineno, name))
        elif name.rpartition(".")[2] in FILES:
            self.found.append((node.lineno, name.rpartition(".")[2]))

    def _whole(self, node: ast.expr) -> str:
        """The name with the modules it was imported from: `dt.now` is `datetime.datetime.now`."""
        if isinstance(node, ast.Name):
            return self._known.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            return f"{self._whole(node.value)}.{node.attr}"
        return ""


def asked(source: str) -> list[tuple[int, str]]:
    """The lines of a module that ask the system for the time, and what they ask."""
    tree = ast.parse(source)
    finder = Finder()
    for node in ast.walk(tree):  # imports first: an inner one may stand below its use
        if isinstance(node, ast.Import | ast.ImportFrom):
            finder.visit(node)
    finder.visit(tree)
    return finder.found


def test_x():
    import collections

    c = collections.defaultdict(list)
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            for line, name in asked(file.read_text()):
                c[str(file.relative_to(ROOT)), name].append(line)
    for k, v in c.items():
        print(k, v)
