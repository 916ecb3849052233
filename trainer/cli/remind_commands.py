"""The command that reminds, through whatever this machine has for it; no daemon of our own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
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
"""The local time with its offset; one place, so that tests can turn the clock."""

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
    help=f"When; can be given several times. [{DEFAULT}]",
)
@click.option(
    "--with",
    "kind",
    type=click.Choice([*KINDS, "ics"]),
    help="By which scheduler, or as a calendar event; else what this machine has.",
)
@click.option("--install", is_flag=True, help="Set it up, and say what was written and run.")
@click.option("--remove", is_flag=True, help="Take down what --install set up.")
@click.option("--now", "at_once", is_flag=True, help="Remind now, when nothing is done today.")
@click.option(
    "-o",
    "output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The calendar into a file.",
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
    """Reminds you on days when nothing is done yet.

    Prints what it would set up; --install sets it up: a systemd timer, a launchd agent or a
    crontab line of your own. Rest days are left alone.
    """
    from trainer.reminders import ReminderError

    if install + remove + at_once > 1:
        fail("--install, --remove and --now: one at a time.")
    if kind == "ics" and (install or remove):
        fail("--with ics: a calendar takes it in by itself.\nUse: remind --with ics -o FILE")
    if output is not None and kind != "ics":
        fail("-o: is for a calendar.\nUse: remind --with ics -o FILE")
    times = tuple(moments)
    try:
        if at_once:
            _remind(places)
        elif kind == "ics":
            _calendar(places, times, output)
        elif remove:
            _say_all(_removed(places, times, [kind] if kind else KINDS), "Nothing was set up.")
        else:
            scheduler = _scheduler(kind or _here(), places, times)
            _say_all(scheduler.install() if install else scheduler.shown(), "It was there already.")
            if not install:
                say("# Only shown here: --install sets it up.")
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


def _here() -> str:
    """The scheduler this machine has; ends the program where there is none."""
    from trainer.reminders.reminder import run

    if shutil.which("launchctl"):
        return "launchd"
    # Systemd may be installed and not be what runs here, as in a container.
    asked = ("systemctl", "--user", "show-environment")
    if shutil.which("systemctl") and run(asked).returncode == 0:
        return "systemd"
    if not shutil.which("crontab"):
        fail("There is no scheduler here: systemd, launchd or cron.\nFor a calendar: --with ics")
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
        say(f"Written: {output}. Open it with your calendar.")


def _remind(places: Places) -> None:
    """Remind unless today is done or a rest day; says so to whoever looks on."""
    from trainer.history.records import training_day
    from trainer.reminders import notice
    from trainer.settings.model import load_settings

    settings = load_settings(places.config_file)
    today = training_day(now(), settings.day_starts_at)
    days = _trained(places)
    more = _still_asked(places, today) if today in days else None
    if more is None and (said := notice.why_not(days, today, settings)):
        if sys.stdout.isatty():
            say(f"{said} No reminder.")
        return
    text = more or notice.words(days, today, settings)
    if not notice.notify(text):
        say(f"{notice.TITLE}: {text}")


def _still_asked(places: Places, today: date) -> str | None:
    """What is left of a routine that was begun today and is meant to be done more often."""
    from trainer.catalog import load_catalog
    from trainer.history.store import HistoryStore
    from trainer.history.suggestion import last_followed

    catalog = load_catalog(places.catalog_file)
    if not any(routine.times_a_day for routine in catalog.routines):
        return None
    sessions = [s for s in HistoryStore(places).load().sessions if s.day == today]
    for routine in catalog.routines:
        followed = last_followed(catalog.follow(routine), sessions)
        if followed and followed[1] < (routine.times_a_day or 0):
            return f"{routine.name}: {followed[1]} of {routine.times_a_day} today."
    return None


def _trained(places: Places) -> set[date]:
    from trainer.history.file.trained_days import trained_days

    days = trained_days(places)
    if days is not None:
        return days
    from trainer.history import habit
    from trainer.history.store import HistoryStore

    return habit.trained_days(HistoryStore(places).load().sessions)
