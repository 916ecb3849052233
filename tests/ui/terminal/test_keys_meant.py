"""With caps lock or another layout, the intended key acts, and nothing more drastic happens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from driving import shown, until
from textual.events import Key, Paste
from textual.widgets import Input

from trainer.ui.app import TrainerApp
from trainer.ui.dialogs.questions import TextScreen
from trainer.ui.history.screen import HistoryScreen
from trainer.ui.session.hurt import HurtScreen
from trainer.ui.session.screen import SessionScreen
from trainer.ui.settings.screen import SettingsScreen

MakeApp = Callable[..., TrainerApp]


async def press_letter(pilot, key: str) -> None:
    """Send a letter as a terminal does."""
    pilot.app._driver.process_message(Key(key, key))
    await pilot.pause()


@pytest.mark.parametrize("key", ["x", "X", "ч", "Ч", "χ", "Χ", "ס"])
async def test_the_hurt_key_works_in_any_case_and_layout(make_app: MakeApp, key: str):
    app = make_app("bird-dog", "glute-bridge")
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await press_letter(pilot, key)
        await until(pilot, lambda: isinstance(app.screen, HurtScreen))


async def test_with_caps_lock_the_skip_key_does_not_skip_the_exercise(make_app: MakeApp):
    app = make_app("bird-dog", "glute-bridge")
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        screen = app.screen
        assert isinstance(screen, SessionScreen)
        first = screen.coach.advance().choice.id
        for key in ("N", "Т"):
            await press_letter(pilot, key)
            assert screen.coach.advance().choice.id == first
            assert "again" in shown(pilot)
            screen._asked_until = 0.0
        await press_letter(pilot, "N")
        await press_letter(pilot, "N")
        assert screen.coach.advance().choice.id != first


@pytest.mark.parametrize("key", ["H", "р", "Р", "η"])
async def test_an_unused_capital_acts_like_its_lowercase_letter(make_app: MakeApp, key: str):
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.pause()
        await press_letter(pilot, key)
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))


@pytest.fixture
async def field(make_app: MakeApp):
    """A text field of at most 20 characters."""
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.pause()
        app.push_screen(TextScreen("A note", "", "Anything", 20))
        await until(pilot, lambda: bool(app.screen.query(Input)))
        yield pilot, app.screen.query_one(Input)


async def test_letters_of_other_scripts_are_typed_unchanged_in_a_field(field):
    pilot, line = field
    for letter in "xXчЧχN":
        await press_letter(pilot, letter)
    assert line.value == "xXчЧχN"


@pytest.mark.parametrize(
    ("pasted", "written"),
    [
        ("one\ntwo", "one two"),
        ("\r\none\r\ntwo\r", "one two"),
        ("a\n\n b", "a b"),
        ("a\u2028b\x85c", "a b c"),
        ("x" * 50, "x" * 20),
        ("\n", ""),
    ],
)
async def test_a_paste_of_several_lines_becomes_one_line_and_is_cut_if_too_long(
    field, pasted, written
):
    pilot, line = field
    pilot.app._driver.process_message(Paste(pasted))
    await pilot.pause()
    assert line.value == written
    if len(pasted) > 20:
        await until(pilot, lambda: "30 pasted characters do not fit here." in shown(pilot))


async def test_a_paste_replaces_the_selection(field):
    pilot, line = field
    line.value = "y" * 20
    line.select_all()
    pilot.app._driver.process_message(Paste("new\ntext"))
    await pilot.pause()
    assert line.value == "new text"


async def test_the_settings_open_with_caps_lock_on(make_app: MakeApp):
    app = make_app()
    async with app.run_test() as pilot:
        await pilot.pause()
        await press_letter(pilot, "S")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
