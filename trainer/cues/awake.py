"""Keeping the screen awake while a session runs, so that it does not go dark in the middle.

The desktop's own way is used and nothing is asked of anybody; where there is no desktop, nothing
happens. What keeps it awake ends with the process, however that ends.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

LONGEST_PAUSE = 300.0
"""Seconds of pause after which the screen may sleep again."""

Keep = Callable[[], AbstractContextManager[object]]
"""Keeps the screen awake for as long as its result is entered."""


def presenting() -> AbstractContextManager[object]:
    """The desktop's way. Never raises where there is none."""
    if sys.platform == "darwin":
        return _caffeinated()
    # Loading it takes longer than starting the program, and only a session needs it.
    from wakepy import keep

    logging.getLogger("wakepy").addHandler(logging.NullHandler())
    context: AbstractContextManager[object] = keep.presenting(on_fail="pass")
    return context


@contextmanager
def _caffeinated() -> Iterator[None]:
    """As macOS does it, ended with this process also where nothing could be tidied up."""
    command = ["caffeinate", "-d", "-w", str(os.getpid())]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


class Awake:
    """Keeps the screen awake between `look`s at a session; a thread does the asking."""

    def __init__(self, keep: Keep = presenting) -> None:
        self._keep = keep
        self._wanted = threading.Event()
        self._changed = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._paused_at: float | None = None
        self.failed = False
        """Whether the screen could not be kept awake."""

    def follow(self, now: float, paused: bool) -> None:
        """Tell how the session stands at the monotonic time `now` (seconds). Never waits."""
        if not paused:
            self._paused_at = None
        elif self._paused_at is None:
            self._paused_at = now
        long = self._paused_at is not None and now - self._paused_at >= LONGEST_PAUSE
        if long == self._wanted.is_set() and not self._closed:
            self._set(not long)

    def close(self) -> None:
        """Let the screen sleep again. Never waits."""
        with self._changed:
            self._closed = True
            self._wanted.clear()
            self._changed.notify()

    def _set(self, wanted: bool) -> None:
        with self._changed:
            self._wanted.set() if wanted else self._wanted.clear()
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="awake", daemon=True)
                self._thread.start()
            self._changed.notify()

    def _work(self) -> None:
        """Hold what was asked for and let it go, always on the same thread."""
        while self._until(wanted=True):
            try:
                with self._keep():
                    self._until(wanted=False)
            except Exception:  # a desktop that answers oddly is no reason to stop coaching
                self.failed = True
                return

    def _until(self, wanted: bool) -> bool:
        """Wait until that is wanted; whether the session still runs."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._wanted.is_set() == wanted)
            return not self._closed
