"""A row of the picker: what an exercise or a routine asks for, how long, and when it was last."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from trainer.catalog import STANDARD, Choice
from trainer.history.suggestion import ago, last_followed
from trainer.session import stages, timeline
from trainer.session.timeline import Pacing
from trainer.ui.picker.items import HistorySummary, PickerItem
from trainer.ui.widgets.text_line import CURSOR

MUTED = "$foreground 60%"
NAMED = 4
"""Exercises of a routine that are named in its row."""
_WIDE = 29
"""Columns for the name of one."""

HEADING = Content.styled("  Routines", MUTED)


def row(
    offer: PickerItem,
    number: int,
    marked: Sequence[str],
    pacing: Pacing,
    past: HistorySummary | None,
    *,
    here: bool = False,
) -> Content:
    """Some lines about what is offered.

    `number` is the key that jumps there, from 1; `here` is where the cursor is.
    """
    seconds = stages.clock(timeline.build_timeline(offer.choices, pacing).seconds)
    told = _told_of_routine(offer, past) if offer.routine else _told(offer, past)
    return Content.assemble(
        (_mark(offer, marked), "bold $success"),
        (CURSOR if here else " ", "bold $primary"),
        (f"{number} " if number < 10 else "  ", MUTED),
        (offer.routine.name if offer.routine else offer.choices[0].name, "bold"),
        (_level(offer), "$warning"),
        *(f"\n     {line}" for line in _asked(offer)),
        (f"\n     ≈ {seconds}", MUTED),
        (f" · {told}" if told else "", MUTED),
    )


def _mark(offer: PickerItem, marked: Sequence[str]) -> str:
    if offer.id not in marked:
        return "  "
    return f"✓{marked.index(offer.id) + 1}" if len(marked) > 1 else "✓ "


def _level(offer: PickerItem) -> str:
    advanced = offer.routine is None and offer.choices[0].exercise.level == "advanced"
    return " advanced" if advanced else ""


def _asked(offer: PickerItem) -> list[str]:
    """The dose of an exercise, or the exercises of a routine."""
    if offer.routine is None:
        (choice,) = offer.choices
        return [timeline.dose(choice) if choice.variant == STANDARD else choice.variant_name]
    named = [_brief(choice) for choice in offer.choices[:NAMED]]
    more = len(offer.choices) - NAMED
    return [*named, f"and {more} more"] if more > 0 else named


def _brief(choice: Choice) -> str:
    name = choice.name
    return name if len(name) <= _WIDE else f"{name[: _WIDE - 1].rstrip()}…"


def _told(offer: PickerItem, past: HistorySummary | None) -> str:
    return ago(past.done.get(offer.id), past.today) if past else ""


def _told_of_routine(offer: PickerItem, past: HistorySummary | None) -> str:
    """When it was last followed, as far back as is known, or how often today."""
    assert offer.routine is not None
    often = offer.routine.how_often
    last = last_followed(offer.choices, past.recent) if past else None
    if past is None or last is None:
        return often
    day, times = last
    if day >= past.today and offer.routine.times_a_day:
        return f"{times} of {offer.routine.times_a_day} today"
    return ago(day, past.today)
