"""Writes the text of a reminder, and shows it as a desktop notification."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from trainer.advice.advice import Advice
from trainer.catalog import Catalog

TITLE = "Glute Trainer"
PATIENCE = 10
"""Seconds to wait for a program to accept a notification."""
_APPLESCRIPT = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)


def reminder_text(advice: Advice, catalog: Catalog, streak: int) -> str:
    """Return the text of the notification: what the coach suggests and why, never a reproach.

    Empty if the coach suggests nothing: on rest days, on bad days, and after enough training.
    `streak` is in days.
    """
    if not advice.suggestion:
        return ""
    routine = catalog.routine(advice.routine) if advice.routine else None
    names = ", then ".join(suggested.choice.title for suggested in advice.suggestion)
    text = f"Today: {routine.name if routine else names}. {advice.reason}"
    return f"{text} Streak: {streak} days." if streak > 1 else text


def notify(text: str, find: Callable[[str], str | None] = shutil.which) -> bool:
    """Show a desktop notification, and return whether that worked. `find` finds programs."""
    return any(_shown_by(command) for command in _commands(text) if find(command[0]))


def _commands(text: str) -> list[list[str]]:
    script = [word for line in _APPLESCRIPT for word in ("-e", line)]
    return [
        ["notify-send", f"--app-name={TITLE}", "--", TITLE, text],
        ["osascript", *script, TITLE, text],
    ]


def _shown_by(command: list[str]) -> bool:
    try:
        done = subprocess.run(
            command, env=_with_bus(os.environ), capture_output=True, timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _with_bus(environ: Mapping[str, str]) -> dict[str, str]:
    """Add the address of the desktop's bus to the environment, because cron does not set it."""
    bus = Path(f"/run/user/{os.getuid()}/bus")
    known = {} if not bus.exists() else {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}"}
    return {**known, **environ}
