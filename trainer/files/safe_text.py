"""Decides which characters may reach a terminal.

Names, notes, paths and error messages come from files that anybody may have written. Characters
that act on a terminal instead of being shown are never sent there: control characters (8-bit ones
too), direction marks, lone surrogates and invisible marks. Everything that prints or draws uses
this module, and everything that writes a file escapes these characters.
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
"""A pattern for characters that act on a terminal or are invisible: the Unicode categories Cc, Cf,
Cs, Zl and Zp, except newline, tab and the joiners."""
JOINERS = "[\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]"
"""A pattern for characters that change the shape of the characters next to them. Some scripts and
emoji need them in a file. On screen they are left out, because terminals disagree about the
resulting width."""
MOST_MARKS = 4
"""The most accents on one letter: as many as living scripts need. More would cover other lines."""

_UNSAFE, _JOINER = re.compile(UNSAFE), re.compile(JOINERS)
_ORDINARY = re.compile(
    "[ -~¡-¬®-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2190-\u2bff"
    "\U0001cd00-\U0001cde5\U0001cea0-\U0001ceab\U0001fb00-\U0001fbef]*"  # octants
)
_MARKS = {"Mn", "Me"}


def sanitize(text: str) -> str:
    """Make any text safe to show on one line, by replacing characters that act on a terminal."""
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
    """Whether a text has only common letters and signs, so that it needs no closer check."""
    return _ORDINARY.fullmatch(text) is not None


def may_join(character: str, cell: str) -> bool:
    """Whether a character without width may be added to the text of a cell."""
    return (
        len(cell) <= MOST_MARKS
        and unicodedata.category(character) in _MARKS
        and not _JOINER.match(character)
    )


def forbidden_character(text: str) -> str | None:
    """The first character that could act on a terminal instead of being shown, if any."""
    match = _UNSAFE.search(text)
    return match[0] if match else None
