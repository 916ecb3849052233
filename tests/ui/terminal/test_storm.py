"""Random bytes sent to every screen neither end nor block the app.

pytest tests/ui/terminal/test_storm.py --times 350     # 100,000 chunks
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from driving import HandClock, until
from faults.amount import dice, often, survived
from history.samples import session
from textual.pilot import Pilot

from trainer.files.places import Places
from trainer.history.store import HistoryStore
from trainer.ui.app import TrainerApp
from trainer.ui.terminal.input_parser import InputParser

MakeApp = Callable[..., TrainerApp]
CHUNKS = 20
"""The number of chunks sent to each screen, without --times."""

SCREENS: dict[str, list[str]] = {
    "picker": [],
    "settings": ["s"],
    "hook command": ["s", *["down"] * 12, "enter"],
    "history": ["h"],
    "log": ["h", "tab"],
    "trends": ["h", "tab", "tab"],
    "log entry": ["h", "tab", "e"],
    "new entry": ["h", "a"],
    "rest days": ["h", "R"],
    "help": ["question_mark"],
    "about": ["i"],
    "palette": ["ctrl+p"],
    "session": ["enter"],
    "it hurts": ["enter", "enter", "x"],
    "leave": ["enter", "enter", "n", "q"],
}
PROTOCOLS = [
    b"\x1b[A", b"\x1bOP", b"\x1b[1;5D", b"\x1b[[A", b"\x1b[25~", b"\x1b[Z", b"\x1b[27;5;97~",
    b"\x1b[97;5u", b"\x1b[97;1:3u", b"\x1b[120:88:120;1:1;120u", b"\x1b[57441;1:2u", b"\x1b[?31u",
    b"\x1b[1114112u", b"\x1b[55296;2u", b"\x1b[0;;229:105u", b"\x1b[97;99999999999u",
    b"\x1b[<0;10;10M", b"\x1b[<0;10;10m", b"\x1b[<35;99999;99999M", b"\x1b[<66;1;1M",
    b"\x1b[<0;-5;-5M", b"\x1b[32;10;10M", b"\x1b[M \xff\xff", b"\x1b[M`!!", b"\x1b[MC\xc3\xa4",
    b"\x1b[200~pasted\r\nlines\x1b[201~", b"\x1b[200~", b"\x1b[201~", b"\x1b[I", b"\x1b[O",
    b"\x1b[?2026;2$y", b"\x1b[?2048;1$y", b"\x1b[48;24;80;480;800t", b"\x1b[48;1;1;0;0t",
    b"\x1b[48;99999;99999;1;1t", b"\x1b[8;24;80t", b"\x1b[12;40R", b"\x1b[?12;40R", b"\x1b[0n",
    b"\x1b[?62;22;4c", b"\x1b[>0;276;0c", b"\x1b[=0c", b"\x1b[?997;1n", b"\x1bP>|tmux 3.3a\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\", b"\x1bP!|00000000\x1b\\", b"\x1b]10;rgb:ffff/ffff/ffff\x07",
    b"\x1b]11;rgb:0000/0000/0000\x1b\\", b"\x1b]4;1;rgb:cd/00/00\x07", b"\x1b]52;c;aGVsbG8=\x07",
    b"\x1b]99;i=1:p=title;x\x1b\\", b"\x1b_Gi=31;OK\x1b\\", b"\x1b^own\x1b\\", b"\x1bXsos\x1b\\",
    b"\x9b31m", b"\x90x\x9c", b"\x00", b"\x7f", b"\x1b\x1b[A", b"\x1bx", b"\x1b\x1b",
]  # fmt: skip
"""Keys, mouse events, pastes and answers, in the protocols that terminals use."""
BROKEN = [
    b"\xe9", b"\xff", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xc0\xaf",
    b"\xf8\x88\x80\x80\x80", b"\xf4\x90\x80\x80", b"\xc3\x28", b"\xef\xbf\xbe",
    "ü🙂\u202e\u200d".encode("utf-16"), "łąść".encode("iso8859-2"), "чхы".encode("koi8-r"),
]  # fmt: skip


def chunk(chance: random.Random) -> bytes:
    """Return random bytes, broken text, or escape sequences, some of them cut off."""
    kind = chance.random()
    if kind < 0.25:
        return chance.randbytes(chance.randint(1, 24))
    if kind < 0.4:
        return b"".join(chance.choices(BROKEN, k=chance.randint(1, 4)))
    sequence = b"".join(chance.choices(PROTOCOLS, k=chance.randint(1, 3)))
    return sequence if kind < 0.7 else sequence[: chance.randint(1, len(sequence))]


async def feed(pilot: Pilot[None], parser: InputParser, data: bytes) -> None:
    driver = pilot.app._driver
    assert driver is not None
    for event in [*parser.feed(data), *parser.idle()]:
        driver.process_message(event)


async def stay(_: TrainerApp) -> None:
    """Replaces the quit action, which random bytes may ask for."""


@pytest.mark.parametrize("name", SCREENS)
async def test_random_bytes_do_not_end_the_app(
    name: str, make_app: MakeApp, places: Places, clock: HandClock, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: object, **__: object) -> None:
        raise FileNotFoundError("not in this test")

    monkeypatch.setattr("subprocess.Popen", refuse)
    monkeypatch.setattr(TrainerApp, "action_quit", stay)
    chance = dice("storm", name)
    HistoryStore(places).append_all([session(n - 5) for n in range(5)])
    left = often(CHUNKS)
    while left > 0:
        app = make_app()
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            for key in SCREENS[name]:
                await pilot.press(key)
                await pilot.pause()
            opened = type(app.screen)
            parser = InputParser()
            for _ in range(min(left, CHUNKS)):
                await feed(pilot, parser, chunk(chance))
                await pilot.pause(0)
                assert not app._exit, name
                survived["chunks of bytes into a screen"] += 1
                survived[f"  of those into {opened.__name__}"] += 1
            left -= CHUNKS
            for _ in range(40):
                for event in parser.idle():
                    app._driver.process_message(event)  # type: ignore[union-attr]
            await pilot.pause()
            # While the app closes, no screen may open and no key may arrive.
            app.workers.cancel_all()
            while not app._message_queue.empty():
                await pilot.pause()
            await until(pilot, lambda app=app: app.is_running)
        assert app.failure is None
