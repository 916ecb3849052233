"""The frame of every dialog: its title, its text, and its keys at the foot."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Size
from textual.widget import Widget

from trainer.ui.widgets.grid import margin
from trainer.ui.widgets.key_bar import KeyBar

ROOMY = 20
"""In windows of fewer rows than this, no blank lines are left around a dialog's text."""
NARROW = 66
"""In windows of fewer columns than this, a label goes above its field."""
FRAME = 2
"""Columns, or rows, that the border takes on both sides together."""


class Box(Vertical):
    """A dialog's frame: its text scrolls if it does not fit; the keys stay visible and show that
    there is more."""

    def __init__(self, title: str, *body: Widget, keys: bool = True, wide: bool = True) -> None:
        """`keys` lists the keys at the foot; False if the text already lists them as answers."""
        super().__init__(classes="dialog wide" if wide else "dialog")
        self.border_title = title
        self._has_keys = keys
        self.page = VerticalScroll(*body, classes="page", can_focus=False)
        """The part that scrolls."""
        self._foot = _Foot(_label if keys else _no_label)

    def compose(self) -> ComposeResult:
        """The text, and the keys below it."""
        yield self.page
        yield self._foot

    def on_mount(self) -> None:
        """Let the foot show whether there is more to read."""
        self.set_class(not self._has_keys, "-answers")
        self._foot.follow(self.page)

    def fit(self, window: Size) -> None:
        """Fit the dialog into a window.

        In narrow windows its text is aligned with the margin of the screen behind it.
        """
        columns, rows = window
        self.styles.max_width = columns - 2 * (margin(columns, rows) - FRAME)
        roomy = rows >= ROOMY
        self.set_class(columns < NARROW, "-narrow")
        self.set_class(not roomy, "-short")
        blank = 1 + self._has_keys if roomy else 0
        self.page.styles.max_height = max(rows - FRAME - 1 - blank, 1)


class _Foot(KeyBar):
    """Keys at the foot, with enter and escape first, so that they fit into the narrowest window."""

    def rank(self, binding: Binding) -> int:
        """The place of a key: 0 for enter, 1 for escape, 2 for any other."""
        keys = binding.key.split(",")
        return 0 if "enter" in keys and "escape" not in keys else 1 if "escape" in keys else 2


def _label(binding: Binding) -> str | None:
    """The label of a key. The keys of a scale have none: its numbers are on screen."""
    is_scale = binding.action.startswith(("choose(", "move("))
    return None if is_scale else binding.description


def _no_label(_: Binding) -> None:
    """No label for any key: the dialog's text lists them."""
