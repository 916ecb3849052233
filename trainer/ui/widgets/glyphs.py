"""Which characters a terminal shows a figure with best: the one place that decides it.

Octants (Unicode 16) and quarter blocks fill their part of a cell only where the terminal draws
them itself; from a font they have seams, or are missing. Braille is in nearly every font. Which
terminals draw octants, and since when, is from their release notes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from trainer.figure import Glyphs
from trainer.settings.model import Drawing

_OCTANTS_SINCE = {"ghostty": (1, 2), "kitty": (0, 40), "WezTerm": (20250101,)}
"""By `TERM_PROGRAM`, the first version that draws octants itself."""
_VTE_OCTANTS = 7800
"""`VTE_VERSION` of 0.78: GNOME Terminal, Ptyxis, Tilix and others."""
_QUARTERS = re.compile(r"(xterm-)?(kitty|ghostty|foot|alacritty|wezterm)")
"""`TERM` of terminals that draw quarter blocks themselves, whatever their version."""


def resolve(
    setting: Drawing, environ: Mapping[str, str], colours: str | None, in_browser: bool
) -> Glyphs | None:
    """The characters to draw with, as set or as the terminal can; None for no figure.

    `colours` is what Rich calls the terminal's: `truecolor`, `256`, `standard` or none.
    """
    match setting:
        case "off":
            return None
        case "blocks":
            return "quarters"
        case "auto":
            return _best(environ, in_browser) if colours in ("truecolor", "256") else "braille"
        case glyphs:
            return glyphs


def _best(environ: Mapping[str, str], in_browser: bool) -> Glyphs:
    if in_browser:
        return "quarters"
    term = environ.get("TERM", "")
    if environ.get("TMUX") or environ.get("STY") or term.startswith(("screen", "tmux")):
        return "braille"  # tmux and screen may be running in any terminal
    program = environ.get("TERM_PROGRAM", "")
    since = _OCTANTS_SINCE.get(program)
    if since and _numbers(environ.get("TERM_PROGRAM_VERSION", "")) >= since:
        return "octants"
    vte = environ.get("VTE_VERSION", "")
    if vte.isascii() and vte.isdigit():
        return "octants" if int(vte) >= _VTE_OCTANTS else "quarters"
    drawn = since or _QUARTERS.match(term) or environ.get("WT_SESSION")
    return "quarters" if drawn or program == "iTerm.app" else "braille"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"[0-9]{1,9}", version)[:3])
