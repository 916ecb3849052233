"""An emulated terminal, which shows at once what the app sends."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from unittest.mock import patch

import pyte
from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.driver import Driver
from textual.drivers import web_driver
from textual.drivers.web_driver import WebDriver
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widget import Widget

from trainer.ui.terminal.painting import Painting

Shown = list[list[Any]]
"""The cells of each line."""


class Emulator:
    """A terminal that exists only in the test."""

    def __init__(self, columns: int, lines: int) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self.screen)
        self.writes: list[str] = []
        """Everything that was written, one text for each write."""

    def feed(self, text: str) -> None:
        self.writes.append(text)
        self._stream.feed(text)

    def resize(self, columns: int, lines: int) -> None:
        self.screen.resize(lines, columns)

    def spoil(self) -> None:
        """Overwrite the whole screen, as a shell does while the app is stopped."""
        self.screen.reset()
        self._stream.feed("$ \x1b[31mls\x1b[0m\r\nsomething else\r\n" * 40)

    @property
    def shown(self) -> Shown:
        screen = self.screen
        return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]


class EmulatedDriver(Driver):
    """Writes to an emulator; the Linux driver would write in a thread."""

    emulator: Emulator

    def write(self, data: str) -> None:
        self.emulator.feed(data)

    def start_application_mode(self) -> None:
        size = Size(*self._size)
        self._app.post_message(events.Resize(size, size))

    def disable_input(self) -> None: ...

    def stop_application_mode(self) -> None: ...

    def close(self) -> None: ...


class EmulatedBrowser(WebDriver):
    """Writes packets to an emulator, as Textual's driver for browsers writes them to a page."""

    emulator: Emulator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        with patch.object(web_driver, "InputReader"):  # it would read from the test's own input
            super().__init__(*args, **kwargs)
        self._write = self._packet

    def _packet(self, packet: bytes) -> int:
        if packet[:1] == b"M":  # a message to the page, which draws nothing
            return len(packet)
        assert packet[:1] == b"D"
        assert int.from_bytes(packet[1:5], "big") == len(packet) - 5
        self.emulator.feed(packet[5:].decode())
        return len(packet)

    start_application_mode = EmulatedDriver.start_application_mode
    disable_input = EmulatedDriver.disable_input
    stop_application_mode = EmulatedDriver.stop_application_mode
    close = EmulatedDriver.close


async def run_in_emulator(
    app: App[None],
    size: tuple[int, int],
    drive: Callable[[Pilot[None], Emulator], Awaitable[None]],
    driver: type[EmulatedDriver] | type[EmulatedBrowser] = EmulatedDriver,
) -> None:
    """Run an app on an emulated terminal while `drive` controls it."""
    emulator = Emulator(*size)
    app.driver_class = type("Emulated", (driver,), {"emulator": emulator})

    failed: list[Exception] = []
    driven = False

    async def pilot_then_leave(pilot: Pilot[None]) -> None:
        nonlocal driven
        try:
            await drive(pilot, emulator)
            driven = True
        except Exception as error:
            failed.append(error)
        app.exit()

    await app.run_async(size=size, auto_pilot=pilot_then_leave)
    if failed:
        raise failed[0]
    if not driven:
        raise app._exception or AssertionError("the app ended by itself")


def expected(app: App[None], columns: int, lines: int) -> Shown:
    """Return what Textual would show if it painted the whole screen now."""
    screen = app.screen
    dirty = set(screen._compositor._dirty_regions)
    update = screen._compositor.render_update(full=True, screen_stack=[*app._background_screens])
    screen._compositor._dirty_regions.update(dirty)  # a full render marks them as painted
    emulator = Emulator(columns, lines)
    emulator.feed(Painting().changes(update).render_segments(app.console))
    return emulator.shown


def differences(emulator: Emulator, app: App[None]) -> list[str]:
    """Describe each cell in which the terminal differs from a full paint."""
    columns, lines = emulator.screen.columns, emulator.screen.lines
    found = []
    for y, (left, right) in enumerate(
        zip(emulator.shown, expected(app, columns, lines), strict=True)
    ):
        found += [
            f"line {y}, column {x}: {a} instead of {b}"
            for x, (a, b) in enumerate(zip(left, right, strict=True))
            if a != b
        ]
    return found


async def settle(app: App[None]) -> None:
    """Wait until Textual has nothing to paint and no message that could lead to painting."""
    for _ in range(500):
        await asyncio.sleep(0.01)
        if not (app._batch_count or any(map(_is_busy, [app, app.screen, *_widgets(app)]))):
            return
    raise AssertionError("the screen never came to rest")


def _widgets(app: App[None]) -> list[Widget]:
    return [widget for widget in app.screen.walk_children() if isinstance(widget, Widget)]


def _is_busy(node: DOMNode) -> bool:
    waits = ("_repaint_required", "_layout_required", "_recompose_required", "_dirty_widgets")
    compositor = getattr(node, "_compositor", None)
    return (
        node.message_queue_size > 0
        or any(getattr(node, name, False) for name in waits)
        or bool(compositor and compositor._dirty_regions)
    )
