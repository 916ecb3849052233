"""What a page may say to the server, checked before anything is done about it."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass

WIDEST = 500
HIGHEST = 200
"""Cells. The largest real screens have about 480 × 135; a size beyond that only costs memory."""
LONGEST_WORDS = 120.0
"""Seconds that a voice may take for what it is given at once."""
MOST_WORDS = 1000
"""Longest text given to a voice at once, in characters."""
LONGEST_KEY = 30
"""Letters of a key's name."""
WIDTH = 80
HEIGHT = 24
"""Cells, where a page does not say how large it is."""


@dataclass(frozen=True, slots=True)
class Size:
    """Columns and lines that can be drawn."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Typed:
    """Keys, or what the mouse or a finger did, as a terminal would send it."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Focus:
    """Whether the page is the one that is typed into."""

    has_focus: bool


@dataclass(frozen=True, slots=True)
class Ping:
    """To be answered with the same value."""

    value: object


@dataclass(frozen=True, slots=True)
class Heard:
    """The page's voice has said the whole of a text, and took so many seconds for it."""

    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Away:
    """Whether the page is hidden: its timers rest then, and it gives no sign of life."""

    is_away: bool


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that stands for a key, as the app named it."""

    key: str


Message = Size | Typed | Focus | Ping | Heard | Away | Pressed


def size(width: object, height: object) -> Size:
    """A size in cells from numbers or text, kept within what can be drawn."""
    return Size(_clamped(width, WIDTH, WIDEST), _clamped(height, HEIGHT, HIGHEST))


def _clamped(value: object, default: int, most: int) -> int:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return default
    return default if math.isnan(number) else int(min(max(number, 1), most))


def read(text: str) -> Message | None:
    """The message in a text from a page; None where it cannot be understood."""
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
        case ["focus", *_]:
            return Focus(True)
        case ["blur", *_]:
            return Focus(False)
    return None
