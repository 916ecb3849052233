"""Finds out whether a file has been saved since it was last checked."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

LOOK = 1.0
"""Seconds between two checks of a file that somebody may be editing."""


class Watched:
    """A file that may be edited, created or deleted at any time."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._known = self._latest = self._look()

    def changed(self) -> bool:
        """Whether the file is new, changed or deleted, and has stayed so since the previous check.

        Waiting for a second check matters because an editor may need a moment to write, during
        which the file is incomplete or missing. Each call looks at the file's state once, without
        reading it.
        """
        before, self._latest = self._latest, self._look()
        if self._latest == self._known or self._latest != before:
            return False
        self._known = self._latest
        return True

    def _look(self) -> tuple[int, int, int] | None:
        try:
            state = os.stat(self.file)
        except (OSError, ValueError):
            return None
        return state.st_mtime_ns, state.st_size, state.st_ino


def polls() -> Iterator[None]:
    """Yield whenever it is time for a check, until ctrl+c."""
    try:
        while True:
            time.sleep(LOOK)
            yield
    except KeyboardInterrupt:
        return
