"""A tablet that shows the page: a real Chromium that tests can tap, listen to and disconnect.

Needs playwright and Chromium; tests that use it are skipped without them.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Literal

import pytest
from real.program import PATIENCE, Program

playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
RECORDER = Path(__file__).with_name("recorder.js")
MILLISECONDS = 1000 * PATIENCE
LONG = 4 * PATIENCE
"""Seconds to wait for something that takes a long time, such as a session."""


class Line:
    """The connection between the page and the server; it can be slow, dead or cut."""

    def __init__(self) -> None:
        self.port = 0
        self.is_dead = False
        """Whether all data is lost, and neither end notices."""
        self.is_stalled = False
        """Whether all data waits."""
        self.delay = 0.0
        """Seconds by which all data is delayed."""
        self.sockets: Literal["pass", "stall", "refuse"] = "pass"
        """What happens to a WebSocket; pages and files always pass."""
        self.asked = 0
        """The number of WebSockets that were requested."""
        self._server: asyncio.Server | None = None
        self._to = 0
        self._joined: set[asyncio.StreamWriter] = set()
        self._refuses = False

    async def open(self, to: int) -> None:
        self._to = to
        self._server = await asyncio.start_server(self._join, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    def cut(self) -> None:
        """Break every connection and refuse new ones; both ends notice."""
        self._refuses = True
        for writer in self._joined:
            writer.transport.abort()

    def mend(self) -> None:
        self.is_dead = self.is_stalled = self._refuses = False

    async def _join(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        if self.is_dead or self._refuses:
            back.transport.abort()
            return
        try:
            far, on = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:
            back.transport.abort()
            return
        ends = {back, on}
        self._joined |= ends
        with suppress(OSError):
            first = await near.read(1 << 16)
            if not first.startswith(b"GET /ws") or await self._takes_socket(near, back):
                on.write(first)
                await asyncio.gather(self._pass(near, on), self._pass(far, back))
        for end in ends:
            end.close()
        self._joined -= ends

    async def _takes_socket(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> bool:
        """Check whether a WebSocket gets through; many proxies block WebSockets."""
        self.asked += 1
        if self.sockets == "stall":
            await near.read()  # until the page gives up
        elif self.sockets == "refuse":
            back.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
            await back.drain()
        return self.sockets == "pass"

    async def _pass(self, come: asyncio.StreamReader, go: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await come.read(1 << 16):
                if self.delay:
                    await asyncio.sleep(self.delay)
                while self.is_stalled:
                    await asyncio.sleep(0.02)
                if not self.is_dead:
                    go.write(data)
                    await go.drain()
        go.close()

    def close(self) -> None:
        self.cut()
        if self._server is not None:
            self._server.close()


@asynccontextmanager
async def line_to(address: str) -> AsyncIterator[tuple[Line, str]]:
    """Yield a connection to a server, and the address that leads through this connection."""
    line, port = Line(), port_of(address)
    await line.open(port)
    try:
        yield line, address.replace(f":{port}/", f":{line.port}/")
    finally:
        line.close()


def port_of(address: str) -> int:
    found = re.search(r":(\d+)/", address)
    assert found, address
    return int(found[1])


@contextmanager
def serving(program: Program, *words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A running server, and the first address that it shows."""
    command = program.command("serve", *words)
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[1], process
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)


@asynccontextmanager
async def device(*switches: str, **wishes: object) -> AsyncIterator[playwright.BrowserContext]:
    """A device with a touch screen; `wishes` are its preferences, its `size` and a `script`."""
    script = str(wishes.pop("script", ""))
    width, height = wishes.pop("size", (1180, 820))  # type: ignore[misc]
    async with playwright.async_playwright() as started:
        browser = await started.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", *switches]
        )
        context = await browser.new_context(
            viewport={"width": width, "height": height}, has_touch=True, is_mobile=True, **wishes
        )
        await context.add_init_script(path=RECORDER)
        await context.add_init_script(script or "void 0")
        errors: list[object] = []
        context.on("weberror", lambda error: errors.append(error.error))
        yield context
        assert errors == []
        await browser.close()


@asynccontextmanager
async def page_at(address: str, *switches: str, **wishes: object) -> AsyncIterator[playwright.Page]:
    """An open page on its own device."""
    async with device(*switches, **wishes) as context:
        yield await opened(context, address)


async def opened(context: playwright.BrowserContext, address: str) -> playwright.Page:
    """Open another page on a device."""
    page = await context.new_page()
    await page.goto(address)
    await page.wait_for_selector("body.-first-byte", timeout=MILLISECONDS)
    return page


async def seen(page: playwright.Page, condition: str) -> None:
    async with asyncio.timeout(LONG):
        while not await page.evaluate(condition):
            await asyncio.sleep(0.05)


async def is_light(page: playwright.Page) -> bool:
    """Check whether the terminal is mostly light."""
    images = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    shot = await page.locator("#terminal").screenshot()
    image = images.open(BytesIO(shot)).convert("L").resize((1, 1))
    return bool(image.getpixel((0, 0)) > 128)


async def becomes(page: playwright.Page, *, light: bool) -> None:
    """Wait until the terminal has a light or a dark background."""
    async with asyncio.timeout(PATIENCE):
        while await is_light(page) is not light:
            await asyncio.sleep(0.1)


async def tap(page: playwright.Page, label: str, among: str = "#keys") -> None:
    """Touch the button with this label."""
    button = page.locator(
        f"{among} button", has_text=re.compile(f"^{re.escape(label)}( and close)?$")
    )
    try:
        await button.tap(timeout=MILLISECONDS)
    except playwright.TimeoutError as error:
        there = await page.locator("nav").inner_text()
        raise AssertionError(f"no {label}, only {there}") from error


async def begin(page: playwright.Page) -> None:
    """Start what the picker suggests, by touch."""
    first = page.locator("#keys button", has_text=re.compile("^start")).first
    await first.tap(timeout=MILLISECONDS)
    await page.wait_for_selector("body.-session", timeout=MILLISECONDS)


async def heard(page: playwright.Page, beginning: str) -> None:
    """Wait until the voice says something that begins like this."""
    await seen(page, f"said.some(({{ text }}) => text.startsWith({beginning!r}))")
