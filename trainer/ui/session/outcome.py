"""The result of a session in words: what was done, why it ended, what to do now, and the streak."""

from __future__ import annotations

from itertools import chain

from msgspec.structs import replace
from textual.content import Content

from trainer import safety
from trainer.advice.advice import Advice
from trainer.catalog import Catalog
from trainer.figure import Figure, Frame
from trainer.history.habit import Standing
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.session import stages
from trainer.ui.terminal.wrapping import unbroken
from trainer.ui.widgets.entry import STOPPED, done_of
from trainer.ui.widgets.figures import ON_THE_BACK, starting
from trainer.ui.widgets.hanging import Row

LABEL = 12
"""The width of the labels in the margin, in columns."""


def what_was_done(record: SessionRecord, catalog: Catalog) -> Content:
    """List the exercises with their reps, and say how long the session took."""
    done = ", ".join(
        f"{each.name}{f' ({each.variant})' if each.modified else ''} " + unbroken(done_of(each))
        for each in (with_catalog_name(exercise, catalog) for exercise in record.exercises)
    )
    seconds = sum(exercise.seconds for exercise in record.exercises)
    return Content.assemble(
        ("Saved.", "bold $strong"), f"  {done}", (f"   {stages.clock(seconds)}", "$quiet")
    )


def why_it_ended(record: SessionRecord) -> str:
    """Return the reason for stopping early as a sentence, or "" if nothing was stopped early."""
    reasons = [STOPPED[each.stopped] for each in record.exercises if each.stopped in STOPPED]
    return f"{reasons[0][:1].upper()}{reasons[0][1:]}." if reasons else ""


def what_pain_means(pain: int | None, before: int | None, *, is_whole: bool) -> str:
    """Say how the pain (0-10) changed or, if the session ended early, what to do about it."""
    if pain is None:
        return ""
    if not is_whole:
        return safety.band(pain)
    return "" if before is None else f"{before} before, {pain} now: {safety.change(before, pain)}"


def afterwards(pain: int | None, *, is_whole: bool) -> str:
    """Say what to expect and what to do in the hours after a session."""
    if is_severe(pain):
        return safety.SEE_A_PROFESSIONAL
    return safety.AFTERWARDS_IN_SHORT if is_whole else safety.AFTERWARDS


def is_severe(pain: int | None) -> bool:
    """Check whether the pain, 0-10, is so high that the signs of an emergency are shown."""
    return pain is not None and pain >= safety.STOP_FROM


def tomorrow(advice: Advice | None) -> list[Row]:
    """Return what the coach suggests for tomorrow, or an empty list."""
    if advice is None or not advice.tomorrow:
        return []
    return [(Content.styled(f"{'Tomorrow':<{LABEL}}", "bold $key"), Content(advice.tomorrow))]


def _row(label: str, text: str) -> Content:
    return Content.assemble((f"{label:<{LABEL}}", "$quiet"), text)


def at_rest(record: SessionRecord, catalog: Catalog) -> tuple[Figure, Frame] | None:
    """Return a figure in the first position of an exercise.

    The figure stands if the last exercise was completed and done standing. In all other cases it
    lies on its back. Returns None if no exercise in the catalog begins in this position.
    """
    last = record.exercises[-1] if record.exercises and record.status == "completed" else None
    done = [each for each in catalog.exercises if last and each.id == last.id]
    found = chain(starting(done, "standing"), starting(catalog.exercises, ON_THE_BACK))
    return next(((figure, Frame(way[0].path)) for figure, way in found), None)


def with_catalog_name(exercise: ExerciseRecord, catalog: Catalog) -> ExerciseRecord:
    """Return the record with the name of its variant instead of the variant's id.

    A variant that is no longer in the catalog keeps its id.
    """
    if not exercise.modified:
        return exercise
    try:
        name = catalog.choose(f"{exercise.id}:{exercise.variant}").variant_name
    except LookupError:
        return exercise
    return replace(exercise, variant=name)


def standing_change(before: Standing, after: Standing) -> Content:
    """Say how the session changed the streak, the week and the strength."""

    def from_to(old: object, new: object) -> str:
        return f"{new}" if old == new else f"{old} → {new}"

    days = "day" if after.streak == 1 else "days"
    dots = "●" * min(after.week_done, after.week_goal)
    dots += "○" * (after.week_goal - len(dots))
    strength = from_to(f"{before.strength:.0%}".rstrip("%"), f"{after.strength:.0%}".rstrip("%"))
    return Content("\n").join(
        [
            _row("Streak", f"{from_to(before.streak, after.streak)} {days}"),
            _row("This week", f"{dots}  {after.week_done} of {after.week_goal}"),
            _row("Habit", f"strength {strength} %"),
        ]
    )
