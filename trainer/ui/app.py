"""The app, which opens the screens and handles their messages."""

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
"""The first paint waits this many seconds for the history, so that one paint is enough."""


class TrainerApp(CoachingApp):
    """Glute Trainer in a terminal."""

    TITLE = "Glute Trainer"
    CSS_PATH: ClassVar[CSSPathType] = ["app.tcss", "picker/picker.tcss"]

    def __init__(
        self, places: Places, *, start: list[Choice] | None = None, clock: Clock | None = None
    ) -> None:
        """If `start` has exercises, start a session with them. If not, open the picker."""
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
        """Return values for the variables that a theme leaves undefined.

        These are its colours by role, and the styles for the current row and for text fields.
        """
        roles = {**self.current_theme.variables, **theme.roles_of(self.current_theme)}
        return {**roles, **theme.marks(roles, shades=theme.shades(self))}

    def get_default_screen(self) -> Screen[Any]:
        """Return the picker, which stays below all other screens.

        If the history has been read in time, the picker shows it from the start.
        """
        picker = PickerScreen(self.catalog, self._own, self.settings, self.motion, self.clock)
        with suppress(TimeoutError):
            picker.past = self._summary(self._reading.result(PATIENCE))
        return picker

    def on_mount(self) -> None:
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
        """Save the date from which the weekly rest days apply, unless it is known.

        Rest days must not change the streak of earlier days.
        """
        if not self.settings.has_rest_days_since:
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
        """Start the session, but only once, even if the key is held down."""
        if self._is_choosing:
            self._begin(message.choices, suggested=message.suggested, asks=message.asks)

    @on(PickerScreen.Answered)
    async def _morning_answered(self, message: PickerScreen.Answered) -> None:
        """Save whether the back was worse the morning after a session."""
        from trainer.advice import words
        from trainer.history.store import HistoryStore

        morning = "worse" if message.worse else "same"
        store = HistoryStore(self.places)
        await self.attempt(lambda: store.amend(message.session, next_morning=morning))
        self._reply(words.WORSE_ANSWERED if message.worse else words.SAME_ANSWERED)
        self._read_history()

    @on(PickerScreen.Refused)
    async def _offer_refused(self, message: PickerScreen.Refused) -> None:
        """Save the date on which an offer was refused.

        After the second refusal, the offer is not made again.
        """
        from trainer.advice import offers, words

        key, today = message.offer.key, self._today
        no = {**self.settings.no, key: (*self.settings.no.get(key, ()), today)}
        await self._save_setting(f"no.{key}", list(no[key]))
        self._reply(words.refused(offers.quiet_until(no, key), today))
        self._follow_settings(structs.replace(self.settings, no=no))

    def _reply(self, answer: str) -> None:
        """Show the coach's reply to an answer, and speak it."""
        self.notify(answer, timeout=6)
        self._aloud.say(answer)

    @on(PickerScreen.SettingChanged)
    async def _picker_setting(self, message: PickerScreen.SettingChanged) -> None:
        """Apply and save a setting that was changed on the picker."""
        self._follow_settings(message.settings)
        await self._save_setting(message.key, message.value)

    def action_history(self) -> None:
        from trainer.ui.history.screen import HistoryScreen

        history = HistoryScreen(self.places, self.settings, self.clock)

        def follow(changed: bool | None) -> None:
            if changed:
                self.settings = history.settings
                self._read_history()

        self.push_screen(history, follow)

    # Reading

    def action_help(self) -> None:
        from trainer.ui.reading.help import help_for

        self.push_screen(help_for(self.screen, self.settings.keys))

    def action_about(self) -> None:
        from trainer.ui.reading.about import AboutScreen

        self.push_screen(AboutScreen(self.catalog.source, self.places))

    def action_command_palette(self) -> None:
        from trainer.ui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())  # no id, because an earlier palette may still be closing

    def search_themes(self) -> None:
        """Open the list of themes."""
        from trainer.ui.palette import themes

        self.push_screen(themes())

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        from trainer.ui.palette import commands

        return commands(screen, self.settings.pacing, self.run_action)

    # The settings

    def action_settings(self) -> None:
        """Open the settings screen, after reading the file again."""
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
        # The device's preferences have changed, for example from light to dark.
        os.environ[PAGE] = message.preferences
        self._follow_settings(self.settings)

    @work
    async def _keep_theme(self, chosen: Theme) -> None:
        """Save a theme that was chosen from the palette."""
        if chosen.name not in (self.settings.theme, _theme_for(self.settings)):
            self.settings = structs.replace(self.settings, theme=chosen.name)
            await self._save_setting("theme", chosen.name)


def _theme_for(settings: Settings) -> str:
    """Return the name of the theme to show.

    In a browser, our own theme is light or dark, as the device prefers.
    """
    if settings.theme in {each.name for each in theme.OWN} and is_served(os.environ):
        return (theme.LIGHT if prefers("light", os.environ) else theme.DARK).name
    return settings.theme
