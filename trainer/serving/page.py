"""An open page, and the app process that runs for it."""

from __future__ import annotations

import asyncio
import json
import logging
from asyncio.subprocess import Process
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from trainer.files.remote import PAGE
from trainer.files.safe_text import sanitize
from trainer.serving import messages
from trainer.settings.kiosk import KIOSK

SECONDS_TO_QUIT = 5.0
"""An app is killed if it takes more than this many seconds to quit or to read its input."""
MALFORMED_LOGGED = 5
"""Only this many malformed messages from a page are logged."""
SILENCE = 4.0
"""During a session, the connection counts as lost after this many seconds without a message.

The page has its own limit, in `page/link.js`.
"""
_FOR_THE_PAGE = ("sound", "hear", "hush", "stage", "over", "keys")
"""The types of the messages from the app that are passed on to the page. `cues.page` sends them."""
STDERR_KEPT = 4000
"""The log uses this many bytes from the end of the app's standard error."""
_log = logging.getLogger(__name__)


class PageApp(AppService):
    """The app process behind a page. It never runs the user's hook, and can always be killed."""

    preferences = ""
    """The device's preferences, some of `remote.PREFERENCES`, separated by spaces."""
    in_session = False
    """Whether a session is running."""

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        process = await super()._open_app_process(width, height)
        # textual-serve would print the app's standard error with all its control characters.
        assert process.stderr is not None
        self._logging = asyncio.create_task(self._log_last_error(process.stderr))
        process.stderr = asyncio.StreamReader()
        process.stderr.feed_eof()
        return process

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        # Python warnings are for developers, so they are off unless PYTHONWARNINGS is set.
        environment = {"PYTHONWARNINGS": "ignore"} | super()._build_environment(width, height)
        return environment | {KIOSK: "1", "TERM": "xterm-256color", PAGE: self.preferences}

    async def on_meta(self, data: bytes) -> None:
        """Pass our app's messages on to the page. textual-serve handles those of Textual."""
        message = json.loads(data)
        if message["type"] in _FOR_THE_PAGE:
            self.in_session = message["type"] != "over" and (
                self.in_session or bool(message.get("stage"))
            )
            await self.remote_write_str(json.dumps([message["type"], message]))
        else:
            await super().on_meta(data)

    async def _log_last_error(self, stderr: asyncio.StreamReader) -> None:
        kept: deque[int] = deque(maxlen=STDERR_KEPT)
        while data := await stderr.read(STDERR_KEPT):
            kept.extend(data)
        if lines := bytes(kept).decode("utf-8", "replace").splitlines():
            _log.warning("The app behind a page said: %s", sanitize(lines[-1]))

    async def send_bytes(self, data: bytes) -> bool:
        """Send keys to the app. If the app does not read them, kill it."""
        return await self._send_or_kill(super().send_bytes(data))

    async def send_meta(self, data: Mapping[str, str | int | bool | None]) -> bool:
        """Send the app a message that is not a key. If the app does not read it, kill the app."""
        return await self._send_or_kill(super().send_meta(dict(data)))

    async def _send_or_kill(self, sending: Awaitable[bool]) -> bool:
        try:
            return await asyncio.wait_for(sending, SECONDS_TO_QUIT)
        except TimeoutError:
            self._kill()
            return False

    async def wait(self) -> None:
        """Wait until the app ends."""
        if self._task is not None:
            await asyncio.shield(self._task)

    async def stop(self) -> None:
        """Ask the app to quit, and kill it if it does not quit in time."""
        task, self._task = self._task, None
        if task is None or self._process is None:
            return
        await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
        if not task.done():
            await self.send_meta({"type": "quit"})
        for patience in (SECONDS_TO_QUIT, 1.0):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), patience)
                break
            self._kill()
        task.cancel()
        await asyncio.wait([task, self._logging], timeout=1)

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            if self._process is not None:
                self._process.kill()


class Page:
    """Passes messages between a page's websocket and its app."""

    def __init__(
        self,
        websocket: web.WebSocketResponse,
        command: str,
        downloads: DownloadManager,
        preferences: str,
        abandon: Callable[[], object],
    ) -> None:
        """The websocket is already open. `command` starts the app.

        `preferences` are the device's, separated by spaces. `abandon` drops the connection without
        a closing handshake.
        """
        self._websocket = websocket
        self._malformed = 0
        self._app = PageApp(
            command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=self._close,
            download_manager=downloads,
        )
        self._app.preferences = preferences
        self._abandon = abandon
        self._sign_of_life = asyncio.Event()
        self._is_away = False

    async def run(self, size: messages.Size, leaving: Callable[[], None]) -> None:
        """Run until the page is closed or its app has ended.

        `leaving` is called before the app is asked to quit, which may take seconds.
        """
        await self._app.start(size.width, size.height)
        ended = asyncio.create_task(self._close_when_ended())
        watching = asyncio.create_task(self._close_when_silent())
        try:
            async for message in self._websocket:
                self._sign_of_life.set()
                await self._handle(message.data if message.type is WSMsgType.TEXT else "")
        finally:
            leaving()
            ended.cancel()
            watching.cancel()
            await self._app.stop()

    async def _close(self) -> None:
        """Tell the page that its app has ended, so that the page does not try to reconnect."""
        with suppress(ConnectionError):
            await self._websocket.send_json(["ended", None])
        await self._websocket.close()

    async def _close_when_ended(self) -> None:
        await self._app.wait()
        await self._close()

    async def _close_when_silent(self) -> None:
        """Drop the connection if the page is silent during a session.

        The app then saves the session and quits. The next app offers to continue it.
        """
        while True:
            self._sign_of_life.clear()
            try:
                await asyncio.wait_for(self._sign_of_life.wait(), SILENCE)
            except TimeoutError:
                if self._app.in_session and not self._is_away:
                    self._abandon()  # nobody would answer a closing handshake
                    return

    async def _handle(self, text: str) -> None:
        match messages.read(text):
            case messages.Typed(data):
                await self._app.send_bytes(data)
            case messages.Size(width, height):
                await self._app.set_terminal_size(width, height)
            case messages.Focus(has_focus):
                await (self._app.focus() if has_focus else self._app.blur())
            case messages.Heard(words, seconds):
                thousandths = round(1000 * seconds)
                await self._app.send_meta({"type": "heard", "text": words, "ms": thousandths})
            case messages.Pressed(key):
                await self._app.send_meta({"type": "press", "key": key})
            case messages.Away(is_away):
                self._is_away = is_away
            case messages.Prefers(preferences):
                await self._app.send_meta({"type": "prefer", "preferences": preferences})
            case messages.Ping(value):
                await self._websocket.send_json(["pong", value])
            case None:
                self._log_malformed(len(text))

    def _log_malformed(self, length: int) -> None:
        self._malformed += 1
        if self._malformed <= MALFORMED_LOGGED:
            is_last = self._malformed == MALFORMED_LOGGED
            more = "; further ones are not logged" if is_last else ""
            _log.warning("Ignored a malformed message from a page, %d characters%s", length, more)
