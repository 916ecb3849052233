"""The part of the app that runs sessions, from the first question to the check-in.

It holds the catalog, the settings and the history, and looks for a session that was cut off.
"""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import structs
from textual import work

from trainer.catalog import Choice
from trainer.clock import Clock
from trainer.files.places import Places
from trainer.files.remote import is_served
from trainer.history.habit import Standing
from trainer.history.records import SessionRecord, training_day
from trainer.settings.model import Settings
from trainer.ui.aloud import QuestionVoice
from trainer.ui.picker.items import HistorySummary
from trainer.ui.picker.own_catalog import OwnCatalog
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.picker.summary import standing_on, summary_of
from trainer.ui.terminal.app import TerminalApp
from trainer.ui.terminal.page_messages import PageHeard, PagePressed
from trainer.ui.widgets.four_weeks import four_weeks
from trainer.ui.widgets.motion import resolve

if TYPE_CHECKING:
    # Loaded when first needed, after the picker is on screen.
    from trainer.coach import Coach, Listener
    from trainer.cues import Cues
    from trainer.history.in_progress import Interrupted
    from trainer.history.store import History
    from trainer.ui.browser_page import BrowserPage
    from trainer.ui.session.screen import SessionScreen

KEYS_EVERY = 0.2
"""Seconds between two updates of the buttons of a page in a browser."""


class CoachingApp(TerminalApp):
    """Starts and resumes sessions, saves what was done, and asks how it went."""

    def __init__(
        self, places: Places, settings: Settings, clock: Clock, start: list[Choice] | None
    ) -> None:
        super().__init__()
        self.places = places
        self.clock = clock
        self.settings = settings
        self._own = OwnCatalog(places)
        self.catalog = self._own.load()
        self.motion = resolve(self.settings.motion, os.environ)
        self.saved_on_failing = ""
        self._reading = ThreadPoolExecutor(1).submit(self._history)
        self._start = start
        self._reported = ""  # the problems with the history that were shown last
        self._coach: Coach | None = None
        in_page = self._cues if is_served(os.environ) else None
        self._aloud = QuestionVoice(lambda: self.settings.cues, in_page)

    def on_mount(self) -> None:
        """Pause sessions that go to the background, and keep the buttons of the page up to date."""
        self.app_suspend_signal.subscribe(self, self._sent_to_the_background)
        if self.is_web:
            # The keys are polled, because no signal covers every change.
            self.set_interval(KEYS_EVERY, lambda: self._page.show_keys(self._coach))

    @property
    def _picker(self) -> PickerScreen:
        return next(s for s in self.screen_stack if isinstance(s, PickerScreen))

    @property
    def _is_choosing(self) -> bool:
        """Whether the picker is in front and nothing is about to replace it."""
        beginning = any(w.group == "begin" and not w.is_finished for w in self.workers)
        return isinstance(self.screen, PickerScreen) and not beginning

    @property
    def _today(self) -> date:
        return training_day(self.clock.now(), self.settings.day_starts_at)

    # Before a session

    async def _welcome_if_new(self) -> None:
        history = await asyncio.wrap_future(self._reading)
        new = not (history.sessions or history.broken)
        if new and isinstance(self.screen, PickerScreen):
            await self._welcome()

    @work
    async def action_welcome(self) -> None:
        """Show the welcome: what to know before the first session."""
        await self._welcome()

    async def _welcome(self) -> None:
        """Show the welcome, and record in the settings that it was read."""
        from trainer.ui.reading.welcome import WelcomeScreen

        await self.push_screen_wait(
            WelcomeScreen(self.catalog, self.settings.figure, self.motion, self.clock)
        )
        self.settings = structs.replace(self.settings, welcomed=True)
        await self._save_setting("welcomed", True, quiet=True)  # if this fails, it is shown again

    @work(group="begin")
    async def _begin(
        self, choices: list[Choice], *, suggested: bool = False, asks: bool = True
    ) -> None:
        if self._start and not self.settings.welcomed:
            await self._welcome_if_new()
        from trainer.coach import begin, record_refusal
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
            await self.attempt(lambda: record_refusal(*args))
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
        self._explain_missing_voice(coach)
        self.push_screen(SessionScreen(coach, self.motion, self.catalog, self.settings.figure))

    @work
    async def _explain_missing_voice(self, coach: Coach) -> None:
        """Say how to get a voice, once, if the session should speak and this machine cannot."""
        if coach.cues.missing and not self.settings.voice_missed:
            self.notify(coach.cues.missing, timeout=20)
            self.settings = structs.replace(self.settings, voice_missed=True)
            await self._save_setting("voice_missed", True, quiet=True)

    def _listener(self) -> Listener:
        """What the history says about the person: which exercises they know already."""
        from trainer.coach import Listener
        from trainer.history.habit import familiar

        past = self._picker.past
        if past is None:
            return Listener()
        return Listener(familiar(past.recent, past.today), very_first=not past.done)

    # After a session

    @work
    async def on_session_screen_finished(self, message: SessionScreen.Finished) -> None:
        """Save what was done, and ask how it went."""
        coach = message.coach
        coach.close_all_but_voice()
        self._coach = None
        try:
            await self._finish(message)
        finally:
            coach.close()

    async def _finish(self, message: SessionScreen.Finished) -> None:
        coach = message.coach
        if not message.save or not coach.is_worth_saving:
            await asyncio.to_thread(coach.finish, False)
            self._close_session()
            self.notify("Nothing has been done yet." if message.save else "Nothing was saved.")
            return
        before = await self._standing()
        record = await self.attempt(coach.finish)
        if record is None:  # not saved: store the progress, so that it can be saved later
            await self.attempt(coach.save, quiet=True)
            self._close_session()
            return
        if coach.pending_notice:
            self.notify(coach.pending_notice, severity="warning", timeout=15)
        # The picker follows before it is seen again, so that it does not change under the next key.
        past = self._picker.past = await self._current_summary()
        self._close_session()
        await self._check_in(record, before, past, message.pain, coach.cues)
        self._read_history()
        if self._start:
            self._start = None
            self._look_for_interrupted()

    def _close_session(self) -> None:
        """Close the session and everything in front of it, down to the picker."""
        while not isinstance(self.screen, PickerScreen):
            self.pop_screen()

    async def _check_in(
        self,
        record: SessionRecord,
        before: Standing,
        past: HistorySummary,
        pain: int | None,
        cues: Cues,
    ) -> None:
        from trainer.cues import announcements
        from trainer.history.store import HistoryStore
        from trainer.ui.session.check_in import CheckInScreen

        weeks = four_weeks(past.trained, past.today, past.days_off)
        given = await self.push_screen_wait(
            CheckInScreen(
                record,
                before,
                past.standing,
                self.catalog,
                pain,
                past.advice,
                cues,
                weeks,
                self.settings.figure,
            )
        )
        if answers := given.fields:
            store = HistoryStore(self.places)
            await self.attempt(lambda: store.amend(record.id, **answers))
            cues.last_words(announcements.SAVED)

    # Sessions that were cut off

    @work
    async def _look_for_interrupted(self) -> None:
        """Offer to continue a session that was cut off; without one, welcome a new user."""
        from trainer.history import in_progress

        found = await asyncio.to_thread(in_progress.interrupted, self.places)
        if not (found or self.settings.welcomed):
            await self._welcome_if_new()
        if found:
            from trainer.ui.session import interrupted  # slow: it imports the coach and the cues

            coach = await interrupted.continue_or_save(
                self,
                self.places,
                found,
                self.clock.now(),
                resume=self._resume,
                is_free=lambda: self._is_choosing,
                say=self._aloud.say,
            )
            if coach:
                coach.session.resume(coach.now)  # without waiting for another key
                self._open(coach)
            else:
                self._read_history()
        for reason in await asyncio.to_thread(in_progress.why_left_out, self.places):
            self.notify(reason, severity="warning", timeout=20)

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

    def _sent_to_the_background(self, _: object) -> None:
        if self._coach is not None:
            self._coach.session.pause(self._coach.now, "gap")

    def before_failing(self) -> None:
        """Save the session's progress, and keep a message about it to print on exit."""
        if self._coach is not None:
            self.before_leaving()
            self.saved_on_failing = (
                "Your session is saved; you can continue it the next time you start."
            )

    def before_leaving(self) -> None:
        """Save the session's progress, so that the next start can continue it."""
        if self._coach is not None:
            from trainer.history.store import HistoryError

            self._coach.session.pause(self._coach.now, "gap")
            with suppress(HistoryError):
                self._coach.save()
            self._coach.close()

    # The page in a browser

    @cached_property
    def _page(self) -> BrowserPage:
        from trainer.ui.browser_page import BrowserPage

        return BrowserPage(self)

    def _cues(self) -> Cues:
        if self.is_web:
            return self._page.cues(self.settings, self.clock)
        from trainer.cues import of_settings

        return of_settings(self.settings.cues, self.write_out)

    def on_page_heard(self, message: PageHeard) -> None:
        """Note that the voice of the page has finished a text."""
        self._page.heard(message.text, message.seconds)

    def on_page_pressed(self, message: PagePressed) -> None:
        """Press the key that a button of the page stands for."""
        self.simulate_key(message.key)

    # The history and the settings

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
        if not self.is_running:  # the app is ending, and its screens are gone
            return
        self._report_trouble(history)
        summary = self._picker.past = self._summary(history)
        if isinstance(self.screen, PickerScreen):
            self._aloud.follow(summary.advice)

    def _report_trouble(self, history: History) -> None:
        """Show what is wrong with the history, and again only when that changes."""
        if history.notices or history.broken or history.problems:
            from trainer.ui.history.summary import trouble  # rarely needed

            if (text := trouble(history)) != self._reported:
                self.notify(text, severity="warning", timeout=20)
                self._reported = text

    def _summary(self, history: History) -> HistorySummary:
        return summary_of(history.sessions, self.clock.now(), self.settings, self.catalog)

    async def _current_summary(self) -> HistorySummary:
        return self._summary(await asyncio.to_thread(self._history))

    async def _save_setting(self, key: str, value: object, *, quiet: bool = False) -> None:
        from trainer.settings.writing import set_value

        file = self.places.config_file
        await self.attempt(lambda: set_value(file, key, value), quiet=quiet)
