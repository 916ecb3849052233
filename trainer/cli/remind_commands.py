"""The command `remind`, which sets up reminders in the system's own scheduler."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli import own_command_line
from trainer.cli.messages import fail, say
from trainer.cli.output import put
from trainer.clock import SystemClock
from trainer.files.places import Places

if TYPE_CHECKING:
    from trainer.reminders import Scheduler

now = SystemClock().now
"""Return the local time with its UTC offset. Tests replace this function."""

KINDS = ("systemd", "launchd", "cron")
DEFAULT = "07:30"


def _moments(context: click.Context, option: click.Parameter, texts: Sequence[str]) -> list[time]:
    try:
        return sorted({datetime.strptime(text, "%H:%M").time() for text in texts})
    except ValueError:
        raise click.BadParameter(f"write a time of day as in {DEFAULT}.") from None


@click.command()
@click.option(
    "--at",
    "moments",
    callback=_moments,
    multiple=True,
    default=[DEFAULT],
    metavar="HH:MM",
    help=f"When to remind you; can be given several times. [{DEFAULT}]",
)
@click.option(
    "--with",
    "kind",
    type=click.Choice([*KINDS, "ics"]),
    help="The scheduler to use, or ics for a calendar; default: what this system has.",
)
@click.option(
    "--install",
    is_flag=True,
    help="Set it up, and show which files were written and which commands were run.",
)
@click.option("--remove", is_flag=True, help="Undo what --install set up.")
@click.option("--now", "at_once", is_flag=True, help="Remind now if nothing has been done today.")
@click.option(
    "-o",
    "output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the calendar to FILE.",
)
@click.pass_obj
def remind(
    places: Places,
    moments: list[time],
    kind: str | None,
    install: bool,
    remove: bool,
    at_once: bool,
    output: Path | None,
) -> None:
    """Set up daily reminders to train.

    Only prints what would be set up; --install sets it up. Uses a systemd timer, a launchd agent
    or a line in your crontab. You get no reminder on rest days, or if you have trained already.
    """
    from trainer.reminders import ReminderError

    if install + remove + at_once > 1:
        fail("Use only one of --install, --remove and --now.")
    if kind == "ics" and (install or remove):
        fail("--with ics only writes a file to import.\nUse: remind --with ics -o FILE")
    if output is not None and kind != "ics":
        fail("-o is only for a calendar.\nUse: remind --with ics -o FILE")
    times = tuple(moments)
    try:
        if at_once:
            _remind(places)
        elif kind == "ics":
            _calendar(places, times, output)
        elif remove:
            _say_all(_removed(places, times, [kind] if kind else KINDS), "Nothing was set up.")
        else:
            scheduler = _scheduler(kind or _scheduler_here(), places, times)
            _say_all(scheduler.install() if install else scheduler.shown(), "Already set up.")
            if not install:
                say("# Nothing has been set up: use --install.")
    except ReminderError as error:
        fail(str(error))


def _say_all(lines: Iterator[str], none: str) -> None:
    said = False
    for line in lines:
        say(line)
        said = True
    if not said:
        say(none)


def _scheduler(kind: str, places: Places, times: tuple[time, ...]) -> Scheduler:
    from trainer.reminders import Crontab, Reminder, launchd, systemd

    command = (*own_command_line.command(places), "remind", "--now")
    reminder = Reminder(times, command)
    match kind:
        case "systemd":
            config = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
            return systemd(reminder, Path(config))
        case "launchd":
            return launchd(reminder, Path.home(), os.getuid())
    return Crontab(reminder)


def _scheduler_here() -> str:
    """Return the kind of scheduler that this system has.

    Ends the program with an error message if there is none.
    """
    from trainer.reminders.reminder import run

    if shutil.which("launchctl"):
        return "launchd"
    # Systemd may be installed but not running, as in a container.
    asked = ("systemctl", "--user", "show-environment")
    if shutil.which("systemctl") and run(asked).returncode == 0:
        return "systemd"
    if not shutil.which("crontab"):
        fail("This system has no systemd, launchd or cron.\nUse a calendar instead: --with ics")
    return "cron"


def _removed(places: Places, times: tuple[time, ...], kinds: Sequence[str]) -> Iterator[str]:
    for kind in kinds:
        if kind != "cron" or shutil.which("crontab") or len(kinds) == 1:
            yield from _scheduler(kind, places, times).remove()


def _calendar(places: Places, times: tuple[time, ...], output: Path | None) -> None:
    from trainer.reminders.events import to_ics
    from trainer.settings.model import load_settings

    text = to_ics(times, load_settings(places.config_file), now())
    if put(text, output, places):
        say(f"Wrote {output}. Open it with your calendar.")


def _remind(places: Places) -> None:
    """Show a reminder with the coach's suggestion. If there is none, print the reason."""
    from trainer.advice.rules import advise
    from trainer.catalog import load_catalog
    from trainer.history import habit
    from trainer.history.records import training_day
    from trainer.history.store import HistoryStore
    from trainer.reminders import notice
    from trainer.settings.model import load_settings

    settings, catalog = load_settings(places.config_file), load_catalog(places.catalog_file)
    today = training_day(now(), settings.day_starts_at)
    sessions = HistoryStore(places).load().sessions
    advice = advise(catalog, sessions, settings, today)
    rests = settings.rest_days_as_of(today)
    text = notice.reminder_text(
        advice, catalog, habit.streak(habit.trained_days(sessions), today, rests)
    )
    if not text:
        if sys.stdout.isatty():
            say(f"No reminder. {advice.reason}")
    elif not notice.notify(text):
        say(f"{notice.TITLE}: {text}")
