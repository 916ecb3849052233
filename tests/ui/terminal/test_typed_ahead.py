"""When a key opens another screen, no key typed after that key is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future

import pytest
from driving import HandClock, foot, pass_time, shown, until
from textual.events import Key
from textual.widgets import Input

from trainer.ui.app import TrainerApp
from trainer.ui.history.add_entry import AddScreen
from trainer.ui.history.screen import HistoryScreen
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.reading.about import AboutScreen
from trainer.ui.reading.help import HelpScreen
from trainer.ui.session.check_in import CheckInScreen
from trainer.ui.session.hurt import HurtScreen
from trainer.ui.session.screen import SessionScreen
from trainer.ui.settings.screen import SettingsScreen
from trainer.ui.widgets.scale import Scale

MakeApp = Callable[..., TrainerApp]


def type_in_one_go(app: TrainerApp, *keys: str) -> None:
    """Send keys as a terminal does, with no pause for the app between them."""
    for key in keys:
        app._driver.send_message(Key(key, key if len(key) == 1 else None))


@pytest.mark.parametrize(
    ("keys", "opened"),
    [
        ("ha", AddScreen),
        ("h?", HelpScreen),
        ("s?", HelpScreen),
        ("hqi", AboutScreen),
        ("sqh", HistoryScreen),
        ("iqs", SettingsScreen),
        ("hqiqhqs", SettingsScreen),
    ],
)
async def test_a_key_typed_before_its_screen_opens_reaches_that_screen(
    make_app: MakeApp, keys: str, opened: type
):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        type_in_one_go(app, *("question_mark" if key == "?" else key for key in keys))
        await until(pilot, lambda: isinstance(app.screen, opened))


@pytest.mark.parametrize("key", ["8", "enter", "question_mark"])
async def test_a_key_waits_for_a_dialog_that_takes_long_to_open(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, key: str
):
    opens, mount = asyncio.Event(), HurtScreen.on_mount

    async def open_slowly(screen: HurtScreen) -> None:
        await opens.wait()
        mount(screen)

    monkeypatch.setattr(HurtScreen, "on_mount", open_slowly)
    app = make_app("bird-dog")
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        type_in_one_go(app, "x")
        while not isinstance(app.screen, HurtScreen):
            await asyncio.sleep(0)
        dialog = app.screen
        type_in_one_go(app, key)
        for _ in range(50):
            await asyncio.sleep(0)
        assert not dialog.is_mounted
        opens.set()
        await until(pilot, lambda: app.screen is not dialog or dialog.query_one(Scale).value == 8)
        assert (app.screen is dialog) == (key == "8")


async def test_text_typed_before_its_field_opens_arrives_in_that_field(make_app: MakeApp):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        type_in_one_go(app, "ctrl+p", *"theme")
        await until(pilot, lambda: app.screen.query(Input).first().value == "theme")


@pytest.mark.parametrize(
    "keys",
    [
        ("1", "enter"),
        ("down", "enter"),
        ("j", "enter"),
        ("2", "up", "enter"),
        ("end", "home", "down", "enter"),
    ],
)
async def test_enter_starts_the_row_that_the_key_before_it_went_to(
    make_app: MakeApp, keys: tuple[str, ...]
):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        type_in_one_go(app, *keys)
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert [c.id for c in app.screen.coach.session.timeline.choices] == ["bird-dog"]


@pytest.mark.parametrize("keys", [["1"], ["1", "question_mark", "escape"]], ids=len)
async def test_a_row_chosen_before_the_history_is_read_stays_chosen(
    make_app: MakeApp, keys: list[str]
):
    app = make_app()
    reading, app._reading = app._reading, Future()
    async with app.run_test() as pilot:
        await until(pilot, lambda: "Reading your history" in shown(pilot))
        await pilot.press(*keys)
        app._reading.set_result(reading.result())
        await until(pilot, lambda: "One exercise is enough" in shown(pilot))
        assert foot(app).startswith("enter start Bird Dog  ")


@pytest.mark.parametrize(
    ("keys", "started"),
    [
        (["1"], ["bird-dog"]),
        (["1", "v"], ["bird-dog:hands-down"]),
        (["1", "space", "4", "space"], ["bird-dog", "clam-shells"]),
    ],
    ids=len,
)
async def test_keys_typed_at_the_check_in_choose_the_next_session(
    make_app: MakeApp, clock: HandClock, keys: list[str], started: list[str]
):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await pilot.press("2", "space", "enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pass_time(pilot, clock, 15 + 80)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        type_in_one_go(app, "enter", *keys, "enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        choices = app.screen.coach.session.timeline.choices
        assert [choice.ref for choice in choices] == started


async def test_after_a_session_the_cursor_returns_to_the_suggestion(
    make_app: MakeApp, clock: HandClock
):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await pilot.press("2", "enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pass_time(pilot, clock, 15 + 80)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        assert "enter start" not in foot(app)
        assert app.screen.plan.marked == []
