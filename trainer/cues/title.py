"""The window's title, which tmux and the taskbar show: the stage and the time left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress

from trainer.cues.cue import Cue
from trainer.cues.player import Player
from trainer.files.safe_text import sanitize

_SAVE, _RESTORE = "\x1b[22;2t", "\x1b[23;2t"
_WITHOUT_WINDOW = {"", "dumb", "linux", "unknown"}


def has_window(environ: Mapping[str, str]) -> bool:
    """Whether this terminal has a title that can be set; a console without windows has none."""
    return environ.get("TERM", "") not in _WITHOUT_WINDOW


class Title(Player):
    """Sets the title at every cue, and restores the old one at the end.

    The escape sequences end with ST, not BEL, because a terminal without titles would ring at BEL.
    """

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._saved = False

    def play(self, cue: Cue) -> None:
        """Show the cue's title."""
        if cue.title:
            save = "" if self._saved else _SAVE
            self._saved = True
            self._send(f"{save}\x1b]2;{sanitize(cue.title)}\x1b\\")

    def close(self) -> None:
        """Restore the old title."""
        if self._saved:
            self._saved = False
            self._send(_RESTORE)

    def _send(self, text: str) -> None:
        with suppress(OSError, ValueError):  # the terminal is gone
            self._write(text)
