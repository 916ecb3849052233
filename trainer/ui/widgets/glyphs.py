"""Decides which characters to draw the figure with.

Octants (Unicode 16) and quarter blocks look right only if the terminal draws them itself. Drawn
from a font, they have gaps between them or are missing. Braille is in nearly every font. The
versions below, from which on terminals draw octants, are from their release notes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from trainer.figure import Glyphs
from trainer.settings.model import Drawing

_OCTANTS_SINCE = {"ghostty": (1, 2), "kitty": (0, 40), "WezTerm": (20250101,)}
"""The first version of each terminal that draws octants itself, by `TERM_PROGRAM`."""
_VTE_OCTANTS = 7800
"""The first `VTE_VERSION` (0.78) that draws octants: GNOME Terminal, Ptyxis, Tilix and others."""
_QUARTERS = re.compile(r"(xterm-)?(kitty|ghostty|foot|alacritty|wezterm)")
"""Matches the `TERM` of terminals that draw quarter blocks themselves in all their versions."""


def resolve(
    setting: Drawing, environ: Mapping[str, str], colours: str | None, in_browser: bool
) -> Glyphs | None:
    """Return the characters to draw the figure with, or None to draw no figure.

    With the setting `auto`, they are the best that the terminal can show. `colours` is Rich's name
    for the terminal's colour system: `truecolor`, `256`, `standard` or None.
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
