"""Checks whether a file was saved since the last check."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

SECONDS_BETWEEN_CHECKS = 1.0
"""Seconds between two checks of a file that somebody may be editing."""


class Watched:
    """A file that may be edited, created or deleted at any time."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._known = self._latest = self._look()

    def changed(self) -> bool:
        """Check whether the file was created, changed or deleted.

        Reports a change only after two checks with the same result. While an editor writes, the
        file may be incomplete or missing. Each call looks once at the size, time and inode of the
        file, and does not read the file.
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


def check_times() -> Iterator[None]:
    """Yield whenever it is time for a check, until ctrl+c."""
    try:
        while True:
            time.sleep(SECONDS_BETWEEN_CHECKS)
            yield
    except KeyboardInterrupt:
        return
