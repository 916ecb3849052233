"""The base classes of all dialogs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen, ScreenResultType

from trainer.ui.dialogs.box import Box
from trainer.ui.terminal.screen import ClosingScreen
from trainer.ui.widgets.hanging import HangingRows
from trainer.ui.widgets.key_bar import answer
from trainer.ui.widgets.page import FootMessages

FIELD_BINDINGS: list[BindingType] = [
    Binding("tab", "app.focus_next", "next", priority=True, tooltip="The next field"),
    Binding("shift+tab", "app.focus_previous", "The previous field", show=False, priority=True),
]
"""The keys that move between fields.

They have priority, so that the text typed after them goes into the new field.
"""


class Dialog(FootMessages, ClosingScreen[ScreenResultType], ModalScreen[ScreenResultType]):
    """A question shown in front of a screen."""

    CSS_PATH = str(Path(__file__).with_name("dialogs.tcss"))  # found from any subclass's folder
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "app.help", "Help", show=False, key_display="?"),
    ]

    def on_resize(self, event: Resize) -> None:
        for box in self.query(Box):
            box.fit(event.size)


class DiscardDialog(Dialog[ScreenResultType]):
    """A question with a key, `D`, that discards a session.

    The key must be pressed twice. If caps lock is on, pressing `d` by mistake also sends `D`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("D", "discard", "Discard")]
    was_asked = False
    """Whether `D` has been pressed once."""

    def answers(self) -> Iterable[tuple[str, str]]:
        """Return each key and its meaning. Include `D` if there is a session to discard."""
        raise NotImplementedError

    def keys(self) -> list[tuple[Content, Content]]:
        """Return a row for each answer: its key and its meaning."""
        again = answer("D", "press again; nothing will be saved", "bold $care")
        return [
            again if key == "D" and self.was_asked else answer(key, text)
            for key, text in self.answers()
        ]

    def action_discard(self) -> None:
        """Ask to press the key again. The second time, discard the session."""
        if self.was_asked:
            self.dismiss("discard")  # type: ignore[arg-type]  # all these dialogs accept it
            return
        self.was_asked = True
        self.query_one(".keys", HangingRows).update(self.keys())
