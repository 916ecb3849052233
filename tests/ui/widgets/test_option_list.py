"""A list of options that is told to turn a page before its first layout."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from trainer.ui.widgets.option_list import SteadyOptionList


class Early(App[None]):
    """Turns a page as soon as the list is mounted, before its first layout."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self._action = action

    def compose(self) -> ComposeResult:
        yield SteadyOptionList("one", "two", "three")

    async def on_mount(self) -> None:
        options = self.query_one(SteadyOptionList)
        options.highlighted = 1
        await options.run_action(self._action)


@pytest.mark.parametrize("action", ["page_up", "page_down"])
async def test_turning_a_page_before_the_first_layout_does_nothing(action: str):
    app = Early(action)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.query_one(SteadyOptionList).highlighted == 1
