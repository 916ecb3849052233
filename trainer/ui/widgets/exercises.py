"""The list of exercises: what is touched is shown first, and starts when touched once more."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.widgets import OptionList


class Exercises(OptionList):
    """The exercises of the picker. A finger has nothing to look around with but a touch."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "screen.read(1)", "Read", tooltip="Read about the one at the cursor"),
        Binding("left", "screen.read(-1)", "Read back", show=False),
    ]

    def on_resize(self) -> None:
        """Where there is less room now, the cursor stays to be seen."""
        self.scroll_to_highlight()

    def on_click(self, event: Click) -> None:
        """Go to the exercise that was touched, or start where the cursor is there already."""
        event.prevent_default()
        touched = event.style.meta.get("option")
        if touched is None or self.get_option_at_index(touched).disabled:
            return
        if touched == self.highlighted:
            self.action_select()
        else:
            self.highlighted = touched
