"""A plain page for a therapist: what was done on each day, and how it felt."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from statistics import fmean

from trainer.history.records import ExerciseRecord, SessionRecord

WIDTH = 80
_STOPPED = {"pain": "pain", "fatigue": "fatigue", "time": "no time", "other": "another reason"}


def page(sessions: Iterable[SessionRecord], today: date, weeks: int) -> str:
    """The report on so many weeks up to today."""
    first = today - timedelta(weeks=weeks, days=-1)
    chosen = sorted(
        (session for session in sessions if first <= session.day <= today),
        key=lambda session: (session.day, session.started),
    )
    lines = ["Glute Trainer: report for a therapist", f"{first} to {today}", ""]
    lines += _summary(chosen, weeks)
    for day, those in groupby(chosen, key=lambda session: session.day):
        lines += ["", f"{day:%Y-%m-%d %A}"]
        for session in those:
            lines += _session(session)
    return "\n".join(lines) + "\n"


def _summary(sessions: Sequence[SessionRecord], weeks: int) -> Iterator[str]:
    if not sessions:
        yield "No sessions in this time."
        return
    days = len({session.day for session in sessions if session.counts})
    yield (
        f"{_count(len(sessions), 'session')}; {_count(days, 'day')} with at least one exercise "
        f"completed; {days / weeks:.1f} days a week."
    )
    both = [
        (session.pain_before, session.pain_after)
        for session in sessions
        if session.pain_before is not None and session.pain_after is not None
    ]
    if both:
        before, after = fmean(pair[0] for pair in both), fmean(pair[1] for pair in both)
        yield (
            f"Pain 0-10, mean of {_count(len(both), 'session')}: "
            f"{before:.1f} before, {after:.1f} after."
        )
    yield "Reps and seconds are what the program timed. It cannot see how they were done."


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _session(session: SessionRecord) -> Iterator[str]:
    facts = [session.clock_time]
    if session.pain_before is not None:
        facts.append(f"pain before {session.pain_before}")
    if session.pain_after is not None:
        facts.append(f"pain after {session.pain_after}")
    if session.effort is not None:
        facts.append(f"effort {session.effort}")
    if session.status == "partial":
        facts.append("ended early")
    if session.source != "session":
        facts.append("entered by hand" if session.source == "log" else "imported")
    yield "  " + ", ".join(facts)
    for exercise in session.exercises:
        yield from _wrapped(_exercise(exercise), "    ")
    if session.note:
        yield from _wrapped(f"Note: {' '.join(session.note.split())}", "    ")


def _exercise(exercise: ExerciseRecord) -> str:
    facts = [f"{exercise.done_reps} of {exercise.planned_reps} reps"]
    if exercise.done_left is not None and exercise.done_right is not None:
        facts.append(f"left {exercise.done_left}, right {exercise.done_right}")
    if exercise.skipped_reps:
        facts.append(f"{exercise.skipped_reps} skipped")
    if exercise.hold is not None:
        facts.append(f"hold {exercise.hold:g} s")
    if exercise.stopped:
        facts.append(f"stopped: {_STOPPED[exercise.stopped]}")
    return f"{exercise.name} ({exercise.variant}): {', '.join(facts)}"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
    )
