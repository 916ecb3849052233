"""Runs the trainer for the benchmarks: in this interpreter, with temporary files."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from benchmarks.terminal import Terminal

STILL = {"TEXTUAL_ANIMATIONS": "none"}
"""An environment in which nothing moves, so that a screen can be complete."""
PATIENCE = 30.0
"""The most seconds to wait for a text."""


@contextmanager
def places(settings: str = "") -> Iterator[tuple[Path, list[str]]]:
    """Yield a temporary data folder, and the command that runs the trainer on this folder."""
    with tempfile.TemporaryDirectory(prefix="glute-trainer-") as name:
        folder = Path(name)
        config = folder / "config.toml"
        config.write_text(f"welcomed = true\nquestions = 'off'\n{settings}")
        data = folder / "data"
        data.mkdir()
        python = [sys.executable, "-m", "trainer"]
        yield data, [*python, "--data-dir", str(data), "--config", str(config)]


def see(terminal: Terminal, *texts: str, gone: str = "") -> float:
    """Wait until all these texts are shown and `gone` is not. Return the time in seconds."""

    def seen() -> bool:
        return all(map(terminal.shows, texts)) and not (gone and terminal.shows(gone))

    if not terminal.watch(PATIENCE, seen):
        screen = "\n".join(line.rstrip() for line in terminal.screen.display)
        raise RuntimeError(f"never saw {texts}; on screen:\n{screen}")
    return terminal.arrived


def begin(terminal: Terminal, text: str) -> float:
    """Start a session without an answer about pain. Return when `text` was shown, in seconds."""
    terminal.watch(PATIENCE, lambda: terminal.shows(text) or terminal.shows("Before you start"))
    if not terminal.shows(text):
        terminal.press("\r")
    return see(terminal, text)


def write_history(data: Path, sessions: int) -> None:
    """Write a history of `sessions` sessions, one each day."""
    with (data / "history.toml").open("w") as file:
        file.write("format = 1\n")
        for number in reversed(range(sessions)):
            file.write(_session(number))


def _session(number: int) -> str:
    day = date(2026, 11, 22) - timedelta(days=number)
    return f"""
[[session]]
id = "{day:%Y%m%d}T073005-{number:06x}"
day = {day}
started = {day}T07:30:05+01:00
ended = {day}T07:36:40+01:00
status = "completed"
source = "session"
pain_before = 4
pain_after = 2
effort = 5
note = "left side shaky"

[[session.exercise]]
id = "bird-dog"
name = "Bird Dog"
variant = "standard"
status = "completed"
planned_reps = 10
done_reps = 10
skipped_reps = 0
done_left = 5
done_right = 5
seconds = 71.5
"""
