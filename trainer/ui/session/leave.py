"""The dialog that ends a session early. The key pressed also says why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from trainer.session.machine import Reason
from trainer.ui.dialogs.box import Box
from trainer.ui.dialogs.dialog import DiscardDialog
from trainer.ui.widgets.hanging import HangingRows

Leave = Reason | Literal["carry-on", "discard"]

ANSWERS: tuple[tuple[str, str, Leave], ...] = (
    ("enter", "save it and end", "other"),
    ("p", "save it and end: it hurts", "pain"),
    ("f", "save it and end: too tired", "fatigue"),
    ("t", "save it and end: no more time", "time"),
    ("space", "carry on", "carry-on"),
)
DISCARD = ("D", "discard: nothing is saved")
NOTHING_DONE = (
    ("enter", "end"),
    ("p", "end because it hurts; the reason is saved"),
    ("space", "carry on"),
)


class LeaveScreen(DiscardDialog[Leave]):
    """Asks whether to end early, and why."""

    TITLE = "End here?"
    HELP = """\
The session waits while you decide. If you end early, what you did is saved, with \
your reason; the report for a therapist shows both."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"answer({answer!r})", text) for key, text, answer in ANSWERS),
        Binding("escape,c", "answer('carry-on')", "carry on", show=False),
        Binding("q", "answer('other')", "save it and end", show=False),
    ]

    def __init__(self, done: int, planned: int) -> None:
        """Create the dialog. `done` and `planned` are the reps of the whole session."""
        super().__init__()
        self._done, self._planned = done, planned

    def compose(self) -> ComposeResult:
        question = f"{self._done} of {self._planned} reps done. Ending here saves what you did."
        if not self._done:
            question = "You have not done a rep yet, so there is nothing to save."
        text = Static(Content(question), classes="text")
        yield Box(
            self.TITLE, text, HangingRows(self.keys(), classes="keys"), keys=False, wide=False
        )

    def answers(self) -> Iterable[tuple[str, str]]:
        """Return the keys and their texts. Before the first rep, nothing can be saved."""
        if self._done:
            return [*((key, text) for key, text, _ in ANSWERS), DISCARD]
        return NOTHING_DONE

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "discard" or self._done > 0

    def action_answer(self, answer: Leave) -> None:
        self.dismiss(answer)
