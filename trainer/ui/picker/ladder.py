"""Shows the ladder of an exercise: the names of its rungs, with a dot for each."""

from __future__ import annotations

import re
from collections import Counter

from textual.content import Content

from trainer.catalog import STANDARD, Choice, Exercise
from trainer.catalog.ladders import on_rung, rung_of, rungs

HERE, ELSEWHERE = "●", "○"
_WHERE = re.compile(r" (?:on|under|above|with|in|at|over) ")
"""Where a variant's name is cut off: `Pillow under the hips` becomes `Pillow`."""

_WHERE_TO = {-1: "easier", 0: "you are here", 1: "harder"}


def short_name(choice: Choice) -> str:
    """Return a short name of the variant, such as `Pillow`, `Lower chair` or `Standard`."""
    if choice.variant == STANDARD:
        return "Standard"
    return _WHERE.split(choice.variant_name)[0]


def short_names(exercise: Exercise) -> list[str]:
    """Return the names of the rungs, easiest first, or an empty list if there is no ladder."""
    own = rungs(exercise)
    alike = Counter(rung.variant for rung in own)
    named = []
    for rung in own:
        name = short_name(on_rung(exercise, rung))
        if rung.hold is not None and alike[rung.variant] > 1:
            name = f"{rung.hold:g} s" if rung.variant == STANDARD else f"{name} {rung.hold:g} s"
        named.append(name)
    return named


def steps(exercise: Exercise, choice: Choice) -> list[tuple[str, bool]]:
    """Return the name of each rung, and whether `choice` is on this rung.

    The easiest rung is first. Without a ladder, the list is empty.
    """
    at = rung_of(exercise, choice.variant, choice.hold)
    return [(name, place == at) for place, name in enumerate(short_names(exercise))]


def ladder_line(exercise: Exercise, choice: Choice, width: int) -> Content:
    """Return the rungs side by side, or nothing if they do not fit or there is no ladder."""
    named = [
        Content.assemble(
            (f"{HERE if current else ELSEWHERE} ", "$key" if current else "$quiet"),
            (name, "bold $ink" if current else "$quiet"),
        )
        for name, current in steps(exercise, choice)
    ]
    for between in (" ── ", " ─ "):
        line = Content.styled(between, "$line").join(named)
        if line.cell_length <= width:
            return line
    return Content()


def ladder_lines(exercise: Exercise, choice: Choice, width: int) -> list[Content]:
    """Return a line for each rung, which says whether the rung is easier or harder."""
    named = steps(exercise, choice)
    at = next((place for place, (_, current) in enumerate(named) if current), None)
    lines = []
    for place, (name, current) in enumerate(named):
        mark = (f"{HERE if current else ELSEWHERE} ", "$key" if current else "$quiet")
        left = Content.assemble(mark, (name, "bold $ink" if current else "$ink"))
        where = "" if at is None else _WHERE_TO[(place > at) - (place < at)]
        between = max(width - left.cell_length - len(where), 2)
        lines.append(Content.assemble(left, " " * between, (where, "$quiet")))
    return lines
