"""The trends: sessions and minutes a week, pain, left against right, each exercise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from trainer import safety
from trainer.advice.words import ago
from trainer.files.safe_text import sanitize
from trainer.history.records import SessionRecord
from trainer.ui.history.charts import AFTER, AXIS, BEFORE, MUTED, bar, columns, dates, mirrored
from trainer.ui.history.charts import points as points_over_time
from trainer.ui.history.trend_data import (
    Pain,
    Practice,
    Weeks,
    fortnights,
    last_weeks,
    minutes_a_week,
    practices,
    weekly,
)

TWO_COLUMNS_FROM = 96
TALL = 34
"""From this many lines, charts are drawn twice as high."""
ROOMY = 60
"""Columns of one chart from which reps are said too."""
MOST_WEEKS = 52
RECENT = timedelta(weeks=8)
NAME = 20
ENOUGH_SESSIONS = 3
NOT_ENOUGH = (
    "There is not enough here yet to see a trend: it takes three sessions.\n"
    "Every session you finish adds to it."
)


class Trends(VerticalScroll):
    """Charts in one column, or two where there is room."""

    HELP = """\
The trends show what changes over the weeks; they begin with the third session. Pain is averaged \
over two weeks, and a change of one point is about the same."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._sessions: Sequence[SessionRecord] | None = None
        self._today = date.min
        self._goal = 0

    def compose(self) -> ComposeResult:
        """One widget for each chart."""
        with Container(id="charts"):
            for name in ("sessions", "pain", "minutes", "sides", "exercises"):
                yield Static(id=f"chart-{name}", classes="chart")

    def show(self, sessions: Sequence[SessionRecord], today: date, week_goal: int) -> None:
        """Draw what was read."""
        self._sessions, self._today, self._goal = sessions, today, week_goal
        self._draw()

    def on_resize(self, event: Resize) -> None:
        """As many weeks as fit."""
        self._draw()

    def _draw(self) -> None:
        if self._sessions is None or not self.size.width:
            return
        self.set_class(len(self._sessions) < ENOUGH_SESSIONS, "-empty")
        wide = self.size.width >= TWO_COLUMNS_FROM
        self.set_class(wide, "-wide")
        width = (self.size.width - 6) // 2 if wide else self.size.width - 2
        height = 9 if self.size.height >= TALL else 4
        drawn = charts(self._sessions, self._today, self._goal, width, height)
        for name, content in drawn.items():
            chart = self.query_one(f"#chart-{name}", Static)
            chart.display = bool(content)
            chart.update(content)


def charts(
    sessions: Sequence[SessionRecord], today: date, week_goal: int, width: int, height: int
) -> dict[str, Content]:
    """Every chart by name, `width` columns by `height` lines; empty where nothing is to be said."""
    empty = Content("")
    if len(sessions) < ENOUGH_SESSIONS:
        said = Content.styled(NOT_ENOUGH, MUTED)
        return {"sessions": said, **dict.fromkeys(("pain", "minutes", "sides", "exercises"), empty)}
    room = max((width - AXIS) // 2, 1)
    year = last_weeks(today, MOST_WEEKS)
    weeks = weekly(sessions, year[-room:])
    recent = practices(sessions, today - RECENT)
    return {
        "sessions": sessions_chart(weeks, week_goal, height),
        "pain": pain_chart(fortnights(sessions, today, min(room, MOST_WEEKS // 2)), height),
        "minutes": minutes_chart(weeks, minutes_a_week(sessions, year), height),
        "sides": sides_chart(recent, width),
        "exercises": exercises_chart(recent, today, width),
    }


def sessions_chart(weeks: Weeks, week_goal: int, height: int) -> Content:
    """Sessions of each week."""
    said = f"{weeks.sessions[-1]} this week, goal {week_goal} days"
    top = float(max(*weeks.sessions, week_goal))
    drawing = columns(weeks.sessions, height, top, "$success")
    return _chart("Sessions a week", said, [*drawing, dates(weeks.mondays)])


def minutes_chart(weeks: Weeks, average: float, height: int) -> Content:
    """Minutes under coaching of each week, and how many there are on average."""
    said = f"{weeks.minutes[-1]:.0f} this week · {average:.0f} on average"
    top = float(max(round(max(weeks.minutes)), 1))
    drawing = columns(weeks.minutes, height, top, "$primary")
    return _chart("Minutes a week", said, [*drawing, dates(weeks.mondays)])


def pain_chart(pains: Sequence[Pain], height: int) -> Content:
    """Pain before and after, averaged over two weeks."""
    title = "Pain"
    given = [p for p in pains if p.before is not None and p.after is not None]
    if len(given) < 2:
        said = "Too little to compare: give your pain before and after for four weeks."
        return _chart(title, said, [])
    first, last = given[0], given[-1]
    assert first.after is not None
    assert last.after is not None
    change = safety.change(first.after, last.after)
    said = f"afterwards {first.after:.1f} then, {last.after:.1f} now: {change}"
    since = next(n for n, pain in enumerate(pains) if (pain.before, pain.after) != (None, None))
    recent = pains[since:]
    drawing = points_over_time(
        [pain.before for pain in recent], [pain.after for pain in recent], max(height, 6), 10
    )
    key = Content.assemble(
        " " * AXIS, (BEFORE, "$warning"), (" before   ", MUTED), (AFTER, "$success"),
        (" after   averages of two weeks", MUTED),
    )  # fmt: skip
    return _chart(title, said, [*drawing, key])


def sides_chart(recent: Sequence[Practice], width: int) -> Content:
    """Left against right, for the exercises with sides."""
    sided = [practice for practice in recent if practice.left or practice.right]
    title = "Left against right, 8 weeks"
    if not sided:
        return _chart(title, "No exercise with sides in the last 8 weeks.", [])
    half = max((width - NAME - 12) // 2, 4)
    lines = [
        Content.assemble(
            f"{_named(practice)} {practice.left:>4} ",
            mirrored(practice.left, practice.right, half),
            f" {practice.right}",
        )
        for practice in sided
    ]
    return _chart(title, "reps", lines)


def exercises_chart(recent: Sequence[Practice], today: date, width: int) -> Content:
    """How often each exercise was done."""
    title = "Exercises, 8 weeks"
    if not recent:
        return _chart(title, "None in the last 8 weeks. Any day is a good day to start again.", [])
    top = max(practice.sessions for practice in recent)
    roomy = width >= ROOMY
    room = max(width - NAME - (31 if roomy else 20), 4)
    lines = []
    for practice in recent:
        drawn = bar(practice.sessions / top, room)
        reps = f"{practice.reps} reps · " if roomy else ""
        facts = f" {practice.sessions}× · {reps}{ago(practice.last, today)}"
        lines.append(
            Content.assemble(f"{_named(practice)} ", (drawn, "$secondary"), (facts, MUTED))
        )
    return _chart(title, "sessions with it", lines)


def _named(practice: Practice) -> str:
    return f"{sanitize(practice.name)[:NAME]:<{NAME}}"


def _chart(title: str, said: str, lines: Sequence[Content]) -> Content:
    heading = Content.assemble((title, "bold"), (f"   {said}", MUTED))
    return Content("\n").join([heading, *lines])
