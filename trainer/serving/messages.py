"""Parses and checks the messages that a page sends to the server."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

from trainer.files.remote import PREFERENCES

WIDEST = 500
HIGHEST = 200
"""The largest width and height that a page may request, in cells.

The largest real screens have about 480 × 135 cells. A larger size would only waste memory.
"""
LONGEST_WORDS = 120.0
"""The longest believable time for speaking one text, in seconds."""
MOST_WORDS = 1000
"""The longest text in a `heard` message, in characters."""
LONGEST_KEY = 30
"""The longest name of a key, in characters."""
WIDTH = 80
HEIGHT = 24
"""The width and height in cells if a page does not send its size."""


@dataclass(frozen=True, slots=True)
class Size:
    """The size of the page's terminal, in columns and lines."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys, or mouse and touch events, encoded as a terminal sends them."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Focus:
    """Whether the page has the keyboard focus."""

    has_focus: bool


@dataclass(frozen=True, slots=True)
class Ping:
    """A keep-alive message. The server sends the same value back."""

    value: object


@dataclass(frozen=True, slots=True)
class Heard:
    """The page's voice has finished speaking a text, which took `seconds`."""

    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Away:
    """Whether the page is hidden. A hidden page sends no keep-alive messages."""

    is_away: bool


@dataclass(frozen=True, slots=True)
class Prefers:
    """The device's new preferences, some of `remote.PREFERENCES`."""

    preferences: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A touch button was pressed. `key` is the app's name for the key."""

    key: str


Message = Size | Typed | Focus | Ping | Heard | Away | Prefers | Pressed


def size(width: object, height: object) -> Size:
    """Read a size in cells from numbers or text, and limit it to the largest size."""
    return Size(_clamped(width, WIDTH, WIDEST), _clamped(height, HEIGHT, HIGHEST))


def _clamped(value: object, default: int, most: int) -> int:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return default
    return default if math.isnan(number) else int(min(max(number, 1), most))


def read(text: str) -> Message | None:
    """Parse a message from a page. Return None if it is malformed."""
    try:
        envelope = json.loads(text)
    except (ValueError, RecursionError):
        return None
    match envelope:
        case ["stdin", str(keys), *_]:
            return Typed(keys.encode("utf-8", "replace"))
        case ["resize", {"width": int() | float() as width, "height": int() | float() as height}]:
            return size(width, height)
        case ["ping", value, *_]:
            return Ping(value)
        case ["heard", str(text), int() | float() as seconds] if 0 < seconds < LONGEST_WORDS:
            return Heard(text[:MOST_WORDS], seconds)
        case ["press", str(key)] if key.isprintable() and 0 < len(key) <= LONGEST_KEY:
            return Pressed(key)
        case ["away", bool(is_away)]:
            return Away(is_away)
        case ["prefers", [*given]]:
            return Prefers(" ".join(each for each in PREFERENCES if each in given))
        case ["focus", *_]:
            return Focus(True)
        case ["blur", *_]:
            return Focus(False)
    return None
