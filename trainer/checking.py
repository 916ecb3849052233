"""Plain values from a file made into typed ones, with every fault found, not just the first.

`msgspec` knows the types and their limits, but stops at the first thing it dislikes. Somebody
who writes a catalog by hand wants the whole list, so the fields are converted one by one.
"""

from __future__ import annotations

import difflib
import typing
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import msgspec
from msgspec import inspect

T = typing.TypeVar("T", bound=msgspec.Struct)

_PLAIN_SPACE = "\n\t"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: where it is, what it is, and what would be right."""

    field: str
    """The path to the field, as the file's author would say it: `step 2, breath`."""
    problem: str
    remedy: str
    exercise: str = ""
    """The id of the exercise, where there is one."""
    file: str = ""

    def __str__(self) -> str:
        """One line: file, exercise, field, what is wrong, what is allowed."""
        exercise = f"exercise {self.exercise}" if self.exercise else ""
        where = ", ".join(part for part in (exercise, self.field) if part)
        places = ": ".join(part for part in (self.file, where) if part)
        return f"{places}: {self.problem}; {self.remedy}"

    def within(self, field: str) -> Fault:
        """The same fault seen from one level further out."""
        return replace(self, field=f"{field}, {self.field}" if self.field else field)


Rules = Mapping[type, Callable[[Mapping[str, typing.Any]], Iterable[Fault]]]
"""What must hold between the fields of a kind of table. A rule is given the fields that are
sound by themselves; those at fault are not there, so that one fault never hides another."""


def gather(raw: object, kind: type[T], faults: list[Fault], rules: Rules | None = None) -> T | None:
    """Make a `kind` (a `msgspec.Struct`) of a table read from TOML.

    Every fault is added to `faults`; the result is None where there was any.
    """
    if not isinstance(raw, Mapping):
        faults.append(Fault("", f"is {_named(raw)}", "make it a table"))
        return None
    before = len(faults)
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key in raw:
        if key not in fields:
            faults.append(Fault(str(key), "is not a known key", _suggest(str(key), fields)))
    values: dict[str, object] = {}
    for key, field in fields.items():
        if key not in raw:
            if field.required:
                faults.append(Fault(key, "is missing", f"give {allowed(field.type)}"))
            continue
        count = len(faults)
        value = _gather_field(raw[key], key, field.type, faults, rules)
        if len(faults) == count or (isinstance(value, tuple) and value):
            values[field.name] = value
    if rules and kind in rules:
        faults.extend(rules[kind](values))
    return None if len(faults) > before else kind(**values)


def _gather_field(
    value: object, key: str, kind: typing.Any, faults: list[Fault], rules: Rules | None
) -> object:
    """One field: a list of tables is gathered table by table, all else is converted whole."""
    inner = _tables_in(kind)
    if inner and isinstance(value, list):
        gathered = []
        for number, item in enumerate(value, 1):
            found: list[Fault] = []
            gathered.append(gather(item, inner, found, rules))
            faults.extend(fault.within(f"{key} {number}") for fault in found)
        return tuple(table for table in gathered if table is not None)
    for text in _texts(value):
        if character := forbidden_character(text):
            faults.append(
                Fault(key, f"holds the control character U+{ord(character):04X}", "take it out")
            )
            return None
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        faults.append(Fault(key, f"is {_named(value)}", f"give {allowed(kind)}"))
        return None


def forbidden_character(text: str) -> str | None:
    """The first character that could act on a terminal instead of being shown, if any.

    Control characters, and the format characters that reorder or hide text.
    """
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cf", "Cs"} and character not in _PLAIN_SPACE:
            return character
    return None


def shown(text: str) -> str:
    """Text from anywhere, fit to be shown on one line: what could act on a terminal is replaced."""
    return "".join(
        " " if character in _PLAIN_SPACE else "�" if forbidden_character(character) else character
        for character in text
    )


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
    """The struct that a list of tables is made of, or None for any other type."""
    for part in typing.get_args(kind):
        if isinstance(part, type) and issubclass(part, msgspec.Struct):
            return part
    return None


def _suggest(key: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(key, list(known), n=1)
    return f"did you mean {close[0]}?" if close else f"known keys: {', '.join(sorted(known))}"


def _named(value: object) -> str:
    if isinstance(value, str):
        return f"the text {shown(value)[:40]!r}"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    return (
        "a list" if isinstance(value, list) else "a table" if isinstance(value, dict) else "a date"
    )


def allowed(kind: typing.Any) -> str:
    """A type in plain words: `a number from 0 to 60`, `one of inhale, exhale, easy`."""
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
            return f"a text{limit}"
        case inspect.BoolType():
            return "true or false"
        case inspect.TupleType() if info.item_types:
            return f"a list of {len(info.item_types)} values"
        case inspect.VarTupleType() | inspect.ListType():
            return f"a list, each {_allowed(info.item_type)}"
    return "a table"


def _number(info: inspect.IntType | inspect.FloatType) -> str:
    word = "a whole number" if isinstance(info, inspect.IntType) else "a number"
    low = f"above {info.gt:g}" if info.gt is not None else ""
    if info.ge is not None and info.le is not None:
        return f"{word} from {info.ge:g} to {info.le:g}"
    high = f"at most {info.le:g}" if info.le is not None else ""
    limits = " and ".join(part for part in (low, high) if part)
    return f"{word} {limits}".strip()
