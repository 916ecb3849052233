"""Merges two versions of a history, session by session, by id.

If only one side added, changed or removed a session, its change is taken. If the sides disagree,
nothing is lost. A session that one side removed and the other changed stays. In a session changed
on both sides, each answer (pain, effort, note) that only one side changed is taken. If both changed
the same thing, ours stays, and theirs is added below it as a comment to choose from. So the result
is always a valid history, without conflict markers.

An import has no original. A session that only one version has is taken. One that differs stays as
it is, with the other version below it as a comment.

Sessions that nobody changed, and the comments between sessions, stay exactly as they are in our
text. Sessions that only the other side has go to the end, with the comment right above them.
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
"""A session's id (or its content, if it has no id), and its number among those with this id."""
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
_OUTSIDE_DIFFERS = "The text outside the sessions differs; yours stays."
_COMMENT = "# The other version of this session:"
_COMMENTS = (_COMMENT, "# The other side of the merge says of this session:")
"""How a comment with the other version may begin; older program versions wrote the second form."""
_COMMENT_LINES = re.compile(r"(?:#[^\n]*(?:\n|\Z))+")
_CORE = ("day", "started", "ended", "status", "source", "exercise")
"""The keys that say what was done. They belong together, so all come from the same side."""


class MergeError(Exception):
    """A text is not a valid history. The message says which one, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of a merge."""

    text: str
    conflicts: tuple[str, ...] = ()
    """What the user must decide, one line each."""
    kept: tuple[str, ...] = ()
    """Sessions removed on one side that stay because the other changed them, one line each."""
    joined: tuple[str, ...] = ()
    """Sessions with changes from both sides, one line each."""


@dataclass(frozen=True, slots=True)
class _Session:
    """One session in a text."""

    start: int
    end: int
    above: str
    """The comment lines right above it."""
    text: str
    """Its own lines, with LF line endings."""
    below: str
    """The comment lines right below it, with LF line endings."""
    means: dict[str, Any]

    @property
    def started(self) -> datetime:
        """When it started; the earliest possible time if that is unknown."""
        given = self.means.get("started")
        if not isinstance(given, datetime):
            return _BEFORE_ALL
        return given if given.tzinfo else given.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Version:
    """One of the three texts."""

    sessions: dict[Key, _Session]
    head: str
    """The text before the first session."""
    rest: dict[str, Any]
    """Everything in the text except sessions."""


@dataclass(slots=True)
class _Outcome:
    """The changes to make to our text."""

    changes: list[tuple[int, int, str]] = field(default_factory=list)
    """Start and end of a part of our text, and the new text for that part."""
    added: list[_Session] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)


def merged(original: str, ours: str, theirs: str) -> Merged:
    """Merge two histories that both came from `original`.

    Raises MergeError if one of them is not a valid history.
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
                outcome.kept.append(
                    f"{_name(key)}: deleted in the other version, changed in yours; it stays."
                )
        elif b is not None and (before is None or b.text != before.text):
            outcome.added.append(b)
            expected[key[0]] += 1
            if before is not None:
                outcome.kept.append(
                    f"{_name(key)}: deleted in yours, changed in the other version; it stays."
                )
    text = _applied(ours, outcome)
    rest = other.rest if own.rest == base.rest else own.rest
    if not _verify(text, expected, rest) and _OUTSIDE_DIFFERS not in outcome.conflicts:
        outcome.conflicts.append(_OUTSIDE_DIFFERS)
    return Merged(text, tuple(outcome.conflicts), tuple(outcome.kept), tuple(outcome.joined))


def _verify(text: str, expected: Counter[str], rest: dict[str, Any]) -> bool:
    """Whether a text contains `rest`. Raises MergeError unless it has exactly these sessions."""
    result = _version("merged", text)
    if Counter(id for id, _ in result.sessions) != expected:
        raise MergeError("ours: is written in an unusual form; merge it in a text editor")
    return result.rest == rest


def _merge_heads(base: _Version, own: _Version, other: _Version, outcome: _Outcome) -> None:
    """Merge the text outside the sessions: theirs is taken if only they changed it."""
    if _plain(own.head) == _plain(base.head) and own.rest == base.rest:
        if _plain(other.head) != _plain(own.head):
            outcome.changes.append((0, len(own.head), other.head))
    elif other.rest not in (own.rest, base.rest):
        outcome.conflicts.append(_OUTSIDE_DIFFERS)


def _merge_both(
    key: Key, before: _Session | None, ours: _Session, theirs: _Session, outcome: _Outcome
) -> None:
    """Merge a session that both sides have."""
    if before is not None and ours.text == before.text:
        if theirs.text != ours.text:
            outcome.changes.append((ours.start, ours.end, theirs.text))
        return
    if ours.means == theirs.means:
        return
    if before is not None and ours.means == before.means:
        # We changed only comments or layout, so their values can be written into our text.
        text = _rewritten(ours, theirs, theirs.means)
        if text is not None:
            outcome.changes.append((ours.start, ours.end, text))
            return
    means, clash = _both(before.means if before else {}, ours.means, theirs.means)
    text = ours.text if means == ours.means else _rewritten(ours, theirs, means)
    if text is not None and text != ours.text:
        outcome.changes.append((ours.start, ours.end, text))
    if text is not None and not clash:
        if text != ours.text:
            outcome.joined.append(f"{_name(key)}: merged; it has the changes from both.")
    elif not _is_below(theirs, ours):
        comment = "".join(f"# {line}".rstrip() + "\n" for line in _lines(theirs.text))
        outcome.changes.append((ours.end, ours.end, f"{_COMMENT}\n{comment}"))
        outcome.conflicts.append(
            f"{_name(key)}: the two versions differ; "
            "yours stays, the other is below it as a comment."
        )


def _both(
    base: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]
) -> tuple[dict[str, Any], bool]:
    """Two versions of a session combined, and whether they conflict; ours is taken if they do."""
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
    """Whether the other version is already below ours as a comment."""
    lines = _lines(ours.below)
    comment = [f"# {line}".rstrip() for line in _lines(theirs.text)]
    starts = [number for number, line in enumerate(lines, 1) if line in _COMMENTS]
    return any(lines[start : start + len(comment)] == comment for start in starts)


def _lines(text: str) -> list[str]:
    return text.rstrip().split("\n")


def _rewritten(ours: _Session, theirs: _Session, means: dict[str, Any]) -> str | None:
    """Our text of a session, changed so that its values are `means`; None if that is impossible."""
    record, _ = from_plain(means)
    if record is not None:
        with contextlib.suppress(editing.EditError):
            text = editing.rewritten(ours.text, record.id, record)
            if _values_of(text) == means:
                return text
    text = _with_their_words(ours, theirs, means)
    return text if _values_of(text) == means else None


def _with_their_words(ours: _Session, theirs: _Session, means: dict[str, Any]) -> str:
    """Our text, with each key that must change copied from theirs, even a list of exercises."""
    [own], [other] = blocks(ours.text), blocks(theirs.text)
    changes: list[tuple[int, int, str]] = []
    end = max(key.end for key in own.keys.values())
    for key in ours.means | means:
        mine, its = own.keys.get(key), other.keys.get(key)
        if ours.means.get(key) == means.get(key):
            continue
        if key not in means and mine is not None:
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
    """The values of the session in a text; None if it does not have exactly one."""
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
    """Split a text into its sessions and the rest. Raises MergeError."""
    broken = reading.read(text).broken
    if broken:
        raise MergeError(f"{name}: {broken}")
    sessions: dict[Key, _Session] = {}
    seen: Counter[str] = Counter()
    spans = reading.pieces(text)
    for start, end in spans:
        for block, means in _sessions_in(text[start:end]):
            id = means.get("id")
            label = id if isinstance(id, str) else repr(means)
            seen[label] += 1
            at = start + block.start
            sessions[label, seen[label]] = _Session(
                start=at,
                end=start + block.end,
                above=_comment_above(text, at),
                text=_ended(_plain(text[at : start + block.end])),
                below=_plain(_comment_below(text, start + block.end)),
                means=means,
            )
    first = min((each.start - len(each.above) for each in sessions.values()), default=len(text))
    # Everything that is not a session comes before the first piece.
    outside = reading.parse(text[: spans[0][0]] if spans and spans[0][0] else text)
    rest = {key: value for key, value in outside.items() if key != "session"}
    return _Version(sessions, text[:first].rstrip(), rest)


@lru_cache(100_000)
def _sessions_in(piece: str) -> list[tuple[Block, dict[str, Any]]]:
    """The sessions of a piece and their values; cached, because most are the same on all sides."""
    try:
        found, means = blocks(piece), reading.parse(piece).get("session", [])
    except RecursionError as error:
        raise MergeError("a session is nested too deeply; fix it in a text editor") from error
    if len(found) != len(means):
        raise MergeError("sessions are written in an unusual form; write [[session]]")
    return list(zip(found, means, strict=True))


def _comment_above(text: str, start: int) -> str:
    """The comment lines directly above a position."""
    at = start
    while at:
        line = text.rfind("\n", 0, at - 1) + 1
        if not text[line:at].lstrip().startswith("#") or line == 0:
            break
        at = line
    return text[at:start]


def _comment_below(text: str, end: int) -> str:
    """The comment lines directly below a position."""
    found = _COMMENT_LINES.match(text, end)
    return found[0] if found else ""


def _ended(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _name(key: Key) -> str:
    return f"session {key[0]}" if key[1] == 1 else f"session {key[0]} (number {key[1]})"
