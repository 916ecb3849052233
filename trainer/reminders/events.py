"""Exports a reminder as a calendar event with an alarm (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from trainer.history.formats.ics import calendar, escaped, utc
from trainer.history.records import training_day
from trainer.reminders.notice import TITLE
from trainer.reminders.reminder import ReminderError
from trainer.settings.model import Settings

SUMMARY = "Glutes: one or two exercises"
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def to_ics(times: Sequence[time], settings: Settings, now: datetime) -> str:
    """Return a calendar with a daily event for each time, except on rest days.

    Times are local times of the device that shows the calendar. The reminder comes even after
    training, because a calendar cannot know what was done. Raises ReminderError if every weekday is
    a rest day.
    """
    return calendar("Reminder", (line for at in times for line in _event(at, settings, now)))


def _event(at: time, settings: Settings, now: datetime) -> Iterator[str]:
    def trains(day: date) -> bool:
        return not settings.days_off.is_weekly_rest_day(
            training_day(_on(day), settings.day_starts_at)
        )

    def _on(day: date) -> datetime:
        return datetime.combine(day, at, now.tzinfo)

    tomorrow = timedelta(days=_on(now.date()) <= now)
    week = [now.date() + tomorrow + timedelta(days=n) for n in range(7)]
    training = [day for day in week if trains(day)]
    if not training:
        raise ReminderError("Every day is a rest day.\nRemove one from rest_days in the settings.")
    first = training[0]
    yield "BEGIN:VEVENT"
    yield f"UID:remind-{at:%H%M}@glute-trainer"
    yield f"DTSTAMP:{utc(now)}"
    yield f"DTSTART:{_local(first, at)}"
    yield "DURATION:PT10M"
    yield f"RRULE:FREQ=DAILY{_by_day(training)}"
    for rest in sorted(settings.rest_dates):
        # A reminder after midnight counts for the previous training day.
        day = rest + timedelta(days=at < settings.day_starts_at)
        if day >= first and trains(day):
            yield f"EXDATE:{_local(day, at)}"
    yield f"SUMMARY:{escaped(SUMMARY)}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escaped(f'{TITLE}: time for one or two exercises')}"
    yield "TRIGGER:PT0S"
    yield "END:VALARM"
    yield "END:VEVENT"


def _by_day(training: Sequence[date]) -> str:
    if len(training) == len(_DAYS):
        return ""
    return ";BYDAY=" + ",".join(_DAYS[number] for number in sorted(d.weekday() for d in training))


def _local(day: date, at: time) -> str:
    return f"{day:%Y%m%d}T{at:%H%M}00"
