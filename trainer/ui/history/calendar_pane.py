"""The calendar, with totals above it and the selected day below."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from trainer.history.habit import Standing
from trainer.history.records import SessionRecord
from trainer.ui.history.calendar import Calendar
from trainer.ui.history.days import LEGEND, REST, Day, Days, Totals
from trainer.ui.widgets.entry import entry

MUTED = "$foreground 60%"
STRENGTH_MEANS = "Strength: how firm the habit is. It rises with training days and fades without."
ROOM_FOR_MEANING = 16
"""Lines of the pane from which the meaning of strength is shown."""
NOTHING_YET = (
    "Nothing here yet. Press escape and start an exercise: the first day appears here by itself. "
    "Press a to add a session you did away from the screen."
)


class CalendarPane(Vertical):
    """The totals, the days, and what happened on one of them."""

    HELP = """\
The calendar has a column for each week. A fuller mark means more reps. Open a day to see its \
last session in the log. A rest day neither breaks the streak nor adds to it."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._days: Mapping[date, Day] = {}
        self._shown: Days | None = None

    def compose(self) -> ComposeResult:
        """Standing, heatmap, legend, day."""
        yield Static("Reading your history …", id="where")
        yield Static(Content.styled(STRENGTH_MEANS, MUTED), id="means")
        yield Calendar(id="heatmap")
        yield Static(legend(), id="legend")
        with VerticalScroll(id="day", can_focus=False):
            yield Static(id="day-text")

    def on_resize(self, event: Resize) -> None:
        """Without room for every day of the week, what strength means goes first."""
        self.query_one("#means").display = event.size.height >= ROOM_FOR_MEANING

    def show(
        self, standing: Standing, totals: Totals, by_day: Mapping[date, Day], days: Days
    ) -> None:
        """Draw what was read."""
        self._days = by_day
        self._shown = days
        self.query_one("#where", Static).update(where(standing, totals))
        calendar = self.query_one(Calendar)
        calendar.days = days
        self._say_day(calendar.cursor or days.today)

    @property
    def cursor(self) -> date | None:
        """The day under the cursor, once the history has been read."""
        return self.query_one(Calendar).cursor

    @on(Calendar.Moved)
    def _moved(self, message: Calendar.Moved) -> None:
        message.stop()
        self._say_day(message.day)

    def _say_day(self, day: date) -> None:
        if self._shown is None:
            return
        there = self._days.get(day)
        sessions = there.sessions if there else ()
        text = day_text(day, sessions, said_of_a_day_without(day, self._shown))
        last = max((d for d in self._days if d < day), default=None) if not sessions else None
        if last is not None:
            text = text + "\n\n" + day_text(last, self._days[last].sessions, "")
        self.query_one("#day-text", Static).update(text)
        self.query_one("#day", VerticalScroll).scroll_home(animate=False)


def where(standing: Standing, totals: Totals) -> Content:
    """Streak, week, strength and totals in two lines."""
    minutes = round(totals.seconds / 60)
    return Content.assemble(
        *_fact("streak", _counted(standing.streak, "day")),
        *_fact("best", _counted(standing.best_streak, "day")),
        *_fact("this week", f"{standing.week_done} of {standing.week_goal}"),
        *_fact("strength", f"{standing.strength:.0%}", last=True),
        "\n",
        *_fact("in all", _counted(totals.sessions, "session")),
        (_counted(totals.reps, "rep"), "bold"),
        "   ",
        (_counted(minutes, "minute"), "bold"),
    )


def _fact(name: str, value: str, *, last: bool = False) -> tuple[tuple[str, str] | str, ...]:
    return (f"{name} ", MUTED), (value, "bold"), "" if last else "   "


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def legend() -> Content:
    """What each glyph means."""
    parts: list[tuple[str, str]] = []
    for mark in LEGEND:
        parts += [(mark.glyph, mark.style), (f" {mark.meaning}  ", MUTED)]
    return Content.assemble(*parts)


def said_of_a_day_without(day: date, days: Days) -> str:
    """What to say about a day without a session: never a reproach."""
    if not days.marks and day not in days.off.dates:
        return NOTHING_YET
    if days.mark(day) is REST:
        return "A rest day: it neither breaks the streak nor adds to it."
    if day > days.today:
        return "This day is still to come."
    if day < days.first:
        return "Before your first session. Press a to add one."
    if day == days.today:
        return "Today is still open."
    return "No session. Press a to add one."


def day_text(day: date, sessions: tuple[SessionRecord, ...], nothing: str) -> Content:
    """A day's name and everything done on it."""
    heading = Content.styled(f"{day:%A} {day.day} {day:%B %Y}", "bold $primary")
    if not sessions:
        return Content("\n").join([heading, Content.styled(nothing, MUTED)])
    return Content("\n").join([heading, *(entry(session) for session in sessions)])
