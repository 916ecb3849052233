"""The record of a session, and how it is converted to and from plain TOML values."""

from __future__ import annotations

import operator
import os
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec

from trainer.files import limits
from trainer.files.limits import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from trainer.files.validation import Problem

MORNINGS = ("better", "same", "worse")

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=limits.RECORDED_TEXT)]
Moment = Annotated[
    datetime,
    msgspec.Meta(
        tz=True,
        extra_json_schema={"description": "a time with its offset: 2026-11-23T07:30:05+01:00"},
    ),
]
Day = Annotated[
    date, msgspec.Meta(extra_json_schema={"description": "a date without quotes: 2026-11-23"})
]
Scale = Annotated[int, msgspec.Meta(ge=0, le=10)]
Count = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]


Morning = Annotated[
    str,
    msgspec.Meta(
        min_length=1,
        max_length=limits.NAME,
        extra_json_schema={"description": "better, same or worse", "enum": list(MORNINGS)},
    ),
]
"""Any text is accepted, so that the session can be read even if the word is unknown."""


class ExerciseRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a person did in one exercise of a session."""

    id: Text
    name: Text
    """Stored so that no catalog is needed to read the record."""
    variant: Text
    status: Literal["completed", "partial", "skipped"]
    planned_reps: Count
    """The number of reps in all sets, on both sides together."""
    done_reps: Count
    skipped_reps: Count
    stopped: Literal["pain", "fatigue", "time", "other"] | None = None
    """Why the exercise was stopped early, if it was."""
    pain_at_stop: Scale | None = None
    """The pain reported when the exercise was stopped or made easier."""
    done_left: Count | None = None
    """Set if the exercise has sides."""
    done_right: Count | None = None
    hold: Seconds | None = None
    """The length of each hold in seconds. None if the exercise has no holds."""
    seconds: Seconds
    """How long the exercise took in seconds, without pauses."""

    @property
    def modified(self) -> bool:
        """Whether the variant was not the standard one."""
        return self.variant not in ("", "standard")


class SessionRecord(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    gc=False,
    rename={"exercises": "exercise"},
):
    """A session: one run through one or more exercises."""

    id: Text
    """A unique id: the local start time and a random suffix."""
    day: Day
    """The training day, fixed when the session starts."""
    started: Moment
    ended: Moment
    status: Literal["completed", "partial"]
    source: Literal["session", "log", "import"]
    pain_before: Scale | None = None
    pain_after: Scale | None = None
    effort: Scale | None = None
    next_morning: Morning | None = None
    """How the back felt the next morning. A word that is not in `MORNINGS` is ignored."""
    note: str | None = None
    exercises: tuple[ExerciseRecord, ...] = ()

    @property
    def morning(self) -> Literal["better", "same", "worse"] | None:
        """How the back felt the next morning. None if the answer is missing or unknown."""
        return self.next_morning if self.next_morning in MORNINGS else None  # type: ignore[return-value]

    @property
    def counts(self) -> bool:
        """Whether at least one exercise was completed, so that the day counts as trained."""
        return any(exercise.status == "completed" for exercise in self.exercises)

    @property
    def clock_time(self) -> str:
        """The local start time, such as `07:30`.

        The date is added if it differs from the training day, such as `01:10 on 2026-11-27`.
        """
        date = f" on {self.started.date()}" if self.started.date() != self.day else ""
        return f"{self.started:%H:%M}{date}"


class ExtendedExercise(ExerciseRecord, frozen=True, kw_only=True):
    """An exercise with unknown keys, which a newer version wrote."""

    unknown: dict[str, object]
    """The unknown keys and their values. They are saved again, but not used."""


class ExtendedSession(SessionRecord, frozen=True, kw_only=True):
    """A session with unknown keys, which a newer version wrote."""

    unknown: dict[str, object]
    """The unknown keys and their values. They are saved again, but not used."""


def new_id(started: datetime, tail: str | None = None) -> str:
    """Return a session's id: its local start time and a suffix, by default random."""
    return f"{started:%Y%m%dT%H%M%S}-{tail or os.urandom(3).hex()}"


def training_day(local: datetime, day_starts_at: time) -> date:
    """Return the day a session counts for: the previous day if it starts before `day_starts_at`.

    Uses local time and the calendar, so clock changes make no difference.
    """
    today = local.date()
    early = local.time() < day_starts_at.replace(tzinfo=None)
    return today - timedelta(days=1) if early else today


def to_plain(record: SessionRecord | ExerciseRecord) -> dict[str, object]:
    """Convert a record to plain values, with the keys of the file. Leaves out empty fields."""
    plain: dict[str, object] = msgspec.to_builtins(record, builtin_types=(date, datetime))
    if isinstance(record, SessionRecord) and record.exercises:
        plain["exercise"] = [to_plain(exercise) for exercise in record.exercises]
    if isinstance(record, ExtendedSession | ExtendedExercise):
        del plain["unknown"]
        plain |= record.unknown
    return plain


def from_plain(raw: object, *, brief: bool = False) -> tuple[SessionRecord | None, list[Problem]]:
    """Convert a table of plain values to a record. If that fails, return None and all problems.

    The record includes unknown keys, which a newer version wrote. If `brief`, a faulty record has
    only one problem, without details.
    """
    try:
        record = msgspec.convert(raw, SessionRecord, builtin_types=(date, datetime))
    except (msgspec.ValidationError, UnicodeEncodeError):  # lone surrogates cannot be encoded
        return None, _problems(raw, brief)
    # In Python a datetime is a date too, but the file must contain a date.
    wrong = _problems(raw, brief) if isinstance(record.day, datetime) else check(record)
    return (None if wrong else _extended(record, raw)), wrong


def _extended(record: SessionRecord, raw: Any) -> SessionRecord:
    """Add the table's unknown keys to the record."""
    exercises = [
        ExtendedExercise(**_fields(exercise), unknown=unknown)
        if (unknown := _unknown(table, ExerciseRecord))
        else exercise
        for exercise, table in zip(record.exercises, raw["exercise"], strict=True)
    ]
    unknown = _unknown(raw, SessionRecord)
    if not unknown and all(map(operator.is_, exercises, record.exercises)):
        return record
    fields = _fields(record) | {"exercises": tuple(exercises)}
    return ExtendedSession(**fields, unknown=unknown) if unknown else SessionRecord(**fields)


def _fields(record: msgspec.Struct) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def _unknown(raw: Mapping[str, object], kind: type[msgspec.Struct]) -> dict[str, object]:
    """Return a table's items with keys unknown to `kind`, if TOML can hold their values."""
    known = kind.__struct_encode_fields__
    if raw.keys() <= set(known):
        return {}
    unknown = ((key, _writable(value)) for key, value in raw.items() if key not in known)
    return {key: value for key, value in unknown if value is not None}


def _writable(value: object, depth: int = 0) -> object:
    """Remove JSON nulls, and tables and lists that are nested too deeply, from a value."""
    if depth > limits.DOTS:
        return None
    match value:
        case dict():
            items = ((key, _writable(item, depth + 1)) for key, item in value.items())
            return {key: item for key, item in items if item is not None}
        case list():
            return [item for each in value if (item := _writable(each, depth + 1)) is not None]
    return value


def check(record: SessionRecord) -> list[Problem]:
    """Return the problems of a record whose types are valid, such as an end before the start."""
    wrong = [*_possible(record.day), *_order(record.started, record.ended), *_length(record.note)]
    return wrong + _many(record.exercises)


def _problems(raw: object, brief: bool) -> list[Problem]:
    """Return all problems of a table that could not be converted."""
    from trainer.files.validation import Problem, validate

    if brief:
        return [Problem("", "cannot be read either", "fix those above first")]
    problems: list[Problem] = []
    known = _known(raw, SessionRecord)
    if not isinstance(known, dict):
        validate(raw, SessionRecord, problems)
        return problems
    exercises = known.pop("exercise", None)
    moments = {key: known.get(key) for key in ("started", "ended")}
    for key, value in {"day": known.get("day"), **moments}.items():
        if value is not None and (wrong_time := _wrong_time(key, value)):
            problems.append(wrong_time)
            del known[key]
    found: list[Problem] = []
    validate(known, SessionRecord, found)
    named = {problem.field for problem in problems}
    problems += [problem for problem in found if problem.field not in named]
    problems += [*_possible(known.get("day")), *_order(*moments.values())]
    problems += _length(known.get("note"))
    if not isinstance(exercises, list | tuple) or (wrong := _many(exercises)):
        return [*problems, *(wrong if isinstance(exercises, list | tuple) else _many(()))]
    for number, exercise in enumerate(exercises, 1):
        found = []
        validate(_known(exercise, ExerciseRecord), ExerciseRecord, found)
        problems += [problem.within(f"exercise {number}") for problem in found]
    return problems or [Problem("", "cannot be read", "compare it with one that can be read")]


def _wrong_time(key: str, value: object) -> Problem | None:
    """Check `day`, `started` or `ended`, and return what is wrong with the value."""
    from trainer.files.validation import Problem, described_value

    whole = key != "day"
    example = "2026-11-23T07:30:05+01:00" if whole else "2026-11-23"
    if isinstance(value, datetime):
        if not whole:
            return Problem(key, "is a date with a time", f"write the date alone: {value.date()}")
        if value.tzinfo is None:
            given = value.isoformat()
            return Problem(
                key, f"is {given}, without its offset from UTC", f"add it: {given}+01:00"
            )
        return None
    if type(value) is date:
        if not whole:
            return None
        return Problem(key, "is a date without a time", f"write it like {value}T07:30:05+01:00")
    if isinstance(value, str) and _reads_as(value, datetime if whole else date):
        return Problem(key, f"is {described_value(value)}", f"write it without quotes: {value}")
    return Problem(key, f"is {described_value(value)}", f"write {_wanted_form(whole)}: {example}")


def _wanted_form(whole: bool) -> str:
    return "a date and time with their offset from UTC" if whole else "a date"


def _reads_as(text: str, kind: type[date]) -> bool:
    try:
        return bool(kind.fromisoformat(text))
    except ValueError:
        return False


def _known(raw: object, kind: type[msgspec.Struct]) -> object:
    if not isinstance(raw, Mapping):
        return raw
    return {key: value for key, value in raw.items() if key in kind.__struct_encode_fields__}


def _possible(day: object) -> list[Problem]:
    if type(day) is not date or FIRST_DAY <= day <= LAST_DAY:
        return []
    from trainer.files.validation import Problem

    what = f"is not between {FIRST_DAY} and {LAST_DAY}"
    return [Problem("day", what, "write the day of the session")]


def _order(started: object, ended: object) -> list[Problem]:
    from trainer.files.validation import Problem

    if not (isinstance(started, datetime) and isinstance(ended, datetime)):
        return []
    if not (started.tzinfo and ended.tzinfo) or ended >= started:
        return []
    return [Problem("ended", "is before started", "give a time at or after started")]


def _length(note: object) -> list[Problem]:
    from trainer.files.validation import Problem

    if not isinstance(note, str) or len(note.encode("utf-8", "replace")) <= limits.NOTE:
        return []
    return [Problem("note", "is longer than 100 KB", "shorten it")]


def _many(exercises: Sequence[object]) -> list[Problem]:
    from trainer.files.validation import Problem

    if not exercises:
        return [Problem("exercise", "is missing", "give at least one [[session.exercise]]")]
    if len(exercises) > limits.RECORDED_EXERCISES:
        most = f"at most {limits.RECORDED_EXERCISES} in one session"
        return [Problem("exercise", "appears too many times", most)]
    return []
