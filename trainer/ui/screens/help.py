"""Help for one screen: what it is for, in its own words, and every key that works there."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static


class HelpScreen(ModalScreen[None]):
    """The help of the screen below it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "dismiss", "Close", key_display="esc"),
    ]

    def __init__(self, title: str, text: str, keys: list[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The text, then the keys in two columns."""
        width = max((len(key) for key, _ in self._keys), default=0) + 2
        keys = [
            part
            for key, meaning in self._keys
            for part in ((key.rjust(width), "bold $primary"), f"  {meaning}\n")
        ]
        with VerticalScroll(classes="dialog wide") as dialog:
            dialog.border_title = self._title
            dialog.border_subtitle = "esc closes"
            yield Static(Content(self._text), classes="text")
            yield Static(Content.assemble(*keys), classes="keys")


def help_for(screen: Screen[Any], title: str, text: str) -> HelpScreen:
    """The help of a screen, its keys read from its own bindings."""
    keys = [
        (screen.app.get_key_display(binding), binding.tooltip or binding.description)
        for _, bindings in screen._bindings.key_to_bindings.items()
        for binding in bindings
        if binding.description and not binding.system
    ]
    return HelpScreen(title, text, list(dict.fromkeys(keys)))
