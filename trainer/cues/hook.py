"""A command of the user's own at every cue, with the cue in its environment, never in a shell."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence

from trainer.cues.cue import Cue
from trainer.cues.player import Player
from trainer.cues.process import LAST_WORDS, Call, ProgramRunner
from trainer.files.safe_text import sanitize

LIMIT = 5.0
"""Seconds after which a hook is ended."""
PREFIX = "GLUTE_TRAINER_CUE_"


def environment(cue: Cue) -> dict[str, str]:
    """The cue as environment variables; what does not apply is empty."""
    values = {
        "KIND": cue.kind,
        "SAY": cue.say,
        "BELLS": cue.bells,
        "TEXT": cue.text,
        "EXERCISE": cue.exercise,
        "SIDE": cue.side,
        "BREATH": cue.breath,
        "REP": cue.rep,
        "REPS": cue.reps,
        "SECONDS": f"{cue.seconds:g}",
    }
    return {f"{PREFIX}{key}": "" if v is None else sanitize(str(v)) for key, v in values.items()}


class Hook(Player):
    """Runs the command, one at a time: a new stage ends the run before it, a tick never does.

    What the command answers is its own affair: `[ "$GLUTE_TRAINER_CUE_KIND" = hold ] && …` is
    a good hook, and says 1 most of the time.
    """

    def __init__(
        self,
        command: str | Sequence[str],
        environ: Mapping[str, str] | None = None,
        beside: ProgramRunner | None = None,
    ) -> None:
        """Raises ValueError where the command's quotes do not close, or there is none."""
        words = shlex.split(command) if isinstance(command, str) else list(command)
        if not words:
            raise ValueError("the hook command is empty")
        self.program = os.path.expanduser(words[0])
        self._command = (self.program, *words[1:])
        self._environ = dict(os.environ if environ is None else environ)
        self._beside = beside or ProgramRunner(LIMIT, failures=None)
        self._ending = False

    @property
    def fails(self) -> bool:
        """Whether the last run could not start, took too long, or said so itself."""
        return self._beside.failures > 0

    def play(self, cue: Cue) -> None:
        """Run it; returns at once."""
        if cue.kind == "tick" and self._beside.busy:
            return
        self._ending = cue.kind == "done"
        self._beside.run(Call(self._command, self._environ | environment(cue)))

    def close(self) -> None:
        """End what runs; only the run that tells the end has a moment left."""
        self._beside.close(within=LAST_WORDS if self._ending else 0)
