"""Lines out and single keys in, where nothing is drawn."""

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
"""What a key is called in the settings, where that is not the letter itself."""
_ON_THE_KEY_OF_X = "чЧχΧ"
"""What the key of `x` writes on a Russian and on a Greek keyboard: it must work from any."""


class Lines(Protocol):
    """Where lines go, and where keys come from."""

    has_keys: bool
    """Whether anybody can press a key."""
    gone: bool
    """Whether the connection was lost or the program is to end: nobody answers any more."""

    def line(self, text: str) -> None:
        """Write one line. Raises OSError where nobody reads any more."""

    def key(self, seconds: float) -> str:
        """Wait so many seconds at most for a key; its name, or nothing."""

    def open(self) -> contextlib.AbstractContextManager[None]:
        """Take single keys meanwhile."""


class Terminal:
    """The terminal this program was started in, or a pipe."""

    def __init__(self) -> None:
        self.has_keys = sys.stdin.isatty()
        self.gone = False

    def line(self, text: str) -> None:
        """Write one line at once."""
        print(sanitize(text), flush=True)

    def key(self, seconds: float) -> str:
        """Wait for a key; without a keyboard just wait."""
        if not self.has_keys:
            time.sleep(max(seconds, 0))
            return ""
        descriptor = sys.stdin.fileno()
        ready, _, _ = select.select([descriptor], [], [], max(seconds, 0))
        return key_name(os.read(descriptor, 16)) if ready else ""

    @contextlib.contextmanager
    def open(self) -> Iterator[None]:
        """Take single keys, and give the terminal back as it was."""
        if not self.has_keys:
            yield
            return
        import termios
        import tty

        descriptor = sys.stdin.fileno()
        before = termios.tcgetattr(descriptor)

        def listen(*_: object) -> None:
            """Take single keys; again after a stop, since the shell takes the terminal back."""
            with contextlib.suppress(termios.error):
                tty.setcbreak(descriptor)

        handler = signal.signal(signal.SIGCONT, listen)
        try:
            listen()
            yield
        finally:
            signal.signal(signal.SIGCONT, handler)
            with contextlib.suppress(termios.error):  # a closed terminal has nothing to put back
                termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def key_name(typed: bytes) -> str:
    """The name of the key that wrote these bytes; of several only the first counts."""
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
