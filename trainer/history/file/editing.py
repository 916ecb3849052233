"""Changes one session in a history's text, and leaves every other character unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from trainer.files.toml_text import Block, Table, blocks
from trainer.files.writing import line_end_at
from trainer.history.file import reading
from trainer.history.file.layout import EXERCISE_KEYS, SESSION_KEYS, exercise_block, quoted, value
from trainer.history.records import SessionRecord, from_plain, to_plain

Change = tuple[int, int, str]
"""The start and end of a part of the text, and the new text for that part."""
Plain = dict[str, Any]


class EditError(Exception):
    """A session is missing, or written in a form that only a person can safely change."""


@dataclass(frozen=True, slots=True)
class Removed:
    """A session that was removed from a text, and where it was."""

    text: str
    """The removed characters."""
    at: int
    """Where the removed characters began."""
    before: bytes
    """A digest of the text before that position."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a session was found. `piece` is a part of the text that can be parsed separately."""

    start: int
    piece: str
    number: int
    block: Block
    record: SessionRecord

    @property
    def parsed(self) -> Plain:
        """The plain values of the piece, as a new copy each time."""
        return reading.parse(self.piece)


def amended(text: str, id: str, answers: Mapping[str, object]) -> str:
    """Set answers of one session, and return the new text. None removes an answer.

    Raises EditError.
    """
    place = _find(text, id)
    expected = place.parsed
    session = expected["session"][place.number]
    changes = _with_values(place.piece, place.block, SESSION_KEYS, session, answers)
    return _changed(text, place, changes, expected)


def rewritten(text: str, id: str, record: SessionRecord) -> str:
    """Change one session to match a record, and return the new text. Raises EditError.

    Unknown keys and comments stay.
    """
    place = _find(text, id)
    expected = place.parsed
    session = expected["session"][place.number]
    plain = to_plain(record)
    wanted = {key: plain.get(key) for key in SESSION_KEYS}
    changes = _with_values(place.piece, place.block, SESSION_KEYS, session, wanted)
    if place.record.exercises == record.exercises:
        return _changed(text, place, changes, expected)
    old, exercises = session["exercise"], []  # a session without exercises is not valid
    if len(old) != len(place.block.exercises):
        raise EditError(
            "The exercises are written as one list, exercise = […].\nChange it in a text editor."
        )
    for table, raw, exercise in zip_longest(place.block.exercises, old, record.exercises):
        if exercise is None:
            changes.append((with_blank_line(place.piece, table.start), table.end, ""))
        elif table is None:
            new = _joined(place.piece, place.block.end, exercise_block(exercise))
            changes.append((place.block.end, place.block.end, new))
            exercises.append(
                reading.parse("[[session]]\n" + exercise_block(exercise))["session"][0]["exercise"][
                    0
                ]
            )
        else:
            plain = to_plain(exercise)
            wanted = {key: plain.get(key) for key in EXERCISE_KEYS}
            changes += _with_values(place.piece, table, EXERCISE_KEYS, raw, wanted)
            exercises.append(raw)
    session["exercise"] = exercises
    return _changed(text, place, changes, expected)


def remove_session(text: str, id: str) -> tuple[str, Removed]:
    """Remove one session, and return the new text and the removed session. Raises EditError."""
    place = _find(text, id)
    expected = place.parsed
    del expected["session"][place.number]
    _verify(place.piece[: place.block.start] + place.piece[place.block.end :], expected)
    start = with_blank_line(text, place.start + place.block.start)
    end = place.start + place.block.end
    return text[:start] + text[end:], Removed(text[start:end], start, _digest(text[:start]))


def restore_session(text: str, removed: Removed) -> str:
    """Put a removed session back where it was, byte for byte, and return the new text.

    If the text before that place has changed, append the session with the text's line endings.
    """
    at = removed.at
    if _digest(text[:at]) != removed.before:
        return text + _joined(text, len(text), removed.text)
    joint = "" if removed.text.endswith("\n") or not text[at:] else line_end_at(text, at)
    return text[:at] + removed.text + joint + text[at:]


def _find(text: str, id: str) -> _Place:
    """Find the first valid session with this id, as when reading. Raises EditError."""
    with suppress(ValueError, LookupError, AttributeError, TypeError, RecursionError):
        for start, end in reading.pieces(text):
            piece = text[start:end]
            if id not in piece and quoted(id)[1:-1] not in piece:
                continue
            sessions: list[Plain] = reading.parse(piece)["session"]
            found = blocks(piece)
            for number, raw in enumerate(sessions):
                # Faulty sessions are ignored, even if they have this id.
                if raw.get("id") == id and (record := from_plain(raw)[0]) is not None:
                    return _Place(start, piece, number, found[number], record)
    raise EditError(
        f"The session {id} is not in the history, or has been reformatted.\n"
        "Look for it in a text editor."
    )


def _with_values(
    text: str, table: Table, order: Sequence[str], now: Plain, wanted: Mapping[str, object]
) -> list[Change]:
    """Return the changes that set a table's values to `wanted`.

    `now` holds the table's current values, and is updated.
    """
    changes: list[Change] = []
    for key in sorted(wanted, key=order.index):
        new, place = wanted[key], table.keys.get(key)
        if new is None:
            if now.pop(key, None) is not None:
                changes.append((place.start, place.end, "") if place else _refused(key))
        elif key not in now:
            at = _place_of(key, table, order)
            changes.append((at, at, _joined(text, at, f"{key} = {value(new)}\n")))
            now[key] = new
        elif _as_written(now[key]) != value(new):
            changes.append((*place.value, value(new)) if place else _refused(key))
            now[key] = new
    return changes


def _refused(key: str) -> Change:
    raise EditError(
        f"The key {key} cannot be edited in its present form.\nChange it in a text editor."
    )


def _as_written(plain: object) -> str | None:
    try:
        return value(plain)
    except TypeError:
        return None


def _place_of(key: str, table: Table, order: Sequence[str]) -> int:
    """Return the position for a new key: after the keys that precede it in `order`."""
    before = [table.keys[name].end for name in order[: order.index(key)] if name in table.keys]
    return max(before, default=table.header_end)


def _changed(text: str, place: _Place, changes: list[Change], expected: Plain) -> str:
    """Apply changes to one piece, check the piece, and return the whole text."""
    parts, at = [], 0
    for start, end, new in sorted(changes, key=lambda change: change[:2]):
        parts += [place.piece[at:start], new]
        at = end
    piece = "".join([*parts, place.piece[at:]])
    _verify(piece, expected)
    return text[: place.start] + piece + text[place.start + len(place.piece) :]


def _verify(piece: str, expected: Plain) -> None:
    """Raise EditError if the parsed piece differs from the expected values."""
    try:
        if {"session": [], **reading.parse(piece)} == expected:
            return
    except (ValueError, RecursionError):
        pass
    raise EditError(
        "This session cannot be edited in its present form.\nChange it in a text editor."
    )


def _joined(text: str, at: int, added: str) -> str:
    """Return the text to insert at a position so that `added` starts on a new line.

    The result has the line endings used at that position.
    """
    line_end = line_end_at(text, at)
    own = added.replace("\r\n", "\n").replace("\n", line_end)
    if at and not text[:at].endswith("\n"):
        return line_end + own.removesuffix(line_end)
    return own


def with_blank_line(text: str, start: int) -> int:
    """Return the start of the blank line before `start`, or `start` if there is none."""
    before = text[:start]
    return start - next((len(end) for end in ("\r\n", "\n") if before.endswith("\n" + end)), 0)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode()).digest()
