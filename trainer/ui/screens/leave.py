"""Leaving a session: asked once, answered with one key that also says why."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from trainer.session import Reason
from trainer.ui.screens.dialog import Dialog
from trainer.ui.widgets.keys import answer_line

Leave = Reason | Literal["carry-on", "discard"]

ANSWERS: tuple[tuple[str, str, Leave], ...] = (
    ("enter", "save it and end", "other"),
    ("p", "save it and end: it hurts", "pain"),
    ("f", "save it and end: too tired", "fatigue"),
    ("t", "save it and end: no more time", "time"),
    ("space", "carry on", "carry-on"),
    ("D", "discard: nothing is kept", "discard"),
)


class LeaveScreen(Dialog[Leave]):
    """Asks whether, and why, to end early."""

    TITLE = "End here?"
    HELP = """\
The session waits meanwhile. Ended early it is kept as far as it went, with the reason \
you name here: a therapist reads it in the report."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"answer({answer!r})", text) for key, text, answer in ANSWERS),
        Binding("escape,c", "answer('carry-on')", "carry on", show=False),
        Binding("q", "answer('other')", "save it and end", show=False),
    ]

    def __init__(self, done: str) -> None:
        super().__init__()
        self._done = done

    def compose(self) -> ComposeResult:
        """What is done so far, and the answers."""
        lines = [answer_line(key, text) for key, text, _ in ANSWERS]
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "End here?"
            yield Static(Content(self._done), classes="text")
            yield Static(Content("\n").join(lines), classes="keys")

    def action_answer(self, answer: Leave) -> None:
        """One key is the whole answer."""
        self.dismiss(answer)
