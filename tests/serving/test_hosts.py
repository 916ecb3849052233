"""The server shows its addresses, and answers only to them."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from types import SimpleNamespace

import aiohttp
import ifaddr
import pytest
from aiohttp.test_utils import make_mocked_request
from click.testing import CliRunner
from real.program import Program
from serving.test_serve import parts, quiet, serve, served, words

from trainer.cli import cli, serve_commands
from trainer.serving import hosts
from trainer.serving.server import TrainerServer

__all__ = ["quiet", "served", "words"]


def interface(name: str, *numbers: str) -> SimpleNamespace:
    ips = [SimpleNamespace(ip=(each, 0, 0) if ":" in each else each) for each in numbers]
    return SimpleNamespace(name=name, ips=ips)


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine in two networks; its main route is the second network."""
    monkeypatch.setattr(
        ifaddr,
        "get_adapters",
        lambda: [
            interface("lo", "127.0.0.1", "::1"),
            interface("docker0", "172.17.0.1"),
            interface("eth0", "10.0.0.7", "fe80::7", "fd00::7"),
            interface("wlan0", "192.168.1.5", "169.254.1.1"),
        ],
    )
    monkeypatch.setattr(
        hosts, "_local_address_towards", lambda to: "" if ":" in to else "192.168.1.5"
    )
    monkeypatch.setattr(socket, "gethostname", lambda: "Annas-Mac")


@pytest.mark.usefixtures("network")
def test_every_address_that_others_can_open_is_listed():
    v4, names = ["192.168.1.5", "10.0.0.7"], ["Annas-Mac.local", "Annas-Mac"]
    assert hosts.reachable("0.0.0.0") == [*v4, *names]
    assert hosts.reachable("::") == [*v4, "fd00::7", *names]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "192.168.1.5", "localhost"])
def test_a_host_chosen_by_the_user_is_the_only_host_listed(host: str):
    assert hosts.reachable(host) == [host]


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("vm", ["vm.local", "vm"]),
        ("Mac.local", ["Mac.local"]),
        ("vm.example.org", ["vm.local", "vm.example.org"]),
        ("localhost", []),
        ("localhost.localdomain", []),
        ("bad\x1b[2J", []),
        ("", []),
    ],
)
def test_a_machine_is_known_by_its_name_and_its_local_name(name: str, names: list[str]):
    assert hosts.names(name) == names


@pytest.mark.usefixtures("network")
def test_all_addresses_are_shown_with_the_token(tmp_path, quiet: list[TrainerServer]):
    result = serve(tmp_path, "--host", "0.0.0.0")
    assert result.exit_code == 0, result.output
    shown = re.findall(r"http://(\S+):(\d+)/\?token=(\S+)", result.stdout)
    assert [host for host, _, _ in shown] == hosts.reachable("0.0.0.0")
    assert len({(port, token) for _, port, token in shown}) == 1
    assert "0.0.0.0" not in result.stdout


@pytest.mark.usefixtures("network")
def test_behind_a_proxy_the_public_address_comes_first(tmp_path, quiet: list[TrainerServer]):
    alone = serve(tmp_path, "--public-url", "https://mat.example/back")
    assert re.findall(r"http\S+\?", alone.stdout) == ["https://mat.example/back/?"]
    both = serve(tmp_path, "--public-url", "https://mat.example", "--host", "0.0.0.0")
    first, *others = re.findall(r"(http\S+)/\?", both.stdout)
    assert first == "https://mat.example"
    assert len(others) == 4


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize("host", ["Annas-Mac", "annas-mac.local", "ANNAS-MAC.LOCAL"])
def test_a_machine_with_capitals_in_its_name_answers_to_that_name(tmp_path, quiet, host: str):
    serve(tmp_path, "--host", "0.0.0.0")
    [server] = quiet
    assert server._is_our_host(make_mocked_request("GET", "/", headers={"Host": f"{host}:1"}))


async def status(address: str, **headers: str) -> int:
    async with (
        aiohttp.ClientSession() as session,
        session.get(address, headers=headers, allow_redirects=False) as answer,
    ):
        return answer.status


@pytest.mark.parametrize("words", [["--host", "0.0.0.0"]])
async def test_the_server_answers_only_to_its_own_addresses(program: Program, served: str):
    base, token = parts(served)
    port = base.rpartition(":")[2]
    name = socket.gethostname()
    own = ["localhost", "127.0.0.1", *hosts.reachable("0.0.0.0"), name.upper(), f"{name}.Local."]
    here = f"http://127.0.0.1:{port}/?token={token}"
    for host in own:
        asked = f"{host}:{port}"
        assert await status(here, Host=asked) == 303, host
        assert await status(here, Host=asked, Origin=f"http://{asked}") == 303, host
        assert await status(here, Host=asked, Origin="http://elsewhere.example") == 403, host
        assert await status(here, Host=asked, Origin=f"http://{host}:1") == 403, host
    for host in ("elsewhere.example", "198.51.100.7", "[2001:db8::7]", f"{name}.example", "[", ""):
        assert await status(here, Host=f"{host}:{port}") == 403, host


async def test_an_invalid_origin_is_refused(served: str):
    for origin in ("http://[", "null", "http://", "\xff"):
        assert await status(served, Origin=origin) == 403, origin


# Shown in a terminal


class Terminal:
    """A terminal of a given size, as stdout."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, columns: int, rows: int) -> None:
        monkeypatch.setattr(serve_commands, "_is_terminal", lambda: True)
        monkeypatch.setattr(serve_commands, "_window", lambda: (columns, rows))
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.delenv("NO_COLOR", raising=False)

    def serve(self, *words: str) -> str:
        result = CliRunner().invoke(cli, ["serve", "--port", "0", *words])
        assert result.exit_code == 0, result.output
        return result.stdout


@pytest.fixture
def home(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLUTE_TRAINER_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("GLUTE_TRAINER_CONFIG", str(tmp_path / "config.toml"))


@pytest.mark.usefixtures("network", "home")
def test_a_terminal_gets_clickable_links(quiet, monkeypatch: pytest.MonkeyPatch):
    terminal = Terminal(monkeypatch, 100, 40)
    stdout = terminal.serve("--host", "0.0.0.0")
    links = re.findall("\x1b]8;;(\\S+?)\x1b\\\\(\\S+?)\x1b]8;;\x1b\\\\", stdout)
    assert [target for target, _ in links] == quiet[0].addresses
    assert all(target == text for target, text in links)
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b]8" not in terminal.serve()


@pytest.mark.usefixtures("network", "home")
def test_the_qr_code_contains_the_first_address(quiet, monkeypatch: pytest.MonkeyPatch):
    import segno

    stdout = Terminal(monkeypatch, 100, 40).serve("--host", "0.0.0.0")
    plain = re.sub("\x1b\\[[0-9;]*m", "", stdout)
    drawn = [line for line in plain.splitlines() if line and set(line) <= set("█▀▄ ")]
    upper = [[cell in "█▀" for cell in line] for line in drawn]
    lower = [[cell in "█▄" for cell in line] for line in drawn]
    light = [row for pair in zip(upper, lower, strict=True) for row in pair]
    code = segno.make_qr(quiet[0].address, error="l").matrix
    size = len(code)
    assert [[not cell for cell in row[2 : 2 + size]] for row in light[2 : 2 + size]] == [
        [bool(cell) for cell in row] for row in code
    ]
    assert all(light[0])
    assert all(light[1])


@pytest.mark.usefixtures("network", "home")
@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ([], False),
        (["--qr"], True),
        (["--host", "0.0.0.0"], True),
        (["--host", "0.0.0.0", "--no-qr"], False),
        (["--public-url", "https://mat.example"], True),
    ],
)
def test_the_qr_code_is_shown_if_another_device_can_connect(quiet, monkeypatch, words, shown):
    assert ("█" in Terminal(monkeypatch, 100, 40).serve(*words)) == shown


@pytest.mark.usefixtures("network", "home")
@pytest.mark.parametrize(("columns", "rows"), [(30, 40), (100, 12)])
def test_a_window_too_small_for_the_qr_code_is_reported(
    quiet, monkeypatch, columns: int, rows: int
):
    stdout = Terminal(monkeypatch, columns, rows).serve("--host", "0.0.0.0")
    assert "█" not in stdout
    assert "QR code" in stdout


def test_other_commands_do_not_load_the_server(program: Program):
    loaded = "sorted({'aiohttp', 'ifaddr', 'segno', 'ssl', 'textual_serve'} & set(sys.modules))"
    script = (
        "import sys\nfrom trainer.cli import main\n"
        f"try: main()\nfinally: print({loaded}, file=sys.stderr)"
    )
    for command in (["--help"], ["status"], ["serve", "--help"]):
        run = subprocess.run(
            [sys.executable, "-c", script, *program.command(*command)[3:]],
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stderr.strip() == "[]", command
