"""Chooses the question to ask before a session, if any.

Each time the program starts, it asks at most one question. If the morning after the last session
matters for today's advice, the question is about that morning. If not, it is about pain now. A
person who never answers is no longer asked.
"""

from __future__ import annotations

from trainer.advice.choosing import Situation
from trainer.advice.past import NEARBY, DayOnRecord
from trainer.safety import STOP_FROM

SILENT = 10
"""After this many training days without an answer, nothing is asked. No source: our own number."""


def is_silent(situation: Situation) -> bool:
    """Check whether to ask nothing: the settings say so, or the person never answers.

    A day on which an exercise was stopped for pain counts as an answer.
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


def day_to_ask_about(situation: Situation) -> DayOnRecord | None:
    """Return the training day to ask about: how was the back on the morning after?

    The day is also returned if the question was already answered. None if there is nothing to ask.
    """
    last = situation.past.last_training_day
    if last is None or not 1 <= (situation.day - last.day).days <= NEARBY:
        return None
    if last.worst >= STOP_FROM or is_silent(situation):
        return None
    return last if _matters(situation, last) else None


def _matters(situation: Situation, last: DayOnRecord) -> bool:
    """Check whether the answer can change the advice, or the last session was in another week."""
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
    """Check whether to ask about pain (0-10) before the first session of the day."""
    if situation.past.today or situation.pain is not None:
        return False
    return situation.settings.ask_pain_before or not is_silent(situation)
