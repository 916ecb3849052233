"""What every dialog has in common: its place, its fields, and help."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, ScreenResultType

from trainer.ui.terminal.screen import ClosingScreen

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
