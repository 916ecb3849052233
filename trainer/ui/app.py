"""The app: opens screens and routes their messages. Only it knows them all."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import date
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
from trainer.files.remote import is_served, prefers
from trainer.files.safe_text import sanitize
from trainer.history.habit import Standing
from trainer.history.records import SessionRecord, training_day
from trainer.settings.model import Settings, read_settings
from trainer.ui import theme
from trainer.ui.aloud import Aloud
from trainer.ui.picker.catalog_watcher import CatalogWatcher
from trainer.ui.picker.items import HistorySummary
from trainer.ui.picker.own_catalog import OwnCatalog
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.picker.summary import standing_on, summary_of
from trainer.ui.terminal.app import TerminalApp
from trainer.ui.terminal.page import PageHeard, PagePressed
from trainer.ui.widgets.four_weeks import four_weeks
from trainer.ui.widgets.motion import resolve

if TYPE_CHECKING:
    # Loaded when first needed, after the picker is on screen.
    from trainer.coach import Coach, Listener
    from trainer.cues import Cues
    from trainer.cues.page import PageSound
    from trainer.history.in_progress import Interrupted
    from trainer.history.store import History
    from trainer.ui.session.screen import SessionScreen
    from trainer.ui.settings.screen import SettingsScreen

PATIENCE = 0.05
"""Seconds the first paint waits for the history, so that one paint is enough."""
KEYS_TOLD = 0.2
"""Seconds between two looks at the keys that a page in a browser shows as buttons."""
SETTLED = 1.0
"""Seconds after which start-up objects are frozen for the garbage collector."""

ENDING = ("SIGHUP", "SIGTERM", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGXCPU")
"""Signals that end a program without a word where nobody answers them."""


class TrainerApp(TerminalApp):
    """Glute Trainer on a terminal."""

    TITLE = "Glute Trainer"
    CSS_PATH: ClassVar[CSSPathType] = ["app.tcss", "picker/picker.tcss"]

    def __init__(
        self, places: Places, *, start: list[Choice] | None = None, clock: Clock | None = None
    ) -> None:
        """Opens the picker, or straight into a session of these exercises."""
        super().__init__()
        self.places = places
        self.clock = clock or SystemClock()
        self._start = start
        self.saved_on_failing = ""
        loaded = read_settings(places.config_file)
        self.settings = loaded.settings
        self._own = OwnCatalog(places)
        self.catalog = self._own.load()
        self._reported = ""  # what was last said about the history
        self._faults = [str(fault) for fault in loaded.faults]  # the picker reports the catalog's
        self.set_keymap(self.settings.keys)
        self.motion = resolve(self.settings.motion, os.environ)
        self._coach: Coach | None = None
        self._page: PageSound | None = None
        self._keys_told: dict[str, object] = {}
        in_page = self._cues if is_served(os.environ) else None
        self._aloud = Aloud(lambda: self.settings.cues, in_page)
        self._reading = ThreadPoolExecutor(1).submit(self._history)
        colours = theme.depth(self.console.color_system, self.no_color)
        own = [theme.own(each.dark, colours) for each in theme.OWN]
        chosen = self.settings.theme
        if chosen in {each.name for each in own} and is_served(os.environ):  # as the device is
            chosen = (theme.LIGHT if prefers("light", os.environ) else theme.DARK).name
        if not self.begin_in_theme(chosen, own):
            unknown = f"{places.config_file}: theme: there is no theme called {chosen}"
            self._faults.append(sanitize(f"{unknown}; press s to choose from the list"))
            self.begin_in_theme(theme.DARK.name, own)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The roles of colour for themes without their own."""
        return theme.roles_of(self.current_theme)

    def get_default_screen(self) -> Screen[Any]:
        """The picker, below everything else, with the history where that is soon read."""
        picker = PickerScreen(
            self.catalog,
            self._own,
            self.settings,
            self.motion,
            self.clock,
        )
        with suppress(TimeoutError):
            picker.past = self._summary(self._reading.result(PATIENCE))
        return picker

    def on_mount(self) -> None:
        """Start the requested session, or offer one that was cut off."""
        self._answer_signals()
        if self.is_web:
            self.set_interval(KEYS_TOLD, self._tell_keys)
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        self.set_timer(SETTLED, _collect)
        for fault in self._faults[:3]:
            self.notify(fault, title="Not used", severity="warning", timeout=15)
        if len(self._faults) > 3:
            more = f"{len(self._faults)} problems in all: glute-trainer check lists them."
            self.notify(more, severity="warning", timeout=15)
        if self._start:
            self._begin(self._start)
        else:
            self.call_after_refresh(self._look_for_interrupted)
        self.call_after_refresh(self._read_history, self._reading)
        self._note_rest_days()

    @work(group="rest-days")
    async def _note_rest_days(self) -> None:
        """Note since when the weekly rest days are as they are, so that the past stays."""
        if not self.settings.knows_rest_days:
            from trainer.settings.writing import note_rest_days

            await self.attempt(
                lambda: note_rest_days(self.places.config_file, self._today), quiet=True
            )

    # Sessions

    @on(CatalogWatcher.Saved)
    def _own_saved(self, message: CatalogWatcher.Saved) -> None:
        self.catalog = message.catalog
        self.places = structs.replace(self.places, catalog_file=self.places.own_catalog_file)
        self._read_history()

    @on(PickerScreen.Chosen)
    def _chosen(self, message: PickerScreen.Chosen) -> None:
        """Start once, even if a key is held down or the screen is tapped twice."""
        if self._is_choosing:
            self._begin(message.choices, suggested=message.suggested, asks=message.asks)

    @on(PickerScreen.Answered)
    async def _morning_answered(self, message: PickerScreen.Answered) -> None:
        """The morning after belongs to the session it is about."""
        from trainer.advice import words
        from trainer.history.store import HistoryStore

        morning = "worse" if message.worse else "same"
        store = HistoryStore(self.places)
        await self.attempt(lambda: store.amend(message.session, next_morning=morning))
        self._tell(words.WORSE_ANSWERED if message.worse else words.SAME_ANSWERED)
        self._read_history()

    @on(PickerScreen.Refused)
    async def _offer_refused(self, message: PickerScreen.Refused) -> None:
        """Remember when; the second time it is for good."""
        from trainer.advice import offers, words

        key, today = message.offer.key, self._today
        no = {**self.settings.no, key: (*self.settings.no.get(key, ()), today)}
        await self._save_setting(f"no.{key}", list(no[key]))
        self._tell(words.refused(offers.quiet_until(no, key), today))
        self._follow_settings(structs.replace(self.settings, no=no))

    def _tell(self, answer: str) -> None:
        """The answer to an answer, shown and said."""
        self.notify(answer, timeout=6)
        self._aloud.say(answer)

    @on(PickerScreen.SettingChanged)
    async def _picker_setting(self, message: PickerScreen.SettingChanged) -> None:
        """A dose, or what is not for somebody: in force at once, and remembered."""
        self._follow_settings(message.settings)
        await self._save_setting(message.key, message.value)

    @property
    def _today(self) -> date:
        return training_day(self.clock.now(), self.settings.day_starts_at)

    @property
    def _picker(self) -> PickerScreen:
        return next(s for s in self.screen_stack if isinstance(s, PickerScreen))

    @property
    def _is_choosing(self) -> bool:
        """Whether the picker is in front and nothing is about to replace it."""
        beginning = any(w.group == "begin" and not w.is_finished for w in self.workers)
        return isinstance(self.screen, PickerScreen) and not beginning

    @work(group="begin")
    async def _begin(
        self, choices: list[Choice], *, suggested: bool = False, asks: bool = True
    ) -> None:
        if self._start and not self.settings.welcomed:
            await self._welcome_who_is_new()
        from trainer.coach import begin, refuse
        from trainer.ui.session import starting

        past = self._picker.past or await self._current_summary()
        start = await starting.ask(
            self,
            past.advice,
            choices,
            suggested=suggested,
            asks=asks,
            again=lambda pain: past.again(self.catalog, self.settings, pain),
            say=self._aloud.say,
        )
        if start is None:
            return
        if start.refused:
            args = (start.choices, self.clock, self.places, self.settings, start.pain or 0)
            await self.attempt(lambda: refuse(*args))
            self._read_history()
            return
        coach = begin(
            start.choices,
            self.clock,
            self.places,
            self.settings,
            self._cues(),
            pain_before=start.pain,
            listener=self._listener(),
        )
        self._open(coach)

    def _open(self, coach: Coach) -> None:
        from trainer.ui.session.screen import SessionScreen

        self._coach = coach
        self._aloud.hush()
        self._tell_how_to_get_a_voice(coach)
        self.push_screen(SessionScreen(coach, self.motion, self.catalog, self.settings.figure))

    @work
    async def _tell_how_to_get_a_voice(self, coach: Coach) -> None:
        """Once, where the session would speak and this machine cannot."""
        if coach.cues.missing and not self.settings.voice_missed:
            self.notify(coach.cues.missing, timeout=20)
            self.settings = structs.replace(self.settings, voice_missed=True)
            await self._save_setting("voice_missed", True, quiet=True)

    def _listener(self) -> Listener:
        """What the history says of somebody who is to be told how an exercise goes."""
        from trainer.coach import Listener
        from trainer.history.habit import familiar

        past = self._picker.past
        if past is None:
            return Listener()
        return Listener(familiar(past.recent, past.today), very_first=not past.done)

    def _cues(self) -> Cues:
        from trainer.cues import of_settings

        if not self.is_web:
            return of_settings(self.settings.cues, self.write_out)
        from trainer.cues import in_page

        cues, self._page = in_page(self.settings, self.write_out, self.tell_page, self.clock)
        return cues

    def on_page_heard(self, message: PageHeard) -> None:
        """The page's voice has come to the end of its words."""
        if self._page is not None:
            self._page.heard(message.text, message.seconds)

    def on_page_pressed(self, message: PagePressed) -> None:
        """A button of the page stands for a key."""
        self.simulate_key(message.key)

    def _tell_keys(self) -> None:
        """Tell the page which keys mean something now; no signal tells of every change."""
        from trainer.ui.page_keys import page_keys

        if (keys := page_keys(self.screen, self._coach is not None)) != self._keys_told:
            self._keys_told = keys
            self.tell_page(keys)

    @work
    async def on_session_screen_finished(self, message: SessionScreen.Finished) -> None:
        """Save what was done, and ask how it was."""
        coach = message.coach
        coach.stand_down()
        self._coach = None
        try:
            await self._finish(message)
        finally:
            coach.close()

    async def _finish(self, message: SessionScreen.Finished) -> None:
        coach = message.coach
        if not message.keep or not coach.worth_keeping:
            await asyncio.to_thread(coach.finish, False)
            self._close_session()
            self.notify("Nothing was done yet." if message.keep else "Nothing was saved.")
            return
        before = await self._standing()
        record = await self.attempt(coach.finish)
        if record is None:  # to the last rep, for when there is room again
            await self.attempt(coach.save, quiet=True)
            self._close_session()
            return
        if coach.pending_notice:
            self.notify(coach.pending_notice, severity="warning", timeout=15)
        after = await self._standing()
        self._close_session()
        await self._check_in(record, before, after, message.pain, coach.cues)
        self._read_history()
        if self._start:
            self._start = None
            self._look_for_interrupted()

    def _close_session(self) -> None:
        """Back to the picker, also from whatever was opened over the session."""
        while not isinstance(self.screen, PickerScreen):
            self.pop_screen()

    async def _check_in(
        self,
        record: SessionRecord,
        before: Standing,
        after: Standing,
        pain: int | None,
        cues: Cues,
    ) -> None:
        from trainer.cues import talks
        from trainer.history.store import HistoryStore
        from trainer.ui.session.check_in import CheckInScreen

        past = await self._current_summary()
        weeks = four_weeks(past.trained, past.today, past.days_off)
        check_in = CheckInScreen(
            record,
            before,
            after,
            self.catalog,
            pain,
            past.advice,
            cues,
            weeks,
            self.settings.figure,
        )
        given = await self.push_screen_wait(check_in)
        answers = {
            name: value
            for name in ("pain_after", "effort", "note")
            if (value := getattr(given, name)) is not None
        }
        if answers:
            store = HistoryStore(self.places)
            await self.attempt(lambda: store.amend(record.id, **answers))
            cues.last_words(talks.KEPT)

    # The history

    def _history(self) -> History:
        from trainer.history.store import HistoryStore

        return HistoryStore(self.places).recover()

    async def _standing(self) -> Standing:
        history = await asyncio.to_thread(self._history)
        return standing_on(history.sessions, self.clock.now(), self.settings)

    @work(exclusive=True, group="history")
    async def _read_history(self, reading: Future[History] | None = None) -> None:
        wanted = asyncio.wrap_future(reading) if reading else asyncio.to_thread(self._history)
        history = await wanted
        self._report_trouble(history)
        summary = self._picker.past = self._summary(history)
        if isinstance(self.screen, PickerScreen):
            self._aloud.follow(summary.advice)

    def _report_trouble(self, history: History) -> None:
        """Say what is wrong with the history, once for as long as it stays the same."""
        if history.notices or history.broken or history.faults:
            from trainer.ui.history.summary import trouble  # only where something is wrong

            if (text := trouble(history)) != self._reported:
                self.notify(text, severity="warning", timeout=20)
                self._reported = text

    def _summary(self, history: History) -> HistorySummary:
        return summary_of(history.sessions, self.clock.now(), self.settings, self.catalog)

    async def _current_summary(self) -> HistorySummary:
        return self._summary(await asyncio.to_thread(self._history))

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
        """Show what this screen is for, and its keys."""
        from trainer.ui.reading.help import help_for

        self.push_screen(help_for(self.screen, self.settings.keys))

    def action_about(self) -> None:
        """The leaflet, and where the files are."""
        from trainer.ui.reading.about import AboutScreen

        self.push_screen(AboutScreen(self.catalog.source, self.places))

    async def _welcome_who_is_new(self) -> None:
        history = await asyncio.wrap_future(self._reading)
        new = not (history.sessions or history.broken)
        if new and isinstance(self.screen, PickerScreen):
            await self._welcome()

    @work
    async def action_welcome(self) -> None:
        """What to know before the first session."""
        await self._welcome()

    async def _welcome(self) -> None:
        """Show it, and remember that it was read."""
        from trainer.ui.reading.welcome import WelcomeScreen

        await self.push_screen_wait(WelcomeScreen(self.catalog.source, self.motion, self.clock))
        self.settings = structs.replace(self.settings, welcomed=True)
        await self._save_setting("welcomed", True, quiet=True)  # otherwise it is shown once more

    def action_command_palette(self) -> None:
        """Open the command palette."""
        from trainer.ui.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())  # without an id: the last one may still be closing

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers."""
        from trainer.ui.palette import commands

        return commands(screen, self.settings.pacing, self.run_action)

    # The settings

    def action_settings(self) -> None:
        """Open the settings, as the file has them now."""
        from trainer.ui.settings.screen import SettingsScreen

        loaded = read_settings(self.places.config_file)
        if not loaded.faults:
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
        if settings.theme in self.available_themes:
            self.theme = settings.theme
        self._picker.follow_settings(settings, self.motion)
        self._read_history()
        self._note_rest_days()

    @work
    async def _keep_theme(self, chosen: Theme) -> None:
        """Save a theme chosen from the palette, as one chosen in the settings is."""
        if chosen.name != self.settings.theme:
            self.settings = structs.replace(self.settings, theme=chosen.name)
            await self._save_setting("theme", chosen.name)

    async def _save_setting(self, key: str, value: object, *, quiet: bool = False) -> None:
        from trainer.settings.writing import set_value

        file = self.places.config_file
        await self.attempt(lambda: set_value(file, key, value), quiet=quiet)

    # What was cut off

    @work
    async def _look_for_interrupted(self) -> None:
        """Offer a session that was cut off; without one, welcome somebody new."""
        from trainer.history import in_progress

        found = await asyncio.to_thread(in_progress.lost, self.places)
        if not (found or self.settings.welcomed):
            await self._welcome_who_is_new()
        if found:
            from trainer.ui.session import interrupted  # brings the coach and the cues

            coach = await interrupted.deal_with(
                self,
                self.places,
                found,
                self.clock.now(),
                resume=self._resume,
                is_free=lambda: self._is_choosing,
                say=self._aloud.say,
            )
            if coach:
                self._open(coach)
            else:
                self._read_history()
        for trouble in await asyncio.to_thread(in_progress.left_alone, self.places):
            self.notify(trouble, severity="warning", timeout=20)

    def _resume(self, interrupted: Interrupted) -> Coach:
        from trainer import coach

        return coach.resume(
            interrupted,
            self.catalog,
            self.clock,
            self.places,
            self.settings,
            self._cues(),
            self._listener(),
        )

    # Leaving

    def _answer_signals(self) -> None:
        """A lost connection or a kill saves and leaves, and gives the terminal back."""
        loop = asyncio.get_running_loop()
        for name in ENDING:
            if number := getattr(signal, name, None):
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._cut_off)
        self.app_suspend_signal.subscribe(self, self._sent_to_the_background)

    def _sent_to_the_background(self, _: object) -> None:
        if self._coach is not None:
            self._coach.session.pause(self._coach.now, "gap")

    def _cut_off(self) -> None:
        self._save_session()
        self.exit(return_code=0)

    def before_failing(self) -> None:
        """Save where the session is, and remember how to say so."""
        if self._coach is not None:
            self._save_session()
            self.saved_on_failing = "Your session is saved; the next start offers to go on with it."

    def _save_session(self) -> None:
        """Save where the session is, so that the next start can go on with it."""
        if self._coach is not None:
            from trainer.history.store import HistoryError

            self._coach.session.pause(self._coach.now, "gap")
            with suppress(HistoryError):
                self._coach.save()
            self._coach.close()


def _collect() -> None:
    """Look for what can be thrown away from now on, but never through what is there to stay.

    Only where the start has switched the collector off: in a process that runs many apps, such as
    the tests, everything left of those before would stay too.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
