"""Whether to remind now, and the notification itself: on the desktop, or as a line."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping, Set
from datetime import date
from pathlib import Path

from trainer.advice.advice import Advice
from trainer.history.habit import streak
from trainer.settings.model import Settings

TITLE = "Glute Trainer"
PATIENCE = 10
"""Seconds allowed for handing over a notification."""
_APPLESCRIPT = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)


def why_not(days: Set[date], today: date, settings: Settings) -> str | None:
    """Why there is no need to remind on a training day; None means remind."""
    if today in days:
        return "Done today."
    if today in settings.days_off:
        return "Today is a rest day."
    return None


def why_not_now(advice: Advice) -> str | None:
    """Why the coach would rather have no exercises today; None where it suggests some."""
    return None if advice.suggestion or advice.done else advice.reason


def words(days: Set[date], today: date, settings: Settings) -> str:
    """What the notification says; never a reproach."""
    said = "One or two exercises before you get up may help."
    length = streak(days, today, settings.rest_days_as_of(today))
    return f"{said} Streak: {length} days." if length > 1 else said


def notify(text: str, find: Callable[[str], str | None] = shutil.which) -> bool:
    """Show a desktop notification; return whether that worked. `find` locates a program."""
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
    """The environment with the desktop's bus, which cron leaves out."""
    bus = Path(f"/run/user/{os.getuid()}/bus")
    known = {} if not bus.exists() else {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}"}
    return {**known, **environ}
