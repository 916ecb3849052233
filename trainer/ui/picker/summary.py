"""What the history says to the picker. Pure, so that a thread can work it out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from trainer.history.habit import Standing, standing
from trainer.history.records import SessionRecord, training_day
from trainer.history.suggestion import last_done, last_variant
from trainer.settings.model import Settings
from trainer.ui.picker.items import HistorySummary
from trainer.ui.picker.standing import standing_line

RECENT = timedelta(weeks=8)
"""How far back the picker looks for a routine that was followed."""


def standing_on(sessions: tuple[SessionRecord, ...], now: datetime, settings: Settings) -> Standing:
    """Streak, week and strength at this moment, in local time."""
    today: date = training_day(now, settings.day_starts_at)
    days_off = settings.rest_days_as_of(today)
    return standing(sessions, today, week_goal=settings.week_goal, days_off=days_off)


def summary_of(
    sessions: tuple[SessionRecord, ...], now: datetime, settings: Settings
) -> HistorySummary:
    """The line at the top, and when and how each exercise was last done."""
    here = standing_on(sessions, now, settings)
    return HistorySummary(
        standing=standing_line(here, sessions, settings.rest_days_as_of(here.day)),
        today=here.day,
        done=last_done(sessions),
        variants=last_variant(sessions),
        recent=tuple(s for s in sessions if here.day - s.day < RECENT),
    )
