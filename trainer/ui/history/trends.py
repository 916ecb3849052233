"""The trends: pain, days and minutes a week, left and right, and the versions reached."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from trainer.advice.words import times
from trainer.catalog import Exercise
from trainer.files.safe_text import sanitize
from trainer.ui import theme
from trainer.ui.history import charts
from trainer.ui.history.charts import AXIS
from trainer.ui.history.summary import HistoryView
from trainer.ui.history.trend_data import (
    Climb,
    Pain,
    Sides,
    Weeks,
    climbs,
    left_and_right,
    pain_over_time,
    weekly,
    weeks_until,
)
from trainer.ui.picker.ladder import short_names as step_names

Lines = list[Content]

TWO_COLUMNS_FROM = 68
"""In panes of at least this many columns, charts are side by side."""
BANDS_FROM = 110
"""In panes of at least this many columns, the versions are shown as bands over time."""
GAP = 4
"""Columns between two charts side by side."""
LEAST_PLOT = 5
"""The fewest rows for the lines of pain."""
ENDS = 11
"""Columns for the labels at the right end of the lines of pain."""
RECENT = timedelta(weeks=8)
YEAR = timedelta(days=365)
NAME = 21
"""Columns for the name of an exercise."""
ENOUGH_SESSIONS = 3
NOT_ENOUGH = (
    "After three sessions you will see here whether your back hurts less, how often you trained, "
    "and which harder versions you have moved up to."
)
NO_PAIN = "Rate your pain before and after each session. The lines start at the second rating."


class Trends(VerticalScroll):
    """All charts on one page, which scrolls if it does not fit."""

    HELP = """\
The trends show what changes over the weeks; they begin with the third session. Pain is averaged \
over a week, later over a month or a quarter; a change of one point counts as no change. Left and \
right are counted by the glute that worked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll_down", "more", key_display="↑ ↓"),
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._read: HistoryView | None = None
        self._goal = 0
        self._rows = 0

    def compose(self) -> ComposeResult:
        """One text with all the charts."""
        yield Static(id="charts")

    def show(self, read: HistoryView, week_goal: int) -> None:
        """Show the trends of a history."""
        self._read, self._goal = read, week_goal
        self._draw()

    def on_mount(self) -> None:
        """Draw again after a change of theme: its shades may differ, or be missing."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._draw())

    def on_resize(self, event: Resize) -> None:
        """Draw the charts at the new size."""
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable scrolling if everything fits."""
        return action != "scroll_down" or self._rows > self.size.height

    def _draw(self) -> None:
        width, height = self.size
        if self._read is not None and width:
            shades = theme.shades(self.app)
            drawn = page(self._read, self._goal, max(width, NARROWEST), height, shades=shades)
            self._rows = len(drawn)
            self.query_one("#charts", Static).update(Content("\n").join(drawn))
            self.screen.refresh_bindings()


NARROWEST = 40
"""The fewest columns that the charts need; a narrower pane cuts them off."""


def page(read: HistoryView, goal: int, width: int, height: int, *, shades: bool = True) -> Lines:
    """All lines of the trends, `width` columns wide and made to fill `height` rows.

    `shades` is whether the terminal shows shades of one colour.
    """
    sessions, today = read.history.sessions, read.days.today
    way = climbs(sessions, read.exercises)
    if len(sessions) < ENOUGH_SESSIONS:
        return nothing_yet(way, read.exercises, width)
    weeks = weekly(sessions, weeks_until(read.days.first, today))
    sided = left_and_right(sessions, today - RECENT, read.exercises)
    pains = pain_over_time(sessions)
    first = read.days.first
    apart: Lines = [Content()]
    if width < TWO_COLUMNS_FROM:
        parts = [
            pain_chart(pains, first, today, width, 7 if height >= 14 else 5),
            days_chart(weeks, goal, today, width, 4),
            sides_chart(sided, width),
            steps_chart(way, read.exercises, today, width),
            minutes_chart(weeks, today, width, 4),
        ]
        return [line for part in parts for line in (*part, *apart)][:-1]
    half = (width - GAP) // 2
    if width < BANDS_FROM or height < 30:
        steps = steps_chart(way, read.exercises, today, width)
        room = height - 6 - len(steps)
        bars = 4 if room - 4 >= LEAST_PLOT else 3
        plot = _plot(room - bars, 13)
        return [
            *pain_chart(pains, first, today, width, plot),
            *apart,
            *beside(days_chart(weeks, goal, today, half, bars), sides_chart(sided, half), half),
            *apart,
            *steps,
            *apart,
            *minutes_chart(weeks, today, width, 4),
        ]
    below = 2 * len(way) + 3
    bars = 7
    plot = _plot(height - below - bars - 8, 21)
    return [
        *pain_chart(pains, first, today, width, plot),
        *apart,
        *beside(
            days_chart(weeks, goal, today, half, bars),
            minutes_chart(weeks, today, half, bars),
            half,
        ),
        *apart,
        *beside(
            bands_chart(way, read.exercises, first, today, half, shades=shades),
            sides_chart(sided, half, spaced=True),
            half,
        ),
    ]


def _plot(room: int, most: int) -> int:
    """Rows for the lines of pain: an odd number, so that 5 is half way between 0 and 10."""
    rows = min(max(room, LEAST_PLOT), most)
    return rows - 1 + rows % 2


def beside(left: Lines, right: Lines, width: int) -> Lines:
    """Two charts side by side, each `width` columns wide."""
    rows = max(len(left), len(right))
    pairs = zip(_filled(left, rows), _filled(right, rows), strict=True)
    return [
        Content.assemble(left, " " * (width - left.cell_length + GAP), right)
        for left, right in pairs
    ]


def _filled(lines: Lines, rows: int) -> Lines:
    return [*lines, *[Content()] * (rows - len(lines))]


def nothing_yet(way: Sequence[Climb], exercises: Sequence[Exercise], width: int) -> Lines:
    """The text before there are enough sessions, with the version that each exercise starts on."""
    explained = [Content.styled(line, "$ink") for line in wrap(NOT_ENOUGH, min(width, 52))]
    drawn = [Content.styled("Nothing to compare yet.", "bold $strong"), Content(), *explained]
    drawn += [Content(), Content.styled("Where you start", "bold $strong")]
    names = {e.name: e for e in exercises}
    return [*drawn, *(_step_line(climb, names[climb.name], way) for climb in way)]


def pain_chart(pains: Sequence[Pain], first: date, today: date, width: int, height: int) -> Lines:
    """Pain before and after over the whole history."""
    if len(pains) < 2:
        return [charts.title("Pain", "", width), Content.styled(NO_PAIN, "$quiet")]
    begin, end = pains[0], pains[-1]
    summary = (
        f"before {begin.before:.0f} → {end.before:.0f}, after {begin.after:.0f} → {end.after:.0f}"
    )
    plot = width - AXIS - ENDS
    days = max((today - first).days, 1)
    across = [min(max((pain.middle - first).days / days, 0.0), 1.0) for pain in pains]
    across[-1] = 1.0
    before = [(x, pain.before) for x, pain in zip(across, pains, strict=True)]
    after = [(x, pain.after) for x, pain in zip(across, pains, strict=True)]
    drawn = charts.lines([(before, "$stage-hold", False), (after, "$good", True)], plot, height, 10)
    row, other = _row(end.before, height), _row(end.after, height)
    if row == other:  # put one below the other, in the order of their values
        row, other = (row - 1, other) if end.before >= end.after and row else (row, other - 1)
        row, other = (row, other) if other >= 0 else (row + 1, 0)
    drawn[row] = Content.assemble(drawn[row], (f" before {end.before:.0f}", "$stage-hold"))
    drawn[other] = Content.assemble(drawn[other], (f" after {end.after:.0f}", "$good"))
    return [charts.title("Pain", summary, width), *drawn, charts.dates(first, today, plot)]


def _row(value: float, height: int) -> int:
    return round((1 - min(max(value / 10, 0), 1)) * (height - 1))


def days_chart(weeks: Weeks, goal: int, today: date, width: int, height: int) -> Lines:
    """The days trained in each week; weeks that reach the goal are in full green."""
    recent = weeks.days[-8:]
    summary = f"{sum(recent) / len(recent):.1f} lately, goal {goal}"
    values = charts.resampled(weeks.days, width - AXIS)
    styles = ["$good" if value >= goal else "$good 65%" for value in values]
    drawn = charts.columns(values, width - AXIS, height, 7, styles, goal)
    return [charts.title("Days a week", summary, width), *drawn, _axis(weeks, values, today, width)]


def minutes_chart(weeks: Weeks, today: date, width: int, height: int) -> Lines:
    """The minutes coached in each week."""
    recent = weeks.minutes[-8:]
    summary = f"{sum(recent) / len(recent):.0f} lately, {sum(weeks.minutes):,.0f} in all"
    values = charts.resampled(weeks.minutes, width - AXIS)
    top = float(max(-(-max(values) // 5) * 5, 5))
    drawn = charts.columns(values, width - AXIS, height, top, ["$key"] * len(values))
    return [
        charts.title("Minutes a week", summary, width),
        *drawn,
        _axis(weeks, values, today, width),
    ]


def _axis(weeks: Weeks, values: Sequence[float], today: date, width: int) -> Content:
    across = charts.extent(len(values), width - AXIS)
    return charts.dates(weeks.mondays[0], today, max(across, 6))


def sides_chart(sided: Sequence[Sides], width: int, *, spaced: bool = False) -> Lines:
    """The reps of the left and the right glute, for the exercises with sides."""
    head = charts.title("Left and right", "reps, last 8 weeks", width)
    if not sided:
        return [head, Content.styled("No sides recorded lately.", "$quiet")]
    top = max(max(sides.left, sides.right) for sides in sided)
    digits = len(str(top))
    names = min(max(len(sanitize(sides.name)) for sides in sided), NAME)
    half = max((width - names - 2 * digits - 4) // 2, 1)
    drawn = [head, *([Content()] if spaced else [])]
    for sides in sided:
        bar = charts.mirrored(sides.left, sides.right, half, top)
        left = round(sides.left / top * half)
        number = f"{sides.left:>{digits + half - left}}"
        name = f"{sanitize(sides.name)[:names]:<{names}}"
        drawn.append(
            Content.assemble((f"{name} {number} ", "$ink"), bar, (f" {sides.right}", "$ink"))
        )
        drawn += [Content()] if spaced else []
    middle = names + digits + half + 2
    left_end = Content.styled("left", "$stage-inhale").pad_left(max(middle - 6, 0))
    drawn.append(Content.assemble(left_end, "   ", ("right", "$stage-exhale")))
    return drawn


def steps_chart(
    way: Sequence[Climb], exercises: Sequence[Exercise], today: date, width: int
) -> Lines:
    """The current version of each exercise, in two columns if there is room."""
    names = {e.name: e for e in exercises}
    drawn = [_step_line(climb, names[climb.name], way) for climb in way]
    head = charts.title("Versions", _climbed(way, today), width)
    middle = (len(way) + 1) // 2
    parts = way[:middle], way[middle:]
    left, right = ([_step_line(c, names[c.name], part) for c in part] for part in parts)
    widest = max((line.cell_length for line in left), default=0)
    if widest + GAP + max((line.cell_length for line in right), default=0) > width:
        return [head, *drawn]
    half = max(widest, (width - GAP) // 2)
    if half + GAP + max((line.cell_length for line in right), default=0) > width:
        half = widest
    return [head, *beside(left, right, half)]


def _climbed(way: Sequence[Climb], today: date) -> str:
    number = sum(climb.climbed(today - YEAR) for climb in way)
    return f"moved up {times(number)} in a year" if number else "no harder version yet"


def _step_line(climb: Climb, exercise: Exercise, among: Sequence[Climb] = ()) -> Content:
    """An exercise with its versions, aligned with the lines of the exercises `among`."""
    done = "━".join("●" * (climb.now + 1))
    left = "".join("─○" for _ in range(climb.steps - climb.now - 1))
    room = max((len(sanitize(each.name)) for each in among), default=NAME - 1)
    length = max((2 * each.steps - 1 for each in among), default=7)
    free = " " * max(length - len(done) - len(left) + 2, 1)
    name = f"{sanitize(climb.name):<{room}}  "
    step = f"{free}{step_names(exercise)[climb.now].lower()}"
    return Content.assemble((name, "$ink"), (done, "$key"), (left, "$quiet"), (step, "$quiet"))


def bands_chart(
    way: Sequence[Climb],
    exercises: Sequence[Exercise],
    first: date,
    today: date,
    width: int,
    *,
    shades: bool,
) -> Lines:
    """A band for each version over the time in which it was done, with its name inside."""
    names = {e.name: e for e in exercises}
    room = width - NAME - AXIS
    days = max((today - first).days, 1)
    drawn = [charts.title("Versions over time", _climbed(way, today), width), Content()]
    for climb in way:
        steps = step_names(names[climb.name])
        parts: list[str | tuple[str, str]] = [(f"{sanitize(climb.name)[:NAME]:<{NAME}}   ", "$ink")]
        at = 0
        ends = [*[day for day, _ in climb.since], today][1:]
        for number, ((day, step), end) in enumerate(zip(climb.since, ends, strict=True)):
            x0, x1 = (round((d - first).days / days * room) for d in (day, end))
            last = number + 1 == len(climb.since)
            x1 = x1 if last else x1 - 1
            if x1 <= max(x0, at):
                continue
            x0 = max(x0, at)
            share = 30 + 40 * (step + 1) // climb.steps
            name = f" {steps[step].lower()}"
            label = name if len(name) < x1 - x0 else ""
            look = f"bold auto on $key {share}%" if shades else "bold $on-key on $key"
            parts += [" " * (x0 - at), (f"{label:<{x1 - x0}}", look)]
            at = x1
        if not climb.since:
            parts.append(("not done yet", "$quiet"))
        drawn += [Content.assemble(*parts), Content()]
    return [*drawn[:-1], Content.assemble(" " * NAME, charts.dates(first, today, room))]
