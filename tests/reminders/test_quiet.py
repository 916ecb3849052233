"""The reminder follows the coach's advice."""

from __future__ import annotations

from tests.patients.cases import CASES
from tests.patients.notation import CATALOG, TODAY
from trainer.advice.rules import advise
from trainer.reminders.notice import reminder_text


def test_there_is_no_reminder_on_a_day_without_exercises():
    bad = {"14 everything rests", "14 three bad days", "5 refused today", "5 eight now"}
    quiet = {*bad, "15 flight west"}
    for case in CASES:
        if case.routine:
            continue
        advice = advise(CATALOG, case.sessions, case.settings, TODAY, case.pain)
        text = reminder_text(advice, CATALOG, streak=1)
        assert (not text) == (case.name in quiet), case.name
        assert not text or advice.reason in text
