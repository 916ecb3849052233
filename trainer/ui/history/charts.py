"""Draws small charts as text: lines, columns over time, mirrored bars, and an axis of dates.

The functions are pure. Every important number is shown as text too.
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
GAP = 4
"""Columns between two charts side by side."""
GOAL, HIGH_GOAL = "┈", "▔"
"""The characters for the line of a goal in the middle of a row, and at the top of a row."""
Point = tuple[float, float]
"""A point of a line: its horizontal position, from 0 (left) to 1 (right), and its value."""


def title(name: str, summary: str, width: int, *, brief: str = "") -> Content:
    """Return a chart's name and, at the right, the first of `summary` and `brief` that fits."""
    for said in (summary, brief):
        between = width - len(name) - len(said)
        if said and between >= 2:
            return Content.assemble((name, "bold $strong"), " " * between, (said, "$quiet"))
    return Content.styled(name, "bold $strong")


def beside(*charts: tuple[Sequence[Content], int]) -> list[Content]:
    """Put charts side by side. Each chart is a pair of its lines and its width in columns."""
    drawn = []
    for row in range(max(len(lines) for lines, _ in charts)):
        line, at = Content(), 0
        for chart, width in charts:
            if row < len(chart):
                line = Content.assemble(line, " " * (at - line.cell_length), chart[row])
            at += width + GAP
        drawn.append(line)
    return drawn


def lines(
    series: Sequence[tuple[Sequence[Point], str]],
    width: int,
    height: int,
    top: float,
    *,
    shades: bool = True,
) -> list[Content]:
    """Draw each series as a line, with grid lines at 0, half of `top` and `top`.

    A series is a pair of its points and its style. Later series cover earlier ones. Lines are drawn
    with half blocks: the two halves of a cell can have different colours, so that close lines can
    be told apart. Without `shades`, colours may look the same, so all series but the last are
    dotted. If `height` is odd, the middle grid line is exactly half way between the others.
    """
    halves: dict[tuple[int, int], str] = {}
    for number, (points, style) in enumerate(series, 1):
        dotted = not shades and number < len(series)
        path = _path(points, width, height, top)
        halves |= {(x, y): style for x, y in path if not (dotted and x % 2)}
    marks = {0: f"{top:g}", (height - 1) // 2: f"{top / 2:g}", height - 1: "0"}
    drawn = []
    for row in range(height):
        parts: list[tuple[str, str]] = [(f"{marks.get(row, ''):>{AXIS - 1}} ", "$quiet")]
        for column in range(width):
            above, below = (halves.get((column, 2 * row + half)) for half in (0, 1))
            if above and below:
                parts.append(("█", above) if above == below else ("▀", f"{above} on {below}"))
            elif above or below:
                parts.append(("▀" if above else "▄", above or below or ""))
            else:
                empty = ("─" if row == height - 1 else "┈") if row in marks else " "
                parts.append((empty, "$line"))
        drawn.append(Content.assemble(*parts))
    return drawn


def half_row(value: float, height: int, top: float) -> int:
    """Return the half row for a value. A row has two half rows, counted from the top."""
    share = 1 - min(max(value / top, 0), 1)
    return math.ceil(share * (2 * height - 1) - 0.5)


def _path(points: Sequence[Point], width: int, height: int, top: float) -> list[tuple[int, int]]:
    """Return the half cells that a line through points covers, as pairs of column and half row."""
    at = [(round(x * (width - 1)), half_row(y, height, top)) for x, y in points]
    path = at[:1]
    for (x0, y0), (x1, y1) in pairwise(at):
        for x in range(x0 + 1, x1 + 1):
            last, y = path[-1][1], round(y0 + (y1 - y0) * (x - x0) / (x1 - x0))
            step = 1 if y > last else -1
            path += [(x, between) for between in range(last + step, y, step)]
            path.append((x, y))
    return path


def columns(
    values: Sequence[float],
    width: int,
    height: int,
    top: float,
    styles: Sequence[str],
    goal: float = 0,
) -> list[Content]:
    """Draw a column for each value, as wide as there is room for.

    A column for the value `top` ends in the middle of the highest row, so that it is level with its
    label and does not touch the row above the chart.

    A `goal` is a dotted line behind the columns. Heights are rounded to eighths of a row. With a
    goal they are rounded to halves, so that a column that just reaches the goal ends at the line.
    """
    steps = 2 if goal else 8

    def eighths(value: float) -> int:
        return math.ceil(value / top * (height - 0.5) * steps - 0.5) * 8 // steps

    drawn = []
    at_goal, upper = divmod(eighths(goal), 8)
    at_goal -= not upper  # a goal between two rows is drawn at the top of the lower row
    labels = {at_goal: f"{goal:g}"} if goal else {}
    labels |= {0: "0", height - 1: f"{top:g}"}
    for line in reversed(range(height)):
        label = labels.get(line, "")
        free = (GOAL if upper else HIGH_GOAL) if goal and line == at_goal else " "
        parts: list[tuple[str, str]] = [(f"{label:>{AXIS - 1}} ", "$quiet")]
        for value, style, (wide, gap) in zip(
            values, styles, _widths(len(values), width), strict=True
        ):
            full = eighths(value) - line * 8
            if value and line == 0:
                full = max(full, 1)
            bar = EIGHTHS[min(max(full, 0), 8)]
            parts += [(bar * wide, style) if bar != " " else (free * wide, "$line")]
            parts += [(free * gap, "$line")]
        drawn.append(Content.assemble(*parts))
    return drawn


def _widths(number: int, width: int) -> list[tuple[int, int]]:
    """Return the width of each bar, at most 8, and of the gap after it."""
    number_of_steps = max(number, 1)
    if width >= 10 * number_of_steps:
        return [(8, 2)] * number
    gap = 0 if width < 3 * number_of_steps else 1
    edges = [round(n * width / number_of_steps) for n in range(number + 1)]
    return [(max(b - a - gap, 1), gap) for a, b in pairwise(edges)]


def resampled(values: Sequence[float], number: int) -> list[float]:
    """Reduce values to at most `number` by averaging neighbours."""
    if len(values) <= number:
        return list(values)
    edges = [round(n * len(values) / number) for n in range(number + 1)]
    return [sum(values[a:b]) / (b - a) for a, b in pairwise(edges)]


def last_bar(number: int, width: int) -> int:
    """Return the column where the last of `number` bars begins, in a chart of `width` columns."""
    return sum(wide + gap for wide, gap in _widths(number, width)[:-1])


def dates(first: date, last: date, width: int, room: int = 0) -> Content:
    """Draw an axis of dates, `width` columns wide, with as many labels as fit without touching.

    A label may end to the right of the axis, up to the column `room`.
    """
    room = max(width, room)
    line = [" "] * room
    days = max((last - first).days, 1)
    for day, label in _labels(first, last, width):
        at = min(round((day - first).days / days * (width - 1)), room - len(label))
        around = line[max(at - 1, 0) : at + len(label) + 1]
        if at >= 0 and all(cell == " " for cell in around):
            line[at : at + len(label)] = label
    return Content.styled(" " * AXIS + "".join(line).rstrip(), "$quiet")


def _labels(first: date, last: date, width: int) -> list[tuple[date, str]]:
    """Return dates and their labels, most important first: the first date, years, other months.

    An axis of up to ten weeks has labels for weeks instead.
    """
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
    """Draw two bars from a middle line outwards. A bar for `top` is `width` columns long."""
    lefts, rights = round(left / top * width), round(right / top * width)
    return Content.assemble(
        (BAR * lefts, "$stage-inhale"), ("│", "$quiet"), (BAR * rights, "$stage-exhale")
    )
