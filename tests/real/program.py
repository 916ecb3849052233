"""The real program in a pseudo-terminal or with pipes, and a session that takes seconds.

On a busy machine the program or the test can stand still for seconds. So a test waits only for
things that last, such as a hold of half a minute or a rep on disk, and not for the number of a
short rep, which is soon gone.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.terminal import Terminal

SETTINGS = """\
get_ready = 0
rest = 0
motion = "full"
welcomed = true
questions = "off"

[cues]
voice = "off"
"""

PATIENCE = 60.0
"""Seconds to wait for something to appear, even on a busy machine."""


def short_bridge(reps: int = 3, move: float = 0.2, hold: float = 0.3) -> str:
    """A catalog with one exercise in place of the glute bridge; lengths in seconds."""
    return f"""\
format = 1

[[exercise]]
id = "glute-bridge"
name = "Short Bridge"
level = "basic"
position = "on your back"
sides = "none"
reps = {reps}
sees_screen = "yes"
setup = ["Lie down."]
safety = ["Stop when it hurts."]

  [[exercise.step]]
  kind = "move"
  cue = "Raise hips"
  breath = "inhale"
  seconds = {move}

  [[exercise.step]]
  kind = "hold"
  cue = "Hold"
  breath = "easy"
  seconds = {hold}
  hold_range = [{min(hold, 0.1)}, 60]

  [[exercise.step]]
  kind = "move"
  cue = "Lower hips"
  breath = "exhale"
  seconds = {move}
"""


@dataclass
class Program:
    """The program with its own data folder, settings and catalog."""

    folder: Path
    terminals: list[Terminal] = field(default_factory=list)

    def write(self, settings: str = SETTINGS, catalog: str | None = None) -> None:
        """Write the settings and the catalog."""
        (self.folder / "config.toml").write_text(settings)
        (self.folder / "short.toml").write_text(catalog or short_bridge())

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def command(self, *words: str) -> list[str]:
        """The command line that runs the program with these arguments."""
        places = ["--data-dir", str(self.data), "--config", str(self.folder / "config.toml")]
        places += ["--catalog", str(self.folder / "short.toml")]
        return [sys.executable, "-m", "trainer", *places, *words]

    def open(
        self,
        *words: str,
        size: tuple[int, int] = (80, 24),
        environment: dict[str, str] | None = None,
    ) -> Terminal:
        """Run the program in a terminal with this size in columns and lines."""
        terminal = Terminal(self.command(*words), *size, environment=environment)
        self.terminals.append(terminal)
        return terminal

    def run(self, *words: str, input: str = "") -> subprocess.CompletedProcess[str]:
        """Run the program to its end, with pipes in place of a terminal."""
        return subprocess.run(
            self.command(*words), input=input, capture_output=True, text=True, timeout=PATIENCE
        )

    def history(self) -> list[dict[str, Any]]:
        """The sessions in the history file."""
        file = self.data / "history.toml"
        # For a moment, a new file has no session.
        return tomllib.loads(file.read_text()).get("session", []) if file.exists() else []

    def under_way(self) -> list[dict[str, Any]]:
        """The sessions in progress, as they are on disk."""
        files = sorted((self.data / "in-progress").glob("*.toml"))
        texts = []
        for file in files:
            with suppress(FileNotFoundError):  # the session may end meanwhile
                texts.append(file.read_text())
        return [tomllib.loads(text)["session"][0] for text in texts]

    def on_disk(self) -> list[dict[str, Any]]:
        """Every session on disk, in the history or in progress, read without the program."""
        kept = self.history()
        known = {session["id"] for session in kept}
        return kept + [session for session in self.under_way() if session["id"] not in known]

    @property
    def done_reps(self) -> int:
        """The reps on disk, of all sessions together."""
        return sum(map(done, self.on_disk()))

    def close(self) -> None:
        for terminal in self.terminals:
            terminal.close(signal.SIGHUP)


def done(session: dict[str, Any]) -> int:
    """The reps done in a session on disk."""
    return sum(exercise["done_reps"] for exercise in session["exercise"])


def see(terminal: Terminal, what: str | Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until some text is on the screen, or until a condition holds."""
    if isinstance(what, str):
        text = what
        assert terminal.watch(seconds, lambda: terminal.shows(text)), _never(repr(text), terminal)
    else:
        assert terminal.watch(seconds, what), _never("what the test waited for", terminal)


def ends(terminal: Terminal, seconds: float = PATIENCE) -> int:
    """Wait for the program to end, read the rest of its output, and return its exit code."""
    terminal.watch(seconds, lambda: terminal.ended)
    assert terminal.ended, _never("the end", terminal)
    terminal.watch(seconds)  # reads the last output, until the terminal is closed
    return os.waitstatus_to_exitcode(terminal.status)


def screen(terminal: Terminal) -> str:
    """Return the text on the screen."""
    return "\n".join(line.rstrip() for line in terminal.screen.display)


def _never(what: str, terminal: Terminal) -> str:
    return f"never saw {what}; on screen:\n{screen(terminal)}"
