"""One calm line: the streak, the week, the last fourteen days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from textual.content import Content

from trainer.history.habit import Standing, trained_days
from trainer.history.records import SessionRecord
from trainer.settings.rest_days import NO_REST_DAYS, RestDays

DAYS = 14
AWAY = 10
"""Days without training after which the last time is named."""
MUTED = "$foreground 60%"
TRAINED, OPEN, TODAY, REST = "●", "·", "○", "–"


def standing_line(
    standing: Standing, sessions: Iterable[SessionRecord], days_off: RestDays = NO_REST_DAYS
) -> Content:
    """Where the person stands. Encouraging, never scolding: a missed day is a dot.

    A streak of none is not mentioned.
    """
    trained = trained_days(sessions)
    if not trained:
        return Content.assemble(
            ("Welcome. ", "bold"), "One or two exercises before you are on your feet may help."
        )
    days = [standing.day - timedelta(days=n) for n in reversed(range(DAYS))]
    glyphs = [
        (TRAINED, "$success")
        if day in trained
        else (REST, "$stage-still")
        if day in days_off
        else (TODAY if day == standing.day else OPEN, MUTED)
        for day in days
    ]
    parts: list[str | tuple[str, str]] = []
    last = max(trained)
    if standing.streak:
        unit = "day" if standing.streak == 1 else "days"
        parts += [("streak ", MUTED), (f"{standing.streak} {unit}", "bold"), "   "]
    elif (standing.day - last).days >= AWAY:
        parts += [("last time ", MUTED), (f"{last.day} {last:%b}", "bold"), "   "]
    parts += [
        ("this week ", MUTED),
        (f"{standing.week_done} of {standing.week_goal}", "bold"),
        ("   last 14 days ", MUTED),
    ]
    return Content.assemble(*parts, *glyphs)
