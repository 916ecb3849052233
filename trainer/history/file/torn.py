"""A save that was cut off in the middle leaves the beginning of a block at the end of the file."""

from __future__ import annotations

import re
import string
from collections.abc import Collection

from msgspec.structs import fields

from trainer.history.file import reading
from trainer.history.file.layout import (
    EXERCISE_HEADER,
    EXERCISE_KEYS,
    HEADER,
    SESSION_HEADER,
    SESSION_KEYS,
)
from trainer.history.records import ExerciseRecord, SessionRecord

_OPENING = f"\n{SESSION_HEADER}"
_LINE = re.compile(r'([a-z_]+) = (?:"(?:\\.|[^"\\])*"|[0-9][0-9T:+.-]*)')
_OPTIONAL, _OPTIONAL_EXERCISE = (
    {field.encode_name for field in fields(kind) if not field.required}
    for kind in (SessionRecord, ExerciseRecord)
)


def torn_from(text: str, waiting: Collection[str]) -> int:
    """How many characters at the end of a text are the beginning of a block, and no more.

    `waiting` are the blocks that were being added.
    """
    if text and text != HEADER and HEADER.startswith(text):
        return len(text)
    start = text.rfind(_OPENING)
    tail = text[start:] if start >= 0 else ""
    if tail and any(block.startswith(tail) and block != tail for block in waiting):
        return len(tail)
    # One character would be the newline that every file ends with.
    lengths = (n for n in range(len(_OPENING) - 1, 1, -1) if text.endswith(_OPENING[:n]))
    return next(lengths, 0)


def torn_tail(text: str) -> int:
    """The same by the looks of the text alone, when what was being added is not known.

    Only a block in the program's own layout that breaks off before it is complete, at the end of
    a text that is sound without it. Anything else is somebody's own writing and stays, and so does
    what can be counted: most editors leave out the newline at the end.
    """
    start = text.rfind(f"{_OPENING}\n") + 1
    if not start or not _breaks_off(text[start:]):
        start = text.rfind("\n") + 1
        if start == len(text) or not SESSION_HEADER.startswith(text[start:]):
            return 0
    tail = reading.read(text[start:])
    if reading.read(text[:start]).broken or not (tail.broken or tail.faults):
        return 0
    return len(text) - start + text.endswith("\n\n", 0, start)


def _breaks_off(block: str) -> bool:
    """Whether a block is a beginning, and no more, of one in the program's layout."""
    *lines, unfinished = block.split("\n")
    tables: list[list[str]] = []
    for line in lines:
        if line in (SESSION_HEADER, EXERCISE_HEADER):
            tables.append([])
        elif line:
            match = _LINE.fullmatch(line)
            if match is None:
                return False
            tables[-1].append(match[1])
    headers = (SESSION_HEADER, EXERCISE_HEADER)
    if unfinished.startswith("["):
        if not any(header.startswith(unfinished) for header in headers):
            return False
    elif unfinished and unfinished[0] not in string.ascii_lowercase:
        return False
    # The beginning of a header may as well be that of the next session.
    complete = SESSION_HEADER.startswith(unfinished) and len(tables) > 1
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
