"""Adds marked lines to the user's crontab, and leaves every other byte unchanged."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from trainer.reminders.reminder import Reminder, refused, run

MARK = "# glute-trainer remind"
"""The end of each of our lines, a comment for the shell."""


@dataclass(frozen=True, slots=True)
class Crontab:
    """The user's crontab, read and written through the program `crontab`."""

    reminder: Reminder

    def lines(self) -> list[str]:
        """Return our lines, one for each time."""
        # In a crontab, an unescaped % ends the command; see crontab(5).
        command = shlex.join(self.reminder.command).replace("%", r"\%")
        return [f"{t.minute} {t.hour} * * * {command} {MARK}" for t in self.reminder.times]

    def shown(self) -> Iterator[str]:
        """Yield our lines, for pasting into `crontab -e`."""
        yield from ("# crontab -e", *self.lines())

    def install(self) -> Iterator[str]:
        """Add our lines, and remove earlier lines. See `Scheduler`."""
        before = _read()
        others = _without_ours(before)
        joint = b"" if not others or others.endswith(b"\n") else b"\n"
        ours = "".join(f"{line}\n" for line in self.lines())
        after = others + joint + ours.encode()
        if after != before:
            yield from _write(after)
            yield from (f"Added {line}" for line in self.lines())

    def remove(self) -> Iterator[str]:
        """Remove our lines. See `Scheduler`."""
        before = _read()
        after = _without_ours(before)
        if after != before:
            yield from _write(after)
            yield "Removed the lines marked " + MARK


def _read() -> bytes:
    command = ("crontab", "-l")
    done = run(command)
    if done.returncode and b"no crontab" not in done.stderr.lower():
        raise refused(command, done)
    return b"" if done.returncode else done.stdout


def _write(text: bytes) -> Iterator[str]:
    command = ("crontab", "-")
    done = run(command, text)
    if done.returncode:
        raise refused(command, done)
    yield "Ran crontab -"


def _without_ours(text: bytes) -> bytes:
    lines = text.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.rstrip().endswith(MARK.encode()))
