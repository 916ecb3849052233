"""The keys of a screen in one line at its foot.

Textual's own footer is a widget for each key, all mounted anew whenever the keys change: more to
style and lay out than the rest of the picker.
"""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.screen import Screen
from textual.style import Style

from trainer.ui.widgets.text_line import TextLine

KEY = "bold $footer-key-foreground"


class KeyBar(TextLine):
    """Every key that does something now, with what it does."""

    DEFAULT_CSS = """
    KeyBar { text-wrap: nowrap; color: $footer-description-foreground; }
    """
    ALLOW_SELECT = False

    def on_mount(self) -> None:
        """Say the keys, and say them again whenever they change."""
        self.screen.bindings_updated_signal.subscribe(self, self._say)
        self._say(self.screen)

    def _say(self, screen: Screen[Any]) -> None:
        shown: dict[str, Content] = {}
        for _, binding, enabled, _ in screen.active_bindings.values():
            if binding.show and enabled and binding.action not in shown:
                key = self.app.get_key_display(binding)
                said = Content.assemble((key, KEY), f"\u00a0{binding.description}")
                shown[binding.action] = pressing(binding.key, said)
        self.content = Content(" ").join(shown.values())


def pressing(key: str, said: Content) -> Content:
    """A text that presses a key when it is clicked or touched; the app sees to it."""
    return said.stylize(Style.from_meta({"key": key}))


def answer_line(key: str, text: str) -> Content:
    """One answer of a dialog: its key, and what it does."""
    shown = "esc" if key == "escape" else key
    return pressing(key, Content.assemble((f"{shown:>7}", "bold $primary"), f"   {text}"))
