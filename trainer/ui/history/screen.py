"""The history screen: calendar, log and trends, and all changes to the history."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Resize
from textual.reactive import reactive
from textual.widgets import ContentSwitcher, Static

from trainer.catalog import load_catalog
from trainer.clock import Clock
from trainer.files.places import Places
from trainer.history.records import SessionRecord, training_day
from trainer.history.store import HistoryError, HistoryStore
from trainer.settings import keys
from trainer.settings.model import Settings
from trainer.settings.writing import SettingsFileError, mark_rest
from trainer.ui.history import changes
from trainer.ui.history.calendar_pane import CalendarPane
from trainer.ui.history.changes import Change
from trainer.ui.history.facts import facts_of
from trainer.ui.history.log_list import NOTHING_YET, LogList
from trainer.ui.history.session_details import SessionDetails
from trainer.ui.history.summary import HistoryView, summarize, trouble
from trainer.ui.history.tabs import head
from trainer.ui.terminal.app import MINOR_SECONDS
from trainer.ui.terminal.screen import ClosingScreen
from trainer.ui.widgets.bindings import bindings
from trainer.ui.widgets.entry import names
from trainer.ui.widgets.grid import around_scroll_bar, margin
from trainer.ui.widgets.key_bar import KeyBar
from trainer.ui.widgets.page import FootMessages
from trainer.ui.widgets.text_block import TextBlock
from trainer.ui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from trainer.ui.history.trends import Trends

PANES = ("calendar", "log", "trends")
TALL = 26
"""In windows of at least this many rows, one row below the head is left blank."""
BESIDE_FROM = 126
"""In windows of at least this many columns, a session is shown next to the log."""
NARROW = 60
"""In windows of fewer columns than this, the foot line has shorter labels."""


class HistoryScreen(FootMessages, ClosingScreen[bool]):
    """Three panes with the history; returns whether anything was changed."""

    foot_seconds = MINOR_SECONDS

    TITLE = "History"
    HELP = """\
Missing a day is fine. Until you leave, u undoes what you change here.

All of this is in one plain text file, safe to read and edit by hand."""
    CSS_PATH = "history.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("history", keys.HISTORY),
    ]

    pane: reactive[str] = reactive("calendar", init=False)
    """The pane in front, one of `PANES`."""
    read: reactive[HistoryView | None] = reactive(None, init=False)
    """The history, once it has been read."""

    def __init__(self, places: Places, settings: Settings, clock: Clock) -> None:
        super().__init__()
        self._places = places
        self._store = HistoryStore(places)
        self.settings = settings
        """The settings, with the current rest days."""
        self._clock = clock
        self._undo: list[Change] = []
        self._changed = False
        self._writing = asyncio.Lock()
        self._has_read = asyncio.Event()

    def compose(self) -> ComposeResult:
        """The names of the panes, the panes, problems with the file, and the keys."""
        yield TextLine(id="tabs")
        with ContentSwitcher(initial="calendar", id="panes"):
            yield CalendarPane(id="calendar")
            with Horizontal(id="log"):
                yield LogList()
                yield SessionDetails(id="beside")
                yield Static(NOTHING_YET, id="empty-log", markup=False)
        yield TextBlock(id="trouble")
        yield KeyBar(self._label)

    def on_mount(self) -> None:
        """Read the history once the screen has been drawn."""
        self.query_one("#heatmap").focus()
        self.call_after_refresh(self._load)

    def on_resize(self, event: Resize) -> None:
        """Set the same margins as on every screen; the scroll bars of panes are in the right
        margin.

        In tall windows a row below the head is left blank.
        """
        width, height = event.size
        self.styles.padding = around_scroll_bar(width, height)
        self.set_class(height >= TALL, "-tall")
        self.set_class(width >= BESIDE_FROM, "-beside")
        self._show_beside()
        self._show_head()
        self.refresh_bindings()  # the foot line has shorter names in a narrow window

    def _show_head(self) -> None:
        columns, rows = self.app.size
        width = columns - 2 * margin(columns, rows)
        facts = facts_of(self.pane, self.read) if self.read else []
        self.query_one("#tabs", TextLine).content = head(PANES, self.pane, facts, width)

    def _label(self, binding: Binding) -> str | None:
        if binding.action == "pane(1)":
            return PANES[(PANES.index(self.pane) + 1) % len(PANES)]
        if binding.action == "app.help" and self.app.size.width < NARROW:
            return "keys"
        return binding.description

    # Reading

    @work(exclusive=True, group="history-read")
    async def _load(self) -> None:
        def read() -> HistoryView:
            today = training_day(self._clock.now(), self.settings.day_starts_at)
            exercises = load_catalog(self._places.catalog_file).exercises
            return summarize(self._store.recover(), today, self.settings, exercises)

        found = await asyncio.to_thread(read)
        if self.display:  # the screen may have been closed meanwhile
            self.read = found

    def watch_read(self, read: HistoryView) -> None:
        """Show the history in every pane."""
        self._has_read.set()
        calendar = self.query_one(CalendarPane)
        calendar.show(read.by_day, read.days)
        self.query_one(LogList).sessions = read.newest_first
        self.query_one("#log").set_class(not read.newest_first, "empty")
        for pane in self.query("Trends"):
            self._show_trends(pane)  # type: ignore[arg-type]
        self._show_head()
        message = trouble(read.history)
        line = self.query_one("#trouble", TextBlock)
        line.set_class(bool(message), "-shown")
        line.content = message
        self.refresh_bindings()

    # Panes

    def action_pane(self, by: int) -> None:
        """Go to the next pane, or to the one before."""
        self.pane = PANES[(PANES.index(self.pane) + by) % len(PANES)]

    def action_show_pane(self, pane: str) -> None:
        """Go to a pane, by its name."""
        self.pane = pane

    async def watch_pane(self, pane: str) -> None:
        """Bring a pane to the front; the trends are created when they are first shown."""
        self._show_head()
        switcher = self.query_one(ContentSwitcher)
        if pane == "trends" and not self.query("#trends"):
            from trainer.ui.history.trends import Trends

            trends = Trends(id="trends")
            await switcher.add_content(trends)
            self._show_trends(trends)
        switcher.current = pane
        {
            "calendar": self.query_one("#heatmap"),
            "log": self.query_one(LogList),
        }.get(pane, switcher.query_one(f"#{pane}")).focus()
        self.refresh_bindings()

    def _show_trends(self, trends: Trends) -> None:
        if self.read is not None:
            trends.show(self.read, self.settings.week_goal)

    # One session

    @property
    def current(self) -> SessionRecord | None:
        """The session that keys act on: the one under the log's cursor, if the log is in front."""
        return self.query_one(LogList).current if self.pane == "log" else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the keys that have nothing to act on."""
        if action in ("edit", "delete"):
            return self.current is not None
        if action == "open":  # in the log, the list handles this key itself
            return self.pane == "calendar" and self.read is not None and bool(self.read.by_day)
        if action in ("rest", "rest_until"):
            return self.pane == "calendar" and self.read is not None
        return bool(self._undo) if action == "undo" else True

    def action_open(self) -> None:
        """Show the selected calendar day in the log."""
        day = self.query_one(CalendarPane).cursor
        if self.read is None or self.pane != "calendar" or day is None:
            return
        if day not in self.read.by_day:
            return
        log = self.query_one(LogList)
        newest = self.read.by_day[day].sessions[-1]
        log.cursor = self.read.newest_first.index(newest)
        self.pane = "log"

    @on(LogList.Moved)
    def _show_beside(self) -> None:
        """Show the session under the log's cursor in full, if the window is wide enough."""
        session = self.query_one(LogList).current
        if session is not None and self.read is not None and self.has_class("-beside"):
            beside = self.query_one(SessionDetails)
            beside.show(session, self.read.exercises, self.settings.figure)

    @on(LogList.Opened)
    @work
    async def _opened(self, message: LogList.Opened) -> None:
        from trainer.ui.history.log_entry import EntryScreen

        answer = await self.app.push_screen_wait(EntryScreen(message.session))
        if answer == "edit":
            self.action_edit()
        elif answer == "delete":
            self.action_delete()

    @work
    async def action_edit(self) -> None:
        """Change the check-in of the session under the cursor."""
        from trainer.ui.history.log_entry import EditScreen

        session = self.current
        if session is None:
            return
        edited = await self.app.push_screen_wait(EditScreen(session))
        if edited is not None and edited != session:
            self._write(lambda: changes.edit(self._store, session, edited))

    @work(exclusive=True, group="add")
    async def action_add(self) -> None:
        """Add a session done away from the screen."""
        from trainer.ui.history.add_entry import AddScreen

        await self._has_read.wait()  # the key may come while the history is still being read
        assert self.read is not None
        today = self.read.days.today
        calendar = self.query_one(CalendarPane).cursor if self.pane == "calendar" else None
        added = await self.app.push_screen_wait(
            AddScreen(
                self._places.catalog_file,
                min(calendar or today, today),
                today=today,
                now=self._clock.now(),
                hold=self.settings.hold,
            )
        )
        if added is not None:
            self._write(lambda: changes.add(self._store, added))

    @work
    async def action_delete(self) -> None:
        """Delete the session under the cursor, after asking once."""
        from trainer.ui.history.log_entry import ConfirmScreen

        session = self.current
        if session is None:
            return
        what = f"{session.day:%A} {session.day.day} {session.day:%B %Y}: {names(session)}."
        if await self.app.push_screen_wait(ConfirmScreen("Delete this session?", what)):
            self._write(lambda: changes.delete(self._store, session))

    # Rest days

    def action_rest(self) -> None:
        """Make the selected day a rest day, or a normal day again."""
        day = self.query_one(CalendarPane).cursor
        if day is None:
            return
        planned = day in self.settings.rest_dates
        if not planned and self.settings.days_off.is_weekly_rest_day(day):
            self.notify(f"{day:%A} is a rest day every week.", timeout=4)
            return
        found = self.read.by_day.get(day) if self.read else None
        if not planned and found and found.trained:
            name = f"{day:%A} {day.day} {day:%B}"
            self.notify(f"You trained on {name}, so it cannot be a rest day.", timeout=4)
            return
        # Checked again when it runs: the second of two quick presses must see what the first one
        # did.
        self._write(lambda: self._rest({day}, day not in self.settings.rest_dates))

    @work
    async def action_rest_until(self) -> None:
        """Ask for a run of rest days from the selected day on, and mark them."""
        from trainer.ui.history.rest_days import RestScreen

        day = self.query_one(CalendarPane).cursor
        days = await self.app.push_screen_wait(RestScreen(day)) if day else None
        if days:
            self._write(lambda: self._rest(days, True))

    def _rest(self, days: set[date], rest: bool) -> Change:
        dates, different = mark_rest(self._places.config_file, days, rest)
        self.settings = replace(self.settings, rest_dates=tuple(sorted(dates)))
        back = (lambda: self._rest(set(different), not rest)) if different else None
        return changes.rested(days, rest, back)

    # Writing

    def action_undo(self) -> None:
        """Undo the last change."""
        if self._undo and (back := self._undo[-1].back):
            self._write(back, self._undo.pop())

    @work(group="history-write")
    async def _write(self, change: Callable[[], object], undoing: Change | None = None) -> None:
        try:
            async with self._writing:
                done = await asyncio.to_thread(change)
        except (HistoryError, SettingsFileError) as error:
            if undoing is not None:
                self._undo.append(undoing)
            self.notify(str(error), severity="error", timeout=20)
            return
        self._changed = True
        message = undoing.undone if undoing is not None else ""
        if undoing is None and isinstance(done, Change):
            message = done.message
            if done.back is not None:
                self._undo.append(done)
                message += " Press u to undo."
        self.notify(message, timeout=4)
        self._load()

    # Leaving

    async def action_leave(self) -> None:
        """Close the history, once every change is saved."""
        for worker in list(self.workers):
            if worker.group == "history-write" and worker.node is self:
                await worker.wait()
        self.dismiss(self._changed)
