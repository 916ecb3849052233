"""The pane with the calendar, its legend, and what was done on the selected day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.widgets import Static

from trainer.files.safe_text import sanitize
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.ui.history.calendar import Calendar, sample
from trainer.ui.history.calendar_grid import DETAIL, Grid
from trainer.ui.history.days import LEGEND, REST, SCALE, Day, Days
from trainer.ui.history.log_list import NOTHING_YET
from trainer.ui.terminal.wrapping import unbroken
from trainer.ui.widgets.entry import STOPPED, done_of, exercise_name, felt, minutes

NARROW = 60
"""With fewer columns than this, weekdays are shortened, and reps are at the right edge."""
BAR = 1
"""Columns reserved for the scroll bar next to the selected day."""
FACTS_AT = 30
"""The column where the facts about an exercise begin, to the right of its name."""


class CalendarPane(Vertical):
    """The calendar, its legend, and what was done on the selected day."""

    HELP = """\
The calendar has a column for each week. A fuller square means more reps. Open a day to see its \
last session in the log. A rest day neither breaks the streak nor adds to it.

Strength is how firmly established the habit is. It rises with training days and fades without \
them."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._days: Mapping[date, Day] = {}
        self._shown: Days | None = None
        self._day_rows = DETAIL
        """The rows free for the text about the selected day."""

    def compose(self) -> ComposeResult:
        yield Calendar(id="heatmap")
        yield Static(id="legend")
        with VerticalScroll(id="day", can_focus=False):
            yield Static("Reading your history …", id="day-text")

    def on_mount(self) -> None:
        # A new theme may have no shades, which changes the layout.
        self.app.theme_changed_signal.subscribe(self, lambda _: self._fit(self.size))

    def on_resize(self, event: Resize) -> None:
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        """Give rows to the calendar first, then to the legend, then to blank lines."""
        width, height = size
        grid = self.query_one(Calendar).fit(width, height)
        left = height - grid.rows - DETAIL
        legend_line = self.query_one("#legend", Static)
        legend_line.display = left >= 1
        legend_line.update(legend(width, grid))
        free = max(left - 1, 0)
        apart, above = (int(free > blank) for blank in (0, 1))
        legend_line.styles.margin = (above, 0, 0, 0)
        self.query_one("#day").styles.margin = (apart, 0, 0, 0)
        self._day_rows = DETAIL + free - apart - above
        self._show_day()

    def show(self, by_day: Mapping[date, Day], days: Days) -> None:
        """Show the days of the history."""
        self._days = by_day
        self._shown = days
        self.query_one(Calendar).days = days
        self._fit(self.size)

    @property
    def cursor(self) -> date | None:
        """The day under the cursor. None until the history has been read."""
        return self.query_one(Calendar).cursor

    @on(Calendar.Moved)
    def _moved(self, message: Calendar.Moved) -> None:
        message.stop()
        self._show_day()

    def _show_day(self) -> None:
        if self._shown is None:
            return
        day = self.cursor or self._shown.today
        found = self._days.get(day)
        sessions = found.sessions if found else ()
        nothing = text_without_sessions(day, self._shown)
        width = self.size.width
        text = day_text(day, sessions, nothing, width, rests=day in self._shown.off)
        last = max((d for d in self._days if d < day), default=None) if not sessions else None
        if last is not None:
            before = day_text(last, self._days[last].sessions, "", width)
            both = Content("\n\n").join([text, before])
            if len(both.wrap(max(width, 1))) <= self._day_rows:
                text = both
        self.query_one("#day-text", Static).update(text)
        self.query_one("#day", VerticalScroll).scroll_home(animate=False)


def legend(width: int, grid: Grid) -> Content:
    """Return the meaning of each square. In a narrow window, squares with reps form a scale."""
    samples = [sample(mark, grid) for mark in LEGEND]
    for words, apart in (([m.meaning for m in LEGEND], "   "), ([m.brief for m in LEGEND], "  ")):
        line = _legend(zip(samples, words, strict=True), apart)
        if line.cell_length <= width:
            return line
    squares = Content(" ").join(Content.assemble(each) for each in samples[: len(SCALE)])
    line = Content.assemble(("none ", "$quiet"), squares, (" more", "$quiet"))
    for each, mark in zip(samples[len(SCALE) :], LEGEND[len(SCALE) :], strict=True):
        longer = Content.assemble(line, "  ", _legend([(each, mark.brief)]))
        line = longer if longer.cell_length <= width else line
    return line


def _legend(items: Iterable[tuple[tuple[str, str], str]], apart: str = "") -> Content:
    said = (Content.assemble(square, (f" {word}", "$quiet")) for square, word in items)
    return Content(apart).join(said)


def text_without_sessions(day: date, days: Days) -> str:
    """Return the text for a day without a session. The text never blames the user."""
    if not days.marks and day not in days.off.dates:
        return NOTHING_YET
    if days.mark(day) is REST:
        return "A rest day: it neither breaks the streak nor adds to it."
    if day > days.today:
        return "This day is in the future."
    if day < days.first:
        return "Before your first session. Press a to add one."
    if day == days.today:
        return "Nothing yet today."
    return "No session. Press a to add one."


def day_text(
    day: date,
    sessions: tuple[SessionRecord, ...],
    nothing: str,
    width: int,
    *,
    rests: bool = False,
) -> Content:
    """Return the text about a day: its name, and everything done on it or the text `nothing`.

    `rests` says whether it is a rest day, which the square of a day with sessions does not show.
    """
    narrow = width < NARROW
    name = f"{day:%a} {day.day} {day:%b}" if narrow else f"{day:%A} {day.day} {day:%B %Y}"
    heading = Content.styled(name, "bold $key")
    if not sessions:
        return Content("\n").join([heading, Content.styled(nothing, "$quiet")])
    lines: list[Content] = []
    for number, session in enumerate(sessions):
        seconds = sum(exercise.seconds for exercise in session.exercises)
        facts = [session.clock_time, *([minutes(seconds)] if seconds else [])]
        text = Content.styled("   ".join(facts), "$quiet")
        if number == 0:
            facts += ["rest day"] if rests else []
            text = Content.styled("   ".join(facts), "$quiet")
            gap = 2 if narrow else max(FACTS_AT - heading.cell_length, 3)
            lines.append(Content.assemble(heading, " " * gap, text))
        else:
            lines.append(text if narrow else text.pad_left(FACTS_AT))
        lines += [_done(exercise, width) for exercise in session.exercises]
        at_the_end = [felt(session)] if felt(session) else []
        if session.note:
            at_the_end.append(f"“{sanitize(session.note)}”")
        if at_the_end:
            indent = 0 if narrow else FACTS_AT
            text = Content.styled("   ".join(at_the_end), "$quiet")
            wrapped = text.wrap(max(width - indent - BAR, 1))
            lines += [line.rstrip().pad_left(indent) for line in wrapped]
    return Content("\n").join(lines)


def _done(exercise: ExerciseRecord, width: int) -> Content:
    name = Content.styled(exercise_name(exercise), "bold $ink")
    reps = done_of(exercise)
    if width < NARROW:
        if exercise.stopped:
            reps = f"{reps}, it hurt" if exercise.stopped == "pain" else f"{reps}, stopped"
        between = max(width - BAR - name.cell_length - len(reps), 2)
        return Content.assemble(name, " " * between, unbroken(reps))
    text = unbroken(done_of(exercise, " reps"))
    if exercise.stopped:
        text += f", {STOPPED.get(exercise.stopped, exercise.stopped)}"
    return Content.assemble(name, " " * max(FACTS_AT - name.cell_length, 2), (text, "$ink"))
