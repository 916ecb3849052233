"""Runs the user's command at every cue, without a shell. Environment variables tell it the cue."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence

from trainer.cues.cue import Cue
from trainer.cues.player import Player
from trainer.cues.process import LAST_WORDS, Call, ProgramRunner
from trainer.files.safe_text import sanitize

LIMIT = 5.0
"""A command that runs longer than this many seconds is ended."""
PREFIX = "GLUTE_TRAINER_CUE_"


def environment(cue: Cue) -> dict[str, str]:
    """The cue as environment variables. Variables that do not apply are empty."""
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
    """Runs the command, one run at a time. A new stage ends the previous run; a tick never does.

    The exit status is ignored: `[ "$GLUTE_TRAINER_CUE_KIND" = hold ] && …` is a good hook, and
    exits with 1 most of the time.
    """

    def __init__(
        self,
        command: str | Sequence[str],
        environ: Mapping[str, str] | None = None,
        runner: ProgramRunner | None = None,
    ) -> None:
        """Raises ValueError if the command is empty or has an unclosed quote."""
        words = shlex.split(command) if isinstance(command, str) else list(command)
        if not words:
            raise ValueError("the hook command is empty")
        self.program = os.path.expanduser(words[0])
        self._command = (self.program, *words[1:])
        self._environ = dict(os.environ if environ is None else environ)
        self._runner = runner or ProgramRunner(LIMIT, failures=None)
        self._ending = False

    @property
    def fails(self) -> bool:
        """Whether the last run could not start, took too long, or exited with an error."""
        return self._runner.failures > 0

    def play(self, cue: Cue) -> None:
        """Run the command for this cue; returns at once."""
        if cue.kind == "tick" and self._runner.busy:
            return
        self._ending = cue.kind == "done"
        self._runner.run(Call(self._command, self._environ | environment(cue)))

    def close(self) -> None:
        """End the current run. If it is for the session's end, it may take LAST_WORDS seconds."""
        self._runner.close(within=LAST_WORDS if self._ending else 0)
