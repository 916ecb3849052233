"""A save that was cut off in the middle leaves the beginning of a block at the end of the file."""

from __future__ import annotations

from trainer.history import reading
from trainer.history.layout import (
    EXERCISE_HEADER,
    EXERCISE_KEYS,
    HEADER,
    SESSION_HEADER,
    SESSION_KEYS,
)

_OPTIONAL = {"pain_before", "pain_after", "effort", "note"}
_OPTIONAL_EXERCISE = {"stopped", "done_left", "done_right", "hold"}


def torn_from(text: str, waiting: str) -> int:
    """How many characters at the end of a text are the beginning of what was being added.

    `waiting` is the whole of what was to be added; 0 where none or all of it is there.
    """
    if text and (HEADER + waiting).startswith(text) and len(text) <= len(HEADER):
        return len(text)
    first = waiting.find("\n", waiting.find("\nid = ") + 1) + 1
    start = text.rfind(waiting[:first])
    if start >= 0:
        tail = text[start:]
        return len(tail) if waiting.startswith(tail) and tail != waiting else 0
    # One character would be the newline that every file ends with.
    lengths = (n for n in range(first - 1, 1, -1) if text.endswith(waiting[:n]))
    return next(lengths, 0)


def torn(text: str) -> int:
    """The same by the looks of the text alone, when what was to be added is not known.

    Only a block in the program's own layout that breaks off before it is complete, at the end of
    a text that is sound without it. Anything else is somebody's own writing and stays.
    """
    start = text.rfind("\n") + 1
    if not SESSION_HEADER.startswith(text[start:]) or start == len(text):
        start = text.rfind(f"\n{SESSION_HEADER}\n") + 1
        if not start or not _breaks_off(text[start:]):
            return 0
    before = reading.read(text[:start])
    if before.broken:
        return 0
    start -= text.endswith("\n", 0, start - 1) if start > 1 else 0
    return len(text) - start


def _breaks_off(block: str) -> bool:
    """Whether a block is a beginning, and no more, of one in the program's layout."""
    *lines, unfinished = block.split("\n")
    tables: list[list[str]] = []
    for line in lines:
        if line in (SESSION_HEADER, EXERCISE_HEADER):
            tables.append([])
        elif line:
            key, equals, _ = line.partition(" = ")
            if not equals:
                return False
            tables[-1].append(key)
    if unfinished and unfinished[0] not in "[abcdefghijklmnopqrstuvwxyz":
        return False
    complete = not unfinished and len(tables) > 1
    for number, keys in enumerate(tables):
        order, optional = (
            (EXERCISE_KEYS, _OPTIONAL_EXERCISE) if number else (SESSION_KEYS, _OPTIONAL)
        )
        last = number == len(tables) - 1
        if not _in_order(keys, order, optional):
            return False
        ended = all(key in keys for key in order if key not in optional)
        if not ended and not last:
            return False
        complete = complete and ended
    return not complete


def _in_order(keys: list[str], order: tuple[str, ...], optional: set[str]) -> bool:
    """Whether the keys come in order, with none left out before the last but optional ones."""
    if any(key not in order for key in keys):
        return False
    places = [order.index(key) for key in keys]
    wanted = {key for key in order[: places[-1] + 1] if key not in optional} if places else set()
    return places == sorted(set(places)) and wanted <= set(keys)
