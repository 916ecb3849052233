"""The list of exercises. The first tap on an exercise shows it, and the second tap starts it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.widgets import OptionList

from trainer.ui.widgets.option_list import SteadyOptionList


def _keys(binding: BindingType) -> str:
    return binding.key if isinstance(binding, Binding) else binding[0]


class Exercises(SteadyOptionList, inherit_bindings=False):
    """The list of exercises in the picker."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding for binding in OptionList.BINDINGS if "enter" not in _keys(binding)
    ]
    """The keys of a Textual list without enter, because the picker handles enter."""

    def on_resize(self) -> None:
        self.scroll_to_highlight()

    def action_cursor_up(self) -> None:
        """Move the cursor up, or leave the list from the first row."""
        if not self.highlighted:
            self.action_above()
        else:
            super().action_cursor_up()

    def action_first(self) -> None:
        """Leave the list, because Today is above the first exercise."""
        self.action_above()

    def action_above(self) -> None:
        """Remove the cursor from the list."""
        self.highlighted = None

    def on_click(self, event: Click) -> None:
        # The first tap moves the cursor, because a touch device has no arrow keys. The second tap
        # starts the exercise.
        event.prevent_default()
        touched = event.style.meta.get("option")
        if touched is None or self.get_option_at_index(touched).disabled:
            return
        if touched == self.highlighted:
            self.action_select()
        else:
            self.highlighted = touched
