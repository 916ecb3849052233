"""The log: a heading for each month, and a line for each exercise. Draws only visible lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from trainer.history.records import SessionRecord
from trainer.ui.history.log_lines import (
    Line,
    columns,
    headings,
    layout,
    note,
    pain,
    reps,
    when,
    worse,
)
from trainer.ui.theme import shades
from trainer.ui.widgets.entry import minutes
from trainer.ui.widgets.text_line import CURSOR

NOTHING_YET = (
    "Nothing here yet. Press escape and do an exercise; your first day will appear here. "
    "Press a to add a session you did away from the screen."
)
"""The text of the log and the calendar while the history is empty."""


class LogList(ScrollView, can_focus=True):
    """All sessions, newest first."""

    HELP = """\
The log lists every session, newest first: what you did, how long it took, pain before and \
after. Open one to see the reps on each side, the holds and your note."""

    DEFAULT_CSS = """
    LogList { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "log-list--line",
        "log-list--aside",
        "log-list--strong",
        "log-list--heading",
        "log-list--care",
        "log-list--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Newer", show=False),
        Binding("down,j", "move(1)", "Older", show=False),
        Binding("pageup", "page(-1)", "A page newer", show=False),
        Binding("pagedown", "page(1)", "A page older", show=False),
        Binding("home", "first", "Newest", show=False),
        Binding("end", "last", "Oldest", show=False),
        Binding("enter", "open", "open"),
    ]

    sessions: reactive[Sequence[SessionRecord]] = reactive((), layout=False)
    """The sessions, newest first."""
    cursor: reactive[int] = reactive(0)
    """The index of the session under the cursor."""

    @dataclass
    class Opened(Message):
        """The user asked to see a session in full."""

        session: SessionRecord

    @dataclass
    class Moved(Message):
        """The cursor has moved, or the sessions have changed."""

        def can_replace(self, message: Message) -> bool:
            # Only the latest position matters.
            return isinstance(message, LogList.Moved)

    @property
    def current(self) -> SessionRecord | None:
        """The session under the cursor, or None."""
        return self.sessions[self.cursor] if self.cursor < len(self.sessions) else None

    _lines: Sequence[Line] = ()
    _starts: Sequence[int] = ()
    """The index of the first line of each session."""

    @property
    def _width(self) -> int:
        """The width of the lines. The scroll bar and the blank column before it are left out."""
        return max(self.scrollable_content_region.width - 1, 0)

    def _lay_out(self) -> None:
        self._lines = layout(self.sessions, columns(self._width).name)
        starts: list[int] = []
        for place, line in enumerate(self._lines):
            if line.exercise >= 0 and line.session == len(starts):
                starts.append(place)
        self._starts = starts
        self.virtual_size = Size(self._width, len(self._lines))

    def on_resize(self, event: Resize) -> None:
        self._lay_out()
        self._bring_into_view()
        self.refresh()

    def watch_sessions(
        self, old: Sequence[SessionRecord], sessions: Sequence[SessionRecord]
    ) -> None:
        # Move the cursor to a session that was added or restored. If there is none, the cursor
        # stays on its session.
        known = {session.id for session in old}
        new = [n for n, session in enumerate(sessions) if session.id not in known]
        current_id = old[self.cursor].id if self.cursor < len(old) else None
        places = (n for n, session in enumerate(sessions) if session.id == current_id)
        self._lay_out()
        if old and new:
            self.cursor = new[0]
        else:
            self.cursor = next(places, min(self.cursor, max(len(sessions) - 1, 0)))
        self._bring_into_view()
        self.post_message(self.Moved())
        self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        return min(max(cursor, 0), max(len(self.sessions) - 1, 0))

    def watch_cursor(self, old: int, cursor: int) -> None:
        self._bring_into_view()
        # Redraw only the sessions that the cursor left and reached.
        for session in (old, cursor):
            self.refresh(self._region(session).translate(-self.scroll_offset))
        self.post_message(self.Moved())

    def _region(self, session: int) -> Region:
        """Return the region of a session in the whole log. It is empty if there is no session."""
        if session >= len(self._starts):
            return Region()
        begin, after = self._starts[session], session + 1
        end = self._starts[after] if after < len(self._starts) else len(self._lines)
        if end < len(self._lines) or after < len(self._starts):
            end -= self._lines[end - 1].exercise < 0
        return Region(0, begin, self._width, end - begin)

    def _bring_into_view(self) -> None:
        region = self._region(self.cursor)
        if region.y and self._lines[region.y - 1].exercise < 0:  # include the month's heading
            region = Region(0, region.y - 1, region.width, region.height + 1)
        self.scroll_to_region(region, animate=False, force=True)

    def action_move(self, by: int) -> None:
        self.cursor += by

    def action_page(self, pages: int) -> None:
        if self._starts:
            line = self._starts[self.cursor] + pages * max(self.size.height - 1, 1)
            place = max(bisect_right(self._starts, line) - 1, 0)
            self.cursor = place if place != self.cursor else self.cursor + pages

    def action_first(self) -> None:
        self.cursor = 0

    def action_last(self) -> None:
        self.cursor = len(self.sessions) - 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "open" or self.current is not None

    def action_open(self) -> None:
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    def on_click(self, event: Click) -> None:
        # The first click selects a session, and the second click opens it.
        line = event.y + self.scroll_offset.y
        if line >= len(self._lines) or self._lines[line].exercise < 0:
            return
        session = self._lines[line].session
        if session == self.cursor:
            self.action_open()
        self.cursor = session

    def render_line(self, y: int) -> Strip:
        number, width = y + self.scroll_offset.y, self._width
        plain = self.get_component_rich_style("log-list--line")
        if number >= len(self._lines):
            return Strip.blank(width, plain)
        line, room = self._lines[number], columns(width)
        if line.exercise < 0 and y == self.size.height - 1:  # a heading at the very bottom
            return Strip.blank(width, plain)
        session = self.sessions[line.session]
        if line.exercise < 0:
            style = self.get_component_rich_style("log-list--heading")
            aside = self.get_component_rich_style("log-list--aside")
            titles = headings(room)
            name = set_cell_size(line.name, width - len(titles))
            return Strip([Segment(name, style), Segment(titles, aside)])
        selected = line.session == self.cursor
        row = self.get_component_rich_style("log-list--cursor") if selected else plain
        aside = strong = care = row
        if not selected or shades(self.app):
            aside = row + self.get_component_rich_style("log-list--aside", partial=True)
            strong = row + self.get_component_rich_style("log-list--strong", partial=True)
            care = row + self.get_component_rich_style("log-list--care", partial=True)
        begins = line.exercise == 0 and line.first
        mark = CURSOR if selected and begins else " "
        day = when(session, room) if begins else ""
        parts = [
            Segment(f"{mark} ", strong),
            Segment(set_cell_size(day, room.day + room.time - 2), aside),
        ]
        parts.append(Segment(set_cell_size(line.name, room.name), strong))
        exercise = session.exercises[line.exercise] if session.exercises else None
        text = reps(exercise, room) if line.first and exercise else ""
        missing = exercise is not None and exercise.done_reps < exercise.planned_reps
        if room.reps:
            parts.append(Segment(f"{text:>{room.reps}}", strong if missing else aside))
        seconds = sum(e.seconds for e in session.exercises)
        length = minutes(seconds) if seconds and begins else ""
        if room.length:
            parts.append(Segment(f"{length:>{room.length}}", aside))
        felt = pain(session) if begins else ""
        parts.append(Segment(f"{felt:>{room.pain}}", care if worse(session) else strong))
        if room.note:
            parts.append(Segment(note(session, room) if begins else " " * room.note, aside))
        return Strip(parts, cell_len("".join(part.text for part in parts)))
