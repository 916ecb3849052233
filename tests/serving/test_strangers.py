"""Who must not get in, and what a visitor must not be able to do."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
from pathlib import Path

import aiohttp
import pytest
from real.program import PATIENCE, SETTINGS, Program
from serving.test_serve import browser, opened, parts, served, until, words

__all__ = ["served", "words"]

MANY = 90
"""Lines of a page that shows all settings at once."""
HOOKED = SETTINGS.replace("[cues]", '[cues]\nhook = "touch {}"')


async def status(session: aiohttp.ClientSession, path: str, **more: object) -> int:
    async with session.get(path, **more) as answer:  # type: ignore[arg-type]
        return answer.status


async def test_nothing_is_served_without_the_token(served: str):
    base, token = parts(served)
    wrong = ["", "x", token[:-1], token + "x", token.swapcase(), "ü", "\x00"]
    async with aiohttp.ClientSession(base) as session:
        for path in (
            "/",
            "/ws",
            "/page/page.js",
            "/static/js/textual.js",
            "/download/x",
            "/nothing",
        ):
            assert await status(session, path) == 403, path
            for guess in wrong:
                assert await status(session, path, params={"token": guess}) == 403, (path, guess)
        for guess in wrong[1:4]:
            cookie = {"Cookie": f"glute-trainer-{base.rpartition(':')[2]}={guess}"}
            assert await status(session, "/", headers=cookie) == 403
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect("/ws", headers=cookie)
            assert refused.value.status == 403


async def test_the_token_leaves_the_address_bar_after_the_first_visit(served: str):
    async with aiohttp.ClientSession() as session:
        first = await session.get(served + "&fontsize=20", allow_redirects=False)
        assert first.status == 303
        assert first.headers["Location"] == "./?fontsize=20"
        cookie = first.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


async def test_the_token_is_long_and_new_at_each_start(program: Program):
    tokens = set()
    for _ in range(2):
        process = subprocess.Popen(
            program.command("serve", "--port", "0"), stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        tokens.add(parts(process.stdout.readline().split()[1])[1])
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)
    assert len(tokens) == 2
    assert all(len(token) >= 32 for token in tokens)


async def test_a_visitor_cannot_see_change_or_run_the_hook_command(
    program: Program, served: str, tmp_path
):
    ran = tmp_path / "ran"
    settings = HOOKED.format(ran)
    program.write(settings=settings)
    async with opened(served, height=MANY) as page:
        page.screen.resize(lines=MANY)
        await page.see("enter start")
        await page.press("s")
        await page.see("Week goal")
        await page.press("\x1b[F")  # to the last row, which opens the rest
        await page.press("\r")
        await page.see("Get ready")
        await page.press("t\x1b[B" * 60)  # through the whole list, past where the command would be
        await page.press("?")
        await page.see("Help for this screen")  # once every key before it had its effect
        await page.press("\x1b")
        await page.see("Your own keys")
        shown = "\n".join(page.screen.display)
        assert "Window title" in shown
        assert "Hook" not in shown
        assert "touch" not in shown
        await page.press("\x1b")
        await page.see("enter start")
        await page.press("\r")
        await page.see("Pain now")
    assert not ran.exists()
    assert "hook" in (program.folder / "config.toml").read_text()


@pytest.mark.parametrize("words", [["--pages", "1"]])
async def test_one_page_too_many_gets_a_plain_page_that_says_so(served: str):
    async with browser(served) as session:
        async with session.ws_connect("/ws"):
            full = await session.get("/")
            assert full.status == 503
            assert "Only one page can be open at once" in await full.text()
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect("/ws")
            assert refused.value.status == 503
        async with asyncio.timeout(PATIENCE):
            while await status(session, "/") != 200:
                await asyncio.sleep(0.1)


def memory(words: str) -> list[int]:
    """The peak memory in kilobytes of each app process with these words on its command line."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes()
            used = re.search(r"VmHWM:\s+(\d+)", (folder / "status").read_text())
        except OSError:
            continue
        if words.encode() in line and b"\0serve\0" not in line and used:
            found.append(int(used[1]))
    return found


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux to look at")
async def test_a_giant_page_costs_no_more_than_a_large_screen(program: Program, served: str):
    async with opened(served, width=10**6, height=10**6) as page:
        for _ in range(20):
            await page.socket.send_json(["resize", {"width": 10**6, "height": 10**6}])
        await page.paints()
        await page.press("h")  # another screen of this size
        await page.paints()
        [used] = memory(str(program.data))
        assert used < 250_000
    await until(lambda: not memory(str(program.data)))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux to look at")
async def test_an_app_that_does_not_exit_is_killed(program: Program, served: str):
    async with opened(served) as page:
        await page.see("enter start")
        [app] = [
            int(folder.name)
            for folder in Path("/proc").glob("[0-9]*")
            if str(program.data).encode() in _read(folder / "cmdline")
            and b"\0serve\0" not in _read(folder / "cmdline")
        ]
        os.kill(app, signal.SIGSTOP)
    async with asyncio.timeout(PATIENCE):
        while Path(f"/proc/{app}").exists():
            await asyncio.sleep(0.1)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


async def test_malformed_messages_are_logged_and_the_page_stays_open(program: Program):
    process = subprocess.Popen(
        program.command("serve", "--port", "0"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    address = process.stdout.readline().split()[1]
    async with opened(address) as page:
        for text in ("{", "[]", json.dumps(["resize", {"width": "\x1b[2J"}])):
            await page.socket.send_str(text)
        await page.socket.send_bytes(b"\xff\xfe")
        await page.see("enter start")
    process.send_signal(signal.SIGINT)
    out, complaints = await asyncio.to_thread(process.communicate, timeout=PATIENCE)
    assert out == ""
    lines = complaints.splitlines()
    assert len(lines) == 4, complaints
    assert all("malformed" in line for line in lines)
    assert "\x1b" not in complaints
    assert parts(address)[1] not in complaints
