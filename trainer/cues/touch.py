"""Instructions that name keys, reworded for a touch screen."""

from __future__ import annotations

import re

_KEY = r"(?:enter|space|escape|[A-Za-z])"
_PRESS = re.compile(rf"\b(p)ress {_KEY} (?=to\b|for\b)", re.IGNORECASE)
_MORE = re.compile(rf", (?:or )?{_KEY} (?=to\b|for\b)")
_AGAIN = re.compile(r"\b(p)ress \S+ (?=again\b)", re.IGNORECASE)
_SENTENCE = re.compile(r"[^.?!]+[.?!]*")


def for_touch(words: str) -> str:
    """Reword an instruction that names keys.

    `Press space to continue` becomes `Tap to continue`, since a tap anywhere does that. Everything
    else has a button: `Press enter to end, space to carry on` becomes `Tap a button to end, or to
    carry on`.
    """
    return _SENTENCE.sub(lambda found: _sentence(found[0]), words)


def _sentence(words: str) -> str:
    words = _AGAIN.sub(lambda found: f"{_tap(found)} ", words)
    if not _PRESS.search(words):
        return words
    words = _MORE.sub(", or ", words)
    anywhere = "to continue" in words
    return _PRESS.sub(lambda found: f"{_tap(found)} {'' if anywhere else 'a button '}", words)


def _tap(found: re.Match[str]) -> str:
    return "Tap" if found[1] == "P" else "tap"
