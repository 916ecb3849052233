"""Adds a session done away from the screen: which exercise, which day, how many reps."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from trainer.catalog import STANDARD, Choice, choose, load_catalog
from trainer.files.limits import FIRST_DAY
from trainer.history import logging
from trainer.history.records import SessionRecord
from trainer.session import timeline
from trainer.ui.dialogs.dialog import BETWEEN_FIELDS, Dialog
from trainer.ui.history.log_entry import LONGEST_TYPED
from trainer.ui.widgets.text_field import TextField

MOST_REPS = 1000


class AddScreen(Dialog[SessionRecord | None]):
    """Asks for a session; returns its record, or None."""

    TITLE = "Add a session"
    HELP = """\
A session you did away from the screen, or forgot to record. It counts for its day like any \
other, and is marked as added by hand."""
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Add it", priority=True),
        *BETWEEN_FIELDS,
        Binding("escape,q", "dismiss", "Leave", key_display="esc"),
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
        """`day` is filled in; `hold` is the settings' own, in seconds."""
        super().__init__()
        self._today = today
        self._now = now
        self._day = day
        self._choices = [
            choose(exercise, variant).usually_holding(hold)
            for exercise in load_catalog(catalog_file).exercises
            for variant in (STANDARD, *(v.id for v in exercise.variants))
        ]

    def compose(self) -> ComposeResult:
        """The exercises, then three fields filled in as far as possible."""
        with Vertical(classes="dialog wide") as dialog:
            dialog.border_title = "Add a session"
            dialog.border_subtitle = "enter add · tab next field · esc leave · f1 help"
            yield OptionList(*(Content(choice.title) for choice in self._choices))
            with Horizontal(classes="question"):
                yield Static("Day", classes="label")
                yield TextField(self._day.isoformat(), id="day", max_length=10)
            with Horizontal(classes="question"):
                yield Static("Reps", classes="label")
                yield TextField(id="reps", type="integer", max_length=4)
            with Horizontal(classes="question"):
                yield Static("Note", classes="label")
                yield TextField(id="note", max_length=LONGEST_TYPED, placeholder="optional")
            yield Static(id="said", classes="hint")

    def on_mount(self) -> None:
        """Put the cursor on the first exercise."""
        self.query_one(OptionList).highlighted = 0

    @property
    def _choice(self) -> Choice:
        return self._choices[self.query_one(OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def _another(self) -> None:
        self.query_one("#reps", Input).value = str(self._choice.planned_reps)
        said = f"The usual dose: {timeline.dose(self._choice)}"
        if self._choice.sides == "each":
            said += f", {self._choice.planned_reps} both sides together"
        self.query_one("#said", Static).update(Content(said))

    def action_save(self) -> None:
        """Return the record, or say what is missing."""
        try:
            day = day_of(self.query_one("#day", Input).value, self._today)
            reps = reps_of(self.query_one("#reps", Input).value)
        except ValueError as error:
            self.query_one("#said", Static).update(Content.styled(str(error), "$warning"))
            return
        note = self.query_one("#note", Input).value.strip()
        started = logging.moment(day, self._today, self._now)
        self.dismiss(logging.manual_record([self._choice], day, started, reps, note))


def day_of(text: str, today: date) -> date:
    """The day that was typed. Raises ValueError, saying what to type."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"Write the day like {today.isoformat()}.") from None
    if day < FIRST_DAY:
        raise ValueError(f"Write a day from {FIRST_DAY} on, like {today.isoformat()}.")
    if day > today:
        raise ValueError("That day is in the future.")
    return day


def reps_of(text: str) -> int:
    """The reps that were typed. Raises ValueError, saying what to type."""
    if not text.strip().isascii() or not text.strip().isdigit() or not 1 <= int(text) <= MOST_REPS:
        raise ValueError(f"Reps: a number from 1 to {MOST_REPS}.")
    return int(text)
