"""Closing a screen never closes another screen, and never ends the app."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from driving import until
from textual import work
from textual.command import CommandList
from textual.screen import Screen

from trainer.ui.app import TrainerApp
from trainer.ui.history.screen import HistoryScreen
from trainer.ui.palette import Palette
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.reading.help import HelpScreen
from trainer.ui.session.leave import LeaveScreen

MakeApp = Callable[..., TrainerApp]


@pytest.mark.parametrize("key", ["question_mark", "h", "s", "ctrl+p"])
async def test_closing_a_screen_twice_leaves_the_one_below(make_app: MakeApp, key: str):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await pilot.press(key)
        await until(pilot, lambda: not isinstance(app.screen, PickerScreen))
        closing = app.screen
        closing.dismiss()
        closing.dismiss()
        await pilot.pause()
        assert isinstance(app.screen, PickerScreen)


async def test_closing_a_covered_screen_leaves_the_one_above(make_app: MakeApp):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        history = app.screen
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        history.dismiss()
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)


async def test_the_palette_can_be_opened_again_while_it_is_still_closing(make_app: MakeApp):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        for _ in range(5):
            app.action_command_palette()
            app.screen.dismiss()
        app.action_command_palette()
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await until(pilot, lambda: bool(app.screen.query(CommandList)))
    assert app.failure is None


class Asking(Screen[None]):
    """A screen that asks a question in its own worker."""

    @work
    async def ask(self) -> None:
        await self.app.push_screen_wait(Screen())


async def test_a_question_asked_by_a_closing_screen_does_not_end_the_app(make_app: MakeApp):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        for _ in range(3):
            asking = Asking()
            await app.push_screen(asking)
            asking.ask()
            app.pop_screen()
            for _ in range(20):
                await asyncio.sleep(0)
        assert app.is_running
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))


@pytest.mark.parametrize(
    "make",
    [
        lambda: HelpScreen("Help", "What this is for.", [("x", "it hurts")], ""),
        lambda: LeaveScreen(1, 2),
    ],
    ids=["help", "leave"],
)
async def test_a_screen_closed_before_it_is_composed_does_not_end_the_app(
    make_app: MakeApp, make: Callable[[], Screen[object]]
):
    app = make_app()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        for _ in range(3):
            app.push_screen(make())
            await app.pop_screen()
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
    assert app.failure is None
