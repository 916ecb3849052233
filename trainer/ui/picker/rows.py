"""A row of the picker: what an exercise or a routine asks for, how long, and when it was last."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from trainer.advice import words
from trainer.advice.advice import Resting
from trainer.advice.routines import last_followed
from trainer.catalog import STANDARD, Choice
from trainer.catalog.ladders import Rung, is_advanced
from trainer.session import stages, timeline
from trainer.session.timeline import Pacing
from trainer.ui.picker.items import HistorySummary, PickerItem
from trainer.ui.picker.plan import Plan
from trainer.ui.widgets.text_line import CURSOR

MUTED = "$foreground 60%"
NAMED = 4
"""Exercises of a routine that are named in its row."""
_WIDE = 29
"""Columns for the name of one."""

HEADING = Content.styled("  Routines", MUTED)


def row(item: PickerItem, number: int, plan: Plan, pacing: Pacing) -> Content:
    """Some lines about one row; `number` is the key that jumps there, from 1."""
    seconds = stages.clock(timeline.build_timeline(item.choices, pacing).seconds)
    past = plan.past
    told = _told_of_routine(item, past) if item.routine else _told(item, past)
    rests = past.advice.rests(item.id) if past and not item.routine else None
    mark, colour = _mark(item, plan)
    return Content.assemble(
        (mark, colour),
        (CURSOR if item.id == plan.at else " ", "bold $primary"),
        (f"{number} " if number < 10 else "  ", MUTED),
        (item.routine.name if item.routine else item.choices[0].name, "bold"),
        (_level(item), "$warning"),
        *(f"\n     {line}" for line in _asked(item)),
        _rest(rests, past.today) if rests and past else (f"\n     ≈ {seconds}", MUTED),
        (f" · {told}" if told else "", MUTED),
    )


def _mark(item: PickerItem, plan: Plan) -> tuple[str, str]:
    """What the person marked, ✓; what the coach suggests, ○."""
    if item.id in plan.marked:
        number = str(plan.marked.index(item.id) + 1) if len(plan.marked) > 1 else " "
        return f"✓{number}", "bold $success"
    order = plan.order(item.id)
    return ("  ", "") if order is None else (f"○{order}", "bold $primary")


def _rest(rests: Resting, today: date) -> tuple[str, str]:
    """In place of its length: until when it rests, or that it was set aside."""
    if rests.until is not None:
        return f"\n     rests {words.until(rests.until, today)}", "$error"
    return f"\n     {'left aside' if rests.passed_over else 'not for me'}", MUTED


def _level(item: PickerItem) -> str:
    """Advanced stands only beside the version that is."""
    if item.routine is not None:
        return ""
    (choice,) = item.choices
    return " advanced" if is_advanced(choice.exercise, Rung(choice.variant)) else ""


def _asked(item: PickerItem) -> list[str]:
    """The dose of an exercise, or the exercises of a routine."""
    if item.routine is None:
        (choice,) = item.choices
        if choice.variant == STANDARD:
            return [timeline.dose(choice)]
        return [f"{choice.variant_name} · {choice.exercise.reps} reps"]
    named = [_brief(choice) for choice in item.choices[:NAMED]]
    more = len(item.choices) - NAMED
    return [*named, f"and {more} more"] if more > 0 else named


def _brief(choice: Choice) -> str:
    name = choice.name
    return name if len(name) <= _WIDE else f"{name[: _WIDE - 1].rstrip()}…"


def _told(item: PickerItem, past: HistorySummary | None) -> str:
    return words.ago(past.done.get(item.id), past.today) if past else ""


def _told_of_routine(item: PickerItem, past: HistorySummary | None) -> str:
    """When it was last followed, as far back as is known, or how often today."""
    assert item.routine is not None
    often = item.routine.how_often
    last = last_followed(item.choices, past.recent) if past else None
    if past is None or last is None:
        return often
    day, times = last
    if day >= past.today and item.routine.times_a_day:
        return f"{times} of {item.routine.times_a_day} today"
    return words.ago(day, past.today)
