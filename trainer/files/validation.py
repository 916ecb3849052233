"""Converts plain values from a file to typed values, and finds all problems.

`msgspec` checks types and limits, but stops at the first problem. Authors of a catalog want the
whole list, so each field is converted separately.
"""

from __future__ import annotations

import difflib
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cache

import msgspec
from msgspec import inspect

from trainer.files import limits
from trainer.files.safe_text import forbidden_character, sanitize

T = typing.TypeVar("T", bound=msgspec.Struct)

_FAULTY = object()
_LONGEST_NUMBER = 64
"""A number with more bits than this is not shown. Python refuses to print thousands of digits."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem in a file: where it is, what is wrong, and how to fix it."""

    field: str
    """The path to the field, in words: `step 2, breath`."""
    problem: str
    remedy: str
    exercise: str = ""
    """The id of the exercise, if there is one."""
    file: str = ""

    def __str__(self) -> str:
        """One line with file, exercise, field, what is wrong, and how to fix it."""
        exercise = f"exercise {self.exercise}" if self.exercise else ""
        where = ", ".join(part for part in (exercise, self.field) if part)
        places = ": ".join(part for part in (self.file, where) if part)
        return sanitize(f"{places}: {self.problem}; {self.remedy}")

    def within(self, field: str) -> Problem:
        """Return this problem with the outer `field` in front of its path."""
        return replace(self, field=f"{field}, {self.field}" if self.field else field)


Rules = Mapping[type, Callable[[Mapping[str, typing.Any]], Iterable[Problem]]]
"""Functions that check the fields of a table against each other, by the table's type. Each
function gets only the valid fields, so that it can run even if another field is faulty. Inner
tables are mappings."""


def validate(
    raw: object, kind: type[T], problems: list[Problem], rules: Rules | None = None
) -> T | None:
    """Convert a table from TOML to `kind`, a `msgspec.Struct`.

    Adds every problem to `problems`, and returns None if there were any.
    """
    return _gather(raw, kind, problems, rules or {})[0]


def _gather(
    raw: object, kind: type[T], problems: list[Problem], rules: Rules
) -> tuple[T | None, dict[str, object]]:
    """Convert a table to `kind`, and also return its valid fields, for the rules."""
    if not isinstance(raw, Mapping):
        problems.append(Problem("", f"is {described_value(raw)}", "make it a table"))
        return None, {}
    before = len(problems)
    fields = _fields(kind)
    unknown = [str(key)[: limits.KEY_SHOWN] for key in raw if key not in fields]
    for key in unknown[: limits.KEYS_NAMED]:
        problems.append(Problem(key, "is not a known key", _suggest(key, fields)))
    if more := len(unknown[limits.KEYS_NAMED :]):
        problems.append(Problem("", f"has {more} more unknown keys", "remove them"))
    values: dict[str, object] = {}
    valid: dict[str, object] = {}
    for key, field in fields.items():
        if key not in raw:
            if field.required:
                problems.append(Problem(key, "is missing", f"give {allowed(field.type)}"))
        elif isinstance(raw[key], list) and (inner := _tables_in(field.type)):
            tables = _gather_tables(raw[key], key, inner, problems, rules)
            values[field.name] = tuple(table for table, _ in tables)
            valid[field.name] = tuple(seen for _, seen in tables)
        elif (value := _convert(raw[key], key, field.type, problems)) is not _FAULTY:
            values[field.name] = valid[field.name] = value
    if kind in rules:
        problems.extend(rules[kind](valid))
    return (None if len(problems) > before else kind(**values)), valid


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


def _gather_tables(
    tables: list[object],
    key: str,
    kind: type[msgspec.Struct],
    problems: list[Problem],
    rules: Rules,
) -> list[tuple[msgspec.Struct | None, dict[str, object]]]:
    gathered = []
    if len(tables) > limits.COUNT:
        problems.append(Problem(key, f"appears {len(tables)} times", f"use at most {limits.COUNT}"))
    for number, table in enumerate(tables[: limits.COUNT], 1):
        found: list[Problem] = []
        gathered.append(_gather(table, kind, found, rules))
        problems.extend(problem.within(f"{key} {number}") for problem in found)
    return gathered


def _convert(value: object, key: str, kind: typing.Any, problems: list[Problem]) -> object:
    """Convert a field's value to its type. If the value is not valid, adds a problem and returns
    `_FAULTY`."""
    for text in _texts(value):
        if character := forbidden_character(text):
            problems.append(
                Problem(key, f"contains the control character U+{ord(character):04X}", "remove it")
            )
            return _FAULTY
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        problems.append(Problem(key, _wrong(value, kind), f"give {allowed(kind)}"))
        return _FAULTY


def _wrong(value: object, kind: typing.Any) -> str:
    """Say what is wrong with a value, or with the first invalid item of a list."""
    if isinstance(value, list) and _is_list(inspect.type_info(kind)):
        for item in value:
            try:
                msgspec.convert([item], kind)
            except msgspec.ValidationError:
                return f"holds {described_value(item)}"
    return f"is {described_value(value)}"


def _is_list(info: inspect.Type) -> bool:
    if isinstance(info, inspect.Metadata):
        return _is_list(info.type)
    return isinstance(info, inspect.VarTupleType | inspect.ListType)


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield str(key)
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def _tables_in(kind: typing.Any) -> type[msgspec.Struct] | None:
    """Return the struct of a type that is a list of tables, even if it is optional; otherwise
    None."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return kind
    return next((found for part in typing.get_args(kind) if (found := _tables_in(part))), None)


def _suggest(key: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(key, list(known), n=1)
    return f"did you mean {close[0]}?" if close else f"known keys: {', '.join(sorted(known))}"


def described_value(value: object) -> str:
    """Describe a value in words that are safe to show: `the text 'fast'`, `a list`."""
    match value:
        case str():
            return f"the text {sanitize(value)[:40]!r}"
        case bool():
            return str(value).lower()
        case int() if value.bit_length() > _LONGEST_NUMBER:
            return "a very large number"
        case int() | float():
            return str(value)
        case list():
            return "a list"
        case dict():
            return "a table"
    if isinstance(value, datetime):
        return "a date with a time"
    return "a time of day" if isinstance(value, time) else "a date"


def allowed(kind: typing.Any) -> str:
    """Describe a type in words: `a number from 0 to 60`, `one of inhale, exhale, easy`."""
    return _allowed(inspect.type_info(kind))


def _allowed(info: inspect.Type) -> str:
    match info:
        case inspect.Metadata():
            return (info.extra_json_schema or {}).get("description") or _allowed(info.type)
        case inspect.UnionType():
            parts = [part for part in info.types if not isinstance(part, inspect.NoneType)]
            return " or ".join(_allowed(part) for part in parts)
        case inspect.LiteralType():
            return "one of " + ", ".join(
                str(value).lower() if isinstance(value, bool) else str(value)
                for value in info.values
            )
        case inspect.IntType() | inspect.FloatType():
            return _number(info)
        case inspect.StrType():
            limit = f" of at most {info.max_length} characters" if info.max_length else ""
            return f"text{limit}"
        case inspect.BoolType():
            return "true or false"
        case inspect.DateType():
            return "a date, as in 2026-12-24"
        case inspect.TimeType():
            return "a time, as in 03:00"
        case inspect.TupleType() if info.item_types:
            return f"a list of {len(info.item_types)}, each {_allowed(info.item_types[0])}"
        case inspect.VarTupleType() | inspect.ListType():
            limit = f" of at most {info.max_length}" if info.max_length else ""
            return f"a list{limit}, each {_allowed(info.item_type)}"
    return "a table"


def _number(info: inspect.IntType | inspect.FloatType) -> str:
    word = "a whole number" if isinstance(info, inspect.IntType) else "a number"
    low = f"above {info.gt:g}" if info.gt is not None else ""
    if info.ge is not None and info.le is not None:
        return f"{word} from {info.ge:g} to {info.le:g}"
    high = f"at most {info.le:g}" if info.le is not None else ""
    limits = " and ".join(part for part in (low, high) if part)
    return f"{word} {limits}".strip()
