"""The terminal's bell: the one sound that crosses SSH. Many terminals mute it until told not to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from trainer.cues.cue import Cue
from trainer.cues.player import Player

GAP = 0.18
"""Seconds between two bells of one cue; closer together they are heard as one."""
Later = Callable[[float, Callable[[], None]], object]
"""Calls something in so many seconds."""


def on_a_thread(seconds: float, call: Callable[[], None]) -> None:
    """Call in so many seconds. The program waits for it at its end: the last bells are heard."""
    threading.Timer(seconds, call).start()


class Bell(Player):
    """Rings so many times for a cue."""

    sounds = True

    def __init__(self, write: Callable[[str], None], later: Later = on_a_thread) -> None:
        self._write = write
        self._later = later
        self._closed = False

    def play(self, cue: Cue) -> None:
        """The first bell now, the others a moment apart."""
        if self._closed:
            return
        for number in range(cue.bells):
            if number == 0:
                self._ring()
            else:
                self._later(number * GAP, self._ring)

    def _ring(self) -> None:
        # On a thread an error would be printed over the screen, and there is nobody to catch it.
        with suppress(Exception):
            self._write("\a")

    def close(self) -> None:
        """Ring for nothing more; bells begun ring out, so that the end is heard as three."""
        self._closed = True
