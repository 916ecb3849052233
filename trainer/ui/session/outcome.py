"""The outcome of a session in words: what was done, why it ended, what helps now, and how the habit
stands."""

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
    """Each exercise with its reps, and how long all of them took."""
    done = ", ".join(
        f"{each.name}{f' ({each.variant})' if each.modified else ''} " + unbroken(done_of(each))
        for each in (with_catalog_name(exercise, catalog) for exercise in record.exercises)
    )
    seconds = sum(exercise.seconds for exercise in record.exercises)
    return Content.assemble(
        ("Saved.", "bold $strong"), f"  {done}", (f"   {stages.clock(seconds)}", "$quiet")
    )


def why_it_ended(record: SessionRecord) -> str:
    """The reason for stopping early, as a sentence; empty if there is none."""
    reasons = [STOPPED[each.stopped] for each in record.exercises if each.stopped in STOPPED]
    return f"{reasons[0][:1].upper()}{reasons[0][1:]}." if reasons else ""


def what_pain_means(pain: int | None, before: int | None, *, is_whole: bool) -> str:
    """How the pain, 0-10, changed, or what it means after a session that ended early."""
    if pain is None:
        return ""
    if not is_whole:
        return safety.band(pain)
    return "" if before is None else f"{before} before, {pain} now: {safety.change(before, pain)}"


def afterwards(pain: int | None, *, is_whole: bool) -> str:
    """What to expect, and to do, in the hours after a session."""
    if is_severe(pain):
        return safety.SEE_A_PROFESSIONAL
    return safety.AFTERWARDS_IN_SHORT if is_whole else safety.AFTERWARDS


def is_severe(pain: int | None) -> bool:
    """Whether the pain, 0-10, is so high that the signs of an emergency are shown."""
    return pain is not None and pain >= safety.STOP_FROM


def tomorrow(advice: Advice | None) -> list[Row]:
    """What the coach suggests for tomorrow; empty if it suggests nothing."""
    if advice is None or not advice.tomorrow:
        return []
    return [(Content.styled(f"{'Tomorrow':<{LABEL}}", "bold $key"), Content(advice.tomorrow))]


def _row(label: str, text: str) -> Content:
    """A text with its label in the margin."""
    return Content.assemble((f"{label:<{LABEL}}", "$quiet"), text)


def at_rest(record: SessionRecord, catalog: Catalog) -> tuple[Figure, Frame] | None:
    """A figure at rest, from the start of an exercise; None if the catalog has no such position.

    It stands after an exercise that was completed standing, and otherwise lies on its back.
    """
    last = record.exercises[-1] if record.exercises and record.status == "completed" else None
    done = [each for each in catalog.exercises if last and each.id == last.id]
    found = chain(starting(done, "standing"), starting(catalog.exercises, ON_THE_BACK))
    return next(((figure, Frame(way[0].path)) for figure, way in found), None)


def with_catalog_name(exercise: ExerciseRecord, catalog: Catalog) -> ExerciseRecord:
    """The record with its variant's name in place of the id, if the catalog still has it."""
    if not exercise.modified:
        return exercise
    try:
        name = catalog.choose(f"{exercise.id}:{exercise.variant}").variant_name
    except LookupError:
        return exercise
    return replace(exercise, variant=name)


def standing_change(before: Standing, after: Standing) -> Content:
    """How the session changed the streak, the week and the strength."""

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
            _row("Habit", f"{strength} % strong"),
        ]
    )
