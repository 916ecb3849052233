"""The colours of the figure, for dark and light themes, and for 16, 256 and more colours.

An ink is what a cell is drawn with, such as `skin-2`: a tone, and often a level of brightness.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color

from trainer.figure import INKS

DARK = {
    "skin": "#f6eada", "shirt": "#beceec", "shorts": "#8ca4d8", "shoe": "#e8e2da",
    "hair": "#a8886c", "accent": "#4ddecd", "glow": "#ffaa3c", "prop": "#9a8ee0",
    "band": "#f2558f", "pillow": "#c07cdc", "mat": "#2c3d48",
}  # fmt: skip
LIGHT = {
    "skin": "#b87a52", "shirt": "#4a6ca6", "shorts": "#2e4a84", "shoe": "#7d7468",
    "hair": "#543826", "accent": "#008c7e", "glow": "#e27000", "prop": "#7458be",
    "band": "#c21f63", "pillow": "#9460bd", "mat": "#cad2d6",
}  # fmt: skip
"""The colour of each tone at its brightest level. Darker levels are worked out from this colour."""
_LEVELS = {True: (0.5, 0.76, 1.0), False: (0.66, 0.83, 1.0)}
"""The brightness of each level relative to the brightest, by whether the theme is dark."""

# These are picked by hand from the 256-colour palette. The nearest matches to the colours above
# would have a different hue.
MANY_DARK = {
    "skin": "#afaf87 #d7d7af #ffffd7", "shirt": "#8787af #afafd7 #d7d7ff",
    "shorts": "#5f5f87 #5f87af #87afd7", "shoe": "#878787 #afafaf #d7d7d7",
    "hair": "#5f5f5f #875f5f #af875f", "accent": "#008787 #00afaf #5fd7d7",
    "glow": "#af5f00 #d78700 #ffaf00", "prop": "#5f5faf #875fd7 #af87ff",
    "band": "#af005f #d75f87 #ff5faf", "pillow": "#875f87 #af5faf #d787d7", "mat": "#303030",
}  # fmt: skip
MANY_LIGHT = {
    "skin": "#875f5f #af5f5f #af875f", "shirt": "#005f87 #5f5faf #5f87af",
    "shorts": "#00005f #000087 #5f5f87", "shoe": "#585858 #767676 #8a8a8a",
    "hair": "#303030 #444444 #5f5f00", "accent": "#005f5f #008787 #00afaf",
    "glow": "#af5f00 #d75f00 #d78700", "prop": "#5f0087 #5f00af #875faf",
    "band": "#87005f #af005f #d7005f", "pillow": "#87005f #875faf #af5faf", "mat": "#d0d0d0",
}  # fmt: skip

# These are exactly the sixteen colours of a terminal, so none has to be approximated.
SIXTEEN_DARK = {
    "skin": "#ffffff", "shirt": "#ffffff", "shorts": "#aaaaaa", "shoe": "#ffffff",
    "hair": "#555555", "accent": "#55ffff", "glow": "#ffff55", "prop": "#5555ff",
    "band": "#ff5555", "pillow": "#ff55ff", "mat": "#555555",
}  # fmt: skip
SIXTEEN_LIGHT = {
    "skin": "#000000", "shirt": "#000000", "shorts": "#555555", "shoe": "#000000",
    "hair": "#555555", "accent": "#00aaaa", "glow": "#aa5500", "prop": "#0000aa",
    "band": "#aa0000", "pillow": "#aa00aa", "mat": "#aaaaaa",
}  # fmt: skip
ANSI_DARK = {
    "skin": "ansi_bright_white", "shirt": "ansi_bright_white", "shorts": "ansi_white",
    "shoe": "ansi_bright_white", "hair": "ansi_bright_black", "accent": "ansi_bright_cyan",
    "glow": "ansi_bright_yellow", "prop": "ansi_bright_blue", "band": "ansi_bright_red",
    "pillow": "ansi_bright_magenta", "mat": "ansi_bright_black",
}  # fmt: skip
ANSI_LIGHT = {
    "skin": "ansi_black", "shirt": "ansi_black", "shorts": "ansi_bright_black",
    "shoe": "ansi_black", "hair": "ansi_bright_black", "accent": "ansi_cyan",
    "glow": "ansi_yellow", "prop": "ansi_blue", "band": "ansi_red",
    "pillow": "ansi_magenta", "mat": "ansi_white",
}  # fmt: skip
"""For themes in the terminal's own colours, which the user can change."""


def shaded(dark: bool, ground: Color, dim: float = 0.0) -> dict[str, Color]:
    """Return the colour of every ink, for terminals with 16 million colours.

    `dim` (0-1) is the share of the background `ground` mixed in, to make a figure fainter.
    """
    tones = DARK if dark else LIGHT
    colours = {}
    for ink in INKS:
        tone, _, level = ink.partition("-")
        colour = Color.parse(tones[tone])
        if level:
            share = _LEVELS[dark][int(level) - 1]
            red, green, blue = (round(part * share) for part in colour.rgb)
            colour = Color(red, green, blue)
        colours[ink] = colour.blend(ground, dim, 1.0)
    return colours


def graded(dark: bool, ground: Color, dim: float = 0.0) -> dict[str, Color]:
    """Return the colour of every ink, for terminals with 256 colours. `dim` is as in `shaded`."""
    tones = MANY_DARK if dark else MANY_LIGHT
    colours = {}
    for ink in INKS:
        tone, _, level = ink.partition("-")
        levels = tones[tone].split()
        colours[ink] = Color.parse(levels[int(level or 1) - 1]).blend(ground, dim, 1.0)
    return colours


def flat(tones: Mapping[str, str]) -> dict[str, Color]:
    """Return the colour of every ink. All levels of a tone have the same colour."""
    return {ink: Color.parse(tones[ink.partition("-")[0]]) for ink in INKS}
