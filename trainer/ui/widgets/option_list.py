"""Textual's list of options, with a fix for keys pressed before the list is laid out."""

from __future__ import annotations

from contextlib import suppress

from textual.widgets import OptionList


class SteadyOptionList(OptionList):
    """A list where page up and page down do nothing before the first layout and while hidden.

    The options have no lines then, and Textual raises KeyError when it looks up a line.
    """

    def action_page_up(self) -> None:
        with suppress(KeyError):
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        with suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]
