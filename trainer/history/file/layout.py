"""Writes sessions in the layout of the history file, and reads exactly that layout.

A session's text is called a block. Regular expressions read a block about twenty times as fast as
a TOML parser, fast enough to show the streak in a shell prompt. The TOML parser reads only the
blocks with a different layout.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Literal

from trainer.files import limits
from trainer.files.limits import FIRST_DAY, LAST_DAY
from trainer.files.safe_text import UNSAFE
from trainer.history.file.patterns import EXERCISE, SESSION
from trainer.history.records import ExerciseRecord, SessionRecord, to_plain

HEADER = (
    "# Glute Trainer history: one [[session]] per workout, oldest first. "
    "Safe to read and edit by hand.\n"
    "format = 1\n"
)
SESSION_HEADER = "[[session]]"
EXERCISE_HEADER = "[[session.exercise]]"
SESSION_KEYS = tuple(key for key in SessionRecord.__struct_encode_fields__ if key != "exercise")
EXERCISE_KEYS = ExerciseRecord.__struct_encode_fields__

_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_BARE = re.compile("[A-Za-z0-9_-]+")
_ESCAPED = re.compile(rf'["\\\t\n\ud800-\udfff]|{UNSAFE}')


def block(record: SessionRecord) -> str:
    """Return a session as text, with a blank line before it."""
    plain = to_plain(record)
    plain.pop("exercise", None)
    return "\n" + _table(SESSION_HEADER, plain) + "".join(map(exercise_block, record.exercises))


def exercise_block(exercise: ExerciseRecord) -> str:
    """Return one exercise of a session as text, with a blank line before it."""
    return "\n" + _table(EXERCISE_HEADER, to_plain(exercise))


def _table(header: str, plain: dict[str, object]) -> str:
    lines = (f"{_key(name)} = {value(item)}\n" for name, item in plain.items())
    return f"{header}\n{''.join(lines)}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else quoted(name)


def value(plain: object) -> str:
    """Return a plain value as TOML on one line. Raises TypeError if TOML has no such type."""
    match plain:
        case str():
            return quoted(plain)
        case bool():
            return "true" if plain else "false"
        case float() if plain.is_integer():
            return str(int(plain))
        case int() | float():
            return repr(plain)
        case datetime():
            offset = plain.utcoffset()
            # Some old local times have offsets with seconds, which TOML does not allow.
            whole = offset is None or offset.seconds % 60 == 0
            return (plain if whole else plain.astimezone(UTC)).isoformat()
        case date() | time():
            return plain.isoformat()
        case list():
            return f"[{', '.join(map(value, plain))}]"
        case dict():
            return (
                f"{{{', '.join(f'{_key(name)} = {value(item)}' for name, item in plain.items())}}}"
            )
    raise TypeError(f"no TOML for {type(plain).__name__}")


def quoted(text: str) -> str:
    """Return a text as a TOML string on one line. Replaces lone surrogates with �."""
    return f'"{_ESCAPED.sub(_escaped, text)}"'


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    if "\ud800" <= character <= "\udfff":
        return "�"
    code = ord(character)
    return _SHORT.get(character) or (f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}")


_SESSION = re.compile(SESSION, re.ASCII)
_EXERCISE = re.compile(EXERCISE, re.ASCII)


def read_block(text: str, start: int, end: int) -> SessionRecord | None:
    """Read the session in a block. None if the layout differs from what `block` writes.

    `start` is the position of the block's header, and `end` that of the next header. Blank lines at
    the end are ignored.
    """
    head = _SESSION.match(text, start, end)
    if head is None:
        return None
    exercises = []
    at = head.end()
    while match := _EXERCISE.match(text, at, end):
        at = match.end()
        exercises.append(_exercise(*match.groups()))
    if not exercises or (at < end and text[at:end].strip("\n")):
        return None
    id, day, started, ended, status, source, before, after, effort, morning, note = head.groups()
    try:
        begun, over = datetime.fromisoformat(started), datetime.fromisoformat(ended)
        whole_day = date.fromisoformat(day)
    except ValueError:
        return None
    if over < begun or not FIRST_DAY <= whole_day <= LAST_DAY:
        return None
    if len(exercises) > limits.RECORDED_EXERCISES:
        return None
    return SessionRecord(
        id=id,
        day=whole_day,
        started=begun,
        ended=over,
        status=status,  # type: ignore[arg-type]
        source=source,  # type: ignore[arg-type]
        pain_before=None if before is None else int(before),
        pain_after=None if after is None else int(after),
        effort=None if effort is None else int(effort),
        next_morning=morning,
        note=note,
        exercises=tuple(exercises),
    )


@lru_cache(1000)
def _exercise(
    id: str,
    name: str,
    variant: str,
    status: Literal["completed", "partial", "skipped"],
    planned: str,
    done: str,
    skipped: str,
    stopped: Literal["pain", "fatigue", "time", "other"] | None,
    pain: str | None,
    left: str | None,
    right: str | None,
    hold: str | None,
    seconds: str,
) -> ExerciseRecord:
    """Create an exercise's record from the pattern's groups. Cached, as most days are alike."""
    return ExerciseRecord(
        id=id,
        name=name,
        variant=variant,
        status=status,
        planned_reps=int(planned),
        done_reps=int(done),
        skipped_reps=int(skipped),
        stopped=stopped,
        pain_at_stop=None if pain is None else int(pain),
        done_left=None if left is None else int(left),
        done_right=None if right is None else int(right),
        hold=None if hold is None else float(hold),
        seconds=float(seconds),
    )
