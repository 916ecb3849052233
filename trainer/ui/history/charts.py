"""Small charts in text: lines of dots, columns over time, mirrored bars, and an axis of dates.

They are pure functions from numbers to content. Every important number is also shown as text.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from textual.content import Content

EIGHTHS = " ▁▂▃▄▅▆▇█"
BAR = "━"
AXIS = 4
"""Columns for the numbers at the left."""
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bit of each dot of a Braille cell, by column and row."""
Point = tuple[float, float]
"""A point of a line: its place across the chart, 0-1, and its value."""


def title(name: str, summary: str, width: int) -> Content:
    """A chart's name, with a summary at the right if it fits."""
    between = width - len(name) - len(summary)
    if between < 2:
        return Content.styled(name, "bold $strong")
    return Content.assemble((name, "bold $strong"), " " * between, (summary, "$quiet"))


def lines(
    series: Sequence[tuple[Sequence[Point], str, bool]], width: int, height: int, top: float
) -> list[Content]:
    """Lines of dots, with grid lines at 0, half of `top` and `top`. Later series cover earlier
    ones.

    A series is its points, its style, and whether it is solid (two dots thick) or dotted. If
    `height` is odd, the middle grid line is exactly half way between the others.
    """
    cells: dict[tuple[int, int], tuple[int, str]] = {}
    for points, style, solid in series:
        own: dict[tuple[int, int], int] = {}
        for x, y in _path(points, 2 * width, height, top):
            if not solid and x % 4 > 1:
                continue
            for down in (y, y + 1) if solid else (y,):
                cell = x // 2, down // 4
                own[cell] = own.get(cell, 0) | _DOTS[x % 2][down % 4]
        cells |= {cell: (bits, style) for cell, bits in own.items()}
    marks = {0: f"{top:g}", (height - 1) // 2: f"{top / 2:g}", height - 1: "0"}
    drawn = []
    for row in range(height):
        parts: list[tuple[str, str]] = [(f"{marks.get(row, ''):>{AXIS - 1}} ", "$quiet")]
        for column in range(width):
            bits, style = cells.get((column, row), (0, "$line"))
            empty = ("─" if row == height - 1 else "┈") if row in marks else " "
            parts.append((chr(0x2800 + bits) if bits else empty, style))
        drawn.append(Content.assemble(*parts))
    return drawn


def _path(points: Sequence[Point], width: int, height: int, top: float) -> list[tuple[int, int]]:
    """The dots of a line through points, from left to right, one for each column of dots.

    A row is four dots high. A grid line is drawn in the middle of its row, so a line that is two
    dots thick covers the second and the third dot where it has the value of a grid line.
    """

    def row(value: float) -> int:
        return 1 + round((1 - min(max(value / top, 0), 1)) * 4 * (height - 1))

    at = [(round(x * (width - 1)), row(y)) for x, y in points]
    dots = at[:1]
    for (x0, y0), (x1, y1) in pairwise(at):
        for x in range(x0 + 1, x1 + 1):
            dots.append((x, round(y0 + (y1 - y0) * (x - x0) / (x1 - x0))))
    return dots


def columns(
    values: Sequence[float],
    width: int,
    height: int,
    top: float,
    styles: Sequence[str],
    goal: float = 0,
) -> list[Content]:
    """A column for each value, as wide as there is room for, with heights in eighths of a row.

    A dotted line behind the columns shows the `goal`, unless it falls in the first or last row.
    """
    drawn = []
    at_goal = math.ceil(goal / top * height) - 1
    labels = {at_goal: f"{goal:g}", 0: "0", height - 1: f"{top:g}"}
    for line in reversed(range(height)):
        label = labels.get(line, "")
        free = "┈" if 0 < line == at_goal < height - 1 else " "
        parts: list[tuple[str, str]] = [(f"{label:>{AXIS - 1}} ", "$quiet")]
        for value, style, (wide, gap) in zip(
            values, styles, _widths(len(values), width), strict=True
        ):
            eighths = round(value / top * height * 8) - line * 8
            if value and line == 0:
                eighths = max(eighths, 1)
            bar = EIGHTHS[min(max(eighths, 0), 8)]
            parts += [(bar * wide, style) if bar != " " else (free * wide, "$line")]
            parts += [(free * gap, "$line")]
        drawn.append(Content.assemble(*parts))
    return drawn


def _widths(number: int, width: int) -> list[tuple[int, int]]:
    """The width of each bar and of the gap after it. Bars fill `width`, but are at most 8 wide."""
    number_of_steps = max(number, 1)
    if width >= 10 * number_of_steps:
        return [(8, 2)] * number
    gap = 0 if width < 3 * number_of_steps else 1
    edges = [round(n * width / number_of_steps) for n in range(number + 1)]
    return [(max(b - a - gap, 1), gap) for a, b in pairwise(edges)]


def resampled(values: Sequence[float], number: int) -> list[float]:
    """The values, at most `number` of them; if there are more, neighbours are averaged."""
    if len(values) <= number:
        return list(values)
    edges = [round(n * len(values) / number) for n in range(number + 1)]
    return [sum(values[a:b]) / (b - a) for a, b in pairwise(edges)]


def extent(number: int, width: int) -> int:
    """How many of `width` columns are taken by `number` bars and their gaps."""
    widths = _widths(number, width)
    return sum(wide + gap for wide, gap in widths) - (widths[-1][1] if widths else 0)


def dates(first: date, last: date, width: int) -> Content:
    """An axis of dates, `width` columns wide, with as many labels as fit without touching."""
    line = [" "] * width
    days = max((last - first).days, 1)
    for day, label in _labels(first, last, width):
        at = min(round((day - first).days / days * (width - 1)), width - len(label))
        around = line[max(at - 1, 0) : at + len(label) + 1]
        if at >= 0 and all(cell == " " for cell in around):
            line[at : at + len(label)] = label
    return Content.styled(" " * AXIS + "".join(line).rstrip(), "$quiet")


def _labels(first: date, last: date, width: int) -> list[tuple[date, str]]:
    """The dates to label, the most important first: the first date and years, then even steps."""
    days = (last - first).days
    if days <= 70:
        step = max(-(-days * 8 // max(width, 1) // 7), 1)
        weeks = range(0, days // 7 + 1, step)
        named = [first + timedelta(weeks=n) for n in weeks]
        return [(day, f"{day.day} {day:%b}") for day in named]
    begins = [(first.year * 12 + first.month - 1) + n for n in range(days // 28 + 2)]
    firsts = [date(n // 12, n % 12 + 1, 1) for n in begins]
    inside = [day for day in firsts if first < day <= last]
    most = max(width // 7, 1)
    step = next((n for n in (1, 2, 3, 4, 6, 12) if len(inside) / n <= most), 12)
    years = [day for day in inside if day.month == 1]
    apart = max(-(-len(years) * 6 // max(width, 1)), 1)
    head = [(first, f"{first:%b %Y}")]
    if days > 5 * 365:
        return [*head, *((day, f"{day:%Y}") for day in years[::apart])]
    januaries = [(day, f"{day:%b %Y}") for day in years]
    rest = [(d, f"{d:%b}") for d in inside if d.month != 1 and (d.month - 1) % step == 0]
    return [*head, *januaries, *rest]


def mirrored(left: float, right: float, width: int, top: float) -> Content:
    """Two bars that grow from a middle line; at the value `top` a bar is `width` columns long."""
    lefts, rights = round(left / top * width), round(right / top * width)
    return Content.assemble(
        (BAR * lefts, "$stage-inhale"), ("│", "$quiet"), (BAR * rights, "$stage-exhale")
    )
