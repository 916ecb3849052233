"""Follows the file of the user's own exercises while somebody edits it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.timer import Timer

from trainer.catalog import Catalog
from trainer.files.watching import LOOK
from trainer.ui.picker.own_catalog import OwnCatalog
from trainer.ui.widgets.text_block import TextBlock

if TYPE_CHECKING:
    from trainer.files.validation import Problem


class CatalogWatcher(TextBlock):
    """Shows what is wrong with the file instead of loading it; hidden when nothing is wrong."""

    DEFAULT_CSS = """
    CatalogWatcher { height: auto; max-height: 2; margin-top: 1; }
    """

    @dataclass
    class Saved(Message):
        """It was saved, and is sound."""

        catalog: Catalog

    def __init__(self, own: OwnCatalog, problems: Sequence[Problem]) -> None:
        """`problems` are those it had when it was read first."""
        super().__init__()
        self._own = own
        self._looks: Timer | None = None
        self._say(problems)

    def on_mount(self) -> None:
        """Look at it from time to time."""
        self._looks = self.set_interval(LOOK, self._look, pause=not self.screen.is_active)

    def rest(self) -> None:
        """Look no more while another screen is in front."""
        if self._looks is not None:
            self._looks.pause()

    def go_on(self) -> None:
        """Look again from now on."""
        if self._looks is not None:
            self._looks.resume()

    def _look(self) -> None:
        self.run_worker(self.check(), group="own")

    async def check(self) -> None:
        """Take it up where it was saved, but only while its screen is the one to be seen."""
        if self.screen.is_active and (catalog := await asyncio.to_thread(self._own.news)):
            self._say(catalog.problems)
            if not catalog.problems:  # else the last good one goes on
                self.post_message(self.Saved(catalog))

    def _say(self, problems: Sequence[Problem]) -> None:
        self.display = bool(problems)
        self.content = problem_line(problems)


def problem_line(problems: Sequence[Problem]) -> Content:
    """What is wrong with the user's catalog: the first problem, and how many more there are."""
    if not problems:
        return Content("")
    first = problems[0]
    name = first.file.rpartition("/")[2]
    number = len(problems)  # told first: the end is what a narrow window has no room for
    more = f"{number} problems, see glute-trainer check. " if number > 1 else ""
    return Content.assemble(("! ", "bold $warning"), f"{more}{replace(first, file=name)}")
