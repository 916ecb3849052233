"""Measures the test suite, run as the README says: its time, its CPU time and its memory."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from benchmarks.table import Row

ROOT = Path(__file__).parents[1]


def whole() -> Iterator[Row]:
    """Run all tests once. Raises RuntimeError if one fails."""
    began, before = monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pytest", "--quiet"]
    tests = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    seconds, after = monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    if tests.returncode:
        raise RuntimeError(tests.stdout[-2000:])
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    yield Row("test suite", seconds, "s", 240)
    yield Row("test suite, processor", used, "s")
    yield Row("test suite, largest process", after.ru_maxrss / 1024, "MB", 400)
