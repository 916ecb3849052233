"""Decides how large the big word of the check-in is, and whether it fits above the signs. All
functions are pure."""

from __future__ import annotations

from trainer.ui.session.get_help import GetHelp
from trainer.ui.widgets import spaced_page
from trainer.ui.widgets.big_text import Scale
from trainer.ui.widgets.big_text import height as big_height
from trainer.ui.widgets.grid import margin, size_class
from trainer.ui.widgets.scale import ROOMY

ROOM_FOR_TWICE = 22
"""In a window with at least this many rows, the letters of the word are twice as large."""
FOOT = 2
"""Rows below the page: a blank row, and the keys."""
ABOVE_SIGNS = 2
"""Rows between the word and the signs of an emergency: the reason for ending, and the scale."""
BLANK_ABOVE_SIGNS = 4
"""Blank rows above the word, the reason, the scale and the signs, if there is room for them."""


def word_scale(width: int, height: int, *, is_whole: bool) -> Scale:
    """Return the scale of the big word, which is DONE if the session `is_whole`, otherwise ENDED.

    ENDED has more text below it, so its letters are smaller.
    """
    if width < ROOMY or height < ROOM_FOR_TWICE:
        return 1
    if size_class(width, height) in ("large", "huge"):
        return 3 if is_whole else 2
    return 2 if is_whole else 1


def has_room_for_signs(width: int, height: int, scale: Scale) -> bool:
    """Check whether all signs of an emergency fit below a word of this `scale`."""
    above = big_height(scale) + ABOVE_SIGNS + (width < ROOMY)
    if height - FOOT >= spaced_page.ROOMY:
        above += BLANK_ABOVE_SIGNS
    return height - FOOT >= above + GetHelp.rows(width - 2 * margin(width, height))
