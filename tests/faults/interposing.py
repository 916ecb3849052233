"""Something done between any two calls of the system, in this process."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

LOOKS = {"stat", "fstat", "lstat", "pread", "lseek", "read", "getpid", "scandir", "listdir"}
CHANGES = {
    "open", "write", "fsync", "ftruncate", "truncate", "replace", "rename", "unlink", "mkdir",
    "close", "fchmod", "fchown", "link",
}  # fmt: skip
CALLS = LOOKS | CHANGES
"""The names, in Python, of the calls that are stopped at."""


def between_calls(step: int, act: Callable[[], object], work: Callable[[], object]) -> list[str]:
    """Do some work, and something else right before call number `step` of it, from 0.

    Returns the calls, with the file where it is known; a `step` of -1 is never reached.
    """
    calls: list[str] = []

    def watch(frame: FrameType, event: str, called: object) -> None:
        name = getattr(called, "__name__", "")
        if event != "c_call" or getattr(called, "__module__", "") != os.name or name not in CALLS:
            return
        file = frame.f_locals.get("file")
        calls.append(f"{name} {file.name}" if isinstance(file, Path) else name)
        if len(calls) == step + 1:
            sys.setprofile(None)
            act()
            sys.setprofile(watch)

    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls
