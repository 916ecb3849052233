"""Whether somebody has saved a file since it was last looked at."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path


class Watched:
    """A file that somebody may be editing. It may also come to be, or go."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._seen = self._look()

    def changed(self) -> bool:
        """Whether it is another one than when last asked. One look at the disk, nothing read."""
        before, self._seen = self._seen, self._look()
        return self._seen != before

    def _look(self) -> tuple[int, int, int] | None:
        try:
            state = os.stat(self.file)
        except (OSError, ValueError):
            return None
        return state.st_mtime_ns, state.st_size, state.st_ino


def every_second() -> Iterator[None]:
    """Goes on for ever, once a second, until ctrl+c."""
    try:
        while True:
            time.sleep(1)
            yield
    except KeyboardInterrupt:
        return
