"""A base class for Textual apps. It knows nothing about exercises.

It sends less to the terminal than Textual's own class, survives more errors, and works by touch.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, ClassVar, TypeVar

from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual._context import active_message_pump
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import NoScreen
from textual.driver import Driver
from textual.events import Click, CursorPosition, Event, Key, Resize
from textual.filter import Monochrome, NoColor
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.notifications import Notify, SeverityLevel
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import Widget

from trainer.files.remote import is_remote
from trainer.files.writing import NotWrittenError
from trainer.settings.layouts import possible_letters
from trainer.ui.terminal.driver import tolerant_driver
from trainer.ui.terminal.moving import PartPainter
from trainer.ui.terminal.notification import TakesRemarks, Toast
from trainer.ui.terminal.painting import Painting

T = TypeVar("T")

MINOR_SECONDS = 4.0
"""A message that is shown for this many seconds or fewer counts as minor."""
STARTED_AFTER = 1.0
"""Seconds after the start at which the garbage collector stops checking existing objects."""

ENDING_SIGNALS = (
    "SIGHUP",
    "SIGTERM",
    "SIGINT",
    "SIGQUIT",
    "SIGUSR1",
    "SIGUSR2",
    "SIGALRM",
    "SIGXCPU",
)
"""Signals that end a program silently unless it handles them."""


class TerminalApp(App[None]):
    """Sends little output, handles keys in order, and shows all messages as plain text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, system=True),
        # These have priority, so that they work in dialogs and fields too.
        Binding(
            "ctrl+l", "paint_again", "Draw the screen again", show=False, system=True, priority=True
        ),
        Binding(
            "ctrl+z", "suspend_process", "To the background", show=False, system=True, priority=True
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._painting = Painting()
        self._resized_to: Size | None = None
        self.part_painter = PartPainter(self, self._painting)
        """Draws the moving parts of a screen directly."""

    def on_mount(self) -> None:
        self._answer_signals()
        self.set_timer(STARTED_AFTER, _collect)
        self.part_painter.pace.asks = is_remote(os.environ)
        self.app_resume_signal.subscribe(self, lambda _: self.action_paint_again())
        self.theme_changed_signal.subscribe(self, self._without_colour)
        self._without_colour(self.current_theme)

    def begin_in_theme(self, name: str, own: Sequence[Theme]) -> bool:
        """Start in one of our themes or Textual's. Return False if no theme has this name.

        Textual would parse and apply every style twice, which delays the first paint. For our own
        themes, this is done once.
        """
        for theme in own:
            self.register_theme(theme)
        if name not in self.available_themes:
            return False
        if name not in {theme.name for theme in own}:
            self.theme = name
            return True
        self.set_reactive(App.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        return True

    async def attempt(self, work: Callable[[], T], *, quiet: bool = False) -> T | None:
        """Run work on files in a thread. If it fails, show the error and return None.

        If `quiet` is true, the error is not shown.
        """
        try:
            return await asyncio.to_thread(work)
        except NotWrittenError as error:
            if not quiet:
                self.notify(str(error), severity="error", timeout=30)
            return None

    def _without_colour(self, theme: Theme) -> None:
        """Apply NO_COLOR to a theme: turn its colours into greys.

        If the theme uses the terminal's own colours, use no colours at all.
        """
        grey = NoColor() if theme.ansi else Monochrome()
        self._filters = [
            grey if isinstance(each, NoColor | Monochrome) else each for each in self._filters
        ]

    # Leaving

    def _answer_signals(self) -> None:
        """On a signal that ends the program: save, quit, and restore the terminal."""
        loop = asyncio.get_running_loop()
        for name in ENDING_SIGNALS:
            if number := getattr(signal, name, None):
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._cut_off)

    def _cut_off(self) -> None:
        self.before_leaving()
        self.exit(return_code=0)

    def before_leaving(self) -> None:
        """Save what can be saved before the app ends on a signal."""

    @property
    def failure(self) -> Exception | None:
        """The exception that ended the app, or None. The caller reports it."""
        return self._exception

    def before_failing(self) -> None:
        """Save what can be saved before the app ends because of a bug."""

    def _handle_exception(self, error: Exception) -> None:
        """End the app after a bug, without Textual's traceback, which a user cannot understand.

        An error while the app is quitting does not count. For example, a page may be closed before
        the first screen is complete.
        """
        if self._was_closed_early(active_message_pump.get(None)):
            return
        leaving = self._exit and not self.is_headless
        first = self._exception is None and not leaving
        self._return_code = self._return_code if leaving else 1
        if first:
            self._exception = error
            self._exception_event.set()
            with suppress(Exception):
                self.before_failing()
        self._close_messages_no_wait()

    def _was_closed_early(self, pump: MessagePump | None) -> bool:
        """Check whether this is a widget whose screen was closed before the widget was mounted.

        Textual still mounts such a widget. Its `on_mount` then fails, because the screen and the
        children are missing.
        """
        if not isinstance(pump, Widget) or pump.is_mounted:
            return False
        try:
            return pump.screen not in self.screen_stack
        except NoScreen:
            return True

    def get_driver_class(self) -> type[Driver]:
        return tolerant_driver(super().get_driver_class())

    def write_out(self, text: str) -> None:
        """Send a bell or a title to the terminal, in order with the app's other output."""
        if self._driver is not None:
            self._driver.write(text)
            self._driver.flush()

    def tell_page(self, message: Mapping[str, object]) -> None:
        """Send a message to the page that shows the app, in order with the app's output."""
        if self._driver is not None and hasattr(self._driver, "write_meta"):
            self._driver.write_meta(dict(message))

    async def _flush_next_callbacks(self) -> None:
        """Run the pending callbacks, and finish them even if the caller is cancelled.

        A worker that pushes a screen also calls this method. The worker may be cancelled in the
        middle, for example together with its screen. Textual would then end the app.
        """
        if self._next_callbacks:
            await asyncio.shield(super()._flush_next_callbacks())

    # Painting

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if not isinstance(renderable, CompositorUpdate) or self._batch_count:
            super()._display(screen, renderable)
            return
        super()._display(screen, self._painting.changes(renderable))
        self.part_painter.displayed = screen
        if self._resized_to == screen._compositor.size:
            # Textual repaints only the widgets that moved. Output for the previous size may have
            # overwritten other widgets.
            self._resized_to = None
            screen.refresh()
        elif self._resized_to is not None:
            self._forget()

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """The screens behind the current screen, if it is transparent, as dialogs are."""
        through = self.screen.styles.background.a < 1
        return super()._background_screens if through else []

    def on_resize(self, event: Resize) -> None:
        # After a resize, nobody knows what the terminal shows until the next layout.
        if self.part_painter.displayed is not None or self._resized_to is not None:
            self._resized_to = event.size
        self._forget()

    def on_cursor_position(self, event: CursorPosition) -> None:
        self.part_painter.pace.answered(self.part_painter.now(), event.x + 1)

    def _forget(self) -> None:
        self._painting.forget()
        self.part_painter.displayed = None

    async def run_action(self, *args: Any, **kwargs: Any) -> bool:
        """Run an action, but after the keys that were pressed before it.

        A key with priority would overtake earlier keys that a field has not received yet. It could
        also reach a screen that is not mounted yet.
        """
        await asyncio.sleep(0)
        return self.screen.is_mounted and await super().run_action(*args, **kwargs)

    def action_paint_again(self) -> None:
        """Redraw the whole screen, because another program may have written over it."""
        self._forget()
        self.refresh(layout=True)

    def action_suspend_process(self) -> None:
        """Suspend the app (ctrl+z), but only if a shell can continue it.

        There is no shell if the app is the command of an SSH key, for example. The system then
        ignores the stop signal, and the terminal would be left half restored.
        """
        if os.getpgrp() != os.getsid(0):
            super().action_suspend_process()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message in a corner, or in the place that the front screen has for messages.

        The message is always plain text, never markup, because it may come from a file.
        """
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        front = self.screen if self.screen_stack else None
        remark = f"{title}: {message}" if title else message
        if isinstance(front, TakesRemarks) and front.remark(remark, seconds):
            return
        self.post_message(Notify(Toast(message, title, severity, seconds)))

    def on_notify(self, event: Notify) -> None:
        # A minor message replaces the one before it, so that they do not pile up.
        if event.notification.timeout <= MINOR_SECONDS:
            for older in [
                notice for notice in self._notifications if notice.timeout <= MINOR_SECONDS
            ]:
                self._unnotify(older, refresh=False)

    # Keys

    async def on_event(self, event: Event) -> None:
        """Handle an event. If a letter does nothing, use the key that the person likely meant."""
        if isinstance(event, Key) and not event.is_forwarded:
            event = self._intended_key(event)
        await super().on_event(event)

    def _intended_key(self, event: Key) -> Key:
        character = event.character or ""
        if len(character) != 1 or not character.isalpha() or not self.screen_stack:
            return event
        field, bound = self.screen.focused, self.screen.active_bindings
        if event.key in bound or (field and field.check_consume_key(event.key, character)):
            return event
        for key in possible_letters(character):
            if key in bound:
                return Key(key, key)
        return event

    # Touching

    def watch_app_focus(self, focused: bool) -> None:
        # A page in a browser opens without focus, so perhaps no widget has the focus yet.
        screen = self.screen
        if focused and screen.focused is None and (chosen := screen.AUTO_FOCUS or self.AUTO_FOCUS):
            screen.set_focus(next((w for w in screen.query(chosen) if w.focusable), None))

    def on_click(self, event: Click) -> None:
        if key := event.style.meta.get("key"):
            self.simulate_key(key)
        elif self.screen.is_modal and event.widget is self.screen:
            touched, _ = self.screen.get_widget_at(*event.screen_offset)
            if touched is self.screen:
                self.simulate_key("escape")


def _collect() -> None:
    """Turn garbage collection back on, but exempt the objects that exist now (`gc.freeze`).

    This is done only if the start-up code turned the collector off. A process that runs many apps,
    such as the tests, would also exempt the leftovers of earlier apps.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
