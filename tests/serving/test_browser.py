"""The page in a real browser: what it says, sounds and shows, and a connection that is lost.

Its voice is replaced by one that writes down what it is given. Needs playwright and Chromium.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, suppress

import pytest
from real.program import PATIENCE, SETTINGS, Program, short_bridge

playwright = pytest.importorskip("playwright.async_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

RECORDER = """
window.said = [];
window.notes = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
let ending = null;
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [
    { name: "Anna", lang: "de-DE", default: true, localService: true },
    { name: "Daniel", lang: "en-GB", default: false, localService: true },
  ],
  speak(words) {
    said.push({ text: words.text, lang: words.lang, voice: words.voice?.name, rate: words.rate });
    ending = setTimeout(() => words.onend(), 5 * words.text.length);
  },
  cancel() { clearTimeout(ending); },
  resume() {},
}});
const made = AudioContext.prototype.createOscillator;
AudioContext.prototype.createOscillator = function () {
  const tone = made.call(this);
  const begin = tone.frequency.setValueAtTime.bind(tone.frequency);
  tone.frequency.setValueAtTime = (hertz, at) => { notes.push(hertz); return begin(hertz, at); };
  return tone;
};
"""


class Line:
    """What lies between the page and the server; it can be cut without either being told."""

    def __init__(self) -> None:
        self.port = 0
        self.is_dead = False
        self._server: asyncio.Server | None = None
        self._to = 0

    async def open(self, to: int) -> None:
        self._to = to
        self._server = await asyncio.start_server(self._join, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _join(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        if self.is_dead:
            back.transport.abort()
            return
        far, on = await asyncio.open_connection("127.0.0.1", self._to)
        with suppress(OSError):
            await asyncio.gather(self._pass(near, on), self._pass(far, back))

    async def _pass(self, come: asyncio.StreamReader, go: asyncio.StreamWriter) -> None:
        with closing(go):
            while data := await come.read(1 << 16):
                if not self.is_dead:
                    go.write(data)
                    await go.drain()

    def close(self) -> None:
        if self._server is not None:
            self._server.close()


@pytest.fixture
def address(program: Program) -> Iterator[str]:
    """The address of a server of the program, which may speak."""
    program.write(SETTINGS.replace('voice = "off"', ""), short_bridge(3, 2.0, 1.0))
    process = subprocess.Popen(
        program.command("serve", "--port", "0"), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process.stdout.readline().split()[1]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0


@asynccontextmanager
async def page_at(address: str, **device: object) -> AsyncIterator[playwright.Page]:
    """A page that is open, on a device with a touch screen."""
    size = device.pop("size", (1180, 820))
    async with playwright.async_playwright() as started:
        browser = await started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = await browser.new_context(
            viewport={"width": size[0], "height": size[1]}, has_touch=True, is_mobile=True, **device
        )
        await context.add_init_script(RECORDER)
        page = await context.new_page()
        errors: list[object] = []
        page.on("pageerror", lambda error: errors.append(error))
        await page.goto(address)
        await page.wait_for_selector("body.-first-byte")
        yield page
        assert errors == []
        await browser.close()


async def seen(page: playwright.Page, condition: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await page.evaluate(condition):
            await asyncio.sleep(0.05)


async def begin(page: playwright.Page) -> None:
    """Start what the picker suggests, by touch."""
    enter = page.locator("[aria-label=Enter]")
    await page.wait_for_timeout(1500)  # the picker takes keys once it has painted
    for _ in range(20):
        await enter.tap()
        with suppress(playwright.TimeoutError):
            await page.wait_for_selector("body.-session", timeout=1000)
            return
    raise AssertionError("no session began")


async def test_the_page_speaks_sounds_and_is_read(address: str):
    async with page_at(address) as page:
        await begin(page)
        await seen(page, "said.some(({ text }) => text.startsWith('out'))")
        said = await page.evaluate("said")
        assert {(each["lang"], each["voice"], each["rate"]) for each in said} == {
            ("en-GB", "Daniel", 1)
        }
        texts = [each["text"] for each in said]
        first_in = next(n for n, text in enumerate(texts) if text.startswith("in"))
        assert any(text.startswith("out") for text in texts[first_in:])
        assert {320, 720} <= set(await page.evaluate("notes"))
        lines = await page.locator("#lines").inner_text()
        assert re.search(r"^Out\b.*\.$", lines, re.MULTILINE)


async def test_keys_for_a_finger_are_as_large_as_one(address: str):
    async with page_at(address) as page:
        for width, height in ((1180, 820), (820, 1180), (390, 844), (844, 390)):
            await page.set_viewport_size({"width": width, "height": height})
            keys = await page.evaluate(
                "[...document.querySelectorAll('nav > div:last-child button:not([hidden])')]"
                ".map((key) => [key.offsetWidth, key.offsetHeight])"
            )
            assert len(keys) >= 7
            assert all(across >= 44 and down >= 44 for across, down in keys), (width, height)
            assert await page.evaluate("document.documentElement.scrollWidth") <= width


async def test_an_upright_page_shows_the_stage_in_large_letters(address: str):
    async with page_at(address, size=(390, 844)) as page:
        assert not await page.locator("#stage").is_visible()
        await begin(page)
        await seen(page, "document.querySelector('#stage .word').textContent === 'INHALE'")
        letters = await page.evaluate(
            "parseFloat(getComputedStyle(document.querySelector('#stage .word')).fontSize)"
        )
        assert letters >= 64
        await page.locator("#stage").tap()
        await seen(page, "document.querySelector('#stage .word').textContent === 'PAUSED'")


@pytest.mark.parametrize(("scheme", "light"), [("light", True), ("dark", False)])
async def test_the_colours_are_those_of_the_device(address: str, scheme: str, light: bool):
    async with page_at(address, color_scheme=scheme) as page:
        await page.wait_for_timeout(1500)
        shot = await page.locator("#terminal").screenshot()
    from io import BytesIO

    image = pytest.importorskip("PIL.Image").open(BytesIO(shot)).convert("L").resize((1, 1))
    assert (image.getpixel((0, 0)) > 128) is light


async def test_a_lost_connection_is_said_and_the_session_is_offered_again(
    address: str, program: Program
):
    line = Line()
    port = int(re.search(r":(\d+)/", address)[1])  # type: ignore[index]
    await line.open(port)
    try:
        async with page_at(address.replace(f":{port}/", f":{line.port}/")) as page:
            await begin(page)
            await seen(page, "said.some(({ text }) => text.startsWith('out'))")
            line.is_dead = True
            await page.wait_for_selector("body.-lost", timeout=1000 * PATIENCE)
            assert await page.get_by_text("Connection lost.").is_visible()
            async with asyncio.timeout(PATIENCE):
                while not program.under_way():
                    await asyncio.sleep(0.1)
            line.is_dead = False
            await page.wait_for_selector("body.-first-byte:not(.-lost)", timeout=1000 * PATIENCE)
            await begin(page)  # enter continues where it stopped
            [kept] = program.under_way()
            assert kept["exercise"][0]["planned_reps"] == 3
    finally:
        line.close()


async def test_a_server_that_has_closed_is_told_from_a_line_that_is_lost(address: str):
    async with page_at(address) as page:
        await page.wait_for_timeout(1500)
        await page.locator("[data-key='q']").evaluate("(button) => button.click()")
        await page.wait_for_selector("body.-ended")
        assert not await page.evaluate("document.body.classList.contains('-lost')")
        assert await page.get_by_text("Open it again").is_visible()
