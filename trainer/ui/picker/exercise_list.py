"""The list of exercises: what is touched is shown first, and starts when touched once more."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message
from textual.widgets import OptionList

from trainer.ui.widgets.option_list import SteadyOptionList


def _keys(binding: BindingType) -> str:
    return binding.key if isinstance(binding, Binding) else binding[0]


class Exercises(SteadyOptionList, inherit_bindings=False):
    """The exercises of the picker. A finger has nothing to look around with but a touch."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in OptionList.BINDINGS if "enter" not in _keys(binding)
    ]
    """Without enter, which is the picker's, and without scrolling sideways: there is nothing."""

    class AboveFirst(Message):
        """The cursor has left the rows upwards."""

    def on_resize(self) -> None:
        """Where there is less room now, the cursor stays to be seen."""
        self.scroll_to_highlight()

    def action_cursor_up(self) -> None:
        """From the first row up to what stands above the list."""
        if not self.highlighted:
            self.action_above()
        else:
            super().action_cursor_up()

    def action_first(self) -> None:
        """Home is above the list as well."""
        self.action_above()

    def action_above(self) -> None:
        """Leave the rows."""
        self.highlighted = None
        self.post_message(self.AboveFirst())

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
