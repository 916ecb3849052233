"""Small charts in text: columns over time, two lines of points, bars that meet in the middle.

Pure: numbers in, content out. Every number that matters is written beside its chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

MUTED = "$foreground 60%"
EIGHTHS = " ▁▂▃▄▅▆▇█"
BAR = "━"
AXIS = 4
"""Columns for the numbers at the left."""
BEFORE, AFTER, BOTH = "○", "●", "◉"


def columns(values: Sequence[float], height: int, top: float, style: str) -> list[Content]:
    """A column for each value, `height` lines high at `top`, in eighths; a line at a time."""
    lines = []
    for line in reversed(range(height)):
        parts: list[tuple[str, str]] = []
        for value in values:
            eighths = round(value / top * height * 8) - line * 8
            if value and line == 0:
                eighths = max(eighths, 1)
            parts += [(EIGHTHS[min(max(eighths, 0), 8)], style), (" ", "")]
        label = f"{top:g}" if line == height - 1 else "0" if line == 0 else ""
        lines.append(Content.assemble((f"{label:>{AXIS - 1}} ", MUTED), *parts))
    return lines


def dates(mondays: Sequence[date]) -> Content:
    """The line below columns: where each month begins; names that would touch are left out."""
    line = " " * AXIS
    for number, week in enumerate(mondays):
        at = AXIS + 2 * number
        new = number == 0 or week.month != mondays[number - 1].month
        if new and len(line) <= at and at + 3 <= AXIS + 2 * len(mondays):
            line = f"{line:<{at}}{week:%b} "
    return Content.styled(line.rstrip(), MUTED)


def points(
    before: Sequence[float | None], after: Sequence[float | None], height: int, top: float
) -> list[Content]:
    """Two rows of points over time, open for before and full for after, from 0 to `top`."""

    def level(value: float | None) -> int | None:
        return None if value is None else round(value / top * (height - 1))

    lines = []
    for line in reversed(range(height)):
        label = f"{top:g}" if line == height - 1 else "0" if line == 0 else ""
        parts: list[tuple[str, str]] = [(f"{label:>{AXIS - 1}} ", MUTED)]
        for one, other in zip(before, after, strict=True):
            open_, full = level(one) == line, level(other) == line
            if open_ and full:
                parts.append((BOTH, "$success"))
            elif open_ or full:
                parts.append((BEFORE, "$warning") if open_ else (AFTER, "$success"))
            else:
                parts.append(("·" if line == 0 else " ", MUTED))
            parts.append((" ", ""))
        lines.append(Content.assemble(*parts))
    return lines


def bar(share: float, width: int) -> str:
    """A bar from the left, `share` (0–1) of the width, never nothing."""
    return BAR * max(round(min(max(share, 0), 1) * width), 1)


def mirrored(left: float, right: float, width: int) -> Content:
    """Two bars that grow from the middle; each half is `width` wide, the larger one full."""
    top = max(left, right, 1)
    there, here = round(left / top * width), round(right / top * width)
    return Content.assemble(
        " " * (width - there),
        (BAR * there, "$secondary"),
        ("╋", MUTED),
        (BAR * here, "$accent"),
        " " * (width - here),
    )
