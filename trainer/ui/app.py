"""The app: opens the screens, and handles their messages. No other module knows all of them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import structs
from textual import on, work
from textual.app import SystemCommand
from textual.screen import Screen
from textual.theme import Theme
from textual.types import CSSPathType

from trainer.catalog import Choice
from trainer.clock import Clock, SystemClock
from trainer.files.places import Places
from trainer.files.remote import PAGE, is_served, prefers
from trainer.files.safe_text import sanitize
from trainer.settings.model import Settings, read_settings
from trainer.ui import theme
from trainer.ui.coaching import CoachingApp
from trainer.ui.picker.catalog_watcher import CatalogWatcher
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.terminal.page_messages import PagePrefers
from trainer.ui.widgets.motion import resolve

if TYPE_CHECKING:
    from trainer.ui.settings.screen import SettingsScreen

PATIENCE = 0.05
"""Seconds that the first paint waits for the history, so that one paint is enough."""


class TrainerApp(CoachingApp):
    """Glute Trainer on a terminal."""

    TITLE = "Glute Trainer"
    CSS_PATH: ClassVar[CSSPathType] = ["app.tcss", "picker/picker.tcss"]

    def __init__(
        self, places: Places, *, start: list[Choice] | None = None, clock: Clock | None = None
    ) -> None:
        """`start` holds the exercises of a session to begin with; without it the picker opens."""
        loaded = read_settings(places.config_file)
        super().__init__(places, loaded.settings, clock or SystemClock(), start)
        self._problems = [
            str(problem) for problem in loaded.problems
        ]  # the picker shows those of the catalog
        self.set_keymap(self.settings.keys)
        colours = theme.depth(self.console.color_system, self.no_color)
        own = [theme.house_theme(each.dark, colours) for each in theme.OWN]
        chosen = _theme_for(self.settings)
        if not self.begin_in_theme(chosen, own):
            unknown = f"{places.config_file}: theme: there is no theme called {chosen}"
            self._problems.append(sanitize(f"{unknown}; press s to choose from the list"))
            self.begin_in_theme(theme.DARK.name, own)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The variables that a theme may lack: its colours by role, and the marks of rows and
        fields."""
        roles = {**self.current_theme.variables, **theme.roles_of(self.current_theme)}
        return {**roles, **theme.marks(roles, shades=theme.shades(self))}

    def get_default_screen(self) -> Screen[Any]:
        """The picker, which stays below all other screens. It has the history from the start if
        that was read in time."""
        picker = PickerScreen(self.catalog, self._own, self.settings, self.motion, self.clock)
        with suppress(TimeoutError):
            picker.past = self._summary(self._reading.result(PATIENCE))
        return picker

    def on_mount(self) -> None:
        """Start the requested session, or offer one that was cut off."""
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        for problem in self._problems[:3]:
            self.notify(problem, title="Ignored setting", severity="warning", timeout=15)
        if len(self._problems) > 3:
            more = f"{len(self._problems)} problems in all: glute-trainer check lists them."
            self.notify(more, severity="warning", timeout=15)
        if self._start:
            self._begin(self._start)
        else:
            self.call_after_refresh(self._look_for_interrupted)
        self.call_after_refresh(self._read_history, self._reading)
        self._note_rest_days()

    @work(group="rest-days")
    async def _note_rest_days(self) -> None:
        """Record the date from which the current weekly rest days apply, so that past days keep
        theirs."""
        if not self.settings.knows_rest_days:
            from trainer.settings.writing import note_rest_days

            await self.attempt(
                lambda: note_rest_days(self.places.config_file, self._today), quiet=True
            )

    # The picker

    @on(CatalogWatcher.Saved)
    def _own_saved(self, message: CatalogWatcher.Saved) -> None:
        self.catalog = message.catalog
        self.places = structs.replace(self.places, catalog_file=self.places.own_catalog_file)
        self._read_history()

    @on(PickerScreen.Chosen)
    def _chosen(self, message: PickerScreen.Chosen) -> None:
        """Start the session, but only once if a key is held down or the screen is tapped twice."""
        if self._is_choosing:
            self._begin(message.choices, suggested=message.suggested, asks=message.asks)

    @on(PickerScreen.Answered)
    async def _morning_answered(self, message: PickerScreen.Answered) -> None:
        """Save the answer about the next morning with the session it is about."""
        from trainer.advice import words
        from trainer.history.store import HistoryStore

        morning = "worse" if message.worse else "same"
        store = HistoryStore(self.places)
        await self.attempt(lambda: store.amend(message.session, next_morning=morning))
        self._reply(words.WORSE_ANSWERED if message.worse else words.SAME_ANSWERED)
        self._read_history()

    @on(PickerScreen.Refused)
    async def _offer_refused(self, message: PickerScreen.Refused) -> None:
        """Save the date of a refused offer; after the second refusal it is not made again."""
        from trainer.advice import offers, words

        key, today = message.offer.key, self._today
        no = {**self.settings.no, key: (*self.settings.no.get(key, ()), today)}
        await self._save_setting(f"no.{key}", list(no[key]))
        self._reply(words.refused(offers.quiet_until(no, key), today))
        self._follow_settings(structs.replace(self.settings, no=no))

    def _reply(self, answer: str) -> None:
        """Show and speak the coach's reply to an answer."""
        self.notify(answer, timeout=6)
        self._aloud.say(answer)

    @on(PickerScreen.SettingChanged)
    async def _picker_setting(self, message: PickerScreen.SettingChanged) -> None:
        """Apply a change made on the picker, such as a dose, at once, and save it."""
        self._follow_settings(message.settings)
        await self._save_setting(message.key, message.value)

    def action_history(self) -> None:
        """Open the history."""
        from trainer.ui.history.screen import HistoryScreen

        history = HistoryScreen(self.places, self.settings, self.clock)

        def follow(changed: bool | None) -> None:
            if changed:
                self.settings = history.settings
                self._read_history()

        self.push_screen(history, follow)

    # Reading

    def action_help(self) -> None:
        """Show the help of the current screen."""
        from trainer.ui.reading.help import help_for

        self.push_screen(help_for(self.screen, self.settings.keys))

    def action_about(self) -> None:
        """Show the screen about the leaflet and the user's files."""
        from trainer.ui.reading.about import AboutScreen

        self.push_screen(AboutScreen(self.catalog.source, self.places))

    def action_command_palette(self) -> None:
        """Open the command palette."""
        from trainer.ui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())  # without an id: an earlier one may still be closing

    def search_themes(self) -> None:
        """Open the list of themes, which looks like the palette."""
        from trainer.ui.palette import themes

        self.push_screen(themes())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The commands of the palette."""
        from trainer.ui.palette import commands

        return commands(screen, self.settings.pacing, self.run_action)

    # The settings

    def action_settings(self) -> None:
        """Open the settings, read again from the file."""
        from trainer.ui.settings.screen import SettingsScreen

        loaded = read_settings(self.places.config_file)
        if not loaded.problems:
            self._follow_settings(loaded.settings)
        themes = [own.name for own in theme.OWN]
        themes += sorted(set(self.available_themes) - set(themes))
        self.push_screen(
            SettingsScreen(self.places.config_file, self.settings, themes, self.write_out)
        )

    def on_settings_screen_changed(self, message: SettingsScreen.Changed) -> None:
        """Apply the changed settings at once."""
        self._follow_settings(message.settings)

    def _follow_settings(self, settings: Settings) -> None:
        self.settings = settings
        self.set_keymap(settings.keys)
        self.motion = resolve(settings.motion, os.environ)
        if (chosen := _theme_for(settings)) in self.available_themes:
            self.theme = chosen
        self._picker.follow_settings(settings, self.motion)
        self._read_history()
        self._note_rest_days()

    def on_page_prefers(self, message: PagePrefers) -> None:
        """Follow the device's new preferences, such as a change from light to dark."""
        os.environ[PAGE] = message.preferences
        self._follow_settings(self.settings)

    @work
    async def _keep_theme(self, chosen: Theme) -> None:
        """Save a theme chosen from the palette, as the settings screen does."""
        if chosen.name not in (self.settings.theme, _theme_for(self.settings)):
            self.settings = structs.replace(self.settings, theme=chosen.name)
            await self._save_setting("theme", chosen.name)


def _theme_for(settings: Settings) -> str:
    """The name of the theme to show: in a page, our own theme is light or dark like the device."""
    if settings.theme in {each.name for each in theme.OWN} and is_served(os.environ):
        return (theme.LIGHT if prefers("light", os.environ) else theme.DARK).name
    return settings.theme
