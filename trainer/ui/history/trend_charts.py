"""Draws the charts of pain, days, minutes, and left and right, as lines of text. All functions are
pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from trainer.files.safe_text import sanitize
from trainer.ui.history import charts
from trainer.ui.history.charts import AXIS
from trainer.ui.history.trend_data import Pain, Sides, Weeks

Lines = list[Content]

ENDS = 11
"""The width of the labels to the right of the pain chart, in columns."""
RECENT_WEEKS = 8
"""The number of weeks to average over."""
NAME = 21
"""The maximum width of an exercise's name, in columns."""
NO_PAIN = "Rate your pain before and after each session. The lines start at the second rating."


def pain_chart(
    pains: Sequence[Pain],
    first: date,
    today: date,
    width: int,
    height: int,
    *,
    shades: bool = True,
) -> Lines:
    """Draw the pain before and after sessions, over the whole history."""
    if len(pains) < 2:
        return [charts.title("Pain", "", width), Content.styled(NO_PAIN, "$quiet")]
    begin, end = pains[0], pains[-1]
    summary = (
        f"before: {begin.before:.0f} at first, now {end.before:.0f}; "
        f"after: {begin.after:.0f}, now {end.after:.0f}"
    )
    plot = width - AXIS - ENDS
    days = max((today - first).days, 1)
    across = [min(max((pain.middle - first).days / days, 0.0), 1.0) for pain in pains]
    across[-1] = 1.0
    before = [(x, pain.before) for x, pain in zip(across, pains, strict=True)]
    after = [(x, pain.after) for x, pain in zip(across, pains, strict=True)]
    both = [(before, "$stage-hold"), (after, "$good")]
    drawn = charts.lines(both, plot, height, 10, shades=shades)
    row, other = (charts.half_row(value, height, 10) // 2 for value in (end.before, end.after))
    if row == other:  # two labels in the same row: move one, so that the larger value is above
        row, other = (row - 1, other) if end.before >= end.after and row else (row, other - 1)
        row, other = (row, other) if other >= 0 else (row + 1, 0)
    drawn[row] = Content.assemble(drawn[row], (f" before {end.before:.0f}", "$stage-hold"))
    drawn[other] = Content.assemble(drawn[other], (f" after {end.after:.0f}", "$good"))
    brief = summary.replace(" at first", "")
    head = charts.title("Pain", summary, width, brief=brief)
    return [head, *drawn, charts.dates(first, today, plot)]


def days_chart(weeks: Weeks, goal: int, width: int, height: int) -> Lines:
    """Draw the days trained in each week. Weeks that reach the goal are in full green."""
    summary, brief = (f"{said}goal {goal}" for said in _lately(weeks.days, ".1f"))
    values = charts.resampled(weeks.days, width - AXIS)
    styles = ["$good" if value >= goal else "$good 65%" for value in values]
    drawn = charts.columns(values, width - AXIS, height, 7, styles, goal)
    head = charts.title("Days a week", summary, width, brief=brief)
    return [head, *drawn, _axis(weeks, values, width)]


def minutes_chart(weeks: Weeks, width: int, height: int) -> Lines:
    """Draw the minutes coached in each week."""
    summary, brief = _lately(weeks.minutes, ".0f")
    summary += f"{sum(weeks.minutes):,.0f} in all"
    brief = brief.removesuffix(", ")
    values = charts.resampled(weeks.minutes, width - AXIS)
    top = float(max(-(-max(values) // 5) * 5, 5))
    drawn = charts.columns(values, width - AXIS, height, top, ["$key"] * len(values))
    head = charts.title("Minutes a week", summary, width, brief=brief)
    return [head, *drawn, _axis(weeks, values, width)]


def _lately(values: Sequence[float], form: str) -> tuple[str, str]:
    """Return the average over the last eight weeks, as a long text and a short one.

    This week does not count, because it is not over.
    """
    recent = values[:-1][-RECENT_WEEKS:]
    if not recent:
        return "", ""
    average = format(sum(recent) / len(recent), form)
    weeks = f"a week over the last {len(recent)} weeks" if len(recent) > 1 else "last week"
    return f"{average} {weeks}, ", f"{average} lately, "


def _axis(weeks: Weeks, values: Sequence[float], width: int) -> Content:
    across = charts.last_bar(len(values), width - AXIS) + 1
    return charts.dates(weeks.mondays[0], weeks.mondays[-1], across, width - AXIS)


def sides_chart(sided: Sequence[Sides], width: int, *, spaced: bool = False) -> Lines:
    """Draw the reps of the left and the right glute, for each exercise with sides."""
    head = charts.title("Left and right", "reps, last 8 weeks", width)
    if not sided:
        return [head, Content.styled("No sides recorded lately.", "$quiet")]
    top = max(max(sides.left, sides.right) for sides in sided)
    digits = len(str(top))
    names = min(max(len(sanitize(sides.name)) for sides in sided), NAME)
    half = max((width - names - 2 * digits - 4) // 2, 1)
    middle = names + digits + half + 2
    left_end = Content.styled("left", "$stage-inhale").pad_left(max(middle - 6, 0))
    ends = Content.assemble(left_end, "   ", ("right", "$stage-exhale"))
    drawn = [head, *([Content()] if spaced else []), ends]
    for sides in sided:
        bar = charts.mirrored(sides.left, sides.right, half, top)
        left = round(sides.left / top * half)
        number = f"{sides.left:>{digits + half - left}}"
        name = f"{sanitize(sides.name)[:names]:<{names}}"
        drawn.append(
            Content.assemble((f"{name} {number} ", "$ink"), bar, (f" {sides.right}", "$ink"))
        )
        drawn += [Content()] if spaced else []
    return drawn[:-1] if spaced else drawn
