"""A field with its label, which shows whether the field is the one that keys act on."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

HERE = "▸"
"""Follows the label while keys act on the field, also where there is no colour."""


class Question(Horizontal):
    """The label before the field, or above it where a style sheet stacks them."""

    def __init__(self, label: str, field: Widget, *, explained: bool = False) -> None:
        """`explained` is whether what stands below belongs to it as well."""
        self._label = label
        self._shown = Static(label, classes="label" if label else "label -none")
        super().__init__(self._shown, field, classes="question")
        self.set_class(explained, "-explained")

    def on_descendant_focus(self) -> None:
        """Keys act here from now on."""
        here = Content.assemble(f"{self._label} ".lstrip(), HERE)
        self._shown.update(here.stylize("$key"))

    def on_descendant_blur(self) -> None:
        """Keys act elsewhere."""
        self._shown.update(self._label)
