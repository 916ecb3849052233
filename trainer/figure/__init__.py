"""The animated figure: a body in three dimensions, drawn as text cells at any moment of a movement.

The poses are given as lines of text, and the result is rows of cells. The package uses no clock,
files or terminal.
"""

from trainer.figure.cells import BLANK, INKS, LEVELS, Cell, Glyphs, Rows, Shading, texts
from trainer.figure.checking import SETTINGS, check, check_movements
from trainer.figure.film import MOMENTS, Film, Style, film_of, rows_of
from trainer.figure.motion import ease
from trainer.figure.notation import PoseError
from trainer.figure.older import is_older, translated
from trainer.figure.picture import Figure, FigureError, Frame, Side

__all__ = [
    "BLANK",
    "INKS",
    "LEVELS",
    "MOMENTS",
    "SETTINGS",
    "Cell",
    "Figure",
    "FigureError",
    "Film",
    "Frame",
    "Glyphs",
    "PoseError",
    "Rows",
    "Shading",
    "Side",
    "Style",
    "check",
    "check_movements",
    "ease",
    "film_of",
    "is_older",
    "rows_of",
    "texts",
    "translated",
]
