"""A session as a block of TOML, laid out for the eye."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import tomli_w

from trainer.history.records import SessionRecord

HEADER = """\
# Glute Trainer history: one [[session]] per workout, oldest first. Safe to read and edit by hand.
format = 1
"""


def block(record: SessionRecord) -> str:
    """The `[[session]]` block of a record, with an empty line before it."""
    values = plain(record)
    exercises = values.pop("exercise")
    lines = ["", "[[session]]", *_lines(values)]
    for exercise in exercises:  # type: ignore[attr-defined]
        lines += ["", "[[session.exercise]]", *_lines(exercise)]
    return "\n".join(lines) + "\n"


def plain(record: SessionRecord) -> dict[str, object]:
    """A record as plain values; what was not given is left out."""
    values = msgspec.to_builtins(record, builtin_types=(type(record.day), type(record.started)))
    return _given(values)


def _given(values: Mapping[str, object]) -> dict[str, object]:
    return {
        key: [_given(item) for item in value] if isinstance(value, list | tuple) else value
        for key, value in values.items()
        if value is not None
    }


def line(key: str, value: object) -> str:
    """One `key = value` line of TOML."""
    return tomli_w.dumps({key: value}).rstrip("\n")


def _lines(values: Mapping[str, object]) -> list[str]:
    return [line(key, value) for key, value in values.items()]
