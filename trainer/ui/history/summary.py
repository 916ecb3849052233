"""Works out what the history screen shows. Pure, so that it can run in a thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from trainer.catalog import Exercise
from trainer.files.safe_text import sanitize
from trainer.history.habit import Standing, standing_from_sessions
from trainer.history.records import SessionRecord
from trainer.history.store import History
from trainer.settings.model import Settings
from trainer.ui.history.days import Day, Days, Totals, by_day, totals

PROBLEMS_SHOWN = 2


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A history, and everything worked out from it for the panes."""

    history: History
    standing: Standing
    totals: Totals
    by_day: Mapping[date, Day]
    days: Days
    newest_first: tuple[SessionRecord, ...]
    exercises: tuple[Exercise, ...] = ()
    """The exercises of the catalog, in the catalog's order."""


def summarize(
    history: History, today: date, settings: Settings, exercises: tuple[Exercise, ...] = ()
) -> HistoryView:
    """Work out what the panes show for a history. `today` is the current training day."""
    days = by_day(history.sessions)
    return HistoryView(
        history=history,
        standing=standing_from_sessions(
            history.sessions,
            today,
            week_goal=settings.week_goal,
            days_off=settings.rest_days_as_of(today),
        ),
        totals=totals(history.sessions),
        by_day=days,
        days=Days(
            today,
            {day: record.mark for day, record in days.items()},
            settings.rest_days_as_of(today),
        ),
        newest_first=history.sessions[::-1],
        exercises=exercises,
    )


def trouble(history: History) -> str:
    """Say what is wrong with the file and what to do, or return "" if nothing is wrong."""
    lines = [history.broken] if history.broken else []
    lines += history.notices
    number = len(history.problems)
    if number > PROBLEMS_SHOWN:  # this line goes before the problems, which may not all fit
        lines.append(f"{number:,} sessions are left out: glute-trainer check lists them.")
    lines += [f"history.toml, {problem}" for problem in history.problems[:PROBLEMS_SHOWN]]
    return "\n".join(sanitize(line) for text in lines for line in text.splitlines())
