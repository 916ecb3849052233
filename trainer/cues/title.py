"""The window's title: the stage and the time left, where tmux and the taskbar show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from trainer.cues.cue import Cue
from trainer.cues.player import Player
from trainer.files.safe_text import sanitize

_KEEP, _GIVE_BACK = "\x1b[22;2t", "\x1b[23;2t"
_WITHOUT_WINDOW = {"", "dumb", "linux", "unknown"}


def has_window(environ: Mapping[str, str]) -> bool:
    """Whether this terminal has a title to set; the console of a machine has none."""
    return environ.get("TERM", "") not in _WITHOUT_WINDOW


class Title(Player):
    """Sets the title at every cue, and gives the old one back at the end.

    Ended with ST, never with BEL: a terminal that knows no titles would ring it.
    """

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._kept = False

    def play(self, cue: Cue) -> None:
        """Show the cue's title."""
        if cue.title:
            keep = "" if self._kept else _KEEP
            self._kept = True
            self._send(f"{keep}\x1b]2;{sanitize(cue.title)}\x1b\\")

    def close(self) -> None:
        """Give the old title back."""
        if self._kept:
            self._kept = False
            self._send(_GIVE_BACK)

    def _send(self, text: str) -> None:
        with suppress(OSError, ValueError):  # the terminal has gone, and its title with it
            self._write(text)
