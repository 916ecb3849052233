"""What the command palette offers: every place of the program, by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.events import Mount
from textual.screen import Screen

from trainer.session import stages, timeline
from trainer.ui.picker.items import PickerItem
from trainer.ui.picker.screen import PickerScreen

if TYPE_CHECKING:
    from trainer.ui.app import TrainerApp


class Palette(CommandPalette):
    """Textual's own, but for keys that come before it has been laid out, and one closed by then."""

    def _on_mount(self, event: Mount) -> None:
        if self not in self.app.screen_stack:
            event.prevent_default()

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):
            super()._action_command_list(action)


def commands(app: TrainerApp, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Name, meaning and deed of each, over `screen`; in a session only what leaves it as it is."""
    if isinstance(screen, PickerScreen):
        for offer in screen.offers:
            seconds = timeline.build_timeline(list(offer.choices), app.settings.pacing).seconds
            name = offer.title.replace("[", r"\[")  # the palette reads markup
            length = f"Begin now, ≈ {stages.clock(seconds)}"
            yield SystemCommand(f"Start {name}", length, _start(screen, offer))
        yield SystemCommand("History", "Calendar, log and trends", app.action_history)
        yield SystemCommand("Settings", "Everything in config.toml", app.action_settings)
        yield SystemCommand("Welcome", "What to know before the first session", app.action_welcome)
    yield SystemCommand("About", "The leaflet, and where your files are", app.action_about)
    yield SystemCommand("Help", "What this screen is for, and its keys", app.action_help)
    yield SystemCommand("Theme", "Other colours, kept for the next time", app.action_change_theme)
    yield SystemCommand("Draw again", "Where something wrote over it", app.action_paint_again)
    if isinstance(screen, PickerScreen):
        yield SystemCommand("Quit", "Leave the program", app.action_quit)


def _start(picker: PickerScreen, offer: PickerItem) -> Callable[[], object]:
    return lambda: picker.post_message(PickerScreen.Chosen(list(offer.choices)))
