"""The dialogs that show one session in full, edit it, and confirm its deletion."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from trainer.files.safe_text import sanitize
from trainer.history.by_hand import with_done_reps
from trainer.history.records import ExerciseRecord, SessionRecord
from trainer.ui.dialogs.box import Box
from trainer.ui.dialogs.dialog import FIELD_BINDINGS, Dialog
from trainer.ui.widgets.entry import entry, exercise_name
from trainer.ui.widgets.hanging import HangingRows
from trainer.ui.widgets.key_bar import answer
from trainer.ui.widgets.question import Question
from trainer.ui.widgets.scale import EffortScale, Scale
from trainer.ui.widgets.text_field import TextField

Answer = Literal["close", "edit", "delete"]
MOST_REPS_FIELDS = 5
"""How many exercises of a session can have their reps changed here."""
MOST_REPS = 10_000
LONGEST_TYPED = 2000
"""The longest note that can be typed here. A longer note already in the file stays as it is."""


class EntryScreen(Dialog[Answer]):
    """Shows a session in full. Returns whether to edit or delete it."""

    TITLE = "A session"
    HELP = """\
One session as it is in your file: exercises, sides, holds, how it felt. Deleting asks \
first, and u in the log undoes it."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "answer('edit')", "edit"),
        Binding("d", "answer('delete')", "delete"),
        Binding("escape,q,enter", "answer('close')", "close", key_display="esc"),
        Binding("down", "scroll(1)", "Scroll down", show=False),
        Binding("up", "scroll(-1)", "Scroll up", show=False),
    ]

    def __init__(self, session: SessionRecord) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        yield Box(day_name(self._session), HangingRows(entry(self._session)))

    def action_answer(self, answer: Answer) -> None:
        """Close with this answer."""
        self.dismiss(answer)

    def action_scroll(self, by: int) -> None:
        self.query_one(Box).page.scroll_relative(y=by, animate=False)


class EditScreen(Dialog[SessionRecord | None]):
    """Edits the check-in and the reps of a saved session. Returns the changed session, or None."""

    TITLE = "Edit"
    HELP = """\
Here you can change how it felt, the reps done and the note; the rest of the file stays the \
same, byte for byte. In the file itself you can change anything."""
    AUTO_FOCUS = "#pain-before"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save", priority=True),
        *FIELD_BINDINGS,
        Binding("escape,q", "dismiss", "leave", key_display="esc", tooltip="Leave it as it is"),
        Binding("f1", "app.help", "help"),
    ]

    def __init__(self, session: SessionRecord) -> None:
        super().__init__()
        self._session = session
        self._note = sanitize(session.note or "")

    def compose(self) -> ComposeResult:
        session = self._session
        longest = max(LONGEST_TYPED, len(self._note))
        yield Box(
            f"Edit {day_name(session)}",
            Question("Pain before", Scale(session.pain_before, id="pain-before")),
            Question("Pain after", Scale(session.pain_after, id="pain-after")),
            Question("Effort", EffortScale(session.effort, id="effort")),
            Question("Note", TextField(self._note, id="note", max_length=longest)),
            *(
                _reps_field(number, exercise)
                for number, exercise in enumerate(session.exercises[:MOST_REPS_FIELDS])
            ),
            Static("Type a digit or press ← → to rate; backspace clears.", classes="hint"),
        )

    def action_save(self) -> None:
        typed = self.query_one("#note", Input).value
        done = [exercise.done_reps for exercise in self._session.exercises]
        for number in range(min(len(done), MOST_REPS_FIELDS)):
            text = self.query_one(f"#reps-{number}", Input).value.strip()
            if text.isascii() and text.isdigit():
                done[number] = min(int(text), MOST_REPS)
        self.dismiss(
            msgspec.structs.replace(
                with_done_reps(self._session, done),
                pain_before=self.query_one("#pain-before", Scale).value,
                pain_after=self.query_one("#pain-after", Scale).value,
                effort=self.query_one("#effort", Scale).value,
                # The field shows a note as one line. A note of several lines must not change
                # if nothing was typed.
                note=self._session.note if typed == self._note else typed.strip() or None,
            )
        )


class ConfirmScreen(Dialog[bool]):
    """Asks a yes-or-no question. Only the key `y` means yes."""

    TITLE = "Sure?"
    HELP = """\
Press y to confirm."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes"),
        Binding("n,escape,q,enter", "answer(False)", "No", key_display="n"),
    ]

    def __init__(self, question: str, what: str) -> None:
        super().__init__()
        self._question = question
        self._what = what

    def compose(self) -> ComposeResult:
        keys = [answer("y", "delete it (u undoes this)"), answer("n", "do not delete it")]
        what = Static(Content(self._what), classes="text")
        yield Box(self._question, what, HangingRows(keys), keys=False, wide=False)

    def action_answer(self, answer: bool) -> None:
        """Close with this answer."""
        self.dismiss(answer)


def _reps_field(number: int, exercise: ExerciseRecord) -> Question:
    """Create the field for an exercise's completed reps, with its planned reps and name."""
    done, field = str(exercise.done_reps), f"reps-{number}"
    typed = TextField(done, id=field, classes="reps", type="integer", max_length=5)
    name = Static(Content(f"of {exercise.planned_reps}  {exercise_name(exercise)}"), classes="of")
    return Question("" if number else "Reps", Horizontal(typed, name), explained=True)


def day_name(session: SessionRecord) -> str:
    """Return the training day of a session in words."""
    return f"{session.day:%A} {session.day.day} {session.day:%B %Y}"
