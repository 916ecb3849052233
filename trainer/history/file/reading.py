"""Reads sessions from the text of a history, and reports the lines of unreadable sessions.

A block is the text from one `[[session]]` header to the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from trainer.files import limits, reading
from trainer.files.validation import Problem, described_value
from trainer.history.file.layout import SESSION_HEADER, read_block
from trainer.history.records import SessionRecord, from_plain

FORMAT = 1

_POSITION = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_TOO_MANY = f"holds more than {limits.SESSIONS:,} sessions; {limits.HISTORY.remedy}"
_IN_A_LIST = (
    "line 1, column 1: sessions are written as one list, which cannot be extended; "
    "write each as [[session]]"
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_END = "\n"
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?= |$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FaultyRecord:
    """A session in the file that cannot be read."""

    line: int
    """The number of the session's first line, from 1, or 0 if the session is not from a text."""
    number: int
    """The session's number in the file, from 1."""
    id: str
    """The session's id. Empty if there is none."""
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        """One line for each problem: where it is, what is wrong, and what to do."""
        name = f" ({self.id[:100]})" if self.id else ""
        line = f"line {self.line}, " if self.line else ""
        where = f"{line}session {self.number}{name}"
        return "\n".join(f"{where}: {problem}" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading a history."""

    sessions: tuple[SessionRecord, ...] = ()
    """In the order of the text."""
    problems: tuple[FaultyRecord, ...] = ()
    broken: str | None = None
    """Where the text is not a valid history, and what to do. None if the text is valid."""

    @property
    def ids(self) -> set[str]:
        """Every id in the text, including those of faulty sessions."""
        return {session.id for session in self.sessions} | {faulty.id for faulty in self.problems}


def read(text: str) -> Reading:
    """Read a history. If the text is not valid TOML, read as much as possible.

    Lone surrogates in the text represent bytes that are not UTF-8.
    """
    lone = None if text.isascii() else _LONE_SURROGATE.search(text)
    if lone is None:
        return _read(text)
    before = text[: lone.start()]
    where = f"line {before.count(_END) + 1}, column {len(before) - before.rfind(_END)}"
    found = _read(_LONE_SURROGATE.sub("�", text))
    return replace(found, broken=f"{where}: not UTF-8 text; save it as UTF-8")


def _read(text: str) -> Reading:
    # Replacing CRLF with LF turns CR CRLF into CRLF, which must not count as a line ending. The
    # parser would accept that CRLF, so another CR is added, which the parser rejects.
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r\n", "\r\r\n")
    starts, head = _starts(text)
    if len(starts) > limits.SESSIONS:
        return Reading(broken=f"line 1, column 1: {_TOO_MANY}")
    separate = "session" not in head if head is not None else False
    valid_to: int | None = None if head is not None else 0
    found: list[tuple[int, object]] = []
    for start, end in pairwise([*starts, len(text)]):
        record = read_block(text, start, end)
        if record is not None:
            found.append((start, record))
            continue
        tables = _tables(text[start:end])
        if tables is None and valid_to is None:
            valid_to = start
        separate = separate and tables is not None and tables.keys() == {"session"}
        found.extend((start, raw) for raw in _sessions_of(tables))
    if separate and head is not None:
        return _gather(text, found, _format_problem(head))
    return _read_whole(text, found, valid_to)


def pieces(text: str) -> list[tuple[int, int]]:
    """Split a valid text into parts that can be parsed separately.

    Returns the start and end of each part. If every block is valid TOML and contains only sessions,
    each block is a part. If not, a string or table may extend into the next block, and the whole
    text is one part.
    """
    starts, head = _starts(text)
    spans = list(pairwise([*starts, len(text)]))
    if head is None or "session" in head:
        return [(0, len(text))]
    for start, end in spans:
        if read_block(text, start, end) is None:
            tables = _tables(text[start:end])
            if tables is None or tables.keys() != {"session"}:
                return [(0, len(text))]
    return spans


def _starts(text: str) -> tuple[list[int], dict[str, object] | None]:
    """Return the start of each block, and the values before the first block.

    The values are None if the text before the first block is not TOML.
    """
    starts = [0] if text.startswith(SESSION_HEADER) else []
    at = text.find(f"\n{SESSION_HEADER}")
    while at >= 0:
        starts.append(at + 1)
        at = text.find(f"\n{SESSION_HEADER}", at + 1)
    return starts, _tables(text[: starts[0]] if starts else text)


def gather(items: list[object]) -> Reading:
    """Read sessions from plain values, for instance from JSON."""
    return _gather("", [(0, item) for item in items], None)


def _read_whole(text: str, found: list[tuple[int, object]], valid_to: int | None) -> Reading:
    """Parse the whole text at once. If that fails, use the sessions found block by block.

    `found` holds these sessions. `valid_to` is the start of the first block that is not valid TOML,
    or None if all blocks are valid.
    """
    start = valid_to or 0
    try:
        if valid_to is not None:
            # The first error is usually after `start`, so this part is parsed first.
            _parse_from(text, start)
        start = 0
        tables = parse(text)
    except ValueError as error:
        return _gather(text, found, _broken(text, str(error), start))
    except RecursionError:
        return _gather(text, found, "line 1, column 1: nested too deeply; a history is flat")
    sessions = tables.get("session", [])
    if not isinstance(sessions, list) or len(sessions) > limits.SESSIONS:
        single = "session is not a list of tables; write [[session]]"
        problem = _TOO_MANY if isinstance(sessions, list) else single
        return _gather(text, found, f"line 1, column 1: {problem}")
    broken = _format_problem(tables) or (None if _can_grow(text) else _IN_A_LIST)
    return _gather(text, [(0, raw) for raw in sessions], broken)


def _can_grow(text: str) -> bool:
    """Check whether a session can be added at the end of a valid text."""
    _, head = _starts(text)
    return (
        bool(head is not None and "session" not in head)
        or _tables(f"{text}\n{SESSION_HEADER}\n") is not None
    )


def _parse_from(text: str, start: int) -> None:
    """Parse the text from `start`, up to the size limit. Raises ValueError for the first error."""
    end = start + limits.PARSED_AT_ONCE
    if len(text) > end:
        end = text.rfind("\n", start, end) + 1 or end
    try:
        parse(text[start:end])
    except ValueError as error:
        if end < len(text) and "end of document" in str(error):
            raise ValueError("too large to be read at once") from error
        raise


def _tables(text: str) -> dict[str, object] | None:
    try:
        return parse(text)
    except (ValueError, RecursionError):
        return None


def _sessions_of(tables: dict[str, object] | None) -> list[object]:
    sessions = tables.get("session") if tables else None
    return sessions if isinstance(sessions, list) else []


def parse(text: str) -> dict[str, Any]:
    """Parse TOML, with or without a byte order mark, to plain values. Raises ValueError."""
    return reading.toml(text)


def _gather(text: str, found: list[tuple[int, object]], broken: str | None) -> Reading:
    sessions: dict[str, SessionRecord] = {}
    faulty: list[FaultyRecord] = []
    lines = _Lines(text)
    for number, (start, item) in enumerate(found, 1):
        record, problems = _record(item, brief=len(faulty) >= limits.PROBLEMS_LISTED)
        if record is not None and record.id in sessions:
            problems = [Problem("id", "is used twice", "give each session its own id")]
        if record is not None and not problems:
            sessions[record.id] = record
            continue
        id = item.get("id") if isinstance(item, dict) else record.id if record else None
        line = lines.at(start) if start else lines.of_session(number)
        faulty.append(
            FaultyRecord(line, number, id if isinstance(id, str) else "", tuple(problems))
        )
    return Reading(tuple(sessions.values()), tuple(faulty), broken)


def _record(item: object, *, brief: bool) -> tuple[SessionRecord | None, list[Problem]]:
    """Return a session from plain values, or its problems. If `brief`, return only one problem."""
    return (item, []) if isinstance(item, SessionRecord) else from_plain(item, brief=brief)


class _Lines:
    """Finds the lines of sessions, and counts lines only once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counted = (0, 1)

    def at(self, place: int) -> int:
        """Return the line of a position. From one call to the next, positions must not decrease."""
        before, line = self._counted
        self._counted = (place, line + self._text.count("\n", before, place))
        return self._counted[1]

    def of_session(self, number: int) -> int:
        """Return the line of the session with this number, from 1, or 0 if there is no such
        header."""
        return self._of_sessions[number - 1] if number <= len(self._of_sessions) else 0

    @cached_property
    def _of_sessions(self) -> list[int]:
        return list(_session_lines(self._text))


def _session_lines(text: str) -> Iterator[int]:
    header = re.compile(r"\s*\[\[\s*[\"']?session[\"']?\s*\]\]")
    return (n for n, line in enumerate(text.split("\n"), 1) if header.match(line))


def _format_problem(tables: dict[str, object]) -> str | None:
    given = tables.get("format", FORMAT)
    if given == FORMAT and not isinstance(given, bool):
        return None
    if isinstance(given, int) and given > FORMAT:
        problem = f"{described_value(given)} is from a newer version; update glute-trainer"
    else:
        problem = f"is {described_value(given)}; write format = {FORMAT}"
    return f"line 1, column 1: format {problem}"


def _broken(text: str, message: str, start: int = 0) -> str:
    """Add line and column, and what to do, to the parser's message.

    `start` is the position where the parser began to read.
    """
    match = _POSITION.fullmatch(message)
    problem = match.group(1) if match else message
    if match and match.group(2):
        line, column = text.count("\n", 0, start) + int(match.group(2)), int(match.group(3))
    elif match is None:
        line, column = text.count("\n", 0, start) + 1, 1
    else:
        line, column = text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1
    if conflict := _CONFLICT.search(text):
        line, column = text.count("\n", 0, conflict.start()) + 1, 1
        problem, remedy = (
            "a merge conflict was left here",
            "keep one side and delete the conflict markers",
        )
    else:
        remedy = "fix that line in a text editor"
    return f"line {line}, column {column}: {problem[:1].lower() + problem[1:]}; {remedy}"
