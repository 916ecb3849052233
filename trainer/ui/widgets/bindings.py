"""Makes Textual's bindings from the tables of keys in `trainer.settings.keys`."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from trainer.settings.keys import Key


def bindings(screen: str, keys: Iterable[Key]) -> list[BindingType]:
    """Return a binding for each key of a screen. Its id is its name in the settings."""
    return [
        Binding(
            key.keys,
            key.action,
            key.label,
            show=key.shown,
            key_display=key.display or None,
            priority=key.priority,
            tooltip=key.about,
            id=f"{screen}.{key.id}",
        )
        for key in keys
    ]
