"""Textual's list of options, safe from keys that come before it is laid out."""

from __future__ import annotations

from contextlib import suppress

from textual.widgets import OptionList


class SteadyOptionList(OptionList):
    """A list in which page up and page down do nothing while it is not laid out.

    Textual looks up the line of the highlighted option, which has none before the first layout and
    while the list is hidden.
    """

    def action_page_up(self) -> None:
        """Move the highlight one page up."""
        with suppress(KeyError):
            super().action_page_up()  # type: ignore[no-untyped-call]

    def action_page_down(self) -> None:
        """Move the highlight one page down."""
        with suppress(KeyError):
            super().action_page_down()  # type: ignore[no-untyped-call]
