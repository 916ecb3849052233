"""What the command palette offers: every place of the program, by its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from trainer.ui.screens.picker import PickerScreen

if TYPE_CHECKING:
    from trainer.ui.app import TrainerApp


def commands(app: TrainerApp) -> Iterator[SystemCommand]:
    """Name, meaning and deed of each; while a session runs, only what leaves it as it is."""
    if isinstance(app.screen, PickerScreen):
        yield SystemCommand("History", "Calendar, log and trends", app.action_history)
        yield SystemCommand("Settings", "Everything in config.toml", app.action_settings)
        yield SystemCommand("Welcome", "What to know before the first session", app.action_welcome)
    yield SystemCommand("About", "The leaflet, and where your files are", app.action_about)
    yield SystemCommand("Help", "What this screen is for, and its keys", app.action_help)
    yield SystemCommand("Theme", "Other colours, kept for the next time", app.action_change_theme)
    yield SystemCommand("Draw again", "Where something wrote over it", app.action_paint_again)
    if isinstance(app.screen, PickerScreen):
        yield SystemCommand("Quit", "Leave the program", app.action_quit)
