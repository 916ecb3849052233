"""The calendar: a square for each day, a column for each week, and a cursor.

The weeks are next to each other in a strip. There are one or two strips.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from trainer.ui import theme
from trainer.ui.history.calendar_grid import Grid, grid, months
from trainer.ui.history.days import BEFORE, BLANK, MISSED, REST, WEEK, Days, Mark, monday

CURSOR = "▐", "▌"
"""The left and right edge of the frame around the square under the cursor."""
EDGE = "bold $strong"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Calendar(Widget, can_focus=True):
    """As many of the last weeks as fit, and the coming weeks that have planned rest days."""

    DEFAULT_CSS = """
    Calendar { width: 1fr; height: 8; }
    """
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "walk(-7)", "day", key_display="← → ↑ ↓"),
        Binding("right", "walk(7)", "A week later", show=False),
        Binding("up", "walk(-1)", "A day earlier", show=False),
        Binding("down", "walk(1)", "A day later", show=False),
        Binding("pageup", "walk(-91)", "Three months earlier", show=False),
        Binding("pagedown", "walk(91)", "Three months later", show=False),
        Binding("home", "first", "The first day", show=False),
        Binding("end", "last", "Today", show=False),
    ]

    days: reactive[Days | None] = reactive(None)
    """The days to draw. None until the history has been read."""
    cursor: reactive[date | None] = reactive(None)
    """The day under the cursor."""

    @dataclass
    class Moved(Message):
        """The cursor has moved to another day."""

        day: date

        def can_replace(self, message: Message) -> bool:
            # Only the latest position matters.
            return isinstance(message, Calendar.Moved)

    _last: date | None = None
    """`days.last` of the days shown."""
    _end: date | None = None
    """The Monday of the last week shown."""

    grid: reactive[Grid] = reactive(grid(0, 0))
    """The arrangement of the weeks that are shown."""

    def fit(self, width: int, height: int) -> Grid:
        """Arrange the weeks to fit into `width` columns and `height` rows, with the selected day
        below them."""
        needed = 1
        if self.days is not None:
            needed += (monday(self.days.last) - self.days.begin) // WEEK
        self.grid = grid(width, height, needed, shades=theme.shades(self.app))
        self.styles.height = self.grid.rows
        self._bring_into_view()
        return self.grid

    def watch_days(self, days: Days | None) -> None:
        if days is not None:
            if self._last != days.last:
                self._last, self._end = days.last, None
            self.cursor = self._within(self.cursor or days.today, days)
            self._bring_into_view()

    def watch_cursor(self) -> None:
        self._bring_into_view()
        if self.cursor is not None:
            self.post_message(self.Moved(self.cursor))

    def on_click(self, event: Click) -> None:
        grid = self.grid
        strip, y = divmod(event.y, grid.strip + grid.between)
        row = (y - 1) // (2 if grid.large else 1)
        week = (event.x - grid.gutter) // grid.step
        if self.days is None or self._end is None or strip >= grid.strips:
            return
        if 0 <= week < grid.weeks and 0 <= row < len(WEEKDAYS):
            monday = self._mondays()[strip * grid.weeks + week]
            self.cursor = self._within(monday + timedelta(days=row), self.days)

    def action_walk(self, days: int) -> None:
        """Move the cursor by a number of days, but not past the first or last day."""
        if self.days is not None and self.cursor is not None:
            self.cursor = self._within(self.cursor + timedelta(days=days), self.days)

    def action_first(self) -> None:
        """Move the cursor to the first day with a session."""
        if self.days is not None:
            self.cursor = self.days.first

    def action_last(self) -> None:
        """Move the cursor to today."""
        if self.days is not None:
            self.cursor = self.days.today

    def _within(self, day: date, days: Days) -> date:
        return min(max(day, days.begin), days.last)

    def _bring_into_view(self) -> None:
        if self.days is None or self.cursor is None:
            return
        span = WEEK * (self.grid.shown - 1)
        earliest = self.days.begin + span
        last = max(monday(self.days.last), earliest)
        week = monday(self.cursor)
        self._end = max(min(max(self._end or last, week), week + span, last), earliest)
        self.refresh()

    def _mondays(self) -> list[date]:
        assert self._end is not None
        return [self._end - WEEK * n for n in reversed(range(self.grid.shown))]

    def render(self) -> RenderResult:
        if self.days is None or self._end is None:
            return ""
        grid, mondays = self.grid, self._mondays()
        lines: list[Content] = []
        for strip in range(grid.strips):
            weeks = mondays[strip * grid.weeks : (strip + 1) * grid.weeks]
            lines += [Content()] * (grid.between if strip else 0)
            lines.append(Content.styled(months(weeks, grid), "$ink"))
            for number, name in enumerate(WEEKDAYS):
                days = [week + timedelta(days=number) for week in weeks]
                label = (f"{name[: max(grid.gutter - 1, 1)]} ", "$quiet")
                lines += self._large(label, days) if grid.large else [self._small(label, days)]
        return Content("\n").join(lines)

    def _small(self, label: tuple[str, str], days: list[date]) -> Content:
        assert self.days is not None
        parts: list[str | tuple[str, str]] = [(label[0][:-1], label[1])]
        right = " "
        for day in days:
            mark, selected = self.days.mark(day), day == self.cursor
            text, style = mark.small(self.grid.square, shades=self.grid.shades)
            parts.append((CURSOR[0] if selected else right, EDGE))
            # The top of a square's cell is blank, so that the frame can be shown there.
            # Behind a sign, the frame would make the sign unreadable.
            framed = selected and self.grid.shades and set(text) == {"▆"}
            parts.append((text, f"{style} on $strong" if framed else style))
            right = CURSOR[1] if selected else " "
        return Content.assemble(*parts, (right, EDGE))

    def _large(self, label: tuple[str, str], days: list[date]) -> list[Content]:
        """Return the two lines of a row of large squares, each with the number of its day.

        A square is one and a half lines high.
        """
        assert self.days is not None
        top: list[str | tuple[str, str]] = [label]
        low: list[str | tuple[str, str]] = [" " * self.grid.gutter]
        for day in days:
            mark, selected = self.days.mark(day), day == self.cursor
            if not mark.fill and not selected:
                top.append(" " * self.grid.step)
                low.append(" " * self.grid.step)
                continue
            left, right = CURSOR if selected else (" ", mark.sign)
            fill, ink = mark.fill or "$background", _ink(mark)
            edge = f"$strong on {fill}" if selected else ink
            number = f"{day.day:2}".center(self.grid.square - 2)
            top += [(left, edge), (number, ink), (right, edge), " "]
            low += [("▀" * self.grid.square, f"{fill}"), " "]
        return [Content.assemble(*top), Content.assemble(*low)]


def _ink(mark: Mark) -> str:
    """Return the style of the number in a large square."""
    ink = "$quiet" if mark in (MISSED, REST, BLANK, BEFORE) else "bold auto"
    return f"{ink} on {mark.fill or '$background'}"


def sample(mark: Mark, grid: Grid) -> tuple[str, str]:
    """Return two characters, and their style, that look like a day with this mark."""
    if grid.large:
        return f" {mark.sign}", _ink(mark)
    return mark.small(2, shades=grid.shades)
