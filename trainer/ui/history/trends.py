"""The pane with the trends: pain, days and minutes a week, left and right, versions reached."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from trainer.ui import theme
from trainer.ui.history.charts import GAP, beside
from trainer.ui.history.summary import HistoryView
from trainer.ui.history.trend_charts import (
    RECENT_WEEKS,
    Lines,
    days_chart,
    minutes_chart,
    pain_chart,
    sides_chart,
)
from trainer.ui.history.trend_data import (
    ladder_histories,
    left_and_right,
    pain_over_time,
    weekly,
    weeks_until,
)
from trainer.ui.history.trend_versions import bands_chart, nothing_yet, steps_chart, steps_width

TWO_COLUMNS_FROM = 68
"""In panes with at least this many columns, charts are side by side."""
THREE_COLUMNS_FROM, LOW = 100, 25
"""With at least `THREE_COLUMNS_FROM` columns and fewer than `LOW` rows, three charts are side by
side."""
BANDS_FROM = 110
"""In panes with at least this many columns, the versions are shown as bands over time."""
LOW_BARS, BARS, LARGE_BARS = 3, 4, 7
"""The rows of a chart of days or minutes, in small, normal and large panes."""
SIDES = 34
"""The width of the chart of left and right if three charts are side by side, in columns."""
PLOT, LARGE_PLOT, SMALL_PLOT = 13, 21, 7
"""The maximum height of the pain chart in rows, in normal, large and small panes."""
LEAST_PLOT = 5
"""The minimum height of the pain chart in rows."""
RECENT = timedelta(weeks=RECENT_WEEKS)
ENOUGH_SESSIONS = 3


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
        yield Static(id="charts")

    def show(self, read: HistoryView, week_goal: int) -> None:
        """Show the trends of a history."""
        self._read, self._goal = read, week_goal
        self._draw()

    def on_mount(self) -> None:
        # A new theme may have other shades, or none.
        self.app.theme_changed_signal.subscribe(self, lambda _: self._draw())

    def on_resize(self, event: Resize) -> None:
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "scroll_down" or self._rows > self.size.height

    def _draw(self) -> None:
        width, height = self.scrollable_content_region.size
        if self._read is not None and width:
            shades = theme.shades(self.app)
            drawn = page(self._read, self._goal, max(width - 1, NARROWEST), height, shades=shades)
            self._rows = len(drawn)
            self.query_one("#charts", Static).update(Content("\n").join(drawn))
            self.screen.refresh_bindings()


NARROWEST = 40
"""The least width of the charts, in columns. A narrower pane cuts them off."""


def page(read: HistoryView, goal: int, width: int, height: int, *, shades: bool = True) -> Lines:
    """Return all lines of the trends in `width` columns, if possible at most `height` lines.

    `shades` says whether the terminal shows shades of one colour.
    """
    sessions, today = read.history.sessions, read.days.today
    ladders = ladder_histories(sessions, read.exercises)
    if len(sessions) < ENOUGH_SESSIONS:
        return nothing_yet(ladders, read.exercises, width)
    weeks = weekly(sessions, weeks_until(read.days.first, today))
    first = read.days.first
    sides = left_and_right(sessions, today - RECENT, read.exercises)
    pains = pain_over_time(sessions)
    apart: Lines = [Content()]

    def pain(columns: int, rows: int, most: int) -> Lines:
        """Draw the pain chart in at most `rows` rows, with a blank row below if there is room."""
        blank = apart if rows >= LEAST_PLOT + 3 else []
        plot = _plot(rows - 2 - len(blank), most)
        return [*pain_chart(pains, first, today, columns, plot, shades=shades), *blank]

    if width < TWO_COLUMNS_FROM:
        bars = BARS if height >= LEAST_PLOT + BARS + 4 else LOW_BARS
        days, sided = days_chart(weeks, goal, width, bars), sides_chart(sides, width)
        rest = [
            sided,
            steps_chart(ladders, read.exercises, today, width),
            minutes_chart(weeks, width, BARS),
        ]
        rows = height - len(days) - len(apart) - len(sided)
        drawn = [*pain(width, rows, SMALL_PLOT), *days]
        return [*drawn, *(line for part in rest for line in (*apart, *part))]
    if width >= THREE_COLUMNS_FROM and height < LOW:
        half = steps_width(ladders, read.exercises)
        third = (width - SIDES - 2 * GAP) // 2
        below = beside(
            (days_chart(weeks, goal, third, BARS), third),
            (minutes_chart(weeks, third, BARS), third),
            (sides_chart(sides, SIDES), SIDES),
        )
        most = width - GAP - half
        above = beside(
            (pain(most, height - len(below), PLOT), most),
            (steps_chart(ladders, read.exercises, today, half), half),
        )
        return [*above, *below]
    half = (width - GAP) // 2
    if width < BANDS_FROM or height < 30:
        steps = steps_chart(ladders, read.exercises, today, width)
        below = beside(
            (days_chart(weeks, goal, half, BARS), half), (sides_chart(sides, half), half)
        )
        rows = height - len(below) - len(apart) - len(steps)
        drawn = [*pain(width, rows, PLOT), *below, *apart, *steps]
        return [*drawn, *apart, *minutes_chart(weeks, width, BARS)]
    middle = beside(
        (days_chart(weeks, goal, half, LARGE_BARS), half),
        (minutes_chart(weeks, half, LARGE_BARS), half),
    )
    below = beside(
        (bands_chart(ladders, read.exercises, first, today, half, shades=shades), half),
        (sides_chart(sides, half, spaced=True), half),
    )
    rows = height - len(middle) - len(apart) - len(below)
    return [*pain(width, rows, LARGE_PLOT), *middle, *apart, *below]


def _plot(room: int, most: int) -> int:
    """Return the rows of the pain chart: an odd number, to put 5 half way between 0 and 10."""
    rows = min(max(room, LEAST_PLOT), most)
    return rows - 1 + rows % 2
