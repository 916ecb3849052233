"""The command `today`, which shows what the coach advises, as text or JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from trainer.cli import loading
from trainer.cli.loading import end, load_history, without_collecting
from trainer.cli.messages import fail, say
from trainer.files.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from trainer.advice.advice import Advice
    from trainer.catalog import Choice
    from trainer.history.records import SessionRecord


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Output JSON.")
@click.option("--day", "on", metavar="D", help="Advise for this training day, such as 2026-11-23.")
@click.pass_obj
def today(places: Places, as_json: bool, on: str | None) -> None:
    """Show what the coach advises now: which exercises, how much of each, and why."""
    day = _day(on)
    with without_collecting():
        read = load_history(places)
        advice = advice_on(places, read.sessions, day)
    if as_json:
        import json

        click.echo(json.dumps(as_plain(advice)))
    else:
        for line in lines(advice):
            say(line)
    end(read)


def _day(on: str | None) -> date | None:
    if on is None:
        return None
    from trainer.files.limits import FIRST_DAY, LAST_DAY

    try:
        day = date.fromisoformat(on)
    except ValueError:
        day = date.min
    if not FIRST_DAY <= day <= LAST_DAY:
        fail(f"--day: {on!r} is not a date.\nWrite it like {loading.now().date()}.")
    return day


def advice_on(places: Places, sessions: Iterable[SessionRecord], day: date | None = None) -> Advice:
    """Return the advice for today, or for another training day, past or future."""
    from trainer.advice.rules import advise
    from trainer.catalog import load_catalog
    from trainer.history.records import training_day
    from trainer.settings.model import load_settings

    settings = load_settings(places.config_file)
    if day is None:
        day = training_day(loading.now(), settings.day_starts_at)
    else:
        sessions = [session for session in sessions if session.day <= day]
    catalog = load_catalog(places.catalog_file)
    for problem in catalog.problems:
        say(str(problem), err=True)
    return advise(catalog, sessions, settings, day)


def short_exercise(places: Places) -> Choice | None:
    """Return the short exercise to do before standing up, or None if none is available."""
    from trainer.advice.choosing import Situation
    from trainer.advice.past import Past
    from trainer.advice.standing_up import before_standing
    from trainer.catalog import load_catalog
    from trainer.history.records import training_day
    from trainer.settings.model import load_settings

    settings, catalog = load_settings(places.config_file), load_catalog(places.catalog_file)
    day = training_day(loading.now(), settings.day_starts_at)
    past = Past(catalog.exercises, load_history(places).sessions, day)
    return before_standing(Situation(catalog, past, settings, day), settings.pacing)


def lines(advice: Advice) -> Iterator[str]:
    """Yield the lines of the advice: the suggestion, its reason, and the question or the offer."""
    if advice.suggestion:
        from trainer.session.timeline import dose

        yield "; then ".join(f"{one.choice.title}: {dose(one.choice)}" for one in advice.suggestion)
    yield advice.reason
    yield from advice.notices
    if advice.question:
        yield advice.asked
    if advice.offer:
        yield advice.offer.words


def as_plain(advice: Advice) -> dict[str, object]:
    """Return the advice as plain values for JSON."""
    offer = advice.offer
    return {
        "day": advice.day.isoformat(),
        "done": advice.done,
        "kind": advice.kind,
        "suggestion": [
            {"id": each.id, "variant": each.variant, "hold": each.hold, "reps": each.reps}
            for each in advice.suggestion
        ],
        "reason": advice.reason,
        "question": advice.question,
        "offer": offer and {"id": offer.id, "from": offer.current_rung, "to": offer.offered_rung},
        "resting": [
            {"id": each.id, "until": each.until and each.until.isoformat(), "why": each.why}
            for each in advice.resting
        ],
    }
