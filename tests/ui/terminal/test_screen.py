"""Screens close themselves, and no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from driving import until

from trainer.ui.app import TrainerApp
from trainer.ui.history.screen import HistoryScreen
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.reading.help import HelpScreen

MakeApp = Callable[..., TrainerApp]


@pytest.mark.parametrize("key", ["question_mark", "h", "s", "ctrl+p"])
async def test_a_screen_told_twice_to_close_leaves_the_one_below(make_app: MakeApp, key: str):
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


async def test_a_screen_that_is_covered_does_not_close_what_covers_it(make_app: MakeApp):
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
