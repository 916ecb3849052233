"""Keeps the screen from going dark while a session runs.

This uses the desktop's usual interface, which needs no permission. Without a desktop, nothing
happens. The effect ends with the process, even if the process is killed.
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
"""When a session has been paused for this many seconds, the screen may sleep again."""

KeepAwake = Callable[[], AbstractContextManager[object]]
"""Returns a context manager that keeps the screen awake inside its `with` block."""


def keep_awake() -> AbstractContextManager[object]:
    """Return a context manager that keeps the screen awake. Without a desktop it does nothing."""
    if sys.platform == "darwin":
        return _caffeinated()
    # Loading wakepy takes longer than starting the program, and only a session needs it.
    from wakepy import keep

    logging.getLogger("wakepy").addHandler(logging.NullHandler())
    context: AbstractContextManager[object] = keep.presenting(on_fail="pass")
    return context


@contextmanager
def _caffeinated() -> Iterator[None]:
    """Keep the screen awake on macOS; `-w` ends `caffeinate` even if this process is killed."""
    command = ["caffeinate", "-d", "-w", str(os.getpid())]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


class Awake:
    """Keeps the screen awake while a session needs it, from a separate thread."""

    def __init__(self, keep: KeepAwake = keep_awake) -> None:
        self._keep = keep
        self._wanted = threading.Event()
        self._changed = threading.Condition()
        self._closed = False
        self._thread: threading.Thread | None = None
        self._paused_at: float | None = None
        self.failed = False
        """Whether the screen could not be kept awake."""

    def follow(self, now: float, paused: bool) -> None:
        """Note whether the session is paused. `now` is the monotonic time in seconds.

        Never blocks.
        """
        if not paused:
            self._paused_at = None
        elif self._paused_at is None:
            self._paused_at = now
        long = self._paused_at is not None and now - self._paused_at >= LONGEST_PAUSE
        if long == self._wanted.is_set() and not self._closed:
            self._set(not long)

    def close(self) -> None:
        """Let the screen sleep again. Never blocks."""
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
        """Enter and leave the context manager as wanted, always on the same thread."""
        while self._wait_until(wanted=True):
            try:
                with self._keep():
                    self._wait_until(wanted=False)
            except Exception:  # a desktop error must not stop the session
                self.failed = True
                return

    def _wait_until(self, wanted: bool) -> bool:
        """Wait until `_wanted` equals `wanted`. Return False once closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._wanted.is_set() == wanted)
            return not self._closed
