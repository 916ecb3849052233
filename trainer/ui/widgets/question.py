"""A field with its label, which shows whether the field has the focus."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

HERE = "▸"
"""The sign after the label of the field with the focus, for terminals without colour."""


class Question(Horizontal):
    """A field with its label, which is to the left or, if the style sheet says so, above."""

    def __init__(self, label: str, field: Widget, *, explained: bool = False) -> None:
        """Create a question. `explained` says whether the part below explains this question."""
        self._label = label
        self._shown = Static(label, classes="label" if label else "label -none")
        super().__init__(self._shown, field, classes="question")
        self.set_class(explained, "-explained")

    def on_descendant_focus(self) -> None:
        here = Content.assemble(f"{self._label} ".lstrip(), HERE)
        self._shown.update(here.stylize("$key"))

    def on_descendant_blur(self) -> None:
        self._shown.update(self._label)
