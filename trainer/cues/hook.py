"""A command of the user's own at every cue, with the cue in its environment, never in a shell."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping

from trainer.checking import shown
from trainer.cues.cue import Cue
from trainer.cues.process import Beside, Call

LIMIT = 5.0
"""Seconds after which a hook is ended."""
PREFIX = "GLUTE_TRAINER_CUE_"


def environment(cue: Cue) -> dict[str, str]:
    """The cue as environment variables; what does not apply is empty."""
    values = {
        "KIND": cue.kind,
        "SAY": cue.say,
        "TEXT": cue.text,
        "EXERCISE": cue.exercise,
        "SIDE": cue.side,
        "BREATH": cue.breath,
        "REP": cue.rep,
        "REPS": cue.reps,
        "SECONDS": f"{cue.seconds:g}",
    }
    return {f"{PREFIX}{key}": "" if v is None else shown(str(v)) for key, v in values.items()}


class Hook:
    """Runs the command, one at a time; a tick never interrupts one that runs."""

    def __init__(self, command: str, environ: Mapping[str, str] | None = None) -> None:
        """Raises ValueError where the command's quotes do not close, or there is none."""
        self._command = shlex.split(command)
        if not self._command:
            raise ValueError("the hook command is empty")
        self._environ = dict(os.environ if environ is None else environ)
        self._beside = Beside(LIMIT)

    def play(self, cue: Cue) -> None:
        """Run it; returns at once."""
        if cue.kind == "tick" and self._beside.busy:
            return
        self._beside.run(Call(self._command, self._environ | environment(cue)))

    def close(self) -> None:
        """End what runs."""
        self._beside.close()
