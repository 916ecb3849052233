"""The layout of a session in the file: how one is written, and how one so written is read.

Reading by pattern is some twenty times faster than a TOML parser, which decides whether a prompt
can show the streak. It is only ever right or silent: a block that differs from the layout in the
least is left to the parser.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from trainer.history.records import LONGEST_NOTE, ExerciseRecord, SessionRecord, to_plain

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
_UNPRINTED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]')
"""Must be escaped, or should be: what would act on a terminal that shows the file."""


def block(record: SessionRecord) -> str:
    """A session as text, with the blank line before it."""
    plain = to_plain(record)
    plain.pop("exercise", None)
    return "\n" + _table(SESSION_HEADER, plain) + "".join(map(exercise_block, record.exercises))


def exercise_block(exercise: ExerciseRecord) -> str:
    """One exercise of a session as text, with the blank line before it."""
    return "\n" + _table(EXERCISE_HEADER, to_plain(exercise))


def _table(header: str, plain: dict[str, object]) -> str:
    lines = (f"{key} = {value(item)}\n" for key, item in plain.items())
    return f"{header}\n{''.join(lines)}"


def value(plain: object) -> str:
    """A plain value as TOML. Raises TypeError for what the history does not hold."""
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
            # TOML has no offsets with seconds, as old local times had.
            whole = offset is None or offset.seconds % 60 == 0
            return (plain if whole else plain.astimezone(UTC)).isoformat()
        case date():
            return plain.isoformat()
    raise TypeError(f"no TOML for {type(plain).__name__}")


def quoted(text: str) -> str:
    """A text as a TOML string on one line. Half characters, which no file can hold, become �."""
    sound = text.encode("utf-8", "replace").decode() if not text.isascii() else text
    return f'"{_UNPRINTED.sub(_escaped, sound)}"'


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


_TEXT = r'"([^"\\\x00-\x1f\x7f]*+)"'
_NAME = r'"([^"\\\x00-\x1f\x7f]{1,1000}+)"'
_DAY = r"(\d{4}-\d\d-\d\d)"
_MOMENT = r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d)"
_SCALE = r"(10|\d)"
_COUNT = r"(0|[1-9]\d{0,4})"
_SECONDS = r"((?:0|[1-9]\d{0,4})(?:\.\d{1,9})?)"

_EXERCISE = re.compile(
    r"\n\[\[session\.exercise]]\n"
    rf"id = {_NAME}\n"
    rf"name = {_NAME}\n"
    rf"variant = {_NAME}\n"
    r'status = "(completed|partial|skipped)"\n'
    rf"planned_reps = {_COUNT}\n"
    rf"done_reps = {_COUNT}\n"
    rf"skipped_reps = {_COUNT}\n"
    r'(?:stopped = "(pain|fatigue|time|other)"\n)?'
    rf"(?:done_left = {_COUNT}\n)?"
    rf"(?:done_right = {_COUNT}\n)?"
    rf"(?:hold = {_SECONDS}\n)?"
    rf"seconds = {_SECONDS}\n",
    re.ASCII,
)
_SESSION = re.compile(
    r"\[\[session]]\n"
    rf"id = {_NAME}\n"
    rf"day = {_DAY}\n"
    rf"started = {_MOMENT}\n"
    rf"ended = {_MOMENT}\n"
    r'status = "(completed|partial)"\n'
    r'source = "(session|log|import)"\n'
    rf"(?:pain_before = {_SCALE}\n)?"
    rf"(?:pain_after = {_SCALE}\n)?"
    rf"(?:effort = {_SCALE}\n)?"
    rf"(?:note = {_TEXT}\n)?",
    re.ASCII,
)


def read_block(text: str) -> SessionRecord | None:
    """The session in a block exactly as `block` writes it, or None to ask the TOML parser.

    `text` begins at the header and runs to the next one; blank lines at its end do not matter.
    """
    head = _SESSION.match(text)
    if head is None:
        return None
    exercises = []
    at = head.end()
    while match := _EXERCISE.match(text, at):
        at = match.end()
        exercises.append(_exercise(match))
    if not exercises or text[at:].strip("\n"):
        return None
    id, day, started, ended, status, source, before, after, effort, note = head.groups()
    try:
        begun, over = datetime.fromisoformat(started), datetime.fromisoformat(ended)
        whole_day = date.fromisoformat(day)
    except ValueError:
        return None
    if over < begun or (note is not None and len(note) > LONGEST_NOTE // 4):
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
        note=note,
        exercises=tuple(exercises),
    )


def _exercise(match: re.Match[str]) -> ExerciseRecord:
    id, name, variant, status, planned, done, skipped, stopped, left, right, hold, seconds = (
        match.groups()
    )
    return ExerciseRecord(
        id=id,
        name=name,
        variant=variant,
        status=status,  # type: ignore[arg-type]
        planned_reps=int(planned),
        done_reps=int(done),
        skipped_reps=int(skipped),
        stopped=stopped,  # type: ignore[arg-type]
        done_left=None if left is None else int(left),
        done_right=None if right is None else int(right),
        hold=None if hold is None else float(hold),
        seconds=float(seconds),
    )
