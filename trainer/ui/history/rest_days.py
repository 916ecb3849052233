"""The dialog that marks several rest days in a row, for a holiday or an illness."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from trainer.ui.dialogs.box import Box
from trainer.ui.dialogs.dialog import FIELD_BINDINGS, Dialog
from trainer.ui.widgets.question import Question
from trainer.ui.widgets.text_field import TextField

MOST_DAYS = 366


class RestScreen(Dialog[set[date] | None]):
    """Asks for the first and the last rest day. Returns all days between them, or None."""

    TITLE = "Rest days"
    HELP = """\
Days off, for a holiday or an illness. They neither break the streak nor add to it. \
Type the last date, or the number of days. Days already marked stay marked."""
    AUTO_FOCUS = "#until"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "mark them", priority=True),
        *FIELD_BINDINGS,
        Binding("escape", "dismiss", "leave", key_display="esc", tooltip="Leave it as it is"),
        Binding("f1", "app.help", "help"),
    ]

    def __init__(self, first: date) -> None:
        super().__init__()
        self._first = first

    def compose(self) -> ComposeResult:
        until = TextField(id="until", max_length=10, placeholder="a date, or a number of days")
        yield Box(
            self.TITLE,
            Question("From", TextField(self._first.isoformat(), id="from", max_length=10)),
            Question("Until", until, explained=True),
            Static("They neither break the streak nor add to it.", id="said", classes="hint"),
        )

    def action_save(self) -> None:
        """Close with the days, or show which field is wrong."""
        first, until = (self.query_one(field, Input).value for field in ("#from", "#until"))
        try:
            self.dismiss(span(first, until))
        except ValueError as error:
            self.query_one("#said", Static).update(Content.styled(str(error), "$warning"))


def span(first: str, until: str) -> set[date]:
    """Return all days from `first`. `until` is the last day, or the number of days.

    Raises ValueError with a message that says what to type.
    """
    begin = _day(first)
    text = until.strip()
    count = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None
    if count is None:
        count = (_day(text) - begin).days + 1
    if count < 1:
        raise ValueError("The last day is before the first.")
    if count > MOST_DAYS:
        raise ValueError(f"At most {MOST_DAYS} days at once.")
    try:
        return {begin + timedelta(days=number) for number in range(count)}
    except OverflowError:
        raise ValueError("That day does not exist.") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError("Enter a date such as 2026-12-24, or a number of days.") from None
