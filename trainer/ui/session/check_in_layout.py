"""The rows of the check-in: how large its word is, and whether there is room for it. Pure."""

from __future__ import annotations

from trainer.ui.session.get_help import GetHelp
from trainer.ui.widgets import airy
from trainer.ui.widgets.big_text import Scale
from trainer.ui.widgets.big_text import height as big_height
from trainer.ui.widgets.grid import margin, size_class
from trainer.ui.widgets.scale import ROOMY

ROOM_FOR_TWICE = 22
"""The fewest rows of a window in which the word has its letters at twice their size."""
FOOT = 2
"""Rows below the page: a blank one, and the keys."""
ABOVE_SIGNS = 2
"""Rows above the signs of an emergency, besides the word: the reason for ending, and the scale."""
BLANK_ABOVE_SIGNS = 4
"""Blank rows in that part of the page: above the word, the reason, the scale and the signs."""


def word_scale(width: int, height: int, *, is_whole: bool) -> Scale:
    """The largest letters that leave room for the rest; smaller ones for ENDED."""
    if width < ROOMY or height < ROOM_FOR_TWICE:
        return 1
    if size_class(width, height) in ("large", "huge"):
        return 3 if is_whole else 2
    return 2 if is_whole else 1


def has_room_for_signs(width: int, height: int, scale: Scale) -> bool:
    """Whether all signs of an emergency fit below the word without scrolling."""
    above = big_height(scale) + ABOVE_SIGNS + (width < ROOMY)
    if height - FOOT >= airy.ROOMY:
        above += BLANK_ABOVE_SIGNS
    return height - FOOT >= above + GetHelp.rows(width - 2 * margin(width, height))
