"""Help for one screen: what it is for, in its own words, and every key that works there."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

EVERYWHERE = [("^p", "Commands, themes and what the program is about"), ("^l", "Draw again")]
RANGE = 3
"""Keys for the same from which only the first and the last are named."""


class HelpScreen(ModalScreen[None]):
    """The help of the screen below it."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "Close", key_display="esc"),
    ]

    def __init__(self, title: str, text: str, keys: list[tuple[str, str]]) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._keys = keys

    def compose(self) -> ComposeResult:
        """The text, then the keys in two columns."""
        width = max((len(key) for key, _ in self._keys), default=0)
        keys = [
            part
            for key, meaning in self._keys
            for part in ((key.rjust(width), "bold $primary"), f"  {meaning}\n")
        ]
        with VerticalScroll(classes="dialog wide") as dialog:
            dialog.border_title = self._title
            dialog.border_subtitle = "↑ ↓ read on · esc closes"
            yield Static(Content(self._text), classes="text")
            yield Static(Content.assemble(*keys), classes="keys")


def help_for(screen: Screen[Any]) -> HelpScreen:
    """The help of a screen: its own title and text, and the keys of its own bindings."""
    return HelpScreen(screen.title or "Help", screen.HELP or "", [*_keys(screen), *EVERYWHERE])


def _keys(screen: Screen[Any]) -> list[tuple[str, str]]:
    """Every key of a screen with what it does, those in the footer first, in its own order."""
    bindings = [binding for binding in _own(type(screen)) if binding.description]
    meanings: dict[str, list[str]] = {}
    for binding in sorted(bindings, key=lambda binding: not binding.show):
        keys = meanings.setdefault(binding.tooltip or binding.description, [])
        keys += [key for key in _named(screen.app, binding) if key not in keys]
    return [(_together(keys), meaning) for meaning, keys in meanings.items()]


def _own(kind: type[Screen[Any]]) -> list[Binding]:
    """The bindings that a kind of screen brings itself, not those that every screen has."""
    ours = [each for each in kind.__mro__ if each.__module__.startswith("trainer.")]
    declared = [binding for each in ours for binding in vars(each).get("BINDINGS", ())]
    return [binding for binding in declared if isinstance(binding, Binding)]


def _named(app: App[Any], binding: Binding) -> list[str]:
    """The keys of a binding as they stand on a keyboard."""
    if binding.key_display:
        return [binding.key_display]
    return [app.get_key_display(each) for each in Binding.make_bindings([binding])]


def _together(keys: list[str]) -> str:
    in_a_row = len(keys) > RANGE and all(len(key) == 1 for key in keys)
    return f"{keys[0]}–{keys[-1]}" if in_a_row else " ".join(keys)
