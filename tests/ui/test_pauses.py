"""In a test, a pause lasts until the app is idle, even on a busy machine."""

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


async def test_pressing_a_key_waits_for_the_work_that_it_starts_in_a_thread():
    disk = Event()
    app = Saving(disk)
    async with app.run_test() as pilot:
        asyncio.get_running_loop().call_later(0.1, disk.set)  # until then, the CPU is idle
        await pilot.press("s")
        assert app.saved
