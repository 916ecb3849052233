"""Watches the file with the user's own exercises, and reads it again when it is saved."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from trainer.catalog import Catalog
from trainer.files.watching import SECONDS_BETWEEN_CHECKS
from trainer.ui.picker.own_catalog import OwnCatalog
from trainer.ui.widgets.text_block import TextBlock
from trainer.ui.widgets.ticker import Ticker

if TYPE_CHECKING:
    from trainer.files.validation import Problem


class CatalogWatcher(TextBlock):
    """Shows the first problem in the file. Hidden if the file has no problems."""

    DEFAULT_CSS = """
    CatalogWatcher { height: auto; max-height: 2; margin-top: 1; }
    """

    @dataclass
    class Saved(Message):
        """The file was saved without problems."""

        catalog: Catalog

    def __init__(self, own: OwnCatalog, problems: Sequence[Problem]) -> None:
        """Create the widget. `problems` were found when the file was first read."""
        super().__init__()
        self._own = own
        self.ticker = Ticker(self, self._poll)
        self._show(problems)

    def on_mount(self) -> None:
        self.ticker.every(SECONDS_BETWEEN_CHECKS)

    def _poll(self) -> None:
        self.run_worker(self.check(), group="own")

    async def check(self) -> None:
        """Read the file if it was saved. Do nothing while another screen is in front."""
        if self.screen.is_active and (catalog := await asyncio.to_thread(self._own.news)):
            self._show(catalog.problems)
            if not catalog.problems:  # with problems, the last good catalog stays in use
                self.post_message(self.Saved(catalog))

    def _show(self, problems: Sequence[Problem]) -> None:
        self.display = bool(problems)
        self.content = problem_line(problems)


def problem_line(problems: Sequence[Problem]) -> Content:
    """Return the first problem and the number of problems, or nothing if there are none."""
    if not problems:
        return Content("")
    first = problems[0]
    name = first.file.rpartition("/")[2]
    number = len(problems)  # shown first, because a narrow window cuts off the end
    more = f"{number} problems, see glute-trainer check. " if number > 1 else ""
    return Content.assemble(("! ", "bold $warning"), f"{more}{replace(first, file=name)}")
