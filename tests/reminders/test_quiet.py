"""The reminder goes by what the coach says."""

from __future__ import annotations

from tests.patients.cases import CASES
from tests.patients.notation import CATALOG, TODAY
from trainer.advice.rules import advise
from trainer.reminders.notice import why_not_now


def test_nobody_is_reminded_on_a_day_without_exercises():
    quiet = {"14 everything rests", "14 three bad days", "5 refused today", "5 eight now"}
    for case in CASES:
        if case.routine:
            continue
        advice = advise(CATALOG, case.sessions, case.settings, TODAY, case.pain)
        assert (why_not_now(advice) is not None) == (case.name in quiet), case.name
