"""The command palette and its commands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.events import Resize
from textual.screen import Screen
from textual.theme import ThemeProvider
from textual.worker import Worker

from trainer.session import stages
from trainer.session.timeline import Pacing, build_timeline
from trainer.ui.dialogs.box import FRAME
from trainer.ui.picker.items import PickerItem
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.terminal.screen import ClosingScreen
from trainer.ui.widgets.grid import margin

ABOVE = 3
"""The rows of the frame and the field."""


class Palette(CommandPalette, ClosingScreen[None]):
    """Textual's palette. Unlike the original, it survives keys that come too early or too late."""

    CSS_PATH = "palette.tcss"

    def __init__(self, title: str = "Commands", **options: Any) -> None:
        """`title` is shown in the frame. `options` are passed on to Textual."""
        super().__init__(placeholder="type to search", **options)
        self.title = title

    def on_mount(self) -> None:
        self.query_one("#--container").border_title = self.title

    def on_resize(self, event: Resize) -> None:
        columns, rows = event.size
        for box in self.query("#--container"):  # there is none if the palette closed too soon
            box.styles.max_width = columns - 2 * (margin(columns, rows) - FRAME)
        for results in self.query("#--results"):
            results.styles.max_height = max(rows - ABOVE, 1)

    def run_worker(self, work: Any, *args: Any, **options: Any) -> Worker[Any]:
        """Run a search. If the search fails because the palette has closed, do not end the app."""
        return super().run_worker(work, *args, **{**options, "exit_on_error": False})

    def _action_command_list(self, action: str) -> None:
        with suppress(KeyError):
            super()._action_command_list(action)


Run = Callable[[str], Awaitable[bool]]
"""Runs an action of the app by its name."""


def themes() -> Palette:
    """Return a palette to choose a theme from."""
    return Palette("Theme", providers=[ThemeProvider])


def commands(screen: Screen[Any], pacing: Pacing, run: Run) -> Iterator[SystemCommand]:
    """Yield the commands for a screen. In a session, leave out those that would disturb it.

    Each title says what the command does, so that people can also search for its purpose.
    """
    if isinstance(screen, PickerScreen):
        for item in screen.offers:
            seconds = build_timeline(list(item.choices), pacing).seconds
            name = item.title.replace("[", r"\[")  # the palette reads markup
            start = f"Start {name}, {stages.clock(seconds)}"
            yield SystemCommand(start, "", _start(screen, item))
        yield _opens("History: calendar, log and trends", run, "history")
        yield _opens("Settings: everything in config.toml", run, "settings")
        yield _opens("Welcome: what to know before your first session", run, "welcome")
    yield _opens("About: the leaflet, and where your files are", run, "about")
    yield _opens("Help: what this screen is for, and its keys", run, "help")
    yield _opens("Theme: choose other colours", run, "change_theme")
    yield _opens("Redraw: clean up the screen", run, "paint_again")
    if isinstance(screen, PickerScreen):
        yield _opens("Quit: close the program", run, "quit")


def _opens(title: str, run: Run, action: str) -> SystemCommand:
    return SystemCommand(title, "", partial(run, action))


def _start(picker: PickerScreen, item: PickerItem) -> Callable[[], object]:
    return lambda: picker.post_message(PickerScreen.Chosen(list(item.choices)))
