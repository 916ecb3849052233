"""Merges two versions of a history with a common original, as git does. Sessions are matched by id.

The versions are called ours and theirs. For each session:

- If only one side added, changed or removed the session, that change is used.
- If one side removed the session and the other side changed it, the session stays.
- If both sides changed the session, changes to different answers (pain, effort, note) are combined.
- If both sides changed the same answer, ours stays. Theirs is added below the session as a comment,
  and the user can choose.

So no change is lost, and the result is a valid history without conflict markers.

An import has no original. A session that is in only one version is kept. If a session differs, ours
stays, and theirs is added below the session as a comment.

Unchanged sessions, and comments between sessions, stay exactly as they are in our text. Sessions
that only theirs has are added at the end, with the comment right above them.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from trainer.files.toml_text import Block, blocks
from trainer.files.writing import line_end_at
from trainer.history.file import editing, reading
from trainer.history.records import from_plain

Key = tuple[str, int]
"""A session's id (or its content if there is no id), and its number among sessions with this id."""
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
_OUTSIDE_DIFFERS = "The text outside the sessions differs; yours stays."
_COMMENT = "# The other version of this session:"
_COMMENTS = (_COMMENT, "# The other side of the merge says of this session:")
"""First lines of comments with the other version. Older program versions wrote the second line."""
_COMMENT_LINES = re.compile(r"(?:#[^\n]*(?:\n|\Z))+")
_CORE = ("day", "started", "ended", "status", "source", "exercise")
"""The keys that say what was done. They depend on each other, so all come from the same side."""


class MergeError(Exception):
    """A text is not a valid history. The message says which text, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of a merge."""

    text: str
    conflicts: tuple[str, ...] = ()
    """What the user must decide, one line each."""
    not_deleted: tuple[str, ...] = ()
    """Sessions that one side removed and the other side changed, one line each. They stay."""
    combined: tuple[str, ...] = ()
    """Sessions with changes from both sides, one line each."""


@dataclass(frozen=True, slots=True)
class _Session:
    """One session in a text."""

    start: int
    end: int
    above: str
    """The comment lines right above the session."""
    text: str
    """The session's lines, with LF line endings."""
    below: str
    """The comment lines right below the session, with LF line endings."""
    values: dict[str, Any]
    """The session's plain values."""

    @property
    def started(self) -> datetime:
        """When the session started. The earliest possible time if that is unknown."""
        given = self.values.get("started")
        if not isinstance(given, datetime):
            return _BEFORE_ALL
        return given if given.tzinfo else given.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Version:
    """One of the three texts: original, ours or theirs."""

    sessions: dict[Key, _Session]
    head: str
    """The text before the first session."""
    rest: dict[str, Any]
    """Everything in the text except sessions."""


@dataclass(slots=True)
class _Outcome:
    """The changes to make to our text."""

    changes: list[tuple[int, int, str]] = field(default_factory=list)
    """The start and end of a part of our text, and the new text for that part."""
    added: list[_Session] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    not_deleted: list[str] = field(default_factory=list)
    combined: list[str] = field(default_factory=list)


def merged(original: str, ours: str, theirs: str) -> Merged:
    """Merge two histories that both began as `original`.

    Raises MergeError if a text is not a valid history.
    """
    base, own, other = (
        _version("original", original),
        _version("ours", ours),
        _version("theirs", theirs),
    )
    outcome, expected = _Outcome(), Counter(id for id, _ in own.sessions)
    _merge_heads(base, own, other, outcome)
    for key in own.sessions | other.sessions:
        a, b = own.sessions.get(key), other.sessions.get(key)
        before = base.sessions.get(key)
        if a is not None and b is not None:
            _merge_both(key, before, a, b, outcome)
        elif a is not None and before is not None:
            if a.text == before.text:
                outcome.changes.append((editing.with_blank_line(ours, a.start), a.end, ""))
                expected[key[0]] -= 1
            else:
                outcome.not_deleted.append(
                    f"{_name(key)}: deleted in the other version, changed in yours; it stays."
                )
        elif b is not None and (before is None or b.text != before.text):
            outcome.added.append(b)
            expected[key[0]] += 1
            if before is not None:
                outcome.not_deleted.append(
                    f"{_name(key)}: deleted in yours, changed in the other version; it stays."
                )
    text = _applied(ours, outcome)
    rest = other.rest if own.rest == base.rest else own.rest
    if not _verify(text, expected, rest) and _OUTSIDE_DIFFERS not in outcome.conflicts:
        outcome.conflicts.append(_OUTSIDE_DIFFERS)
    return Merged(
        text, tuple(outcome.conflicts), tuple(outcome.not_deleted), tuple(outcome.combined)
    )


def _verify(text: str, expected: Counter[str], rest: dict[str, Any]) -> bool:
    """Check whether the values outside the sessions equal `rest`.

    Raises MergeError unless each session id occurs exactly as often as `expected` says.
    """
    result = _version("merged", text)
    if Counter(id for id, _ in result.sessions) != expected:
        raise MergeError("your version cannot be merged in its present form; use a text editor")
    return result.rest == rest


def _merge_heads(base: _Version, own: _Version, other: _Version, outcome: _Outcome) -> None:
    """Merge the text outside the sessions. Uses theirs if only theirs changed."""
    if _plain(own.head) == _plain(base.head) and own.rest == base.rest:
        if _plain(other.head) != _plain(own.head):
            outcome.changes.append((0, len(own.head), other.head))
    elif other.rest not in (own.rest, base.rest):
        outcome.conflicts.append(_OUTSIDE_DIFFERS)


def _merge_both(
    key: Key, before: _Session | None, ours: _Session, theirs: _Session, outcome: _Outcome
) -> None:
    if before is not None and ours.text == before.text:
        if theirs.text != ours.text:
            outcome.changes.append((ours.start, ours.end, theirs.text))
        return
    if ours.values == theirs.values:
        return
    if before is not None and ours.values == before.values:
        # Ours differs from the original only in comments or layout, so their values can be put into
        # it.
        text = _rewritten(ours, theirs, theirs.values)
        if text is not None:
            outcome.changes.append((ours.start, ours.end, text))
            return
    values, clash = _combined(before.values if before else {}, ours.values, theirs.values)
    text = ours.text if values == ours.values else _rewritten(ours, theirs, values)
    if text is not None and text != ours.text:
        outcome.changes.append((ours.start, ours.end, text))
    if text is not None and not clash:
        if text != ours.text:
            outcome.combined.append(f"{_name(key)}: merged; it has the changes from both.")
    elif not _is_below(theirs, ours):
        comment = "".join(f"# {line}".rstrip() + "\n" for line in _lines(theirs.text))
        outcome.changes.append((ours.end, ours.end, f"{_COMMENT}\n{comment}"))
        outcome.conflicts.append(
            f"{_name(key)}: the two versions differ; "
            "yours stays, the other is below it as a comment."
        )


def _combined(
    base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]
) -> tuple[dict[str, Any], bool]:
    """Combine two versions of a session, and return whether they conflict. If so, use ours."""
    result, clash = dict(ours), False
    cores = [{key: side.get(key) for key in _CORE} for side in (base, ours, theirs)]
    if base and cores[0] == cores[1] != cores[2]:
        result |= {key: theirs[key] for key in _CORE if key in theirs}
    elif cores[1] != cores[2] and cores[0] != cores[2]:
        clash = True
    for key in (ours | theirs).keys() - set(_CORE):
        was, own, other = base.get(key), ours.get(key), theirs.get(key)
        if own == was and other != was:
            if other is None:
                del result[key]
            else:
                result[key] = other
        elif own != other and other != was:
            clash = True
    return result, clash


def _is_below(theirs: _Session, ours: _Session) -> bool:
    """Check whether their version is already below our session as a comment."""
    lines = _lines(ours.below)
    comment = [f"# {line}".rstrip() for line in _lines(theirs.text)]
    starts = [number for number, line in enumerate(lines, 1) if line in _COMMENTS]
    return any(lines[start : start + len(comment)] == comment for start in starts)


def _lines(text: str) -> list[str]:
    return text.rstrip().split("\n")


def _rewritten(ours: _Session, theirs: _Session, values: dict[str, Any]) -> str | None:
    """Change our text of a session so that its values become `values`. None if impossible."""
    record, _ = from_plain(values)
    if record is not None:
        with contextlib.suppress(editing.EditError):
            text = editing.rewritten(ours.text, record.id, record)
            if _values_of(text) == values:
                return text
    text = _with_their_values(ours, theirs, values)
    return text if _values_of(text) == values else None


def _with_their_values(ours: _Session, theirs: _Session, values: dict[str, Any]) -> str:
    """Copy each key that must change, even a list of exercises, from their text to ours."""
    [own], [other] = blocks(ours.text), blocks(theirs.text)
    changes: list[tuple[int, int, str]] = []
    end = max(key.end for key in own.keys.values())
    for key in ours.values | values:
        mine, its = own.keys.get(key), other.keys.get(key)
        if ours.values.get(key) == values.get(key):
            continue
        if key not in values and mine is not None:
            changes.append((mine.start, mine.end, ""))
        elif its is not None and mine is not None:
            changes.append((*mine.value, theirs.text[slice(*its.value)]))
        elif its is not None:
            changes.append((end, end, theirs.text[its.start : its.end]))
    text = ours.text
    for start, stop, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[stop:]
    return text


def _values_of(text: str) -> dict[str, Any] | None:
    """Return the values of the session in a text. None if there is not exactly one session."""
    session: dict[str, Any]
    try:
        [session] = reading.parse(text)["session"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    return session


def _applied(ours: str, outcome: _Outcome) -> str:
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(outcome.changes):
        line_end = line_end_at(ours, start)
        parts.append(ours[at:start])
        if new and start and ours[start - 1] != "\n":
            parts.append(line_end)
        parts.append(_plain(new).replace("\n", line_end))
        at = end
    text = "".join([*parts, ours[at:]])
    line_end = line_end_at(text, len(text))
    for session in sorted(outcome.added, key=lambda session: session.started):
        joint = "" if not text or text.endswith("\n") else line_end
        added = f"\n{session.above}{session.text}"
        text += joint + _plain(added).replace("\n", line_end)
    return text


def _version(name: str, text: str) -> _Version:
    broken = reading.read(text).broken
    if broken:
        raise MergeError(f"{name}: {broken}")
    sessions: dict[Key, _Session] = {}
    seen: Counter[str] = Counter()
    spans = reading.pieces(text)
    for start, end in spans:
        for block, values in _sessions_in(text[start:end]):
            id = values.get("id")
            label = id if isinstance(id, str) else repr(values)
            seen[label] += 1
            at = start + block.start
            sessions[label, seen[label]] = _Session(
                start=at,
                end=start + block.end,
                above=_comment_above(text, at),
                text=_ended(_plain(text[at : start + block.end])),
                below=_plain(_comment_below(text, start + block.end)),
                values=values,
            )
    first = min((each.start - len(each.above) for each in sessions.values()), default=len(text))
    # Everything that is not a session comes before the first piece.
    outside = reading.parse(text[: spans[0][0]] if spans and spans[0][0] else text)
    rest = {key: value for key, value in outside.items() if key != "session"}
    return _Version(sessions, text[:first].rstrip(), rest)


@lru_cache(100_000)
def _sessions_in(piece: str) -> list[tuple[Block, dict[str, Any]]]:
    """Return the sessions of a piece and their values. Cached, as most are equal in all texts."""
    try:
        found, values = blocks(piece), reading.parse(piece).get("session", [])
    except RecursionError as error:
        raise MergeError("a session is nested too deeply; fix it in a text editor") from error
    if len(found) != len(values):
        raise MergeError("sessions must be written as [[session]]")
    return list(zip(found, values, strict=True))


def _comment_above(text: str, start: int) -> str:
    at = start
    while at:
        line = text.rfind("\n", 0, at - 1) + 1
        if not text[line:at].lstrip().startswith("#") or line == 0:
            break
        at = line
    return text[at:start]


def _comment_below(text: str, end: int) -> str:
    found = _COMMENT_LINES.match(text, end)
    return found[0] if found else ""


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _name(key: Key) -> str:
    return f"session {key[0]}" if key[1] == 1 else f"session {key[0]} (number {key[1]})"
