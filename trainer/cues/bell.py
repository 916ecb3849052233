"""The terminal's bell: the only sound that works over SSH. Many terminals mute it by default."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

from trainer.cues.cue import Cue
from trainer.cues.player import Player

GAP = 0.18
"""Seconds between two bells of a cue. Any closer, they would sound like a single bell."""
Later = Callable[[float, Callable[[], None]], object]
"""Calls a function after a number of seconds."""


def on_a_thread(seconds: float, call: Callable[[], None]) -> None:
    """Call a function after `seconds`. The program does not exit before the call."""
    threading.Timer(seconds, call).start()


class Bell(Player):
    """Rings the terminal's bell, as many times as the cue says."""

    sounds = True

    def __init__(self, write: Callable[[str], None], later: Later = on_a_thread) -> None:
        self._write = write
        self._later = later
        self._closed = False

    def play(self, cue: Cue) -> None:
        """Ring once now. If there are more bells, ring them one by one, a moment apart."""
        if self._closed:
            return
        for number in range(cue.bells):
            if number == 0:
                self._ring()
            else:
                self._later(number * GAP, self._ring)

    def _ring(self) -> None:
        # On a thread, an uncaught error would be printed over the screen.
        with suppress(Exception):
            self._write("\a")

    def close(self) -> None:
        """Ignore later cues. The remaining bells of the current cue still ring."""
        self._closed = True
