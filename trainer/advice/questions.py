"""Which question is asked before a session.

At most one is asked each time the program starts. Somebody who never answers is asked nothing. It
is about the morning after the last session if that can change today's advice; otherwise it is about
pain now.
"""

from __future__ import annotations

from trainer.advice.choosing import Situation
from trainer.advice.past import NEARBY, DayOnRecord
from trainer.safety import STOP_FROM

SILENT = 10
"""After this many training days without an answer, nothing is asked. The trainer's own number."""


def is_silent(situation: Situation) -> bool:
    """Whether no questions are asked, because the settings say so or because none are ever
    answered.

    A day on which something was stopped for pain counts as an answer.
    """
    if situation.settings.questions != "auto":
        return situation.settings.questions == "off"
    unanswered = 0
    for day in reversed(situation.past.days):
        if day.answered or day.stopped:
            return False
        unanswered += day.trained
        if unanswered >= SILENT:
            return True
    return False


def morning_due(situation: Situation) -> DayOnRecord | None:
    """The training day whose next morning is asked about today, even if that has been answered
    already."""
    last = situation.past.last_training_day
    if last is None or not 1 <= (situation.day - last.day).days <= NEARBY:
        return None
    if last.worst >= STOP_FROM or is_silent(situation):
        return None
    return last if _matters(situation, last) else None


def _matters(situation: Situation, last: DayOnRecord) -> bool:
    """Whether the answer can change the advice, or this is the first training day of the week."""
    answers = (
        day.morning
        for day in reversed(situation.past.days)
        if day.day < last.day and day.morning is not None
    )
    return (
        last.stopped
        or last.rose
        or last.new_rung
        or last.day == situation.past.first_rep
        or next(answers, None) == "worse"
        or last.day.isocalendar()[:2] != situation.day.isocalendar()[:2]
    )


def asks_pain(situation: Situation) -> bool:
    """Whether to ask for pain 0-10 at the start of the day's first session."""
    if situation.past.today or situation.pain is not None:
        return False
    return situation.settings.ask_pain_before or not is_silent(situation)
