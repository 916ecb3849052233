"""The text about a saved session, as a whole and piece by piece."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from trainer import safety
from trainer.files.safe_text import sanitize
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.ui.terminal.wrapping import unbroken
from trainer.ui.widgets.hanging import Row

INDENT = "  "
MUTED = "$quiet"
SOURCE_WORDS = {"log": "added by hand", "import": "imported"}
STOPPED = {
    "pain": "stopped because it hurt",
    "fatigue": "stopped, too tired",
    "time": "stopped, no more time",
    "other": "stopped early",
}


def entry(session: SessionRecord) -> list[Row]:
    """Return everything about a session, in a few rows."""
    head = Content.assemble(
        (session.clock_time, "bold"), (f"   {' · '.join(facts(session))}", MUTED)
    )
    lines = [exercise_line(made_safe(exercise)) for exercise in session.exercises]
    if answers := felt(session):
        lines.append(Content(answers))
    if session.note:
        lines.append(Content.styled(f"“{sanitize(session.note)}”", "italic"))
    return [(Content(), head), *((Content(INDENT), line) for line in lines)]


def exercise_line(exercise: ExerciseRecord) -> Content:
    """Return one line about an exercise: name, reps, sides, hold, and why it was stopped."""
    variant = f" · {exercise.variant}" if exercise.modified else ""
    facts = [done_of(exercise, " reps")]
    if exercise.skipped_reps:
        facts.append(f"{exercise.skipped_reps} skipped")
    if exercise.done_left is not None and exercise.done_right is not None:
        facts.append(f"{exercise.done_left} left, {exercise.done_right} right")
    if exercise.hold:
        facts.append(f"hold {exercise.hold:g} s")
    if exercise.stopped:
        facts.append(STOPPED.get(exercise.stopped, exercise.stopped))
    return Content.assemble(
        (f"{exercise.name}{variant}", "bold"), "   ", in_a_row([*map(unbroken, facts)])
    )


def done_of(exercise: ExerciseRecord, what: str = "") -> str:
    """Return the reps done and planned: `9 of 10`, or `12, 10 planned` if more were done.

    `what` is added after the reps, such as ` reps`.
    """
    done, planned = exercise.done_reps, exercise.planned_reps
    more = f"{done}{what}, {planned} planned"
    return f"{done} of {planned}{what}" if done <= planned else more


def facts(session: SessionRecord) -> list[str]:
    """Return how a session ended, its duration, and whether it was added by hand or imported."""
    found = ["completed" if session.status == "completed" else "ended early"]
    if seconds := sum(exercise.seconds for exercise in session.exercises):
        found.append(minutes(seconds))
    if session.source in SOURCE_WORDS:
        found.append(SOURCE_WORDS[session.source])
    return found


def felt(session: SessionRecord) -> str:
    """Return the answers of the check-in in words, or "" if there are none."""
    before, after, effort = session.pain_before, session.pain_after, session.effort
    answers = []
    if before is not None and after is not None:
        answers.append(f"pain {before} before, {after} after: {safety.change(before, after)}")
    elif before is not None:
        answers.append(f"pain {before} before")
    elif after is not None:
        answers.append(f"pain {after} after")
    if effort is not None:
        answers.append(unbroken(f"effort {effort}"))
    return in_a_row(answers)


def in_a_row(facts: Sequence[str]) -> str:
    """Join facts with dots. A line break may come after a dot, but not before it."""
    return f"{unbroken(' ')}· ".join(facts)


def minutes(seconds: float) -> str:
    """Return a duration in words, such as `40 s` or `3 min`."""
    return f"{seconds:.0f} s" if seconds < 60 else f"{seconds / 60:.0f} min"


def names(session: SessionRecord) -> str:
    """Return the names of all exercises, joined with +."""
    return " + ".join(sanitize(exercise.name) for exercise in session.exercises)


def exercise_name(exercise: ExerciseRecord) -> str:
    """Return the name of an exercise with its variant or, for the standard variant, its hold."""
    done = made_safe(exercise)
    if done.modified:
        return f"{done.name}, {done.variant}"
    hold = unbroken(f"hold {done.hold:g} s") if done.hold else ""
    return f"{done.name}, {hold}" if hold else done.name


def made_safe(exercise: ExerciseRecord) -> ExerciseRecord:
    """Return the exercise with its texts made safe for a terminal."""
    import msgspec

    return msgspec.structs.replace(
        exercise, name=sanitize(exercise.name), variant=sanitize(exercise.variant).replace("-", " ")
    )
