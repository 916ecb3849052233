"""The list of exercises: what is touched is shown first, and starts when touched once more."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.events import Click
from textual.widgets import OptionList


class Exercises(OptionList, inherit_bindings=False):
    """The exercises of the picker. A finger has nothing to look around with but a touch."""

    BINDINGS: ClassVar[list[BindingType]] = OptionList.BINDINGS
    """Without those to scroll sideways: there is nothing, and the arrows are the picker's."""

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
