"""The terminal's driver, more robust than Textual's own.

Textual asks for the terminal's size and the mouse position in pixels. Over SSH and in multiplexers
this size may be 0 by 0, and then the first mouse movement ends the program. This driver does not
ask for pixels. The size in cells comes with a signal anyway.

It gets the size from the terminal. The environment may have the size of another window.

It accepts any bytes as input (see `input_parser`). It survives a terminal that stops reading or is
gone (see `output`). Textual's writing thread would block or end, and so would the program.

It ignores SIGCONT if the program was not stopped. A lost connection also sends this signal, and
Textual would start reading keys a second time. If the program was stopped before it could restore
the terminal, it redraws everything.
"""

from __future__ import annotations

import io
import os
import selectors
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Any

from textual.driver import Driver
from textual.drivers._byte_stream import ByteStream
from textual.message import Message

from trainer.ui.terminal.input_parser import IDLE_AFTER, InputParser
from trainer.ui.terminal.output import TolerantFile
from trainer.ui.terminal.page_messages import PageHeard, PagePrefers, PagePressed

_LEAVING = "\x18leaving"
"""Marks the beginning of the sequences that restore the terminal. The mark itself is never sent."""
_MOST_READ = 4096
"""The most bytes to read at once."""


def _output_stream(file: IO[str] | None) -> IO[str]:
    """Return the stream to draw on.

    Textual uses stderr, which may be redirected to a file or closed.
    """
    for candidate in (file, sys.__stdout__):
        if candidate is not None and candidate.isatty():
            return candidate
    return file or io.StringIO()


def tolerant_driver(driver: type[Driver]) -> type[Driver]:
    """Return a subclass of this platform's driver that is more robust."""

    class SteadyDriver(driver):  # type: ignore[misc, valid-type]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            self._away = False
            """Whether another program, such as the shell, is using the terminal."""
            super().__init__(*args, **kwargs)
            if "_file" in vars(self):  # the driver for a browser has none
                self._file = TolerantFile(_output_stream(vars(self)["_file"]), self._draw_anew)

        def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
            # Messages from the page in a browser, except its keys and its size.
            match payload:
                case {"type": "heard", "text": str(text), "ms": int(thousandths)}:
                    self._app.post_message(PageHeard(text, thousandths / 1000))
                case {"type": "press", "key": str(key)}:
                    self._app.post_message(PagePressed(key))
                case {"type": "prefer", "preferences": str(preferences)}:
                    self._app.post_message(PagePrefers(preferences))
                case _:
                    super().on_meta(packet_type, payload)

        def _draw_anew(self) -> None:
            with suppress(RuntimeError):  # the app has ended
                self._loop.call_soon_threadsafe(self._app.action_paint_again)

        def _get_terminal_size(self) -> tuple[int, int]:
            for descriptor in (1, 2, 0):
                with suppress(OSError):
                    columns, lines = os.get_terminal_size(descriptor)
                    if columns and lines:
                        return columns, lines
            size: tuple[int, int] = super()._get_terminal_size()
            return size

        def _query_in_band_window_resize(self) -> None:
            """Do nothing, so that the terminal is not asked for its size in pixels."""

        # A signal may come in the middle of a write, and its handler must not wait until the write
        # ends. So the event loop handles the signal.

        def _sigtstp_application(self, *_: object) -> None:
            self._loop.call_soon_threadsafe(super()._sigtstp_application)

        def _sigcont_application(self, *_: object) -> None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._go_on)

        def _go_on(self) -> None:
            if not self._away:
                # The program was stopped from outside, by a debugger or another shell.
                try:
                    ours = os.tcgetpgrp(self.fileno) == os.getpgrp()
                except OSError:  # the terminal is gone
                    return
                if not ours:  # in the background
                    os.kill(os.getpid(), signal.SIGSTOP)
                    return
                self.suspend_application_mode()
                self._must_signal_resume = True
            super()._sigcont_application()

        def write(self, data: str) -> None:
            """Send to the terminal, unless another program is using it."""
            if not self._away:
                super().write(data)

        def start_application_mode(self) -> None:
            """Take over the terminal, or wait until another program returns it."""
            before = getattr(self, "_writer_thread", None)
            self._away = False
            super().start_application_mode()
            if hasattr(self, "_writer_thread"):
                self._away = self._writer_thread is before

        def stop_application_mode(self) -> None:
            """Restore the terminal, and drop the output that has not been sent."""
            file = getattr(self, "_file", None)
            if isinstance(file, TolerantFile) and not self._away:
                file.skip_to(_LEAVING)
                self.write(_LEAVING)
            super().stop_application_mode()

        def suspend_application_mode(self) -> None:
            """Restore the terminal while another program uses it."""
            super().suspend_application_mode()
            self._away = True

        def resume_application_mode(self) -> None:
            """Take over the terminal again, if another program was using it."""
            if self._away:
                super().resume_application_mode()

        def _run_input_thread(self) -> None:
            try:
                self.run_input_thread()
            except Exception as error:
                self._loop.call_soon_threadsafe(self._app._handle_exception, error)

        def run_input_thread(self) -> None:
            """Read input until the app exits or the terminal is gone."""
            if hasattr(self, "_input_reader"):
                self._read_packets()
            else:
                self._read_terminal()

        def _read_terminal(self) -> None:
            parser = InputParser()
            with selectors.DefaultSelector() as selector:
                selector.register(self.fileno, selectors.EVENT_READ)
                while not self.exit_event.is_set():
                    if not selector.select(IDLE_AFTER):
                        self._process(parser.idle())
                        continue
                    try:
                        data = os.read(self.fileno, _MOST_READ)
                    except OSError:
                        data = b""
                    if not data:  # the terminal is gone, maybe without the usual signal
                        os.kill(os.getpid(), signal.SIGHUP)
                        return
                    self._process(parser.feed(data))

        def _read_packets(self) -> None:
            """Read the packets of a page in a browser: its input, and messages from the server."""
            parser = InputParser()
            stream = ByteStream()
            for data in self._input_reader:
                if not data:
                    self._process(parser.idle())
                for kind, payload in stream.feed(data) if data else ():
                    if kind == "D":
                        self._process(parser.feed(payload))
                    else:
                        self._on_meta(kind, payload)

        def _process(self, events: Iterable[Message]) -> None:
            for event in events:
                self.process_message(event)

    return SteadyDriver
