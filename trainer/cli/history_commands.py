"""The commands about past sessions: history, status, log, export, import, report.

A shell prompt may run `status` many times an hour, so each command imports only what it needs.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trainer.cli import loading
from trainer.cli.completing import exercises
from trainer.cli.loading import end, load_history
from trainer.cli.messages import fail, say, say_exactly, warn
from trainer.cli.output import put
from trainer.files.places import Places
from trainer.files.safe_text import sanitize

if TYPE_CHECKING:
    from trainer.history.habit import Standing
    from trainer.history.records import SessionRecord
    from trainer.history.store import History
    from trainer.settings.model import Settings

_ADVICE = r"\{(today|reason|kind)\}"
"""Fields of a status line that come from the coach's advice, which needs the whole history."""

_SCALE = click.IntRange(0, 10)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Output JSON.")
@click.option(
    "--last", type=click.IntRange(min=1), metavar="N", help="Show only the last N sessions."
)
@click.pass_obj
def history(places: Places, as_json: bool, last: int | None) -> None:
    """List your sessions, newest last."""
    read = load_history(places)
    sessions = read.sessions[-last:] if last else read.sessions
    if as_json:
        from trainer.history.formats.exchange import to_json

        say_exactly(to_json(sessions))
    elif not sessions and not read.broken:
        click.echo("No sessions yet. One or two exercises before you get up may help.")
    else:
        for session in sessions:
            say(_line(session))
    end(read)


def _line(session: SessionRecord) -> str:
    done = ", ".join(
        f"{e.name}{f' ({e.variant})' if e.modified else ''} {e.done_reps}/{e.planned_reps}"
        for e in session.exercises
    )
    same_date = session.started.date() == session.day
    at = session.clock_time if same_date else f"({session.clock_time})"
    parts = [f"{session.day} {at}", f"{session.status:<9}", done]
    if session.pain_before is not None:
        parts.append(f"pain before {session.pain_before}")
    if session.pain_after is not None:
        parts.append(f"pain after {session.pain_after}")
    if session.effort is not None:
        parts.append(f"effort {session.effort}")
    return "  ".join([*parts, session.note] if session.note else parts)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Output JSON.")
@click.option(
    "--format",
    "form",
    metavar="TEXT",
    help="A template for the line, with {streak} {best} (days), {done} (✓ or ·), {week} {goal} "
    "(days), {strength} (percent), {day}, and what the coach advises: {today}, {reason}, {kind}.",
)
@click.option("--check", is_flag=True, help="Exit with 1 if nothing has been done today.")
@click.pass_obj
def status(places: Places, as_json: bool, form: str | None, check: bool) -> None:
    """Print one line for a shell prompt or tmux: streak, today, this week."""
    from trainer.history.file.trained_days import trained_days
    from trainer.history.habit import standing_from_days
    from trainer.history.habit import trained_days as days_of
    from trainer.history.records import training_day
    from trainer.settings.model import load_settings

    days, read = trained_days(places), None
    wants_advice = form is not None and re.search(_ADVICE, form) is not None
    if days is None or wants_advice:
        read = load_history(places)
        days = days_of(read.sessions)
    settings = load_settings(places.config_file)
    today = training_day(loading.now(), settings.day_starts_at)
    stands = standing_from_days(
        days,
        today,
        week_goal=settings.week_goal,
        days_off=settings.rest_days_as_of(today),
    )
    advised = _advice_fields(places, read) if read and wants_advice else {}
    for line in (_as_json(stands) if as_json else _as_text(stands, form, advised)).split("\n"):
        say(line)
    end(read)
    if check and not stands.trained_today:
        raise SystemExit(1)


def _as_json(stands: Standing) -> str:
    import json

    return json.dumps(
        {
            "day": stands.day.isoformat(),
            "trained_today": stands.trained_today,
            "streak": stands.streak,
            "best_streak": stands.best_streak,
            "week_done": stands.week_done,
            "week_goal": stands.week_goal,
            "strength": stands.strength,
        }
    )


def _advice_fields(places: Places, read: History) -> dict[str, object]:
    """Return the coach's advice as fields of a status line."""
    from trainer.cli.advice_commands import advice_on

    advice = advice_on(places, read.sessions)
    names = " + ".join(suggested.choice.name for suggested in advice.suggestion)
    return {"today": names or "–", "reason": advice.reason, "kind": advice.kind}


def _as_text(stands: Standing, form: str | None, advised: dict[str, object]) -> str:
    values = {
        **dict.fromkeys(("today", "reason", "kind"), ""),
        **advised,
        "streak": stands.streak,
        "best": stands.best_streak,
        "done": "✓" if stands.trained_today else "·",
        "week": stands.week_done,
        "goal": stands.week_goal,
        "strength": f"{stands.strength:.0%}",
        "day": stands.day,
    }
    if form is None:
        days = "day" if stands.streak == 1 else "days"
        form = f"{{done}} streak {{streak}} {days}, week {{week}}/{{goal}}"

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            known = " ".join(f"{{{name}}}" for name in values)
            fail(f"--format: {match[0]} does not exist.\nYou can use: {known}")
        return str(values[match[1]])

    return re.sub(r"\{(\w*)\}", value, form)


@click.command()
@click.argument("refs", metavar="ID[:VARIANT] …", nargs=-1, required=True, shell_complete=exercises)
@click.option("--date", "on", metavar="D", help="Training day of the session, such as 2026-11-23.")
@click.option(
    "--reps",
    type=click.IntRange(1, 10_000),
    metavar="N",
    help="Reps of each exercise, both sides together; default: the full dose.",
)
@click.option(
    "--each-side",
    type=click.IntRange(1, 5_000),
    metavar="N",
    help="Reps on each side; use it instead of --reps.",
)
@click.option("--pain-before", type=_SCALE, metavar="0-10", help="Pain before the session.")
@click.option("--pain-after", type=_SCALE, metavar="0-10", help="Pain after it.")
@click.option("--effort", type=_SCALE, metavar="0-10", help="How hard it was.")
@click.option("--note", metavar="T", help="A note.")
@click.pass_obj
def log(
    places: Places,
    refs: tuple[str, ...],
    on: str | None,
    reps: int | None,
    each_side: int | None,
    pain_before: int | None,
    pain_after: int | None,
    effort: int | None,
    note: str | None,
) -> None:
    """Add a session that you did without the program."""
    from trainer.cli.catalog_commands import choose, load
    from trainer.history.by_hand import manual_record
    from trainer.history.store import HistoryError, HistoryStore
    from trainer.settings.model import load_settings

    settings = load_settings(places.config_file)
    choices = [c.with_default_hold(settings.hold) for c in choose(load(places), refs)]
    if each_side is not None:
        if reps is not None:
            fail("--reps and --each-side cannot be combined.\nGive one of them.")
        if sideless := next((choice for choice in choices if choice.sides == "none"), None):
            fail(f"--each-side: {sideless.name} has no sides.\nGive --reps.")
    day, started = _when(on, loading.now(), settings.day_starts_at)
    record = manual_record(
        choices,
        day,
        started,
        reps,
        note,
        each_side=each_side,
        pain_before=pain_before,
        pain_after=pain_after,
        effort=effort,
    )
    try:
        saved_in = HistoryStore(places).append(record)
    except HistoryError as error:
        fail(str(error))
    say(f"Saved: {_line(record)}")
    if saved_in != places.history_file:
        load_history(places)
        warn(f"This session is in {saved_in} for now.")
    _note_rest_days(places, settings)


def _note_rest_days(places: Places, settings: Settings) -> None:
    """Save the date from which the weekly rest days apply, unless it is already known.

    Rest days must not change the streak of earlier days.
    """
    from trainer.history.records import training_day
    from trainer.settings.writing import SettingsFileError, note_rest_days

    if not settings.has_rest_days_since:
        with suppress(SettingsFileError):  # the next command tries again
            note_rest_days(places.config_file, training_day(loading.now(), settings.day_starts_at))


def _when(on: str | None, moment: datetime, day_starts_at: time) -> tuple[date, datetime]:
    """Return the training day and the start of a session added by hand.

    Ends the program with an error message if `on` is not a date, or is in the future.
    """
    from trainer.history import by_hand
    from trainer.history.records import training_day

    today = training_day(moment, day_starts_at)
    if on is None:
        return today, moment
    try:
        day = date.fromisoformat(on)
        started = by_hand.start_time(day, today, moment)
    except (ValueError, OverflowError, OSError):
        fail(f"--date: {on!r} is not a date.\nWrite it like {today}.")
    if day > today:
        fail(f"--date: {day} is in the future.\nGive {today} or an earlier day.")
    return day, started


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(["toml", "json", "csv", "ics"]),
    default="toml",
    show_default=True,
    help="TOML and JSON can be imported again.",
)
@click.option(
    "-o", "output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE."
)
@click.option(
    "--bom/--no-bom",
    "mark",
    default=None,
    help="Start a CSV with a byte order mark, so that Excel reads it as UTF-8. "
    "This is the default with -o.",
)
@click.pass_obj
def export_(places: Places, form: str, output: Path | None, mark: bool | None) -> None:
    """Export the whole history. CSV has one row for each exercise performed."""
    from trainer.history.formats.exchange import EXPORTERS

    if mark and form != "csv":
        fail("--bom applies only to CSV.\nAdd --format csv, or leave --bom out.")
    to_file = output is not None and str(output) != "-"
    read = load_history(places)
    text = EXPORTERS[form](read.sessions)
    if form == "csv" and (to_file if mark is None else mark):
        text = f"\ufeff{text}"
    put(text, output, places)
    end(read)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.pass_obj
def import_(places: Places, file: Path) -> None:
    """Merge another history, exported by this program as TOML or JSON."""
    from trainer.history.formats.exchange import ExchangeError
    from trainer.history.formats.exchange import import_ as read
    from trainer.history.store import HistoryError, HistoryStore

    try:
        found = read(file)
        merge = HistoryStore(places).merge(found.sessions)
    except (ExchangeError, HistoryError) as error:
        fail(str(error))
    for faulty in found.refused:
        warn("\n".join(f"{file}: {line}" for line in str(faulty).splitlines()))
    for line in merge.different:
        warn(line)
    counts = [
        f"{merge.added} added",
        f"{merge.same} already there",
        f"{len(found.refused)} refused",
    ]
    if merge.different:
        counts.append(f"{len(merge.different)} different")
    say(f"{', '.join(counts)}.")


@click.command()
@click.option(
    "--weeks",
    type=click.IntRange(1, 520),
    default=4,
    show_default=True,
    help="How many weeks to go back.",
)
@click.pass_obj
def report(places: Places, weeks: int) -> None:
    """Print a report to show your therapist."""
    from trainer.catalog import load_catalog
    from trainer.history.formats.report import page
    from trainer.history.records import training_day
    from trainer.settings.model import load_settings

    read = load_history(places)
    catalog = load_catalog(places.catalog_file)
    today = training_day(loading.now(), load_settings(places.config_file).day_starts_at)
    text = "".join(
        f"{sanitize(line)}\n"
        for line in page(read.sessions, today, weeks, catalog.exercises).splitlines()
    )
    if sys.stdout.isatty():
        click.echo(text, nl=False)
    else:
        say_exactly(text)
    end(read)
