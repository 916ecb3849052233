"""A page that loses its connection or server in a session: no rep is lost, and the page says so."""

from __future__ import annotations

import asyncio
import signal

import pytest
from real.program import PATIENCE, SETTINGS, Program, short_bridge
from serving.tablet import (
    LONG,
    MILLISECONDS,
    Line,
    begin,
    device,
    heard,
    line_to,
    needs_chromium,
    opened,
    page_at,
    playwright,
    port_of,
    seen,
    serving,
    tap,
)

pytestmark = needs_chromium
AUDIBLE = SETTINGS.replace('voice = "off"', "")


async def goes_on_to_the_end(page: playwright.Page, program: Program) -> None:
    """Resume the offered session; in the end every rep is done, all in one session."""
    await page.wait_for_selector("body.-first-byte:not(.-lost)", timeout=MILLISECONDS)
    await tap(page, "continue where it stopped")
    await finishes(page, program)


async def finishes(page: playwright.Page, program: Program) -> None:
    await page.evaluate("said.length = 0")
    await heard(page, "Finished")
    async with asyncio.timeout(LONG):
        while not program.history():
            await asyncio.sleep(0.05)
    [session] = program.on_disk()
    [exercise] = session["exercise"]
    assert exercise["done_reps"] == 3
    assert exercise.get("skipped_reps", 0) == 0


@pytest.mark.parametrize("fault", ["dead", "stalled", "cut"])
async def test_a_lost_connection_is_reported_and_costs_no_rep(
    address: str, program: Program, fault: str
):
    faults = {
        "dead": lambda line: setattr(line, "is_dead", True),
        "stalled": lambda line: setattr(line, "is_stalled", True),
        "cut": Line.cut,
    }
    async with line_to(address) as (line, by_way), page_at(by_way) as page:
        await begin(page)
        await heard(page, "out")
        await page.evaluate("said.length = 0")
        await heard(page, "in")  # the first rep is over
        faults[fault](line)
        await page.wait_for_selector("body.-lost", timeout=MILLISECONDS)
        assert await page.get_by_text("Connection lost.").is_visible()
        await heard(page, "Connection lost. What you did is saved.")
        assert (await page.evaluate("said.at(-1).text")).startswith("Connection lost.")
        async with asyncio.timeout(LONG):
            while not any(record["exercise"][0]["done_reps"] for record in program.under_way()):
                await asyncio.sleep(0.05)
        await page.evaluate("said.length = 0")
        line.mend()
        await page.wait_for_selector("body.-first-byte:not(.-lost)", timeout=MILLISECONDS)
        late = [each["text"] for each in await page.evaluate("said")]
        assert not [text for text in late if text.startswith(("in,", "out", "hold"))]
        await goes_on_to_the_end(page, program)


@pytest.mark.parametrize("quiet", ["muted", "in the picker"])
async def test_a_lost_connection_is_not_announced_while_the_voice_is_off(address: str, quiet: str):
    async with line_to(address) as (line, by_way), page_at(by_way) as page:
        if quiet == "muted":
            await begin(page)
            await tap(page, "mute")
            await page.get_by_role("button", name="unmute", exact=True).wait_for()
        line.cut()
        await page.wait_for_selector("body.-lost", timeout=MILLISECONDS)
        assert not [each for each in await page.evaluate("said") if "lost" in each["text"]]


@pytest.mark.parametrize("size", [(1180, 820), (390, 844)], ids=str)
@pytest.mark.parametrize("how", ["lost", "reloaded"])
async def test_a_tap_resumes_an_interrupted_session(
    address: str, program: Program, how: str, size: tuple[int, int]
):
    program.write(AUDIBLE, short_bridge(3, 2.0, 3.0))
    async with line_to(address) as (line, by_way), page_at(by_way, size=size) as page:
        await begin(page)
        await heard(page, "hold")
        if how == "reloaded":
            await page.reload()
        else:
            line.cut()
            await page.wait_for_selector("body.-lost", timeout=MILLISECONDS)
            line.mend()
        await page.wait_for_selector("body.-first-byte:not(.-lost)", timeout=MILLISECONDS)
        await heard(page, "Your session was cut off. Tap to continue")
        await seen(page, "lines.innerText.includes('Tap to continue')")
        await page.touchscreen.tap(size[0] / 2, 20)  # beside the question: anywhere will do
        await page.wait_for_selector("body.-session", timeout=MILLISECONDS)
        assert not [each for each in await page.evaluate("said") if "nter" in each["text"]]
        await finishes(page, program)


async def test_a_slow_connection_only_delays_the_session(address: str, program: Program):
    async with line_to(address) as (line, by_way), page_at(by_way) as page:
        await page.evaluate(
            "new MutationObserver(() => { window.lost ||= document.body.matches('.-lost'); })"
            ".observe(document.body, { attributes: true })"
        )
        line.delay = 0.4
        await begin(page)
        await finishes(page, program)
        assert not await page.evaluate("window.lost")


async def test_a_page_reloaded_in_a_hold_can_continue(address: str, program: Program):
    program.write(AUDIBLE, short_bridge(3, 2.0, 3.0))  # a hold long enough for its words
    async with page_at(address) as page:
        await begin(page)
        await heard(page, "hold")
        await page.reload()
        await goes_on_to_the_end(page, program)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL], ids=["stopped", "killed"])
@pytest.mark.parametrize("keeps_token", [True, False], ids=["same-address", "new-address"])
async def test_a_restarted_server_offers_the_session(
    program: Program, end: signal.Signals, keeps_token: bool
):
    program.write(AUDIBLE, short_bridge(3, 2.0, 3.0))
    words = ["--keep-token"] if keeps_token else []
    with serving(program, "--port", "0", *words) as (own, process):
        port = port_of(own)
        async with page_at(own) as page:
            await begin(page)
            await heard(page, "hold")
            process.send_signal(end)
            await page.wait_for_selector("body.-lost, body.-ended", timeout=MILLISECONDS)
            process.wait(PATIENCE)
            if await page.locator("body.-ended").count():  # the server said goodbye
                await page.get_by_text("Open it again").tap()
            await page.get_by_text("Connection lost.").wait_for(timeout=MILLISECONDS)
            with serving(program, "--port", str(port), *words) as (again, _):
                assert (again == own) is keeps_token
                if not keeps_token:
                    await page.wait_for_selector("body.-moved", timeout=MILLISECONDS)
                    assert await page.get_by_text("Open the address that it shows").is_visible()
                    assert not await page.get_by_text("Connection lost.").is_visible()
                    await page.goto(again)
                await goes_on_to_the_end(page, program)


async def test_a_second_page_does_not_disturb_the_first(address: str, program: Program):
    async with device() as context:
        first = await opened(context, address)
        await begin(first)
        await heard(first, "in")
        second = await opened(context, address)
        await seen(second, "[...keys.children].some(({ textContent: t }) => t.startsWith('start'))")
        offered = await second.locator("#keys").inner_text()
        assert "continue" not in offered
        await first.bring_to_front()
        assert not await first.locator("body.-lost").count()
        await finishes(first, program)


async def test_a_page_replaced_by_another_page_says_so_and_waits(program: Program):
    with serving(program, "--port", "0", "--pages", "1") as (own, _):
        async with line_to(own) as (line, by_way), page_at(by_way) as page:
            line.cut()
            await page.wait_for_selector("body.-lost", timeout=MILLISECONDS)
            async with page_at(own):
                line.mend()
                await page.wait_for_selector("body.-full", timeout=2 * MILLISECONDS)
                assert await page.get_by_text("Too many pages are open").is_visible()
                assert not await page.get_by_text("Connection lost.").is_visible()
            await page.wait_for_selector("body.-first-byte:not(.-lost)", timeout=2 * MILLISECONDS)
            assert not await page.get_by_text("Too many pages are open").is_visible()
