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
from io import BytesIO

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


async def tap(page: playwright.Page, label: str, among: str = "#keys") -> None:
    """Touch the button that says this."""
    button = page.locator(
        f"{among} button", has_text=re.compile(f"^{re.escape(label)}( and close)?$")
    )
    try:
        await button.tap(timeout=1000 * PATIENCE)
    except playwright.TimeoutError as error:
        there = await page.locator("nav").inner_text()
        raise AssertionError(f"no {label}, only {there}") from error


async def begin(page: playwright.Page) -> None:
    """Start what the picker suggests, by touch."""
    first = page.locator("#keys button", has_text=re.compile("^start")).first
    await first.tap(timeout=1000 * PATIENCE)
    await page.wait_for_selector("body.-session", timeout=1000 * PATIENCE)


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


SIZES = [(1180, 820), (820, 1180), (390, 844), (844, 390)]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_session_by_touch_alone_on_a_tablet_and_a_phone(
    address: str, program: Program, size: tuple[int, int]
):
    program.write(SETTINGS.replace('voice = "off"', ""), short_bridge(2, 0.8, 0.3))
    async with page_at(address, size=size) as page:
        await begin(page)
        await fits_the_hand(page)
        await tap(page, "it hurts")
        await tap(page, "2", "#scale")
        await fits_the_hand(page)
        await tap(page, "pressed by mistake, carry on")
        await tap(page, "start now")
        await tap(page, "10", "#scale")  # pain now, once it is over
        await fits_the_hand(page)
        await tap(page, "save")
        async with asyncio.timeout(PATIENCE):
            while not any("pain_after" in session for session in program.history()):
                await asyncio.sleep(0.05)
    [session] = program.history()
    assert session["exercise"][0]["done_reps"] == 2
    assert session["pain_after"] == 10


async def fits_the_hand(page: playwright.Page) -> None:
    """All that can be pressed is as large as a fingertip, and all that is shown can be seen."""
    small = await page.evaluate(
        "[...document.querySelectorAll('nav button')].filter((key) => key.checkVisibility())"
        ".filter((key) => key.offsetWidth < 44 || key.offsetHeight < 44).length"
    )
    assert small == 0
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate(
        "(({ left, right, bottom }) => left >= 0 && right <= innerWidth && bottom <= innerHeight)"
        "(document.querySelector('.xterm-screen').getBoundingClientRect())"
    )


async def test_a_tap_on_the_picture_pauses_and_goes_on(address: str):
    async with page_at(address) as page:
        await begin(page)
        await seen(page, "said.some(({ text }) => text.startsWith('in'))")
        await page.touchscreen.tap(590, 450)
        await tap(page, "continue")
        await seen(page, "[...keys.children].some(({ textContent: t }) => t === 'pause')")


async def test_nothing_is_loaded_from_elsewhere_and_nothing_is_refused(address: str):
    async with page_at(address) as page:
        elsewhere: list[str] = []
        complaints: list[str] = []
        base = address.partition("?")[0]
        page.on(
            "request",
            lambda sent: (
                sent.url.startswith((base, "data:", "blob:")) or elsewhere.append(sent.url)
            ),
        )
        page.on("console", lambda line: line.type == "error" and complaints.append(line.text))
        await page.reload()
        await begin(page)
        assert elsewhere == []
        assert complaints == []


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
    images = pytest.importorskip("PIL.Image", reason="Pillow is not installed")
    async with page_at(address, color_scheme=scheme) as page, asyncio.timeout(PATIENCE):
        while True:
            shot = await page.locator("#terminal").screenshot()
            image = images.open(BytesIO(shot)).convert("L").resize((1, 1))
            if (image.getpixel((0, 0)) > 128) is light:
                break
            await asyncio.sleep(0.1)


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
            await tap(page, "continue where it stopped")
            await page.wait_for_selector("body.-session", timeout=1000 * PATIENCE)
            [kept] = program.under_way()
            assert kept["exercise"][0]["planned_reps"] == 3
    finally:
        line.close()


async def test_a_server_that_has_closed_is_told_from_a_line_that_is_lost(address: str):
    async with page_at(address) as page:
        await tap(page, "quit")
        await page.wait_for_selector("body.-ended")
        assert not await page.evaluate("document.body.classList.contains('-lost')")
        assert await page.get_by_text("Open it again").is_visible()
