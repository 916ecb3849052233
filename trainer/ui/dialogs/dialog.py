"""What every dialog has in common: its place, its fields, and help."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import starmap
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Static

from trainer.ui.terminal.screen import ClosingScreen
from trainer.ui.widgets.key_bar import answer_line

BETWEEN_FIELDS: list[BindingType] = [
    Binding("tab", "app.focus_next", "next", priority=True),
    Binding("shift+tab", "app.focus_previous", "Field before", show=False, priority=True),
]
"""With priority, so that what is typed next goes to the next field."""


class Dialog(ClosingScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A question in front of the screen it is about."""

    CSS_PATH = str(Path(__file__).with_name("dialogs.tcss"))  # found from any subclass's folder
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012  # as Screen has it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "app.help", "Help", show=False, key_display="?"),
    ]


class DiscardDialog(Dialog[ScreenResultType]):
    """A question with an answer that throws a session away: `D`, pressed twice.

    With caps lock on, `D` is what a slip to a key without a meaning becomes.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("D", "discard", "Discard")]
    was_asked = False
    """Whether `D` was pressed once."""

    def answers(self) -> Iterable[tuple[str, str]]:
        """Keys and what they do, the one that discards among them if there is anything to."""
        raise NotImplementedError

    def keys(self) -> Content:
        """A line for each answer."""
        again = {"D": "press it again: nothing is saved"} if self.was_asked else {}
        lines = starmap(answer_line, (dict(self.answers()) | again).items())
        return Content("\n").join(lines)

    def action_discard(self) -> None:
        """Discard, if it was asked for before."""
        if self.was_asked:
            self.dismiss("discard")  # type: ignore[arg-type]  # an answer of each such question
            return
        self.was_asked = True
        self.query_one(".keys", Static).update(self.keys())
