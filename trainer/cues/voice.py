"""The voice: the operating system's own speech, when the program runs where the person is."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from trainer.cues.cue import Cue
from trainer.cues.process import LAST_WORDS, Call, ProgramRunner
from trainer.files.safe_text import sanitize


@dataclass(frozen=True, slots=True)
class Speech:
    """How a speech program is called."""

    program: str
    say: tuple[str, ...] = ()
    """What comes before the words."""
    hush: tuple[str, ...] = ()
    """Makes it silent, where a server goes on speaking after its client was ended."""


PROGRAMS = (
    Speech("say", ("--",)),
    Speech("spd-say", ("--wait", "--"), ("--cancel",)),
    Speech("espeak-ng", ("--",)),
)
"""Speech programs in the order they are tried."""


def find_speech(find: Callable[[str], str | None] = shutil.which) -> Speech | None:
    """The speech program of this machine, or None where it has none."""
    for speech in PROGRAMS:
        if path := find(speech.program):
            return replace(speech, program=path)
    return None


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether the person sits at another machine, which would not hear this one speak."""
    return bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"))


class Voice:
    """Says the cue's words; new words end the old ones, so that nothing is said late.

    Only a count never does: it is left out while words are being said, since "keep breathing"
    and how to lie are worth more than a number that bell and screen tell too.
    """

    def __init__(self, speech: Speech, beside: ProgramRunner | None = None) -> None:
        self._speech = speech
        self._beside = beside or ProgramRunner()
        self._ending = False

    @property
    def program(self) -> str:
        """Where the speech program is."""
        return self._speech.program

    @property
    def fails(self) -> bool:
        """Whether the program could not say the last words it was given."""
        return self._beside.failures > 0

    def play(self, cue: Cue) -> None:
        """Say it; returns at once."""
        if not cue.say or (cue.kind == "tick" and self._beside.busy):
            return
        self._ending = cue.kind == "done"
        self._run(*self._speech.say, sanitize(cue.say))

    def hush(self) -> None:
        """Break off what is being said; returns at once."""
        if self._speech.hush and self._beside.busy:
            self._run(*self._speech.hush)
        else:
            self._beside.stop()

    def close(self) -> None:
        """Fall silent; only the word of the end is still heard out."""
        if self._ending:
            self._beside.close(within=LAST_WORDS)
        elif self._speech.hush and self._beside.busy:
            self.hush()
            self._beside.close(within=1)
        else:
            self._beside.close()

    def _run(self, *arguments: str) -> None:
        self._beside.run(Call((self._speech.program, *arguments)))
