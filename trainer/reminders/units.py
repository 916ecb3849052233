"""Schedulers that read files: a systemd user timer and a launchd agent."""

from __future__ import annotations

import plistlib
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from trainer.files import writing
from trainer.reminders.reminder import Reminder, ReminderError, refused, run

NAME = "glute-trainer-remind"


@dataclass(frozen=True, slots=True)
class Run:
    """A command that controls the scheduler."""

    words: tuple[str, ...]
    may_fail: bool = False
    """Whether to ignore failure, because there may be nothing to do."""

    def __str__(self) -> str:
        return shlex.join(self.words)

    def __call__(self) -> None:
        """Run the command. Raises ReminderError."""
        done = run(self.words)
        if done.returncode and not self.may_fail:
            raise refused(self.words, done)


@dataclass(frozen=True, slots=True)
class Units:
    """Files for the scheduler, and the commands to run before and after changing these files."""

    files: Mapping[Path, str]
    after_writing: tuple[Run, ...]
    before_removing: tuple[Run, ...]
    after_removing: tuple[Run, ...] = ()

    def shown(self) -> Iterator[str]:
        """Yield every file under its path, then the commands."""
        for file, text in self.files.items():
            yield from (f"# {file}", *text.splitlines(), "")
        yield from ("# then run", *map(str, self.after_writing))

    def install(self) -> Iterator[str]:
        """Write the files, and run the commands that make the scheduler read them."""
        for file, text in self.files.items():
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                writing.replace(file, text)
            except OSError as error:
                raise ReminderError(
                    f"{file} cannot be written: {error.strerror}.\n"
                    "Fix its permissions and try again."
                ) from error
            yield f"Wrote {file}"
        yield from _run_all(self.after_writing)

    def remove(self) -> Iterator[str]:
        """Tell the scheduler to forget the files, and remove them. See `Scheduler`."""
        installed = [file for file in self.files if file.exists() or file.is_symlink()]
        if not installed:
            return
        yield from _run_all(self.before_removing)
        for file in installed:
            try:
                writing.remove(file)
            except OSError as error:
                raise ReminderError(
                    f"{file} cannot be removed: {error.strerror}.\n"
                    "Fix its permissions and try again."
                ) from error
            yield f"Removed {file}"
        yield from _run_all(self.after_removing)


def _run_all(commands: tuple[Run, ...]) -> Iterator[str]:
    for command in commands:
        command()
        yield f"Ran {command}"


def systemd(reminder: Reminder, folder: Path) -> Units:
    """Return a timer for the user's systemd. `folder` is the folder for settings, `~/.config`.

    If the machine is off at the time of a reminder, the reminder comes at the next start.
    """
    # The colon stops systemd from expanding dollar signs; see systemd.service(5).
    command = " ".join(_systemd_word(word) for word in reminder.command)
    service = f"""\
[Unit]
Description=Glute Trainer: a reminder if nothing has been done today

[Service]
Type=oneshot
ExecStart=:{command}
"""
    at = "\n".join(f"OnCalendar=*-*-* {time:%H:%M}:00" for time in reminder.times)
    timer = f"""\
[Unit]
Description=Glute Trainer: when to send reminders

[Timer]
{at}
Persistent=true

[Install]
WantedBy=timers.target
"""
    units = folder / "systemd/user"
    control = ("systemctl", "--user")
    reload = (*control, "daemon-reload")
    return Units(
        {units / f"{NAME}.service": service, units / f"{NAME}.timer": timer},
        after_writing=(
            Run(reload),
            Run((*control, "enable", f"{NAME}.timer")),
            Run((*control, "restart", f"{NAME}.timer")),
        ),
        before_removing=(Run((*control, "disable", "--now", f"{NAME}.timer"), may_fail=True),),
        after_removing=(Run(reload, may_fail=True),),
    )


def _systemd_word(word: str) -> str:
    """Quote a word of a command line in a unit file; see systemd.syntax(7), "Quoting"."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def launchd(reminder: Reminder, home: Path, user: int) -> Units:
    """Return an agent for the user's launchd. `user` is the user's numeric id.

    If the machine sleeps at the time of a reminder, the reminder comes when the machine wakes.
    """
    agent = {
        "Label": NAME,
        "ProgramArguments": list(reminder.command),
        "StartCalendarInterval": [{"Hour": t.hour, "Minute": t.minute} for t in reminder.times],
    }
    file = home / "Library/LaunchAgents" / f"{NAME}.plist"
    forget = Run(("launchctl", "bootout", f"gui/{user}/{NAME}"), may_fail=True)
    return Units(
        {file: plistlib.dumps(agent, sort_keys=False).decode()},
        after_writing=(forget, Run(("launchctl", "bootstrap", f"gui/{user}", str(file)))),
        before_removing=(forget,),
    )
