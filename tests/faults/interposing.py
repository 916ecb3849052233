"""Call a function between any two system calls of this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import FrameType

from faults.calls import watched

LOOKS = {"stat", "fstat", "lstat", "pread", "lseek", "read", "getpid", "scandir", "listdir"}
CHANGES = {
    "open", "write", "fsync", "ftruncate", "truncate", "replace", "rename", "unlink", "mkdir",
    "close", "fchmod", "fchown", "link",
}  # fmt: skip
CALLS = LOOKS | CHANGES
"""The Python names of the calls before which a function can be called."""


def between_calls(step: int, act: Callable[[], object], work: Callable[[], object]) -> list[str]:
    """Do some work, and call `act` right before its call number `step`, from 0.

    Returns the calls, with the file if it is known. If `step` is -1, `act` is never called.
    """
    calls: list[str] = []

    def watch(name: str, frame: FrameType) -> None:
        if name not in CALLS:
            return
        file = frame.f_locals.get("file")
        calls.append(f"{name} {file.name}" if isinstance(file, Path) else name)
        if len(calls) == step + 1:
            act()

    with watched(watch):
        work()
    return calls
