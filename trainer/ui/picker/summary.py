"""Works out what the picker needs from the history. Pure, so it can run in a thread."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from trainer.advice.choosing import Situation, todays_choices
from trainer.advice.past import Past
from trainer.advice.rules import advise_on
from trainer.advice.standing_up import before_standing
from trainer.catalog import Catalog
from trainer.history.habit import Standing, standing_from_sessions, trained_days
from trainer.history.records import SessionRecord, training_day
from trainer.settings.model import Settings
from trainer.ui.picker.items import HistorySummary

RECENT = timedelta(weeks=8)
"""How far back to look for routines that were followed."""


def standing_on(sessions: tuple[SessionRecord, ...], now: datetime, settings: Settings) -> Standing:
    """Return the streak, week and strength. `now` is in local time."""
    today: date = training_day(now, settings.day_starts_at)
    days_off = settings.rest_days_as_of(today)
    return standing_from_sessions(sessions, today, week_goal=settings.week_goal, days_off=days_off)


def summary_of(
    sessions: tuple[SessionRecord, ...], now: datetime, settings: Settings, catalog: Catalog
) -> HistorySummary:
    """Work out the streak, the coach's advice, and today's version of each exercise."""
    standing = standing_on(sessions, now, settings)
    past = Past(catalog.exercises, sessions, standing.day)
    situation = Situation(catalog, past, settings, standing.day)
    advice = advise_on(situation)
    choices = todays_choices(situation)
    if advice.routine is None:
        choices |= {suggested.id: suggested.choice for suggested in advice.suggestion}
    return HistorySummary(
        standing=standing,
        trained=frozenset(trained_days(sessions)),
        days_off=settings.rest_days_as_of(standing.day),
        advice=advice,
        choices=choices,
        before_standing=before_standing(situation, settings.pacing),
        done={id: state.last_done for id, state in past.states.items() if state.last_done},
        done_today=tuple(
            dict.fromkeys(
                record.name
                for session in past.today
                for record in session.exercises
                if record.done_reps
            )
        ),
        folded=past,
        recent=tuple(s for s in sessions if standing.day - s.day < RECENT),
    )
