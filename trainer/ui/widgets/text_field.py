"""A field for a line of text."""

from __future__ import annotations

import re

from textual.events import Paste
from textual.widgets import Input

_BREAKS = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


class TextField(Input):
    """Textual's field, but several pasted lines become one line, cut off if it is too long."""

    def on_paste(self, event: Paste) -> None:
        """Insert the pasted text, and tell the user how many characters did not fit."""
        event.prevent_default()
        event.stop()
        text = _BREAKS.sub(" ", event.text).strip()
        selected = len(self.selected_text)
        fitting = text
        if self.max_length:
            fitting = text[: max(self.max_length - len(self.value) + selected, 0)]
        if self.selection.is_empty:
            self.insert_text_at_cursor(fitting)
        else:
            self.replace(fitting, *self.selection)
        if left := len(text) - len(fitting):
            characters = "character does" if left == 1 else "characters do"
            self.app.notify(f"{left} pasted {characters} not fit here.", severity="warning")
