"""The keys of a screen in one line at its foot.

Textual's own footer is a widget for each key, all mounted again whenever the keys change, with
hints that stay over the text after a tap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.style import Style

from trainer.settings.keys import spelled
from trainer.ui.widgets.text_line import TextLine

KEY = "bold $key"
BETWEEN = 2
"""Spaces between one key with its label and the next."""

Label = Callable[[Binding], str | None]
"""What a key does at this moment, in a word or two; None where it need not be shown now."""


class KeyBar(TextLine):
    """Every key that does something now, with what it does, as many as fit whole."""

    DEFAULT_CSS = """
    KeyBar { text-wrap: nowrap; color: $quiet; }
    """
    ALLOW_SELECT = False

    def __init__(self, label: Label | None = None, *, id: str | None = None) -> None:
        """`label` gives keys other names than their bindings do, by the state of the screen."""
        super().__init__(id=id)
        self._label = label or (lambda binding: binding.description)
        self._pairs: list[Content] = []

    @property
    def pairs(self) -> Sequence[Content]:
        """Every key with what it does, also where there is no room for it."""
        return self._pairs

    def on_mount(self) -> None:
        """Say the keys, and say them again whenever they change."""
        self.screen.bindings_updated_signal.subscribe(self, self._say)
        self._say(self.screen)

    def _say(self, screen: Screen[Any]) -> None:
        shown: dict[str, Content] = {}
        for _, binding, enabled, _ in screen.active_bindings.values():
            if binding.show and enabled and binding.action not in shown:
                label = self._label(binding)
                if label:
                    key = binding.key_display or spelled(binding.key)
                    said = Content.assemble((key, KEY), f" {label}")
                    shown[binding.action] = pressing(binding.key, said)
        before, self._pairs = self._pairs, list(shown.values())
        if before != self._pairs:
            self.refresh()

    def render(self) -> Content:
        """As many keys as fit into the width it has been given by now."""
        return fitting(self._pairs, self.size.width)


def fitting(pairs: Iterable[Content], width: int) -> Content:
    """As many pairs in a line as fit whole, the first ones first."""
    line = Content()
    for pair in pairs:
        longer = Content.assemble(line, " " * BETWEEN, pair) if line else pair
        if longer.cell_length > width:
            break
        line = longer
    return line


def pressing(key: str, said: Content) -> Content:
    """A text that presses a key when it is clicked or touched; the app sees to it."""
    return said.stylize(Style.from_meta({"key": key}))


def pressable(content: Content) -> Iterator[tuple[str, str]]:
    """The keys that a content presses, each with what it says of it without the key's name."""
    for start, end, style in content.spans:
        if isinstance(style, Style) and (key := style.meta.get("key")):
            named = [n.end for n in content.spans if n.style == KEY and start <= n.start < end]
            yield key, content.plain[max(named, default=start) : end].strip()


def answer_line(key: str, text: str) -> Content:
    """One answer of a dialog: its key, and what it does."""
    shown = "esc" if key == "escape" else key
    return pressing(key, Content.assemble((f"{shown:<7}", KEY), text))
