"""Thousands of random keys on every screen while time passes: no crash, no session lost."""

from __future__ import annotations

import asyncio
import random
import string
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from driving import HandClock, shown, until
from faults.amount import dice, often, survived
from history.samples import session
from real.program import Program, ends, see
from textual.events import Key
from textual.pilot import Pilot

from trainer.files.places import Places
from trainer.history import in_progress
from trainer.history.store import HistoryStore
from trainer.ui.app import TrainerApp
from trainer.ui.dialogs.questions import CutOffScreen
from trainer.ui.history.rest_days import RestScreen
from trainer.ui.history.screen import HistoryScreen
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.session.leave import LeaveScreen
from trainer.ui.session.screen import SessionScreen

MakeApp = Callable[..., TrainerApp]
Slowly = Callable[..., Awaitable[object]]
BOUND = [
    "space", "enter", "enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "home",
    "end", "pageup", "pagedown", "backspace", "delete", "question_mark", "f1", "ctrl+p", "ctrl+l",
    "plus", "minus", "equals_sign", "N", "D", "R", *"nnnnpvmxqhsjkeadruityfco", *string.digits,
]  # fmt: skip
"""Keys that do something somewhere, the more useful ones more often."""
OTHERS = [
    *string.ascii_letters, *string.punctuation, "ctrl+c", "ctrl+q", "ctrl+z", "ctrl+a", "ctrl+e",
    "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+x", "ctrl+v", "f5", "f12", "insert", "ctrl+left", "alt+x",
    "shift+up", "é", "ß", "🙂", "\u202e", "ي",
]  # fmt: skip
CHARACTERS = {
    "space": " ", "enter": "\r", "tab": "\t", "escape": "\x1b", "backspace": "\x7f",
    "question_mark": "?", "plus": "+", "minus": "-", "equals_sign": "=",
}  # fmt: skip
TRAINING = [*"nnnppvm", "N", "space", "space", "enter", "enter", "right", "left", "plus", "minus"]
"""Keys that keep a session going."""
ENDING = {"q", "ctrl+q", "ctrl+c", "enter"}
"""Keys that may end the app. After these, the test waits before it sends another key."""
TIMES = [0.1, 0.5, 1.9, 8.0, 20.0]
"""Seconds that pass between two keys."""


@dataclass
class Books:
    """What should be on disk, judging by the calls that the program made."""

    kept: set[str] = field(default_factory=set)
    under_way: set[str] = field(default_factory=set)
    lock: threading.RLock = field(default_factory=threading.RLock)
    """A save runs in a thread and may outlast the app. This lock makes the files and the books
    change together."""
    discards: int = 0
    """How often the discard key was pressed where it discards a session."""


@pytest.fixture
def books(monkeypatch: pytest.MonkeyPatch) -> Books:
    """Records every session that goes into the files and out of them."""
    books = Books()
    append, delete, restore = HistoryStore.append, HistoryStore.delete, HistoryStore.restore
    save, finish = in_progress.save, in_progress.finish

    def appending(store: HistoryStore, record: Any) -> Any:
        with books.lock:
            where = append(store, record)
            books.kept.add(record.id)
        return where

    def deleting(store: HistoryStore, id: str) -> Any:
        with books.lock:
            removed = delete(store, id)
            books.kept.discard(id)
        return removed

    def restoring(store: HistoryStore, removed: Any) -> None:
        with books.lock:
            restore(store, removed)
            ids = {record.id for record in store.load().sessions}
            books.kept |= {id for id in ids if id in removed.text}

    def saving(places: Places, record: Any, resume: Any) -> None:
        save(places, record, resume)
        if any(exercise.done_reps for exercise in record.exercises):
            books.under_way.add(record.id)

    def finishing(places: Places, id: str) -> None:
        lost = id in books.under_way and id not in books.kept
        assert not lost or books.discards, f"{id} was discarded without the discard key"
        books.discards -= lost
        finish(places, id)
        books.under_way.discard(id)

    monkeypatch.setattr(HistoryStore, "append", appending)
    monkeypatch.setattr(HistoryStore, "delete", deleting)
    monkeypatch.setattr(HistoryStore, "restore", restoring)
    monkeypatch.setattr(in_progress, "save", saving)
    monkeypatch.setattr(in_progress, "finish", finishing)
    return books


@pytest.fixture(autouse=True)
def _nothing_leaves_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is typed as a hook command is never run, and no screenshot is saved."""

    def refuse(*_: object, **__: object) -> None:
        raise FileNotFoundError("not in this test")

    monkeypatch.setattr("subprocess.Popen", refuse)
    monkeypatch.setattr("textual.app.App.deliver_screenshot", lambda *_, **__: None)


async def pressed(pilot: Pilot[None], clock: HandClock, books: Books, keys: list[str]) -> int:
    """Press the keys until a key ends the app. Return how many were pressed."""
    app, chance = pilot.app, dice("times", *keys)
    for number, key in enumerate(keys):
        asked = isinstance(app.screen, LeaveScreen | CutOffScreen) and app.screen.was_asked
        books.discards += key == "D" and asked
        driver = app._driver
        assert driver is not None
        driver.send_message(Key(key, CHARACTERS.get(key, key if len(key) == 1 else None)))
        fast = key not in ENDING and chance.random() < 0.9
        await pilot.pause(0 if fast else None)
        survived["keys pressed"] += 1
        survived[f"  of those on {type(app.screen).__name__}"] += 1
        if app._exit or app.return_code is not None:
            return number + 1
        if chance.random() < 0.5:
            time_passes(pilot, clock, chance.choice(TIMES))
        if chance.random() < 0.02:
            clock.seconds += 60  # the machine slept
    await until(pilot, lambda: True)  # a screen still opening must not meet an app that is closing
    return len(keys)


def time_passes(pilot: Pilot[None], clock: HandClock, seconds: float) -> None:
    """Like `driving.pass_time`, in the longest steps that do not pause a session."""
    while seconds > 0:
        clock.seconds += min(seconds, 1.9)
        seconds -= 1.9
        if isinstance(pilot.app.screen, SessionScreen):
            pilot.app.screen.follow()


def any_keys(chance: random.Random, number: int) -> list[str]:
    """Return keys of every kind. Most are for a session, so some sessions reach their end."""
    keys: list[str] = []
    while len(keys) < number:
        kind = chance.choices([TRAINING, BOUND, OTHERS], [5, 4, 1])[0]
        keys.append(chance.choice(kind))
        if keys[-1] == "ctrl+p":  # the palette would take all that is typed
            keys += chance.choices([*BOUND, *OTHERS], k=chance.randint(0, 4))
            keys.append(chance.choice(["enter", "escape"]))
    return keys


@pytest.mark.parametrize("chunk", range(often(4)))
async def test_random_keys_crash_nothing_and_lose_no_session(
    make_app: MakeApp, places: Places, clock: HandClock, books: Books, chunk: int
):
    chance = dice("keys", chunk)
    store = HistoryStore(places)
    store.append_all([session(n - 5) for n in range(5)])
    books.kept |= {session(n - 5).id for n in range(5)}
    left = any_keys(chance, 125)
    config = "get_ready = 2\nrest = 2\ntempo = 0.5\n" if chunk % 2 else ""
    refs = chance.choice([(), ("glute-bridge",), ("clam-shells", "bird-dog")])
    app = make_app(*refs, config=config)
    while left:
        async with app.run_test(size=chance.choice([(80, 24), (100, 30), (46, 16)])) as pilot:
            await pilot.pause()
            left = left[await pressed(pilot, clock, books, left) :]
        assert not app.return_code
        with books.lock:
            history, kept = store.load(), set(books.kept)
        assert (history.broken, history.problems) == (None, ())
        ids = [record.id for record in history.sessions]
        assert len(ids) == len(set(ids))
        assert set(ids) == kept
        on_disk = {file.stem for file in places.in_progress_dir.glob("*.toml")}
        assert books.under_way - books.kept <= on_disk
        survived["sessions kept through that"] += len(ids) - 5
        app = TrainerApp(places, clock=clock)


SEQUENCES = [
    "\x1b", "\x1b[", "\x1b[200~pasted\x1b[201~", "\x1b[200~no end", "\x1b[201~", "\x1b[<0;10;10M",
    "\x1b[<0;10;10m", "\x1b[<64;5;5M", "\x1b[<35;999;999M", "\x1b[999;999R", "\x1bP+r\x1b\\",
    "\x1b]11;rgb:0/0/0\x07", "\x1b[A", "\x1bOP", "\x1b[1;5D", "\x1b[I", "\x1b[O", "\x1b[?2026;2$y",
    "\x1b[97;5u", "\x1b[Z", "\x00", "\x7f", "\x9b31m", "é", "🙂", "\u202e", " ", "\r", "n", "p",
    "v", "j", "?", "\t", "\x1b[48;24;80;480;800t",
]  # fmt: skip


def test_random_bytes_from_the_terminal_do_not_stop_the_program(program: Program):
    """The bytes are whole and split escape sequences, pastes, mouse events and unasked answers."""
    chance = dice("bytes")
    terminal = program.open("start", "bird-dog")
    see(terminal, "Bird Dog")
    for _ in range(often(60)):
        text = "".join(chance.choices(SEQUENCES, k=chance.randint(1, 4)))
        cut = chance.randint(1, len(text)) if chance.random() < 0.3 else len(text)
        terminal.press(text[:cut])
        terminal.watch(0.02)
        survived["bursts of bytes from the terminal"] += 1
    assert not terminal.ended
    terminal.press("\x1b[201~")
    terminal.watch(0.3)
    terminal.hang_up()
    assert ends(terminal) == 0


async def test_a_key_typed_before_its_screen_is_ready_does_no_harm(make_app: MakeApp):
    app = make_app()
    async with app.run_test() as pilot:
        app.push_screen(RestScreen(date(2026, 11, 23)))
        await app.run_action("screen.save")  # before there is a field to save
        await pilot.pause()
        assert isinstance(app.screen, RestScreen)


@pytest.fixture
def disk() -> asyncio.Event:
    """Set once the disk answers."""
    return asyncio.Event()


@pytest.fixture
def slowly(disk: asyncio.Event) -> Slowly:
    """A replacement for `asyncio.to_thread` that waits until the disk answers."""

    async def call(function: Callable[..., object], *given: object) -> object:
        await disk.wait()
        return function(*given)

    return call


@pytest.mark.parametrize("turns", range(0, 24, 3))
async def test_leaving_the_history_while_it_is_read_returns_to_the_picker(
    make_app: MakeApp,
    monkeypatch: pytest.MonkeyPatch,
    disk: asyncio.Event,
    slowly: Slowly,
    turns: int,
):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        monkeypatch.setattr("trainer.ui.history.screen.asyncio.to_thread", slowly)
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        app.pop_screen()
        for _ in range(turns):  # it may be half closed by then
            await asyncio.sleep(0)
        disk.set()
        await pilot.pause()
        assert isinstance(app.screen, PickerScreen)


@pytest.mark.parametrize("turns", range(26, 56, 5))
async def test_quitting_while_the_history_is_read_does_no_harm(
    make_app: MakeApp,
    monkeypatch: pytest.MonkeyPatch,
    disk: asyncio.Event,
    slowly: Slowly,
    turns: int,
):
    app = make_app()
    close = app._close_all

    async def closing() -> None:
        closed = asyncio.ensure_future(close())
        for _ in range(turns):  # some of its screens may be closed by then
            await asyncio.sleep(0)
        disk.set()
        await closed

    async with app.run_test() as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        monkeypatch.setattr("trainer.ui.coaching.asyncio.to_thread", slowly)
        monkeypatch.setattr(app, "_close_all", closing)
        app._read_history()
    assert not app.return_code


async def test_a_page_key_before_the_palette_has_its_list_does_nothing(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
):
    def not_laid_out(_: object) -> None:
        raise KeyError(0)

    app = make_app()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        await until(pilot, lambda: "type to search" in shown(pilot))
        with monkeypatch.context() as patch:
            patch.setattr("textual.widgets.OptionList.action_page_down", not_laid_out)
            await pilot.press("down", "pagedown")
        await pilot.press("ctrl+p", "escape")
        assert isinstance(app.screen, PickerScreen)


async def test_a_palette_closed_while_it_opens_stays_closed(make_app: MakeApp):
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.action_command_palette()
        app.pop_screen()
        await pilot.pause()
        assert isinstance(app.screen, PickerScreen)


def test_a_terminal_is_never_asked_for_its_size_in_pixels(program: Program):
    """Over SSH a terminal may report 0 by 0 pixels. A mouse event would then divide by zero."""
    terminal = program.open("start", "glute-bridge")
    see(terminal, "Short Bridge")
    sent = b"".join(chunk for _, chunk in terminal.recording.chunks)
    assert b"\x1b[?2048" not in sent
    terminal.resize(60, 20)
    see(terminal, "Pain now")
