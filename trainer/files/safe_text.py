"""Decides which characters are safe to send to a terminal.

Names, notes, paths and error messages may come from files that a stranger wrote. Some characters
are commands to a terminal or invisible, and are never sent there: control characters (even 8-bit),
direction marks, lone surrogates and invisible marks. All code that prints or draws uses this
module. All code that writes files escapes these characters.
"""

from __future__ import annotations

import re
import unicodedata

UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001\U000e0020-\U000e007f]"
)
"""A pattern for unsafe characters: commands to a terminal, and invisible characters. These are the
Unicode categories Cc, Cf, Cs, Zl and Zp, except newline, tab and the joiners."""
JOINERS = "[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]"
"""A pattern for characters that change the shape of their neighbours. Files may contain joiners,
because some scripts and emoji need them. On screen, joiners are left out, because terminals
disagree about the resulting width."""
MOST_MARKS = 4
"""The most accents on one letter. Living scripts need no more, and more could cover other lines."""

_UNSAFE, _JOINER = re.compile(UNSAFE), re.compile(JOINERS)
_ORDINARY = re.compile(
    "[ -~¡-¬®-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2190-\u2bff"
    "\U0001cd00-\U0001cde5\U0001cea0-\U0001ceab\U0001fb00-\U0001fbef]*"  # octants
)
_MARKS = {"Mn", "Me"}


def sanitize(text: str) -> str:
    """Replace unsafe characters, so that any text can be shown on one line."""
    if is_ordinary(text):
        return text
    fit: list[str] = []
    marks = 0
    for character in text:
        if character in "\n\t":
            character = " "
        elif _JOINER.match(character):
            continue
        elif _UNSAFE.match(character):
            character = "�"
        marks = marks + 1 if unicodedata.category(character) in _MARKS else 0
        if marks <= MOST_MARKS:
            fit.append(character)
    return "".join(fit)


def is_ordinary(text: str) -> bool:
    """Check quickly whether a text has only common letters and signs, which are all safe."""
    return _ORDINARY.fullmatch(text) is not None


def may_join(character: str, cell: str) -> bool:
    """Check whether a character without width may be added to a terminal cell with this text."""
    return (
        len(cell) <= MOST_MARKS
        and unicodedata.category(character) in _MARKS
        and not _JOINER.match(character)
    )


def forbidden_character(text: str) -> str | None:
    """Return the first unsafe character, or None."""
    match = _UNSAFE.search(text)
    return match[0] if match else None
