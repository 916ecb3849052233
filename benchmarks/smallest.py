"""Works out a lower limit: the fewest bytes that a plain diff needs to show the same frames."""

from __future__ import annotations

from typing import Any

import pyte

from benchmarks.terminal import Recording

Line = list[Any]
"""The cells of one line of the screen."""

_NARROW_GAP = 4
"""Sending up to this many unchanged cells costs no more than moving the cursor over them."""
_FLAGS = ("bold", "italics", "underscore", "strikethrough", "reverse", "blink")


def smallest_diff(recording: Recording, since: float = 0.0) -> int:
    """Return the bytes of the smallest plain diff of the frames after `since` seconds.

    In each frame, a run of changed cells costs a cursor move, the changes of style from cell to
    cell, and its characters. Narrow gaps of unchanged cells are sent too, as a careful program
    would do.
    """
    screen = pyte.Screen(recording.columns, recording.lines)
    stream = pyte.ByteStream(screen)
    before: list[Line] = []
    total = 0
    for at, data in recording.frames():
        screen.dirty.clear()
        stream.feed(data)
        after = [
            [screen.buffer[y][x] for x in range(recording.columns)]
            if y in screen.dirty or not before
            else before[y]
            for y in range(recording.lines)
        ]
        if before and at >= since:
            total += _frame_cost(before, after)
        before = after
    return total


def _frame_cost(before: list[Line], after: list[Line]) -> int:
    cost = 0
    pen: Any = None
    for y, (old, new) in enumerate(zip(before, after, strict=True)):
        last = -100
        for x, (was, cell) in enumerate(zip(old, new, strict=True)):
            if was == cell:
                continue
            near = x - last <= _NARROW_GAP
            if not near:
                cost += len(f"\x1b[{y + 1};{x + 1}H")
            for sent in new[last + 1 : x + 1] if near else (cell,):
                cost += _pen_cost(pen, sent) + len(sent.data.encode())
                pen = sent
            last = x
    return cost


def _pen_cost(pen: Any, cell: Any) -> int:
    """The bytes of the sequence that changes the style of one cell to that of another."""
    parts = []
    for kind, name in ((38, "fg"), (48, "bg")):
        colour = getattr(cell, name)
        if pen is None or getattr(pen, name) != colour:
            parts.append(_colour(kind, colour))
    parts += ["1" for name in _FLAGS if getattr(pen, name, False) != getattr(cell, name)]
    return len(f"\x1b[{';'.join(parts)}m") if parts else 0


def _colour(kind: int, colour: str) -> str:
    if len(colour) != 6:
        return "39"
    red, green, blue = (int(colour[n : n + 2], 16) for n in (0, 2, 4))
    return f"{kind};2;{red};{green};{blue}"
