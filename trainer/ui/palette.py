"""The command palette, and its commands: every screen and action, by name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.events import Mount
from textual.screen import Screen
from textual.worker import Worker

from trainer.session import stages
from trainer.session.timeline import Pacing, build_timeline
from trainer.ui.picker.items import PickerItem
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.terminal.screen import ClosingScreen


class Palette(CommandPalette, ClosingScreen[None]):
    """Textual's palette, made safe against keys before its layout and after it has closed."""

    def _on_mount(self, event: Mount) -> None:
        if self not in self.app.screen_stack:
            event.prevent_default()

    def run_worker(self, work: Any, *args: Any, **options: Any) -> Worker[Any]:
        """Run a search, without ending the app if it fails because the palette has closed."""
        return super().run_worker(work, *args, **{**options, "exit_on_error": False})

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):
            super()._action_command_list(action)


Run = Callable[[str], Awaitable[bool]]
"""Runs an action of the app by its name."""


def commands(screen: Screen[Any], pacing: Pacing, run: Run) -> Iterator[SystemCommand]:
    """The commands available over a screen; in a session, only those that do not disturb it."""
    if isinstance(screen, PickerScreen):
        for item in screen.offers:
            seconds = build_timeline(list(item.choices), pacing).seconds
            name = item.title.replace("[", r"\[")  # the palette reads markup
            length = f"Start now, ≈ {stages.clock(seconds)}"
            yield SystemCommand(f"Start {name}", length, _start(screen, item))
        yield SystemCommand("History", "Calendar, log and trends", partial(run, "history"))
        yield SystemCommand("Settings", "Everything in config.toml", partial(run, "settings"))
        about = "What to know before your first session"
        yield SystemCommand("Welcome", about, partial(run, "welcome"))
    yield SystemCommand("About", "The leaflet, and where your files are", partial(run, "about"))
    yield SystemCommand("Help", "What this screen is for, and its keys", partial(run, "help"))
    yield SystemCommand("Theme", "Choose other colours", partial(run, "change_theme"))
    yield SystemCommand("Redraw", "Redraw the screen", partial(run, "paint_again"))
    if isinstance(screen, PickerScreen):
        yield SystemCommand("Quit", "Quit the program", partial(run, "quit"))


def _start(picker: PickerScreen, item: PickerItem) -> Callable[[], object]:
    return lambda: picker.post_message(PickerScreen.Chosen(list(item.choices)))
