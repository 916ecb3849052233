"""Draws the version reached in each exercise, now and over time. All functions are pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from textwrap import wrap

from textual.content import Content

from trainer.advice.words import times
from trainer.catalog import Exercise
from trainer.files.safe_text import sanitize
from trainer.ui.history import charts
from trainer.ui.history.charts import AXIS, GAP, beside
from trainer.ui.history.trend_charts import NAME, Lines
from trainer.ui.history.trend_data import LadderHistory
from trainer.ui.picker.ladder import short_names as step_names

NARROWEST_BAND = 3
"""The last column of a band is blank if the band has at least this many columns."""
YEAR = timedelta(days=365)
VERSIONS, BRIEF_VERSIONS = "Versions, from easier to harder", "Versions"
NOT_ENOUGH = (
    "After three sessions you will see here whether your back hurts less, how often you trained, "
    "and which harder versions you have moved up to."
)


def nothing_yet(
    ladders: Sequence[LadderHistory], exercises: Sequence[Exercise], width: int
) -> Lines:
    """Return the text shown while there are too few sessions, with the current versions."""
    explained = [Content.styled(line, "$ink") for line in wrap(NOT_ENOUGH, min(width, 52))]
    drawn = [Content.styled("Nothing to compare yet.", "bold $strong"), Content(), *explained]
    drawn += [Content(), Content.styled("Where you start", "bold $strong")]
    names = {e.name: e for e in exercises}
    return [*drawn, *(_step_line(ladder, names[ladder.name], ladders) for ladder in ladders)]


def steps_chart(
    ladders: Sequence[LadderHistory], exercises: Sequence[Exercise], today: date, width: int
) -> Lines:
    """Draw the current version of each exercise, in two columns if there is room."""
    names = {e.name: e for e in exercises}
    drawn = [_step_line(ladder, names[ladder.name], ladders) for ladder in ladders]
    head = _title(_climbed(ladders, today), width)
    middle = (len(ladders) + 1) // 2
    parts = ladders[:middle], ladders[middle:]
    left, right = ([_step_line(c, names[c.name], part) for c in part] for part in parts)
    widest, other = (max((line.cell_length for line in part), default=0) for part in (left, right))
    if widest + GAP + other > width:
        return [head, *drawn]
    half = max(widest, (width - GAP) // 2)
    if half + GAP + other > width:
        half = widest
    return [head, *beside((left, half), (right, half))]


def steps_width(ladders: Sequence[LadderHistory], exercises: Sequence[Exercise]) -> int:
    """Return the width of `steps_chart` when all exercises are in one column."""
    names = {e.name: e for e in exercises}
    lines = (_step_line(ladder, names[ladder.name], ladders) for ladder in ladders)
    return max((line.cell_length for line in lines), default=0)


def _title(summary: str, width: int) -> Content:
    fits = len(VERSIONS) + 2 + len(summary) <= width or not summary
    return charts.title(VERSIONS if fits else BRIEF_VERSIONS, summary, width)


def _climbed(ladders: Sequence[LadderHistory], today: date) -> str:
    number = sum(ladder.climbed(today - YEAR) for ladder in ladders)
    return f"moved up {times(number)} in a year" if number else ""


def _step_line(
    ladder: LadderHistory, exercise: Exercise, among: Sequence[LadderHistory] = ()
) -> Content:
    """Draw an exercise and its versions in a line. The lines of all exercises in `among` align."""
    done = "━".join("●" * (ladder.now + 1))
    left = "".join("─○" for _ in range(ladder.steps - ladder.now - 1))
    room = max((len(sanitize(each.name)) for each in among), default=NAME - 1)
    length = max((2 * each.steps - 1 for each in among), default=7)
    free = " " * max(length - len(done) - len(left) + 2, 1)
    name = f"{sanitize(ladder.name):<{room}}  "
    step = f"{free}{step_names(exercise)[ladder.now].lower()}"
    return Content.assemble((name, "$ink"), (done, "$key"), (left, "$quiet"), (step, "$quiet"))


def bands_chart(
    ladders: Sequence[LadderHistory],
    exercises: Sequence[Exercise],
    first: date,
    today: date,
    width: int,
    *,
    shades: bool,
) -> Lines:
    """Draw a row for each exercise, with a band for each version over the time it was done."""
    names = {e.name: e for e in exercises}
    room = width - NAME - AXIS
    days = max((today - first).days, 1)
    drawn = [charts.title("Versions over time", _climbed(ladders, today), width), Content()]
    for ladder in ladders:
        steps = step_names(names[ladder.name])
        parts: list[str | tuple[str, str]] = [
            (f"{sanitize(ladder.name)[:NAME]:<{NAME}}   ", "$ink")
        ]
        for step, columns in _runs(ladder, first, days, room):
            name = f" {steps[step].lower()}" if step is not None else ""
            gap = columns >= NARROWEST_BAND
            label = name if len(name) < columns - gap else ""
            share = 30 + 40 * ((step or 0) + 1) // ladder.steps
            look = f"bold auto on $key {share}%" if shades else "bold $on-key on $key"
            band = columns - gap if step is not None else 0
            parts += [(f"{label:<{band}}", look), " " * (columns - band)]
        if not ladder.since:
            parts = [parts[0], ("not done yet", "$quiet")]
        drawn += [Content.assemble(*parts), Content()]
    return [*drawn, Content.assemble(" " * NAME, charts.dates(first, today, room))]


def _runs(ladder: LadderHistory, first: date, days: int, room: int) -> list[tuple[int | None, int]]:
    """Return the rungs done over time, as pairs of a rung and its width in columns.

    All widths add up to `room`. The rung is None for the time before the first session.
    """
    middles = (first + timedelta(days=days * (column + 0.5) / room) for column in range(room))
    rungs = ([step for day, step in ladder.since if day <= middle] for middle in middles)
    return [(rung, len(list(run))) for rung, run in groupby(r[-1] if r else None for r in rungs)]
