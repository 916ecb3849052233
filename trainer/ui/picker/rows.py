"""Writes the rows of the picker. A row shows an exercise or a routine.

A row with two lines has the name and the duration on the first line. The second line has the
version and when it was last done. A row with one line has the name and when it was last done.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct
from textual.content import Content

from trainer.advice import words
from trainer.advice.advice import Resting
from trainer.advice.routines import last_followed
from trainer.catalog import STANDARD, Choice
from trainer.catalog.ladders import Rung, is_advanced
from trainer.session import stages, timeline
from trainer.session.timeline import Pacing
from trainer.ui.picker.items import HistorySummary, PickerItem
from trainer.ui.picker.ladder import short_name
from trainer.ui.picker.layout import CURSOR as BEFORE
from trainer.ui.picker.layout import PickerLayout
from trainer.ui.picker.plan import Plan
from trainer.ui.widgets.marking import under_cursor
from trainer.ui.widgets.text_line import CURSOR

APART = 2
"""The fewest columns between the left and the right part of a line."""
_NAME = 7
"""The columns between the margin and the name."""
_NAMED = re.compile(r"\b([A-Z][a-z]{2})[a-z]+")
"""The name of a weekday or a month, which can be shortened to three letters."""


class Row(Struct, frozen=True):
    """The text of one row, before it is fitted into its space."""

    mark: tuple[str, str]
    """The sign for a marked or suggested row, and the sign's colour."""
    number: str
    """The key that moves the cursor to the row."""
    name: str
    level: str
    version: str
    """The variant or the reps, and the hold. For a routine, how often to do it."""
    length: str
    last: str
    """When the exercise or routine was last done."""
    rests: tuple[str, ...] = ()
    """How long to skip the exercise for, in several wordings, longest first. Often empty."""
    why_not_suggested: str = ""
    """Why the exercise is not suggested, if the reason is not a rest."""


def heading() -> Content:
    """Return the heading above the routines."""
    return Content.styled(" " * (BEFORE + _NAME) + "Routines", "bold $quiet")


def row_of(item: PickerItem, number: int, plan: Plan, pacing: Pacing) -> Row:
    """Return the text of a row. `number` is the place of the row, from 1."""
    past = plan.past
    rests = past.advice.find_resting(item.id) if past and not item.routine else None
    resting = past is not None and rests is not None and rests.until is not None
    return Row(
        mark=_mark(item, plan),
        number=f"{number}" if number < 10 else " ",
        name=item.routine.name if item.routine else item.choices[0].name,
        level=_level(item),
        version=_version(item),
        length=stages.clock(timeline.build_timeline(item.choices, pacing).seconds),
        last=_last(item, past),
        rests=_until(rests, past.today) if resting and past and rests else (),
        why_not_suggested=_aside(rests),
    )


def row(text: Row, layout: PickerLayout, *, here: bool, last: bool, shades: bool) -> Content:
    """Return the lines of a row, fitted into the layout.

    `here` says whether the cursor is on the row. `last` says whether the row is the last one.
    `shades` says whether the panel's colour differs from the background.
    """
    width = layout.list_width
    lines = [_first(text, width, layout.row == 1)]
    if layout.row > 1:
        lines.append(_second(text, width))
    if here and not (layout.is_narrow and shades):
        lines = [under_cursor(line, shades=shades) for line in lines]
    cursor = Content.styled((CURSOR if here else "").ljust(BEFORE), "bold $key")
    blank = Content(" " * BEFORE)
    made = [(blank if n else cursor) + line for n, line in enumerate(lines)]
    if layout.row == 3 and not last:
        made.append(Content())
    return Content("\n").join(made)


def _first(text: Row, width: int, alone: bool) -> Content:
    mark, colour = text.mark
    left = Content.assemble(
        "  ",
        (mark.ljust(3), colour),
        (f"{text.number} ", "$quiet"),
        (text.name, "bold $ink"),
        (text.level, "$stage-hold"),
    )
    rests = _rests_beside(text, width)
    if alone:
        right = rests or Content.styled(text.last, "$quiet")
        if text.level and left.cell_length + right.cell_length >= width:
            right = rests or Content()  # the level matters more than when it was last done
    else:
        right = rests or Content.styled(text.length, "$quiet")
    return spread(left, right, width)


def _rests_beside(text: Row, width: int) -> Content | None:
    """Return how long to skip the exercise for, in the longest wording that fits, or None."""
    room = width - _NAME - len(text.name) - len(text.level) - 1
    fitting = (words for words in text.rests if len(words) <= room)
    brief = next(fitting, None)
    return None if brief is None else Content.styled(brief, "$care")


def _second(text: Row, width: int) -> Content:
    last = Content.styled(text.why_not_suggested or text.last, "$quiet")
    if text.rests and _rests_beside(text, width) is None:
        last = Content.styled(text.rests[0], "$care")
    versions = [text.version, text.version.partition(",")[0]]
    lefts = [Content.styled(" " * _NAME + version, "$quiet") for version in versions]
    fitting = (left for left in lefts if left.cell_length + APART + last.cell_length <= width)
    return spread(next(fitting, lefts[-1]), last, width)


def spread(left: Content, right: Content, width: int) -> Content:
    """Return a line with a left and a right part. If they do not fit, cut off the left part."""
    between = width - left.cell_length - right.cell_length
    if between >= 1:
        return Content.assemble(left, " " * between, right)
    room = width - right.cell_length - 1
    if room < _NAME + 8:  # there is only room for the left part
        return left.truncate(width, ellipsis=True, pad=True)
    return Content.assemble(left.truncate(room, ellipsis=True, pad=True), " ", right)


def _mark(item: PickerItem, plan: Plan) -> tuple[str, str]:
    """Return the sign of a row, and its colour: ✓ for a marked row, ○ for a suggested row."""
    if item.id in plan.marked:
        number = str(plan.marked.index(item.id) + 1) if len(plan.marked) > 1 else " "
        return f"✓{number}", "bold $good"
    order = plan.order(item.id)
    return ("", "") if order is None else (f"○{order}", "bold $key")


def _until(rests: Resting, today: date) -> tuple[str, ...]:
    """Say how long to skip an exercise for, in several wordings, longest first."""
    assert rests.until is not None
    whole = words.until(rests.until, today)
    brief = _NAMED.sub(r"\1", whole)
    return f"skip {whole}", f"skip {brief}", brief


def _aside(rests: Resting | None) -> str:
    """Say why an exercise is not suggested.

    If the only reason is that it was not done for a long time, say nothing: the row already shows
    when it was last done.
    """
    if rests is None or rests.until is not None or rests.passed_over:
        return ""
    return "not for me"


def _level(item: PickerItem) -> str:
    """Return ` advanced` if this version is advanced, or ""."""
    if item.routine is not None:
        return ""
    (choice,) = item.choices
    return " advanced" if is_advanced(choice.exercise, Rung(choice.variant)) else ""


def _version(item: PickerItem) -> str:
    """Return the version: `Pillow, hold 3 s`, or `10 reps` without a variant.

    For a routine, return how often to do it.
    """
    if item.routine is not None:
        return item.routine.how_often or f"{len(item.choices)} exercises"
    (choice,) = item.choices
    hold = f", hold {choice.hold:g} s" if choice.hold is not None else ""
    if choice.variant == STANDARD:
        return f"{_reps(choice)}{hold}"
    return f"{short_name(choice)}{hold}"


def _reps(choice: Choice) -> str:
    exercise = choice.exercise
    reps = f"{exercise.reps} rep{'' if exercise.reps == 1 else 's'}"
    if exercise.sides == "each":
        reps += " a side"
    return f"{exercise.sets} × {reps}" if exercise.sets > 1 else reps


def _last(item: PickerItem, past: HistorySummary | None) -> str:
    if past is None:
        return ""
    if item.routine is None:
        return words.ago(past.done.get(item.id), past.today)
    last = last_followed(item.choices, past.recent)
    if last is None:
        return ""
    day, times = last
    if day >= past.today and item.routine.times_a_day:
        return f"{times} of {item.routine.times_a_day} today"
    return words.ago(day, past.today)
