"""A page that fails to open says why and tries again, at once if it is touched."""

from __future__ import annotations

import asyncio

import pytest
from serving.tablet import MILLISECONDS, device, line_to, needs_chromium, playwright, seen

pytestmark = needs_chromium

UP = "body.-first-byte:not(.-lost)"
WAITS = """
window.waiting = [];
const soon = window.setTimeout;
window.setTimeout = (act, wait, ...more) =>
  wait === 1000 ? waiting.push(act) : soon(act, wait, ...more);
"""
"""Holds back every retry, so that only a touch causes one."""
SAID = {"stall": "The trainer is not responding.", "refuse": "must let WebSockets through."}


async def arrived(context: playwright.BrowserContext, address: str) -> playwright.Page:
    page = await context.new_page()
    await page.goto(address, wait_until="commit")
    return page


@pytest.mark.parametrize("fault", SAID)
async def test_a_connection_that_does_not_open_is_reported_and_retried(address: str, fault: str):
    async with line_to(address) as (line, by_way), device() as context:
        line.sockets = fault
        page = await arrived(context, by_way)
        await page.get_by_text(SAID[fault]).wait_for(timeout=MILLISECONDS)
        assert not await page.get_by_text("Connection lost.").is_visible()  # there was none
        line.sockets = "pass"
        await page.wait_for_selector(UP, timeout=MILLISECONDS)
        assert not await page.locator(".notice.lost").is_visible()


async def test_a_touch_retries_the_connection_at_once(address: str):
    async with line_to(address) as (line, by_way), device(script=WAITS) as context:
        line.sockets = "refuse"
        page = await arrived(context, by_way)
        await seen(page, "waiting.length")
        assert line.asked == 1
        line.sockets = "pass"
        await page.get_by_text("Try now").tap()
        await page.wait_for_selector(UP, timeout=MILLISECONDS)


async def test_there_is_a_pause_between_attempts_to_connect(address: str):
    async with line_to(address) as (line, by_way), device(script=WAITS) as context:
        line.sockets = "refuse"
        page = await arrived(context, by_way)
        for tries in range(1, 4):
            await seen(page, f"waiting.length === {tries}")
            assert line.asked == tries
            await page.evaluate("waiting.at(-1)()")


@pytest.mark.parametrize("missing", ["**/*.ttf", "**/still.mp4", "**/icon.*", "**/manifest.json"])
async def test_a_missing_optional_file_does_not_delay_the_page(address: str, missing: str):
    async with device() as context:
        await context.route(missing, lambda _: asyncio.Event().wait())
        page = await arrived(context, address)
        await page.wait_for_selector(UP, timeout=MILLISECONDS)


@pytest.mark.parametrize("missing", ["**/page.js", "**/link.js", "**/textual.js", "**/xterm.css"])
async def test_a_page_without_its_script_or_style_offers_to_reload(address: str, missing: str):
    async with device() as context:
        await context.route(missing, lambda _: asyncio.Event().wait())
        page = await arrived(context, address)
        again = page.get_by_text("Try again")
        await again.wait_for(timeout=MILLISECONDS)
        await context.unroute_all(behavior="ignoreErrors")
        await again.tap(no_wait_after=True)
        await page.wait_for_selector(UP, timeout=MILLISECONDS)
