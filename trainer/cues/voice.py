"""The voice: the operating system's own speech, when the program runs where the person is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence

from trainer.checking import shown
from trainer.cues.cue import Cue
from trainer.cues.process import Beside, Call

PROGRAMS: dict[str, tuple[str, ...]] = {
    "say": ("--",),
    "spd-say": ("--wait", "--"),
    "espeak-ng": ("-s", "160", "--"),
}
"""Speech programs in the order they are tried, each with what comes before the words."""


def command(find: Callable[[str], str | None] = shutil.which) -> tuple[str, ...] | None:
    """The speech command of this machine, or None where it has none."""
    for program, arguments in PROGRAMS.items():
        if path := find(program):
            return (path, *arguments)
    return None


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether the person sits at another machine, which would not hear this one speak."""
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


class Voice:
    """Says the cue's words; new words end the old ones, so that nothing is said late."""

    def __init__(self, command: Sequence[str], beside: Beside | None = None) -> None:
        self._command = tuple(command)
        self._beside = beside or Beside()

    def play(self, cue: Cue) -> None:
        """Say it; returns at once."""
        if cue.say:
            self._beside.run(Call((*self._command, shown(cue.say))))

    def close(self) -> None:
        """Fall silent."""
        self._beside.close()
