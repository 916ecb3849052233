"""A field with its label, which shows whether the field has the focus."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

HERE = "▸"
"""Shown after the label while the field has the focus, so that this is visible without colour."""


class Question(Horizontal):
    """A field with its label to the left, or above it if the style sheet says so."""

    def __init__(self, label: str, field: Widget, *, explained: bool = False) -> None:
        """`explained` is whether the part below belongs to the question too."""
        self._label = label
        self._shown = Static(label, classes="label" if label else "label -none")
        super().__init__(self._shown, field, classes="question")
        self.set_class(explained, "-explained")

    def on_descendant_focus(self) -> None:
        """Mark the label: the field has the focus."""
        here = Content.assemble(f"{self._label} ".lstrip(), HERE)
        self._shown.update(here.stylize("$key"))

    def on_descendant_blur(self) -> None:
        """Remove the mark: the field has lost the focus."""
        self._shown.update(self._label)
