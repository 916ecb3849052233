"""A page that is open, with an app of its own behind it."""

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

LEAVING = 5.0
"""An app that has not quit, or not read its input, after this many seconds is killed."""
COMPLAINTS = 5
"""Messages of a page that are logged because they cannot be understood; more are not."""
SILENCE = 4.0
"""Seconds without a sign of life of the page, in a session, after which its connection is lost;
the page's half is in `page/link.js`."""
_FOR_THE_PAGE = ("sound", "hear", "hush", "stage", "over", "keys")
"""What the app tells its page: `cues.page` says when."""
LAST_WORDS = 4000
"""Bytes remembered of what an app says when it fails."""
_log = logging.getLogger(__name__)


class PageApp(AppService):
    """The app behind a page: nobody's commands run in it, and it ends when it is told to."""

    wishes = ""
    """What the device prefers: `light`, `still`, or both."""
    in_session = False
    """Whether somebody is being coached."""

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        process = await super()._open_app_process(width, height)
        # textual-serve would print what the app complains of as it is, whatever is in it.
        assert process.stderr is not None
        self._complaining = asyncio.create_task(self._listen(process.stderr))
        process.stderr = asyncio.StreamReader()
        process.stderr.feed_eof()
        return process

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        # What Python warns of is for developers, not for whoever serves; a variable of theirs wins.
        environment = {"PYTHONWARNINGS": "ignore"} | super()._build_environment(width, height)
        return environment | {KIOSK: "1", "TERM": "xterm-256color", PAGE: self.wishes}

    async def on_meta(self, data: bytes) -> None:
        """Hand what the app tells its page on to it; Textual's own messages are textual-serve's."""
        message = json.loads(data)
        if message["type"] in _FOR_THE_PAGE:
            self.in_session = message["type"] != "over" and (
                self.in_session or bool(message.get("stage"))
            )
            await self.remote_write_str(json.dumps([message["type"], message]))
        else:
            await super().on_meta(data)

    async def _listen(self, errors: asyncio.StreamReader) -> None:
        heard: deque[int] = deque(maxlen=LAST_WORDS)
        while data := await errors.read(LAST_WORDS):
            heard.extend(data)
        if lines := bytes(heard).decode("utf-8", "replace").splitlines():
            _log.warning("The app behind a page said: %s", sanitize(lines[-1]))

    async def send_bytes(self, data: bytes) -> bool:
        """Send keys to the app; an app that no longer reads is killed."""
        return await self._in_time(super().send_bytes(data))

    async def send_meta(self, data: Mapping[str, str | int | bool | None]) -> bool:
        """Send anything else to the app; an app that no longer reads is killed."""
        return await self._in_time(super().send_meta(dict(data)))

    async def _in_time(self, sending: Awaitable[bool]) -> bool:
        try:
            return await asyncio.wait_for(sending, LEAVING)
        except TimeoutError:
            self._kill()
            return False

    async def wait(self) -> None:
        """Return when the app has ended by itself."""
        if self._task is not None:
            await asyncio.shield(self._task)

    async def stop(self) -> None:
        """Ask the app to leave, and end it when it does not."""
        task, self._task = self._task, None
        if task is None or self._process is None:
            return
        await self._download_manager.cancel_app_downloads(app_service_id=self.app_service_id)
        if not task.done():
            await self.send_meta({"type": "quit"})
        for patience in (LEAVING, 1.0):
            with suppress(TimeoutError):
                await asyncio.wait_for(self._process.wait(), patience)
                break
            self._kill()
        task.cancel()
        await asyncio.wait([task, self._complaining], timeout=1)

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            if self._process is not None:
                self._process.kill()


class Page:
    """A page's websocket, and what goes to and fro between it and its app."""

    def __init__(
        self,
        websocket: web.WebSocketResponse,
        command: str,
        downloads: DownloadManager,
        wishes: str,
        abandon: Callable[[], object],
    ) -> None:
        """`command` starts the app; the websocket is open.

        `wishes` is what the device prefers. `abandon` drops the connection without a farewell.
        """
        self._websocket = websocket
        self._complaints = 0
        self._app = PageApp(
            command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=self._close,
            download_manager=downloads,
        )
        self._app.wishes = wishes
        self._abandon = abandon
        self._sign = asyncio.Event()
        self._is_away = False

    async def run(self, size: messages.Size, leaving: Callable[[], None]) -> None:
        """Until the page is closed or its app has ended; `leaving` is called before the wait."""
        await self._app.start(size.width, size.height)
        ended = asyncio.create_task(self._close_when_ended())
        watching = asyncio.create_task(self._close_when_silent())
        try:
            async for message in self._websocket:
                self._sign.set()
                await self._take(message.data if message.type is WSMsgType.TEXT else "")
        finally:
            leaving()
            ended.cancel()
            watching.cancel()
            await self._app.stop()

    async def _close(self) -> None:
        """The app has ended: tell the page, which would try to come back otherwise."""
        with suppress(ConnectionError):
            await self._websocket.send_json(["ended", None])
        await self._websocket.close()

    async def _close_when_ended(self) -> None:
        await self._app.wait()
        await self._close()

    async def _close_when_silent(self) -> None:
        """End a session whose page is out of reach; what was done is saved and offered again."""
        while True:
            self._sign.clear()
            try:
                await asyncio.wait_for(self._sign.wait(), SILENCE)
            except TimeoutError:
                if self._app.in_session and not self._is_away:
                    self._abandon()  # a dead connection cannot be closed politely
                    return

    async def _take(self, text: str) -> None:
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
            case messages.Ping(value):
                await self._websocket.send_json(["pong", value])
            case None:
                self._complain(len(text))

    def _complain(self, length: int) -> None:
        self._complaints += 1
        if self._complaints <= COMPLAINTS:
            last = "; more like it are ignored quietly" if self._complaints == COMPLAINTS else ""
            _log.warning("Ignored a malformed message of a page, %d characters%s", length, last)
