"""Whether to remind now, and the notice itself: the desktop's own, or a line."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Set
from datetime import date
from pathlib import Path

from trainer.history.habit import streak
from trainer.settings.model import Settings

TITLE = "Glute Trainer"
PATIENCE = 10
"""Seconds that a notice may take to be handed over."""
_APPLESCRIPT = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)


def why_not(days: Set[date], today: date, settings: Settings) -> str | None:
    """Why nobody need be reminded on a training day, from the days trained; None: remind."""
    if today in days:
        return "Done today."
    if today in settings.days_off:
        return "A rest day today."
    return None


def words(days: Set[date], today: date, settings: Settings) -> str:
    """What the notice says; never a reproach."""
    said = "One or two exercises before you are on your feet may help."
    length = streak(days, today, settings.rest_days_as_of(today))
    return f"{said} Streak: {length} days." if length > 1 else said


def notify(text: str, find: Callable[[str], str | None] = shutil.which) -> bool:
    """Hand a notice to the desktop; whether it was taken. `find` says where a program is."""
    return any(_takes(command) for command in _commands(text) if find(command[0]))


def _commands(text: str) -> list[list[str]]:
    script = [word for line in _APPLESCRIPT for word in ("-e", line)]
    return [
        ["notify-send", f"--app-name={TITLE}", "--", TITLE, text],
        ["osascript", *script, TITLE, text],
    ]


def _takes(command: list[str]) -> bool:
    try:
        done = subprocess.run(
            command, env=_with_bus(os.environ), capture_output=True, timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _with_bus(environ: Mapping[str, str]) -> dict[str, str]:
    """An environment that knows the desktop's bus, which cron leaves out."""
    bus = Path(f"/run/user/{os.getuid()}/bus")
    known = {} if not bus.exists() else {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}"}
    return {**known, **environ}
