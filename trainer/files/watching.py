"""Whether somebody has saved a file since it was last looked at."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

LOOK = 1.0
"""Seconds between two looks at a file that somebody may be editing."""


class Watched:
    """A file that somebody may be editing. It may also come to be, or go."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._known = self._latest = self._look()

    def changed(self) -> bool:
        """Whether it is another one by now, and has stayed so since the look before.

        An editor may need a moment to write, so that a file is half there, or not at all. One
        look at the disk; nothing is read.
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


def looks() -> Iterator[None]:
    """Goes on for ever, look by look, until ctrl+c."""
    try:
        while True:
            time.sleep(LOOK)
            yield
    except KeyboardInterrupt:
        return
