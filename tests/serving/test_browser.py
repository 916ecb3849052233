"""The page in a real browser: what it says, plays and shows, by touch alone, on every device."""

from __future__ import annotations

import asyncio
import re
from contextlib import suppress

import pytest
from real.program import PATIENCE, SETTINGS, Program, short_bridge
from serving.tablet import becomes, begin, needs_chromium, page_at, playwright, seen, tap

pytestmark = needs_chromium


async def test_the_page_speaks_plays_tones_and_lists_its_lines(address: str):
    async with page_at(address) as page:
        await begin(page)
        await seen(page, "said.some(({ text }) => text.startsWith('out'))")
        spoken = await page.evaluate("said")
        assert {(each["lang"], each["voice"], each["rate"]) for each in spoken} == {
            ("en-GB", "Daniel", 1)
        }
        texts = [each["text"] for each in spoken]
        first_in = next(n for n, text in enumerate(texts) if text.startswith("in"))
        assert any(text.startswith("out") for text in texts[first_in:])
        assert {320, 720} <= set(await page.evaluate("notes"))
        lines = await page.locator("#lines").inner_text()
        assert re.search(r"^Out\b.*\.$", lines, re.MULTILINE)


SIZES = [(1180, 820), (820, 1180), (390, 844), (844, 390)]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_a_session_can_be_done_by_touch_alone_on_a_tablet_and_a_phone(
    address: str, program: Program, size: tuple[int, int]
):
    audible = SETTINGS.replace('voice = "off"', "")
    program.write(audible.replace("get_ready = 0", "get_ready = 120"), short_bridge(2, 0.8, 0.3))
    async with page_at(address, size=size) as page:
        await begin(page)
        await check_touch_layout(page)
        await tap(page, "it hurts")
        await tap(page, "2", "#scale")
        await check_touch_layout(page)
        await tap(page, "pressed by mistake, carry on")
        await tap(page, "start now")
        while await page.get_by_text("start now").count():  # back in position, then ready
            with suppress(playwright.TimeoutError):
                await page.get_by_text("start now").tap(timeout=1000)
        await tap(page, "10", "#scale")  # the answer to "Pain now"
        await check_touch_layout(page)
        narrow = await page.get_by_role("button", name="close", exact=True).count()
        await tap(page, "close" if narrow else "save")
        async with asyncio.timeout(PATIENCE):
            while not any("pain_after" in session for session in program.history()):
                await asyncio.sleep(0.05)
    [session] = program.history()
    assert session["exercise"][0]["done_reps"] == 2
    assert session["pain_after"] == 10


async def check_touch_layout(page: playwright.Page) -> None:
    """Check that buttons are as large as a fingertip, and that everything is inside the window."""
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


async def test_a_tap_on_the_figure_pauses_and_a_second_tap_continues(address: str):
    async with page_at(address) as page:
        await begin(page)
        await seen(page, "said.some(({ text }) => text.startsWith('in'))")
        await page.touchscreen.tap(590, 450)
        await seen(page, "[...keys.children].some(({ textContent: t }) => t === 'continue')")
        await page.touchscreen.tap(590, 100)  # beside the picture, where it says what a tap does
        await seen(page, "[...keys.children].some(({ textContent: t }) => t === 'pause')")


async def test_the_page_loads_nothing_from_elsewhere_and_logs_no_errors(address: str):
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


async def test_a_page_in_portrait_shows_the_stage_in_large_letters(address: str):
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
async def test_the_page_follows_the_colour_scheme_of_the_device(
    address: str, scheme: str, light: bool
):
    async with page_at(address, color_scheme=scheme) as page:
        await becomes(page, light=light)


async def test_a_closed_server_is_not_reported_as_a_lost_connection(address: str):
    async with page_at(address) as page:
        await tap(page, "quit")
        await page.wait_for_selector("body.-ended")
        assert not await page.evaluate("document.body.classList.contains('-lost')")
        assert await page.get_by_text("Open it again").is_visible()
