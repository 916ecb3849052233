"""Writes lines and reads single keys, without drawing anything."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from typing import Protocol

from trainer.files.safe_text import sanitize

_NAMES = {
    " ": "space",
    "\r": "enter",
    "\n": "enter",
    "\x1b": "escape",
    "\x1b[C": "right",
    "\x1b[D": "left",
    "\x03": "ctrl+c",
    "\x04": "ctrl+d",
    "\x7f": "backspace",
    "\x08": "backspace",
    "+": "plus",
    "=": "equals_sign",
    "-": "minus",
    "?": "question_mark",
}
"""The name of each key in the settings, if it is not the character itself."""
_ON_THE_KEY_OF_X = "чЧχΧ"
"""The letters that the `x` key types on Russian and Greek keyboards.

This key means "it hurts", so it must work on every keyboard.
"""


class Lines(Protocol):
    """Writes lines and reads keys. `Terminal` does this; tests use their own class."""

    has_keys: bool
    """Whether there is a keyboard."""
    gone: bool
    """Whether to stop waiting for keys: the connection is lost, or the program must end."""

    def line(self, text: str) -> None:
        """Write one line. Raises OSError if nobody is reading the lines any more."""

    def key(self, seconds: float) -> str:
        """Wait up to `seconds` for a key. Return the key's name, or an empty string."""

    def open(self) -> contextlib.AbstractContextManager[None]:
        """Read single keys inside the `with` block."""


class Terminal:
    """The terminal that this program was started in, or a pipe."""

    def __init__(self) -> None:
        self.has_keys = sys.stdin.isatty()
        self.gone = False

    def line(self, text: str) -> None:
        """Write one line and flush it."""
        print(sanitize(text), flush=True)

    def key(self, seconds: float) -> str:
        """Wait up to `seconds` for a key, and return its name. Without a keyboard, only wait."""
        if not self.has_keys:
            time.sleep(max(seconds, 0))
            return ""
        descriptor = sys.stdin.fileno()
        ready, _, _ = select.select([descriptor], [], [], max(seconds, 0))
        return key_name(os.read(descriptor, 16)) if ready else ""

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        """Read single keys inside the `with` block, then restore the terminal."""
        if not self.has_keys:
            yield
            return
        import termios
        import tty

        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)

        def listen(*_: object) -> None:
            # Called again after the program was stopped, because the shell resets the terminal.
            with contextlib.suppress(termios.error):
                tty.setcbreak(descriptor)

        handler = signal.signal(signal.SIGCONT, listen)
        try:
            listen()
            yield
        finally:
            signal.signal(signal.SIGCONT, handler)
            with contextlib.suppress(termios.error):  # a closed terminal cannot be restored
                termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def key_name(typed: bytes) -> str:
    """Return the name of the first key in these bytes, or an empty string for an unknown key."""
    if not typed:
        return "ctrl+d"
    text = typed.decode("utf-8", "ignore")
    if text[:3] in _NAMES:
        return _NAMES[text[:3]]
    if text.startswith("\x1b") and len(text) > 1:
        return ""
    letter = text[:1]
    if letter and letter in _ON_THE_KEY_OF_X:
        return "x"
    return _NAMES.get(letter, letter if letter.isprintable() else "")
