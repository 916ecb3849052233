"""Writes to a terminal that may stop reading, or be gone.

A terminal that does not read (a connection that hangs, a window that is stopped) would hold up
whoever writes to it: the program would neither answer a key nor save and leave when it is told
to. Here nothing waits for it long. What it does not take is dropped; once it reads again, the
whole screen is drawn for it.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import IO

from trainer.files import flags

PATIENCE = 1.0
"""Seconds without a byte taken after which a terminal is held to have stopped reading."""
_STEP = 0.1
"""Seconds between two looks at whether to go on waiting."""
_ABANDON = b"\x18\x1b[0m"
"""Ends a sequence that was sent in part, and its colours."""


class TolerantFile:
    """A terminal as a file."""

    def __init__(self, file: IO[str], reads_again: Callable[[], None] = lambda: None) -> None:
        """`reads_again` is called, in a thread, when a terminal that had stopped reading starts
        again."""
        self._file = file
        self._reads_again = reads_again
        self._descriptor = _reopened(file)
        self._encoding = getattr(file, "encoding", None) or "utf-8"
        self._is_deaf = False
        self._is_torn = False
        """Whether something was sent in part."""
        self._mark: str | None = None

    def write(self, text: str) -> None:
        """Write, where there is somebody to read."""
        if self._mark is not None:
            if text == self._mark:
                self._mark = None
            return
        if self._descriptor is None:
            with suppress(OSError):
                self._file.write(text)
        elif not self._is_deaf:
            with suppress(OSError):
                self._send(self._descriptor, text.encode(self._encoding, "replace"))

    def flush(self) -> None:
        """Send out what waits, where there is somebody to read."""
        if self._descriptor is None:
            with suppress(OSError):
                self._file.flush()

    def fileno(self) -> int:
        """The number of the file beneath."""
        return self._file.fileno()

    def skip_to(self, mark: str) -> None:
        """Drop everything up to and including the next `mark`, without sending it."""
        self._mark = mark

    def close(self) -> None:
        """Let go of the terminal; the file that was given stays open."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _send(self, descriptor: int, data: bytes) -> None:
        left = memoryview(_ABANDON + data if self._is_torn else data)
        waited = 0.0
        while left:
            try:
                left = left[os.write(descriptor, left) :]
                waited = 0.0
                continue
            except BlockingIOError:
                pass
            room = select.poll()
            room.register(descriptor, select.POLLOUT)
            if not room.poll(_STEP * 1000):
                waited += _STEP
                self._is_deaf = waited >= PATIENCE
            if self._is_deaf or self._mark is not None:
                break
        self._is_torn = bool(left)
        if self._is_deaf:
            Thread(target=self._wait, args=(descriptor,), name="deaf", daemon=True).start()

    def _wait(self, descriptor: int) -> None:
        room = select.poll()
        room.register(descriptor, select.POLLOUT)
        with suppress(OSError):
            [(_, what)] = room.poll()
            if what & select.POLLOUT:
                self._is_deaf = False
                self._reads_again()


def _reopened(file: IO[str]) -> int | None:
    """The terminal of a file as one that never keeps a writer waiting; None where it is not one.

    It is opened again: not to wait is a property of an open file, and the one that is there
    belongs to the shell as well.
    """
    try:
        name = os.ttyname(file.fileno())
    except (OSError, ValueError):
        return None
    for path in (name, "/dev/tty"):  # after su, a terminal can be opened only by the second name
        with suppress(OSError):
            return os.open(path, os.O_WRONLY | flags.NONBLOCK | flags.NOCTTY | flags.CLOEXEC)
    return None
