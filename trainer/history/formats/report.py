"""Writes a plain text report for a therapist: what was done on each day, and how it felt."""

from __future__ import annotations

import textwrap
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from statistics import fmean

from trainer.catalog.ladders import rung_of
from trainer.catalog.model import STANDARD, Exercise
from trainer.history.records import ExerciseRecord, SessionRecord

WIDTH = 80
_STOPPED = {"pain": "pain", "fatigue": "fatigue", "time": "no time", "other": "another reason"}


def page(
    sessions: Iterable[SessionRecord],
    today: date,
    weeks: int,
    exercises: Sequence[Exercise] = (),
) -> str:
    """Return the report for the last `weeks` weeks. Ladders and sides come from `exercises`."""
    sessions = list(sessions)
    first = today - timedelta(weeks=weeks, days=-1)
    chosen = sorted(
        (session for session in sessions if first <= session.day <= today),
        key=lambda session: (session.day, session.started),
    )
    lines = ["Glute Trainer: report for a therapist", f"{first} to {today}", ""]
    lines += _summary(chosen, weeks)
    lines += _trend(chosen, first, today)
    lines += _rungs(sessions, today, exercises)
    opposite = {exercise.id for exercise in exercises if _works_opposite(exercise)}
    for day, those in groupby(chosen, key=lambda session: session.day):
        lines += ["", f"{day:%Y-%m-%d %A}"]
        for session in those:
            lines += _session(session, opposite)
    return "\n".join(lines) + "\n"


def _summary(sessions: Sequence[SessionRecord], weeks: int) -> Iterator[str]:
    if not sessions:
        yield "No sessions in this period."
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
    yield "Reps and seconds are as timed by the program. It cannot see how they were done."


def _trend(sessions: Sequence[SessionRecord], first: date, today: date) -> Iterator[str]:
    spans = []
    start = first
    while start <= today:
        end = min(start + timedelta(days=13), today)
        those = [s for s in sessions if start <= s.day <= end]
        before = [s.pain_before for s in those if s.pain_before is not None]
        after = [s.pain_after for s in those if s.pain_after is not None]
        if after:
            was = f"{fmean(before):.1f} -> " if before else ""
            spans.append(f"  {start} to {end}: {was}{fmean(after):.1f}")
        start = end + timedelta(days=1)
    if len(spans) > 1:
        yield from ("", "Pain, two weeks at a time (mean before -> after)", *spans)
    mornings = [session.morning for session in sessions if session.morning]
    if mornings:
        worse = mornings.count("worse")
        yield f"Next morning: the back was worse in {worse} of {len(mornings)} answers."


def _rungs(
    sessions: Sequence[SessionRecord], today: date, exercises: Sequence[Exercise]
) -> Iterator[str]:
    last = {
        record.id: record
        for session in sorted(sessions, key=lambda each: (each.day, each.started))
        if session.day <= today
        for record in session.exercises
        if record.done_reps
    }
    lines = []
    for exercise in exercises:
        if exercise.id not in last or not exercise.ladder:
            continue
        record = last[exercise.id]
        place = rung_of(exercise, record.variant, record.hold)
        if place is not None:
            steps = [f"[{one}]" if n == place else one for n, one in enumerate(exercise.ladder)]
            lines.append(f"  {exercise.name}: {' -> '.join(steps)}")
    if lines:
        yield from ("", "Versions, from easiest to hardest; brackets mark the latest one", *lines)


def _works_opposite(exercise: Exercise) -> bool:
    """Check whether sides are named after the arm, so that the opposite glute works."""
    return any(step.squeeze == "other" for step in exercise.steps)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _session(session: SessionRecord, opposite: Container[str]) -> Iterator[str]:
    facts = [session.clock_time]
    if session.pain_before is not None:
        facts.append(f"pain before {session.pain_before}")
    if session.pain_after is not None:
        facts.append(f"pain after {session.pain_after}")
    if session.effort is not None:
        facts.append(f"effort {session.effort}")
    if session.status == "partial":
        facts.append("ended early")
    if session.morning:
        facts.append(f"next morning {session.morning}")
    if session.source != "session":
        facts.append("added by hand" if session.source == "log" else "imported")
    yield "  " + ", ".join(facts)
    for exercise in session.exercises:
        yield from _wrapped(_exercise(exercise, opposite), "    ")
    if session.note:
        yield from _wrapped(f"Note: {' '.join(session.note.split())}", "    ")


def _exercise(exercise: ExerciseRecord, opposite: Container[str]) -> str:
    facts = [f"{exercise.done_reps} of {exercise.planned_reps} reps"]
    if exercise.done_left is not None and exercise.done_right is not None:
        left, right = exercise.done_left, exercise.done_right
        facts.append(f"left {left}, right {right}")
        if exercise.id in opposite and exercise.variant == STANDARD:
            facts.append(f"left glute {right}, right glute {left}")
    if exercise.skipped_reps:
        facts.append(f"{exercise.skipped_reps} skipped")
    if exercise.hold:
        facts.append(f"hold {exercise.hold:g} s")
    if exercise.stopped:
        pain = f" {exercise.pain_at_stop}" if exercise.pain_at_stop is not None else ""
        facts.append(f"stopped: {_STOPPED[exercise.stopped]}{pain}")
    elif exercise.pain_at_stop is not None:
        facts.append(f"hurt (pain {exercise.pain_at_stop}), continued in an easier version")
    return f"{exercise.name} ({exercise.variant}): {', '.join(facts)}"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
    )
