"""Writes to a terminal that may stop reading, or be gone.

A terminal stops reading if its connection hangs or its window is stopped. A normal write would then
block, and the program could not answer a key, or save and quit on a signal. Here a write never
blocks for long. Output that the terminal does not accept is dropped. When the terminal reads again,
the whole screen is redrawn.
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
"""If a terminal accepts no byte for this many seconds, it counts as not reading."""
_STEP = 0.1
"""Seconds between checks that decide whether to keep waiting."""
_ABANDON = b"\x18\x1b[0m"
"""Cancels a partly sent sequence, and resets the colours."""


class TolerantFile:
    """A file that writes to a terminal, and drops text if the terminal does not read."""

    def __init__(self, file: IO[str], reads_again: Callable[[], None] = lambda: None) -> None:
        """`reads_again` is called in a thread when the terminal starts reading again."""
        self._file = file
        self._reads_again = reads_again
        self._descriptor = _reopened(file)
        self._encoding = getattr(file, "encoding", None) or "utf-8"
        self._is_deaf = False
        self._is_torn = False
        """Whether only a part of the last text was sent."""
        self._mark: str | None = None

    def write(self, text: str) -> None:
        """Write text, or drop it if the terminal does not read."""
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
        """Flush the file, and ignore errors."""
        if self._descriptor is None:
            with suppress(OSError):
                self._file.flush()

    def fileno(self) -> int:
        """The file descriptor of the original file."""
        return self._file.fileno()

    def skip_to(self, mark: str) -> None:
        """Drop all text until `mark` is written, and drop the mark too."""
        self._mark = mark

    def close(self) -> None:
        """Close our own descriptor, and leave the original file open."""
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
    """Open a file's terminal again, in non-blocking mode. Return None if it is not a terminal.

    The existing file cannot be set to non-blocking mode, because the shell shares it.
    """
    try:
        name = os.ttyname(file.fileno())
    except (OSError, ValueError):
        return None
    for path in (name, "/dev/tty"):  # after su, only /dev/tty can be opened
        with suppress(OSError):
            return os.open(path, os.O_WRONLY | flags.NONBLOCK | flags.NOCTTY | flags.CLOEXEC)
    return None
