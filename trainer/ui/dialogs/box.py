"""The frame of every dialog, with the title, the text, and the keys at the bottom."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Size
from textual.widget import Widget

from trainer.ui.widgets.grid import margin
from trainer.ui.widgets.key_bar import KeyBar

ROOMY = 20
"""In windows with fewer rows, a dialog's text has no blank lines around it."""
NARROW = 66
"""In windows with fewer columns, a label is above its field."""
FRAME = 2
"""The columns, or rows, of the border on both sides together."""


class Box(Vertical):
    """The frame of a dialog.

    If the text does not fit, it scrolls. The keys stay visible, and show that there is more text.
    """

    def __init__(self, title: str, *body: Widget, keys: bool = True, wide: bool = True) -> None:
        """If `keys` is true, the keys are listed at the bottom. If not, the text must list them."""
        super().__init__(classes="dialog wide" if wide else "dialog")
        self.border_title = title
        self._has_keys = keys
        self.page = VerticalScroll(*body, classes="page", can_focus=False)
        """The text, which scrolls."""
        self._foot = _Foot(_label if keys else _no_label)

    def compose(self) -> ComposeResult:
        yield self.page
        yield self._foot

    def on_mount(self) -> None:
        self.set_class(not self._has_keys, "-answers")
        self._foot.follow(self.page)

    def fit(self, window: Size) -> None:
        """Fit the dialog into a window.

        In a narrow window, its text is aligned with the text of the screen behind it.
        """
        columns, rows = window
        self.styles.max_width = columns - 2 * (margin(columns, rows) - FRAME)
        roomy = rows >= ROOMY
        self.set_class(columns < NARROW, "-narrow")
        self.set_class(not roomy, "-short")
        blank = 1 + self._has_keys if roomy else 0
        self.page.styles.max_height = max(rows - FRAME - 1 - blank, 1)


class _Foot(KeyBar):
    """The keys at the bottom. Enter and escape come first, so that they fit in narrow windows."""

    def rank(self, binding: Binding) -> int:
        """Return 0 for enter, 1 for escape, and 2 for other keys."""
        keys = binding.key.split(",")
        return 0 if "enter" in keys and "escape" not in keys else 1 if "escape" in keys else 2


def _label(binding: Binding) -> str | None:
    """Return the label of a key, or None for the keys of a scale, whose numbers are on screen."""
    is_scale = binding.action.startswith(("choose(", "move("))
    return None if is_scale else binding.description


def _no_label(_: Binding) -> None:
    """Return no label for any key, because the dialog's text lists the keys."""
