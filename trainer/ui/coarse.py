"""The terminal's driver without pixels: nothing here is touched more finely than a cell.

Textual asks a terminal to tell its size in pixels and the mouse's place in them. Over SSH and in
multiplexers that size may be 0 by 0, and the first movement of the mouse would end the program.
Sizes in cells come by signal all the same.
"""

from __future__ import annotations

from textual.driver import Driver


def coarse(driver: type[Driver]) -> type[Driver]:
    """A driver that never asks for pixels."""

    class Coarse(driver):  # type: ignore[misc, valid-type]
        def _query_in_band_window_resize(self) -> None:
            """Not asked."""

    return Coarse
