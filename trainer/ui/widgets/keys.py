"""The keys of a screen in one line at its foot.

Textual's own footer is a widget for each key, all mounted anew whenever the keys change: more to
style and lay out than the rest of the picker.
"""

from __future__ import annotations

from typing import Any

from textual.content import Content
from textual.events import Click
from textual.screen import Screen
from textual.style import Style

from trainer.ui.widgets.line import Line

KEY = "bold $footer-key-foreground"


class Keys(Line):
    """Every key that does something now, with what it does. A click on one presses it."""

    DEFAULT_CSS = """
    Keys { text-wrap: nowrap; color: $footer-description-foreground; }
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
                key, pressed = self.app.get_key_display(binding), {"key": binding.key}
                said = Content.assemble((key, KEY), f" {binding.description}")
                shown[binding.action] = said.stylize(Style.from_meta(pressed))
        self.content = Content(" ").join(shown.values())

    def on_click(self, event: Click) -> None:
        """Press the key that was clicked on."""
        if key := event.style.meta.get("key"):
            self.app.simulate_key(key)
