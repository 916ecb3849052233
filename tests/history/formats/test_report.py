from __future__ import annotations

from datetime import date

from history.samples import session

from trainer.history.formats.report import page


def test_the_report_lists_the_sessions_of_each_day():
    note = "left side shaky, " * 8
    text = page([session(1, note=None), session(0, note=note)], date(2026, 11, 24), 1)
    assert (
        text
        == """\
Glute Trainer: report for a therapist
2026-11-18 to 2026-11-24

2 sessions; 2 days with at least one exercise completed; 2.0 days a week.
Pain 0-10, mean of 2 sessions: 4.0 before, 2.0 after.
Reps and seconds are as timed by the program. It cannot see how they were done.

2026-11-23 Monday
  07:30, pain before 4, pain after 2, effort 5, ended early
    Bird Dog (standard): 10 of 10 reps, left 5, right 5, hold 3 s
    Glute Bridge (standard): 4 of 10 reps, 1 skipped, stopped: pain
    Note: left side shaky, left side shaky, left side shaky, left side shaky,
      left side shaky, left side shaky, left side shaky, left side shaky,

2026-11-24 Tuesday
  07:30, pain before 4, pain after 2, effort 5, ended early
    Bird Dog (standard): 10 of 10 reps, left 5, right 5, hold 3 s
    Glute Bridge (standard): 4 of 10 reps, 1 skipped, stopped: pain
"""
    )


def test_the_report_covers_only_the_requested_weeks():
    sessions = [session(n) for n in range(10)]
    text = page(sessions, session(9).day, 1)
    assert "7 sessions" in text
    assert str(session(2).day) not in text
    assert str(session(3).day) in text


def test_a_report_without_sessions_says_so():
    assert "No sessions in this period." in page([], date(2026, 11, 24), 4)
