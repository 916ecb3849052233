"""The dialog to add a session that was done away from the screen."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from trainer.catalog import STANDARD, Choice, choose, load_catalog
from trainer.files.limits import FIRST_DAY
from trainer.history import by_hand
from trainer.history.records import SessionRecord
from trainer.session import timeline
from trainer.ui.dialogs.box import Box
from trainer.ui.dialogs.dialog import FIELD_BINDINGS, Dialog
from trainer.ui.history.log_entry import LONGEST_TYPED
from trainer.ui.widgets.key_bar import KEY
from trainer.ui.widgets.option_list import SteadyOptionList
from trainer.ui.widgets.question import Question
from trainer.ui.widgets.scale import Scale
from trainer.ui.widgets.text_field import TextField
from trainer.ui.widgets.text_line import CURSOR

MOST_REPS = 1000


class AddScreen(Dialog[SessionRecord | None]):
    """Asks which exercises were done, when, and how it went. Returns a record, or None."""

    TITLE = "Add a session"
    HELP = """\
A session you did away from the screen, or forgot to record. It counts for its day like any \
other, and is marked as added by hand. Press space to mark several exercises: then each \
has its usual dose."""
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "add", priority=True, tooltip="Add it"),
        Binding("space", "mark", "mark", tooltip="Mark several"),
        *FIELD_BINDINGS,
        Binding("escape,q", "dismiss", "leave", key_display="esc", tooltip="Leave without adding"),
        Binding("f1", "app.help", "help"),
    ]

    def __init__(
        self,
        catalog_file: Path | None,
        day: date,
        *,
        today: date,
        now: datetime,
        hold: float | None,
    ) -> None:
        """Create the dialog. The field for the day contains `day` at first. `hold` is the hold
        from the settings, in seconds."""
        super().__init__()
        self._today = today
        self._now = now
        self._day = day
        self._marked: list[int] = []
        """The indices of the marked exercises, in the order that they were marked."""
        self._cursor_at = 0
        """The index under the cursor."""
        self._choices = [
            choose(exercise, variant).with_default_hold(hold)
            for exercise in load_catalog(catalog_file).exercises
            for variant in (STANDARD, *(v.id for v in exercise.variants))
        ]

    def compose(self) -> ComposeResult:
        note = TextField(id="note", max_length=LONGEST_TYPED, placeholder="optional")
        yield Box(
            self.TITLE,
            SteadyOptionList(*(self._row(number) for number in range(len(self._choices)))),
            Question("Day", TextField(self._day.isoformat(), id="day", max_length=10)),
            Question("Reps", TextField(id="reps", type="integer", max_length=4), explained=True),
            Static(id="said", classes="hint"),
            Question("Note", note),
            Question("Pain before", Scale(id="pain-before")),
            Question("Pain after", Scale(id="pain-after")),
        )

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = 0

    def _row(self, number: int) -> Content:
        mark = f"✓{self._marked.index(number) + 1} " if number in self._marked else ""
        is_current = number == self._cursor_at
        return Content.assemble(
            (f"{CURSOR} " if is_current else "  ", KEY), f"{mark}{self._choices[number].title}"
        )

    def action_mark(self) -> None:
        """Mark the exercise under the cursor, or remove its mark."""
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        if place in self._marked:
            self._marked.remove(place)
        else:
            self._marked.append(place)
        self._show_choice()

    @property
    def _chosen(self) -> list[Choice]:
        return [self._choices[number] for number in self._marked] or [self._choice]

    @property
    def _choice(self) -> Choice:
        return self._choices[self.query_one(OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def _show_choice(self) -> None:
        options = self.query_one(OptionList)
        self._cursor_at = options.highlighted or 0
        for number in range(len(self._choices)):
            options.replace_option_prompt_at_index(number, self._row(number))
        several = len(self._marked) > 1
        self.query_one("#reps", Input).disabled = several
        if several:
            names = ", ".join(choice.title for choice in self._chosen)
            self.query_one("#said", Static).update(Content(f"{names}: the usual dose of each"))
            return
        choice = self._chosen[0]
        self.query_one("#reps", Input).value = str(choice.planned_reps)
        dose = f"The usual dose: {timeline.dose(choice)}"
        if choice.sides == "each":
            dose += f", {choice.planned_reps} both sides together"
        self.query_one("#said", Static).update(Content(dose))

    def action_save(self) -> None:
        """Close with the record, or show which field is wrong."""
        try:
            day = day_of(self.query_one("#day", Input).value, self._today)
            several = len(self._marked) > 1
            reps = None if several else reps_of(self.query_one("#reps", Input).value)
        except ValueError as error:
            self.query_one("#said", Static).update(Content.styled(str(error), "$warning"))
            return
        note = self.query_one("#note", Input).value.strip()
        started = by_hand.start_time(day, self._today, self._now)
        self.dismiss(
            by_hand.manual_record(
                self._chosen,
                day,
                started,
                reps,
                note,
                pain_before=self.query_one("#pain-before", Scale).value,
                pain_after=self.query_one("#pain-after", Scale).value,
            )
        )


def day_of(text: str, today: date) -> date:
    """Parse the day that was typed. Raises ValueError with a message that says what to type."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"Enter a date such as {today.isoformat()}.") from None
    if day < FIRST_DAY:
        raise ValueError(f"Enter a date on or after {FIRST_DAY}, such as {today.isoformat()}.")
    if day > today:
        raise ValueError("That day is in the future.")
    return day


def reps_of(text: str) -> int:
    """Parse the reps that were typed. Raises ValueError with a message that says what to type."""
    if not text.strip().isascii() or not text.strip().isdigit() or not 1 <= int(text) <= MOST_REPS:
        raise ValueError(f"Reps: a number from 1 to {MOST_REPS}.")
    return int(text)
