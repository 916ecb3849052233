"""The page on every kind of device: keeping the screen on, rotation, preferences."""

from __future__ import annotations

import asyncio
import socket
from itertools import product

import pytest
from real.program import PATIENCE, SETTINGS, Program, short_bridge
from serving.tablet import (
    MILLISECONDS,
    becomes,
    begin,
    device,
    heard,
    is_light,
    needs_chromium,
    page_at,
    seen,
    serving,
    tap,
)
from serving.test_browser import check_touch_layout

pytestmark = needs_chromium

SIZES = [(360, 640), (768, 1024), (1280, 800)]
LOCKS = """
window.locks = [];
if (navigator.wakeLock) navigator.wakeLock.request = async () => {
  const lock = { held: true, async release() { this.held = false; } };
  locks.push(lock);
  return lock;
};
"""
PLAYS = "!document.querySelector('#awake').paused"
HOLDS = "locks.some(({ held }) => held)"
LEAST_CONTRAST = 4.5
"""The contrast that text needs with its background (WCAG 2.2, AA)."""
COLOURS = """
(() => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(
    ["ground", "ink", "quiet", "accent"].map((name) => [name, style.getPropertyValue(`--${name}`)]),
  );
})()
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.mark.parametrize("secure", [True, False], ids=["secure", "insecure"])
async def test_the_screen_stays_on_during_a_session(program: Program, secure: bool):
    program.write(SETTINGS, short_bridge(2, 2.0, 1.0))
    name, port = ("127.0.0.1" if secure else "trainer.test"), free_port()
    public = f"http://{name}:{port}"
    with serving(program, "--port", str(port), "--public-url", public) as (address, _):
        assert address.startswith(public)
        switch = "--host-resolver-rules=MAP trainer.test 127.0.0.1"
        async with page_at(address, switch, script=LOCKS) as page:
            assert await page.evaluate("isSecureContext") is secure
            wanted, other = (HOLDS, PLAYS) if secure else (PLAYS, HOLDS)
            assert not await page.evaluate(wanted)
            await begin(page)
            await seen(page, wanted)
            assert not await page.evaluate(other)
            assert not await page.locator(".hint.dark").is_visible()
            await seen(page, "!document.body.matches('.-session')")
            await seen(page, f"!({wanted})")


async def test_a_hint_appears_if_nothing_keeps_the_screen_on(address: str):
    refused = (
        "delete Navigator.prototype.wakeLock;"
        "HTMLMediaElement.prototype.play = async () => { throw new Error('no'); };"
    )
    async with page_at(address, script=refused) as page:
        assert not await page.locator(".hint.dark").is_visible()
        await begin(page)
        await page.locator(".hint.dark").wait_for(timeout=MILLISECONDS)
        await seen(page, "!document.body.matches('.-session')")
        await page.locator(".hint.dark").wait_for(state="hidden", timeout=MILLISECONDS)


async def test_a_rotated_and_resized_page_stays_usable_by_touch(address: str):
    async with page_at(address, size=SIZES[0]) as page:
        await turned(page)
        await begin(page)
        await tap(page, "pause")
        await turned(page)
        await tap(page, "continue")
        await heard(page, "Finished")


async def turned(page) -> None:
    for (width, height), lying in product(SIZES, (False, True)):
        size = (height, width) if lying else (width, height)
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        async with asyncio.timeout(PATIENCE):
            while True:  # the terminal follows once its element has the new size
                try:
                    await check_touch_layout(page)
                    break
                except AssertionError:
                    await asyncio.sleep(0.05)


@pytest.mark.parametrize("wishes", list(product(("light", "dark"), ("reduce", "no-preference"))))
async def test_the_page_sends_the_preferences_of_the_device(address: str, wishes: tuple[str, str]):
    scheme, motion = wishes
    async with page_at(address, color_scheme=scheme, reduced_motion=motion) as page:
        asked: list[str] = []
        page.on("websocket", lambda opened: asked.append(opened.url))
        await page.reload()
        await page.wait_for_selector("body.-first-byte", timeout=MILLISECONDS)
        assert ("light=1" in asked[0]) is (scheme == "light")
        assert ("still=1" in asked[0]) is (motion == "reduce")


async def test_a_change_of_preferences_takes_effect_at_once(address: str):
    async with device(color_scheme="dark") as context:
        page = await context.new_page()
        frames: list[object] = []
        page.on("websocket", lambda line: line.on("framesent", lambda sent: frames.append(sent)))
        await page.goto(address)
        await page.wait_for_selector("body.-first-byte", timeout=MILLISECONDS)
        await becomes(page, light=False)
        await page.emulate_media(color_scheme="light", reduced_motion="reduce")
        await becomes(page, light=True)
        assert '["prefers",["light","still","touch"]]' in frames
        await page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        await becomes(page, light=False)


async def test_opening_the_settings_keeps_the_colours_of_the_device(address: str):
    ground = "getComputedStyle(document.documentElement).getPropertyValue('--ground').trim()"
    async with page_at(address, color_scheme="light") as page:
        await tap(page, "settings")
        await seen(page, "[...keys.children].some(({ textContent: t }) => t === 'reset')")
        assert await is_light(page)
        assert await page.evaluate(ground) == "#fdfcf9"


async def test_a_resumed_session_shows_its_stage_at_once(address: str):
    async with page_at(address, size=(390, 844)) as page:
        await begin(page)
        await page.locator("#stage").wait_for(timeout=MILLISECONDS)
        await page.reload()
        await tap(page, "continue where it stopped")
        await page.locator("#stage").wait_for(timeout=MILLISECONDS)
        assert await page.locator("#stage .word").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_colour_of_the_page_is_legible_on_its_background(address: str, scheme: str):
    async with page_at(address, color_scheme=scheme) as page:
        colours = await page.evaluate(COLOURS)
    for text, ground in (("ink", "ground"), ("ink", "quiet"), ("accent", "ground")):
        assert contrast(colours[text], colours[ground]) >= LEAST_CONTRAST, (text, ground)


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of a colour `#rrggbb`, by WCAG 2.2."""
    parts = [int(colour.strip()[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(part * weight for part, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


async def test_every_button_has_a_name_and_only_the_lines_are_read_aloud(address: str):
    async with page_at(address) as page:
        await tap(page, "settings")
        await seen(page, "[...keys.children].some(({ textContent: t }) => t === '↑')")
        names = await page.evaluate(
            "[...document.querySelectorAll('nav button')].filter((key) => key.checkVisibility())"
            ".map((key) => key.ariaLabel ?? key.textContent)"
        )
        assert {"up", "down", "Keyboard"} <= set(names)
        assert all(name.strip() and name.isascii() for name in names), names
        regions = await page.evaluate(
            "[...document.querySelectorAll('[aria-live], [role=log]')].map(({ id }) => id)"
        )
        assert [each for each in regions if each] == ["lines"]
        assert await page.evaluate("document.querySelector('#stage').ariaHidden") == "true"


async def test_the_page_can_enter_and_leave_full_screen(address: str):
    async with page_at(address) as page:
        await page.get_by_label("Full screen").tap()
        await seen(page, "document.fullscreenElement === document.documentElement")
        await page.get_by_label("Full screen").tap()
        await seen(page, "!document.fullscreenElement")
