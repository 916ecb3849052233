"""A heatmap of days: a column for each week, a row for each weekday, and a cursor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Resize
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from trainer.ui.history.days import WEEK, Days, monday

GUTTER = 4
"""Columns for the names of the weekdays and the space after them."""
STRIDE = 2
"""Columns from one week to the next: a glyph, and a space for the cursor's brackets."""
CURSOR = "bold $foreground"
WEEKDAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Calendar(Widget, can_focus=True):
    """As many weeks as fit, the last of them at the right: today's, or the last planned ahead."""

    DEFAULT_CSS = """
    Calendar { width: 1fr; height: 8; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "walk(-7)", "A week earlier", show=False),
        Binding("right", "walk(7)", "A week later", show=False),
        Binding("up", "walk(-1)", "A day earlier", show=False),
        Binding("down", "walk(1)", "A day later", show=False),
        Binding("pageup", "walk(-91)", "Three months earlier", show=False),
        Binding("pagedown", "walk(91)", "Three months later", show=False),
        Binding("home", "first", "The first day", show=False),
        Binding("end", "last", "Today", show=False),
    ]

    days: reactive[Days | None] = reactive(None)
    """What to draw, once it is known."""
    cursor: reactive[date | None] = reactive(None)
    """The day the cursor is on."""

    @dataclass
    class Moved(Message):
        """The cursor came to another day."""

        day: date

        def can_replace(self, message: Message) -> bool:
            """Only where the cursor is now matters."""
            return isinstance(message, Calendar.Moved)

    _last: date | None = None
    """The last day there was when the days were given."""
    _end: date | None = None
    """The Monday of the last week shown."""

    @property
    def weeks(self) -> int:
        """How many weeks fit."""
        return max((self.size.width - GUTTER) // STRIDE, 1)

    def watch_days(self, days: Days | None) -> None:
        """Begin at today; later keep the cursor. Planned days ahead come into view."""
        if days is not None:
            if self._last != days.last:
                self._last, self._end = days.last, None
            self.cursor = self._kept(self.cursor or days.today, days)
            self._bring()

    def watch_cursor(self) -> None:
        """Bring the cursor's week into view and report the day."""
        self._bring()
        if self.cursor is not None:
            self.post_message(self.Moved(self.cursor))

    def on_resize(self, event: Resize) -> None:
        """Fit the weeks to the new width."""
        self._bring()

    def on_click(self, event: Click) -> None:
        """Move the cursor to the clicked day."""
        if self.days is None or self._end is None or event.y < 1 or event.x < GUTTER:
            return
        week = (event.x - GUTTER) // STRIDE
        first = self._end - WEEK * (self.weeks - 1)
        self.cursor = self._kept(first + WEEK * week + timedelta(days=event.y - 1), self.days)

    def action_walk(self, days: int) -> None:
        """Move by some days, within those there are."""
        if self.days is not None and self.cursor is not None:
            self.cursor = self._kept(self.cursor + timedelta(days=days), self.days)

    def action_first(self) -> None:
        """Move to the first day with a session."""
        if self.days is not None:
            self.cursor = self.days.first

    def action_last(self) -> None:
        """To today."""
        if self.days is not None:
            self.cursor = self.days.today

    def _kept(self, day: date, days: Days) -> date:
        shown = monday(days.today) - WEEK * (self.weeks - 1)
        return min(max(day, min(days.first, shown)), days.last)

    def _bring(self) -> None:
        if self.days is None or self.cursor is None:
            return
        last = monday(self.days.last)
        week = monday(self.cursor)
        self._end = min(max(self._end or last, week), week + WEEK * (self.weeks - 1), last)
        self.refresh()

    def render(self) -> RenderResult:
        """The months, then a row for each weekday."""
        days = self.days
        if days is None or self._end is None:
            return ""
        mondays = [self._end - WEEK * n for n in reversed(range(self.weeks))]
        lines = [Content.styled(months(mondays), "$foreground 60%")]
        for number, name in enumerate(WEEKDAY_NAMES):
            parts: list[str | tuple[str, str]] = [(name, "$foreground 60%")]
            between = " "
            for week in mondays:
                day = week + timedelta(days=number)
                mark = days.mark(day)
                here = day == self.cursor
                parts += [("[" if here else between, CURSOR), (mark.glyph, mark.style)]
                between = "]" if here else " "
            parts.append((between, CURSOR))
            lines.append(Content.assemble(*parts))
        return Content("\n").join(lines)


def months(mondays: list[date]) -> str:
    """The line above the weeks: each month named where its first day falls, Januaries with years.

    A name that would touch the next one or the edge is left out.
    """
    line = " " * GUTTER
    for number, week in enumerate(mondays):
        at = GUTTER + STRIDE * number
        sunday = week + timedelta(days=6)
        begins = sunday.day <= 7
        if not begins and number > 0:
            continue
        shown = sunday if begins else week
        name = f"{shown:%b ’%y}" if begins and shown.month == 1 else f"{shown:%b}"
        if len(line) <= at and at + len(name) <= GUTTER + STRIDE * len(mondays):
            line = f"{line:<{at}}{name} "
    return line.rstrip()
