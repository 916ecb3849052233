"""The help for a screen: the purpose of the screen, and all keys that work there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.dom import DOMNode
from textual.events import Resize
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from trainer.settings.keys import display_name
from trainer.ui.dialogs.box import Box
from trainer.ui.terminal.screen import ClosingScreen
from trainer.ui.widgets.hanging import HangingRows
from trainer.ui.widgets.key_bar import KEY

EVERYWHERE = [
    ("ctrl+p", "Command palette: find anything by its name"),
    ("ctrl+l", "Redraw the screen"),
]
RANGE = 3
"""If an action has more keys than this, as in 0–9, only the first and the last are named."""


class HelpScreen(ClosingScreen[None], ModalScreen[None]):
    """Shows the help for the screen behind it."""

    CSS_PATH = "../dialogs/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", "close", key_display="esc"),
    ]

    def __init__(self, title: str, text: str, keys: list[tuple[str, str]], more: str) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._keys = keys
        self._more = more

    def compose(self) -> ComposeResult:
        width = max((len(key) for key, _ in self._keys), default=0)
        keys = [
            (Content.styled(f"{key:>{width}}  ", KEY), Content(meaning))
            for key, meaning in self._keys
        ]
        more = [Static(Content(f"\n{self._more}"))] if self._more else []
        yield Box(
            self._title, Static(Content(self._text), classes="text"), HangingRows(keys), *more
        )

    def on_mount(self) -> None:
        page = self.query_one(Box).page
        page.can_focus = True
        page.focus()  # so that the arrow keys scroll it

    def on_resize(self, event: Resize) -> None:
        self.query_one(Box).fit(event.size)


def help_for(screen: Screen[Any], keymap: Mapping[str, str]) -> HelpScreen:
    """Return the help for a screen and its focused widget: their texts, and the keys that work now.

    The first paragraph of the screen's text comes before the keys, the rest after them.
    """
    first, _, more = (screen.HELP or "").partition("\n\n")
    parts = dict.fromkeys(part.HELP for part in _parts(screen)[1:] if part.HELP)
    keys = [*_keys(screen, keymap), *EVERYWHERE]
    return HelpScreen(screen.title or "Help", "\n\n".join([first, *parts]), keys, more)


def _parts(screen: Screen[Any]) -> list[Any]:
    """Return the screen, then the focused widget and its parents, outermost first.

    Only our own widgets are returned, not those of Textual.
    """
    front = [] if screen.focused is None else screen.focused.ancestors_with_self
    ours = (part for part in front if part is not screen and _is_ours(type(part)))
    inside = [part for part in ours if part is not screen.app]
    return [screen, *reversed(inside)]


def _keys(screen: Screen[Any], keymap: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return all keys with their meanings. Keys with the same meaning are in one row."""
    meanings: dict[str, str] = {}
    keys: dict[str, list[str]] = {}
    for binding in _working(screen, keymap):
        meaning = meanings.setdefault(binding.action, binding.tooltip or binding.description)
        names = keys.setdefault(meaning, [])
        names += [name for name in _names(binding, keymap) if name not in names]
    return [(_together(names), meaning) for meaning, names in keys.items()]


def _working(screen: Screen[Any], keymap: Mapping[str, str]) -> Iterator[Binding]:
    """Yield the bindings of the screen and its focused widget that can be used now."""
    active = screen.active_bindings
    for part in _parts(screen):
        for binding in _declared(type(part)):
            keys = keymap.get(binding.id or "") or next(iter(Binding.make_bindings([binding]))).key
            shown = active.get(keys.partition(",")[0])
            # A disabled key is still listed if the focused widget has its own binding for it, which
            # does the same thing.
            if binding.description and shown and (shown.enabled or shown.binding != binding):
                yield binding


def _declared(kind: type[DOMNode]) -> Iterable[Binding]:
    """Yield the bindings of a class and its base classes, without those of Textual."""
    declared = (each for k in kind.__mro__ if _is_ours(k) for each in vars(k).get("BINDINGS", ()))
    return (binding for binding in declared if isinstance(binding, Binding))


def _is_ours(kind: type) -> bool:
    return kind.__module__.startswith("trainer.")


def _names(binding: Binding, keymap: Mapping[str, str]) -> list[str]:
    """Return the keys of a binding, as printed on a keyboard.

    If the settings have other keys for this action, return only those.
    """
    own = keymap.get(binding.id or "")
    keys = [each.strip() for each in (own or binding.key).split(",")]
    if len(keys) == 1 and binding.key_display and not own:
        return [binding.key_display]
    return [display_name(key) for key in keys]


def _together(keys: list[str]) -> str:
    """Join keys into one text. Leave out keys with ctrl, if there are others."""
    plain = [key for key in keys if not key.startswith("ctrl+")] or keys
    in_a_row = len(plain) > RANGE and all(len(key) == 1 for key in plain)
    return f"{plain[0]}–{plain[-1]}" if in_a_row else " ".join(plain)
