"""A reminder, which is a command and its times, and the protocol that every scheduler follows."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Protocol

from trainer.files.safe_text import forbidden_character, sanitize

PATIENCE = 30
"""Seconds to wait for a scheduler's program, such as `crontab`."""


class ReminderError(Exception):
    """A reminder could not be set up or removed. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A command to run every day at these times."""

    times: tuple[time, ...]
    """The times of day, in local time."""
    command: tuple[str, ...]
    """The program and its arguments. Raises ReminderError for control characters."""

    def __post_init__(self) -> None:
        for word in self.command:
            if "\n" in word or "\t" in word or forbidden_character(word):
                raise ReminderError(
                    f"{sanitize(word)}: a schedule cannot contain this name.\n"
                    "Remove its control characters."
                )


class Scheduler(Protocol):
    """A system program that runs commands at given times."""

    def shown(self) -> Iterator[str]:
        """Yield lines that show what `install` would write and run."""

    def install(self) -> Iterator[str]:
        """Set up the reminder, replace any earlier reminder, and yield what was done.

        Raises ReminderError.
        """

    def remove(self) -> Iterator[str]:
        """Remove only what `install` set up, and yield what was done. Raises ReminderError."""


def run(command: Sequence[str], input: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a scheduler's program. Raises ReminderError if the program cannot run."""
    try:
        return subprocess.run(command, input=input, capture_output=True, timeout=PATIENCE)
    except (OSError, subprocess.TimeoutExpired) as error:
        why = getattr(error, "strerror", None) or "it does not respond"
        raise ReminderError(f"{command[0]}: {why}.\nTry another scheduler: --with.") from error


def refused(command: Sequence[str], done: subprocess.CompletedProcess[bytes]) -> ReminderError:
    """Return the error for a failed program, with the first line of its stderr."""
    first_line = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
    why = first_line or f"ended with {done.returncode}"
    return ReminderError(f"{' '.join(command)}: {why}\nTry another scheduler: --with.")
