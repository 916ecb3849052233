"""A list of sessions that draws only the visible lines, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from trainer.history.records import SessionRecord
from trainer.ui.widgets.entry import minutes, names

NARROW = 64
"""Columns below which the names need the room of the year and of the pain."""
WIDE = 90
"""Columns from which there is room for time and length."""


class LogList(ScrollView, can_focus=True):
    """One line a session, newest first."""

    HELP = """\
The log lists every session, newest first: what you did, how long it took, pain before and \
after. Open one for its sides, holds and note; ✎ marks a note."""

    DEFAULT_CSS = """
    LogList { height: 1fr; scrollbar-size-vertical: 1; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "log-list--line",
        "log-list--aside",
        "log-list--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Newer", show=False),
        Binding("down,j", "move(1)", "Older", show=False),
        Binding("pageup", "page(-1)", "A page newer", show=False),
        Binding("pagedown", "page(1)", "A page older", show=False),
        Binding("home", "first", "Newest", show=False),
        Binding("end", "last", "Oldest", show=False),
        Binding("enter", "open", "Open"),
    ]

    sessions: reactive[Sequence[SessionRecord]] = reactive((), layout=False)
    """Newest first."""
    cursor: reactive[int] = reactive(0)
    """Which of them the cursor is on."""

    @dataclass
    class Opened(Message):
        """A session was chosen to be shown in full."""

        session: SessionRecord

    @property
    def current(self) -> SessionRecord | None:
        """The session under the cursor."""
        return self.sessions[self.cursor] if self.cursor < len(self.sessions) else None

    def watch_sessions(
        self, old: Sequence[SessionRecord], sessions: Sequence[SessionRecord]
    ) -> None:
        """Go to a session that was added or is back, otherwise stay on the same one."""
        self.virtual_size = Size(self.size.width, len(sessions))
        known = {session.id for session in old}
        new = [session.id for session in sessions if session.id not in known]
        kept = old[self.cursor].id if self.cursor < len(old) else None
        if old and len(new) == 1:
            kept = new[0]
        if self.cursor < len(sessions) and sessions[self.cursor].id == kept:
            return
        there = (n for n, session in enumerate(sessions) if session.id == kept)
        self.cursor = next(there, min(self.cursor, max(len(sessions) - 1, 0)))
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        """Inside the list."""
        return min(max(cursor, 0), max(len(self.sessions) - 1, 0))

    def watch_cursor(self, old: int, cursor: int) -> None:
        """Keep the cursor in sight; only the two lines change."""
        self.scroll_to_region(Region(0, cursor, 1, 1), animate=False, force=True)
        self.refresh_line(old)
        self.refresh_line(cursor)

    def action_move(self, by: int) -> None:
        """Some lines down."""
        self.cursor += by

    def action_page(self, pages: int) -> None:
        """Some pages down."""
        self.cursor += pages * max(self.size.height - 1, 1)

    def action_first(self) -> None:
        """To the newest."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the oldest."""
        self.cursor = len(self.sessions) - 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There must be something to open."""
        return action != "open" or self.current is not None

    def action_open(self) -> None:
        """Show the session under the cursor in full."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    def on_click(self, event: Click) -> None:
        """The first click selects a line, a second opens it."""
        line = event.y + self.scroll_offset.y
        if line >= len(self.sessions):
            return
        if line == self.cursor:
            self.action_open()
        self.cursor = line

    def refresh_line(self, y: int) -> None:
        """Draw one line of the list anew."""
        self.refresh(Region(0, y - self.scroll_offset.y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """One session; the cursor shows even without colour."""
        number = y + self.scroll_offset.y
        width = self.size.width
        plain = self.get_component_rich_style("log-list--line")
        if number >= len(self.sessions):
            return Strip.blank(width, plain)
        here = number == self.cursor
        style = self.get_component_rich_style("log-list--cursor") if here else plain
        aside = style if here else self.get_component_rich_style("log-list--aside")
        session = self.sessions[number]
        mark, tail = "▸ " if here else "  ", summary(session, width)
        day = when(session, width)
        room = max(width - len(mark) - len(day) - len(tail), 0)
        return Strip(
            [
                Segment(mark, style),
                Segment(day, aside),
                Segment(set_cell_size(cut(names(session), room), room), style),
                Segment(tail, aside),
            ]
        )


def cut(text: str, width: int) -> str:
    """A text cut to fit, ending in an ellipsis."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(width - 1, 0)).rstrip(" +") + "…"


def when(session: SessionRecord, width: int) -> str:
    """The training day in columns, and the time where there is room."""
    if width < NARROW:
        return f"{session.day:%a} {session.day.day:2} {session.day:%b}  "
    time = f"{session.started:%H:%M}  " if width >= WIDE else ""
    return f"{session.day:%a} {session.day.day:2} {session.day:%b %Y}  {time}"


def summary(session: SessionRecord, width: int) -> str:
    """Reps, length, pain and a mark for a note, in columns as far as the width allows."""
    done = sum(exercise.done_reps for exercise in session.exercises)
    planned = sum(exercise.planned_reps for exercise in session.exercises)
    seconds = sum(exercise.seconds for exercise in session.exercises)
    reps = f"{done} of {planned} reps"
    if done >= planned:
        reps = "1 rep" if done == 1 else f"{done} reps"
    if width < NARROW:
        return f"  {reps} "
    length = f"{minutes(seconds) if seconds else '':>8}" if width >= WIDE else ""
    note = "✎" if session.note else " "
    return f"  {reps:>13}{length}  {pain(session):11} {note} "


def pain(session: SessionRecord) -> str:
    """The pain before and after; a dash for what was not given, nothing where neither was."""
    before, after = session.pain_before, session.pain_after
    if before is None and after is None:
        return ""
    return f"pain {'–' if before is None else before} → {'–' if after is None else after}"
