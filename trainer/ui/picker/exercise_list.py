"""The list of exercises. The first tap on an exercise shows it, the second starts it."""

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
    """The exercises of the picker. On a touch device, a tap is the only way to move the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in OptionList.BINDINGS if "enter" not in _keys(binding)
    ]
    """The keys of the list, without enter, which the picker handles."""

    class AboveFirst(Message):
        """The cursor has moved up from the first row."""

    def on_resize(self) -> None:
        """Keep the cursor in view when the list gets smaller."""
        self.scroll_to_highlight()

    def action_cursor_up(self) -> None:
        """Move the cursor up; from the first row, leave the list."""
        if not self.highlighted:
            self.action_above()
        else:
            super().action_cursor_up()

    def action_first(self) -> None:
        """Leave the list for Today, which is above the first exercise."""
        self.action_above()

    def action_above(self) -> None:
        """Leave the list upwards."""
        self.highlighted = None
        self.post_message(self.AboveFirst())

    def on_click(self, event: Click) -> None:
        """Move the cursor to the exercise that was tapped; if it is there already, start it."""
        event.prevent_default()
        touched = event.style.meta.get("option")
        if touched is None or self.get_option_at_index(touched).disabled:
            return
        if touched == self.highlighted:
            self.action_select()
        else:
            self.highlighted = touched
