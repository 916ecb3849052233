"""A pause in a test ends when the app is idle, however little CPU time it gets."""

from __future__ import annotations

import asyncio
from threading import Event

import driving  # noqa: F401  # replaces Textual's own wait
from textual import work
from textual.app import App


class Saving(App[None]):
    """Saves in a thread when a key is pressed, and says so afterwards."""

    BINDINGS = [("s", "save", "save")]  # noqa: RUF012  # as App has it

    def __init__(self, disk: Event) -> None:
        super().__init__()
        self._disk = disk
        self.saved = False

    @work
    async def action_save(self) -> None:
        await asyncio.to_thread(self._disk.wait)
        self.saved = True


async def test_a_simulated_key_press_waits_for_work_that_it_began_in_a_thread():
    disk = Event()
    app = Saving(disk)
    async with app.run_test() as pilot:
        asyncio.get_running_loop().call_later(0.1, disk.set)  # waiting uses no processor
        await pilot.press("s")
        assert app.saved
