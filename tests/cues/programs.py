"""Stand-ins for speech programs, hooks and the desktop."""

from __future__ import annotations

import os
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trainer.cues.process import Call, ProgramRunner


def program(folder: Path, name: str, body: str) -> Path:
    """Write a small shell script."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def seen(what, seconds: float = 60.0) -> bool:
    """Wait until `what()` is true, but at most so many seconds. Return whether it is true."""
    end = threading.Event()
    deadline = time.monotonic() + seconds
    while not what() and time.monotonic() < deadline:
        end.wait(0.01)
    return bool(what())


def alive(number: int) -> bool:
    """Check whether a process runs. It may end during the check."""
    state = Path(f"/proc/{number}/stat")
    try:
        os.kill(number, 0)
        return not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


class Occupied(ProgramRunner):
    """A runner that is always busy. It only remembers what it was asked to run."""

    busy = True

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def run(self, call: Call) -> None:
        self.asked.append(call.command[-1])


class Desktop:
    """A desktop that can be kept awake."""

    def __init__(self, trouble: bool = False) -> None:
        self.kept = 0
        self.times = 0
        self._trouble = trouble

    @contextmanager
    def keep(self) -> Iterator[None]:
        if self._trouble:
            raise RuntimeError("no desktop")
        self.kept += 1
        self.times += 1
        try:
            yield
        finally:
            self.kept -= 1
