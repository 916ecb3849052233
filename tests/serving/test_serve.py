"""The real server and a page's side of it, over HTTP and through the websocket."""

from __future__ import annotations

import asyncio
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pyte
import pytest
from click.testing import CliRunner
from real.program import PATIENCE, Program, short_bridge

from trainer.cli import cli, serve_commands
from trainer.serving.hosts import is_local
from trainer.serving.page import SILENCE
from trainer.serving.server import TrainerServer

SIZE = (100, 30)
EXPECTED = re.compile("do not share it|on the same network|own certificate|fingerprint")
"""The warnings shown with an address that others can open."""


class Page:
    """An open page: what it shows, and a way to type."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.screen = pyte.Screen(*SIZE)
        self._stream = pyte.ByteStream(self.screen)

    async def press(self, keys: str) -> None:
        await self.socket.send_json(["stdin", keys])

    async def paints(self) -> None:
        """Wait for a whole screen."""
        async with asyncio.timeout(PATIENCE):
            while True:
                message = await self.socket.receive()
                if message.type is aiohttp.WSMsgType.BINARY and len(message.data) > 1000:
                    return

    async def see(self, text: str) -> None:
        async with asyncio.timeout(PATIENCE):
            while not any(text in line for line in self.screen.display):
                message = await self.socket.receive()
                assert message.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT)
                if message.type is aiohttp.WSMsgType.BINARY:
                    self._stream.feed(message.data)


@pytest.fixture
def words() -> list[str]:
    """The options of `serve` besides its port."""
    return []


@pytest.fixture
def served(program: Program, words: list[str]) -> Iterator[str]:
    """The address that a running server shows."""
    command = program.command("serve", "--port", "0", *words)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"https?://\S+:\d+/\?token=\S+", line)
    assert found, line
    yield found[0]
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert [line for line in complaints.splitlines() if not EXPECTED.search(line)] == []


def parts(address: str) -> tuple[str, str]:
    """The base address of the server, and the token."""
    base, _, token = address.partition("/?token=")
    return base, token


@asynccontextmanager
async def browser(address: str) -> AsyncIterator[aiohttp.ClientSession]:
    """A browser that has opened the address, and now has the token in a cookie."""
    base, _ = parts(address)
    jar = aiohttp.CookieJar(unsafe=True)  # one that accepts IP addresses
    async with aiohttp.ClientSession(base, headers={"Origin": base}, cookie_jar=jar) as session:
        page = await session.get(address)
        assert page.status == 200
        assert page.url.query_string == ""
        yield session


@asynccontextmanager
async def opened(
    address: str, width: object = SIZE[0], height: object = SIZE[1]
) -> AsyncIterator[Page]:
    """A page of the server, with the origin and the regular pings of a browser."""
    size = {"width": str(width), "height": str(height)}
    async with browser(address) as session, session.ws_connect("/ws", params=size) as socket:
        pings = asyncio.create_task(_send_pings(socket))
        try:
            yield Page(socket)
        finally:
            pings.cancel()


async def _send_pings(socket: aiohttp.ClientWebSocketResponse) -> None:
    with suppress(ConnectionError):  # the page may be closing
        while not socket.closed:
            await socket.send_json(["ping", 0])
            await asyncio.sleep(SILENCE / 4)


async def until(seen: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not seen():
            await asyncio.sleep(0.05)


async def test_a_whole_session_can_be_done_in_a_page(program: Program, served: str):
    program.write(catalog=short_bridge())
    async with opened(served) as page:
        await page.see("enter start Short Bridge")
        await page.socket.send_json(["focus"])
        await page.press("\r")
        await page.see("Pain now")
        await page.press("2")
        await page.see("[2]")
        await page.press("\r")
        await page.see("Done for today")
        await until(lambda: "pain_after" in program.history()[0])
    [session] = program.history()
    assert session["status"] == "completed"
    assert session["pain_after"] == 2


async def test_closing_the_page_saves_what_was_done(program: Program, served: str):
    program.write(catalog=short_bridge(reps=50))  # long enough not to end before it is seen
    async with opened(served) as page:
        await page.see("enter start Short Bridge")
        await page.press("\r")
        await until(lambda: program.done_reps >= 1)
    async with opened(served) as page:
        await page.see("A session was cut off")
        await page.press("k")
        await until(lambda: bool(program.history()))
    [session] = program.history()
    assert session["exercise"][0]["done_reps"] >= 1


async def test_the_page_fetches_nothing_from_elsewhere(served: str):
    async with browser(served) as session:
        page = await (await session.get("/")).text()
        script = await (await session.get("/page/page.js")).text()
        assert "Glute Trainer" in page
        assert "://" not in page + script
        for address in re.findall(r'(?:src=|href=|url\()"([^":]+)"', page):
            answer = await session.get(f"/{address}")
            assert answer.status == 200, address
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


async def test_requests_from_another_origin_are_refused(served: str):
    elsewhere = (
        {"Origin": "http://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Host": "elsewhere.example"},
    )
    async with browser(served) as session:
        for headers in elsewhere:
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect("/ws", headers=headers)
            assert refused.value.status == 403, headers


def test_the_app_ends_when_its_server_is_killed(program: Program):
    program.write(catalog=short_bridge(reps=50))
    command = program.command("serve", "--port", "0")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    address = process.stdout.readline().split()[1]

    async def train() -> None:
        async with opened(address) as page:
            await page.see("enter start")
            await page.press("\r")
            await until(lambda: program.done_reps >= 1)
            await page.press(" ")
            await page.see("to continue")  # nothing is drawn from now on, so no write can fail
            process.kill()

    asyncio.run(train())
    process.communicate(timeout=PATIENCE)

    async def ends() -> None:
        await until(lambda: not _alive(str(program.data)))

    asyncio.run(ends())
    [session] = program.on_disk()
    assert session["exercise"][0]["done_reps"] >= 1


def _alive(words: str) -> bool:
    """Check whether a process has these words on its command line. Linux only."""
    lines = (_read(file) for file in Path("/proc").glob("[0-9]*/cmdline"))
    return any(words.encode() in line for line in lines)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


# The command


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> list[TrainerServer]:
    """Servers that are created but never serve."""
    made: list[TrainerServer] = []

    def announce_only(server: TrainerServer, *, announce: Callable[[], None]) -> None:
        made.append(server)
        announce()

    monkeypatch.setattr(TrainerServer, "serve", announce_only)
    return made


def serve(folder: Path, *words: str):
    places = ["--data-dir", str(folder / "it's $HOME"), "--config", str(folder / "config.toml")]
    return CliRunner().invoke(cli, [*places, "serve", "--port", "0", *words])


def test_by_default_only_this_machine_is_served(tmp_path: Path, quiet):
    result = serve(tmp_path)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    [server] = quiet
    assert is_local(server.host)
    assert server.address in result.stdout
    assert "?token=" in server.address


@pytest.mark.parametrize(
    "words", [["--host", "0.0.0.0"], ["--public-url", "https://trainer.example"]]
)
def test_serving_to_the_network_prints_a_warning_not_to_share_the_address(
    tmp_path: Path, quiet, words: list[str]
):
    result = serve(tmp_path, *words)
    assert result.exit_code == 0, result.output
    warning = result.stderr.splitlines()
    assert len(warning) <= 2
    assert "do not share it" in warning[0]


def test_the_shell_reads_every_argument_unchanged(tmp_path: Path, quiet):
    serve(tmp_path)
    print_each = f"{sys.executable} -c 'import sys; print(*sys.argv[1:], sep=chr(10))' "
    printing = quiet[0].command.replace("exec ", print_each, 1)
    result = subprocess.run(["/bin/sh", "-c", printing], capture_output=True, text=True, check=True)
    assert str(tmp_path / "it's $HOME") in result.stdout.splitlines()


def test_a_port_that_is_in_use_is_reported(tmp_path: Path, quiet):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = serve(tmp_path, "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2
    assert "--port" in result.stderr


def test_without_the_web_extra_the_error_says_how_to_install_it(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(serve_commands, "find_spec", lambda name: None)
    result = serve(tmp_path)
    assert result.exit_code == 2
    missing, with_pip, with_pipx = result.stderr.splitlines()
    assert with_pip.startswith("pip install ")
    assert "pipx inject glute-trainer" in with_pipx
    for package in ("textual-serve", "segno", "ifaddr"):
        assert all(package in line for line in (missing, with_pip, with_pipx))


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False)],
)
def test_local_addresses_are_recognized(host: str, local: bool):
    assert is_local(host) is local
