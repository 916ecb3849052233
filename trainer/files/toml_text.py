"""Finds the position of each statement in a TOML text: every header and every `key = value` line.

The TOML parser returns only values, without their positions. This module is used only for texts
that the parser accepts. Every text edited at these positions is parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_QUOTED = r"\"(?:\\.|[^\"\\\n])*+\"|'[^'\n]*+'"
_SPACE = re.compile(r"(?:[ \t\r\n\ufeff]|#[^\n]*)*")
_HEADER = re.compile(rf"(\[\[?)((?:[^\]\"'\n]|{_QUOTED})*)\]\]?")
_KEY = re.compile(rf"((?:[^=\"'\n]|{_QUOTED})*)=[ \t]*")
_PART = re.compile(
    r'(?P<text>"""(?:\\.|"{1,2}(?!")|[^"\\])*+"{3,5}'
    r"|'''(?:'{1,2}(?!')|[^'])*+'{3,5}"
    rf"|{_QUOTED})"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<rest>#[^\n]*|\n)|(?P<plain>[^\"'\[\]{}#\n]+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A header, or a key with its value."""

    name: str
    """The key, or the header with its opening brackets: `[[session.exercise`."""
    start: int
    """The start of the statement's first line."""
    value: tuple[int, int]
    """The start and end of the value. For a header, both are the end of the header."""
    end: int
    """The start of the line after the statement."""

    @property
    def is_header(self) -> bool:
        """Whether the statement is a header, which begins a table."""
        return self.name.startswith("[")


@dataclass(slots=True)
class Table:
    """A session or an exercise in the text."""

    start: int
    """The start of the header's line."""
    header_end: int
    """The start of the line after the header."""
    end: int
    """The start of the line after the last statement."""
    keys: dict[str, Statement] = field(default_factory=dict)


@dataclass(slots=True)
class Block(Table):
    """A session with its exercises."""

    exercises: list[Table] = field(default_factory=list)


def blocks(text: str) -> list[Block]:
    """Return every session of a valid text, in order."""
    found: list[Block] = []
    owners: list[Table] = []
    keys: dict[str, Statement] = {}
    for statement in statements(text):
        if not statement.is_header:
            keys[statement.name] = statement
        elif statement.name == "[[session":
            block = Block(statement.start, statement.end, statement.end)
            found.append(block)
            owners, keys = [block], block.keys
        elif statement.name == "[[session.exercise" and found:
            exercise = Table(statement.start, statement.end, statement.end)
            found[-1].exercises.append(exercise)
            owners, keys = [found[-1], exercise], exercise.keys
        else:
            owners, keys = _owners(statement.name.lstrip("["), found), {}
        for owner in owners:
            owner.end = statement.end
    return found


def _owners(name: str, found: list[Block]) -> list[Table]:
    """Return the session and exercise that contain an unknown table, from a newer version."""
    if not found or not name.startswith("session."):
        return []
    inside = name.startswith("session.exercise.") and found[-1].exercises
    return [found[-1], found[-1].exercises[-1]] if inside else [found[-1]]


def statements(text: str) -> Iterator[Statement]:
    """Yield every statement, in order. Raises ValueError if the text is not valid TOML."""
    at = _after(_SPACE, text, 0)
    while at < len(text):
        start = text.rfind("\n", 0, at) + 1
        match = (_HEADER if text[at] == "[" else _KEY).match(text, at)
        if match is None:
            raise ValueError(f"expected a key or a table at character {at}")
        if text[at] == "[":
            name = match[1] + re.sub(r"[\s\"']", "", match[2])
            value = (match.end(), match.end())
        else:
            name = match[1].strip().strip("\"'")
            value = (match.end(), _value_end(text, match.end()))
        newline = text.find("\n", value[1])
        end = len(text) if newline < 0 else newline + 1
        yield Statement(name, start, value, end)
        at = _after(_SPACE, text, end)


def _value_end(text: str, at: int) -> int:
    """Return the end of the value that starts at `at`, before any comment."""
    depth, end = 0, at
    while match := _PART.match(text, at):
        kind = match.lastgroup
        if kind == "rest" and depth == 0:
            break
        depth += (kind == "open") - (kind == "close")
        written = match[0].rstrip()
        if written and kind != "rest":
            end = at + len(written)
        at = match.end()
    return end


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
