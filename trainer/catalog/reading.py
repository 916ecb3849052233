"""A catalog file read and checked.

A faulty exercise is left out and its faults are kept, all of them, so that the rest always works.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from trainer import limits, textfile
from trainer.catalog.model import Catalog, Exercise, Source
from trainer.catalog.rules import RULES
from trainer.checking import Fault, gather, named, shown
from trainer.textfile import UnreadableError

FORMAT = 1


def read(file: Path) -> Catalog:
    """One catalog file by itself: its sound exercises, and every fault in it."""
    empty = Catalog((), Source(""))
    try:
        text = textfile.read(file, limits.CATALOG)
        if text is None:
            raise UnreadableError("cannot be read: No such file", "is the path right?")
        catalog = check(textfile.toml(text))
    except (UnreadableError, ValueError, RecursionError) as error:
        return replace(empty, faults=(_unreadable(file, error),))
    return replace(
        catalog, faults=tuple(replace(fault, file=str(file)) for fault in catalog.faults)
    )


def _unreadable(file: Path, error: Exception) -> Fault:
    match error:
        case tomllib.TOMLDecodeError():
            return Fault("", f"is not TOML: {error}", "mend that line", file=str(file))
        case UnreadableError():
            return Fault("", error.problem, error.remedy, file=str(file))
        case ValueError():
            return Fault("", "holds a number of too many digits", "shorten it", file=str(file))
    return Fault("", "is nested too deeply", "a catalog is flat", file=str(file))


def check(raw: dict[str, object]) -> Catalog:
    """A catalog of plain values: its sound exercises, and every fault in it."""
    faults: list[Fault] = []
    if type(raw.get("format")) is not int or raw["format"] != FORMAT:
        problem = f"is {named(raw['format'])}" if "format" in raw else "is missing"
        faults.append(Fault("format", problem, f"write format = {FORMAT}"))
    unknown = [
        key[: limits.KEY_SHOWN] for key in raw if key not in {"format", "source", "exercise"}
    ]
    for key in unknown[: limits.KEYS_TOLD]:
        faults.append(Fault(key, "is not a known key", "known keys: format, source, exercise"))
    source = _source(raw["source"], faults) if "source" in raw else None
    entries = raw.get("exercise", [])
    if not isinstance(entries, list):
        faults.append(Fault("exercise", "is not a list of tables", "write [[exercise]]"))
        entries = []
    if len(entries) > limits.EXERCISES:
        problem = f"is there {len(entries)} times"
        faults.append(
            Fault("exercise", problem, f"at most {limits.EXERCISES}; the rest is left out")
        )
        entries = entries[: limits.EXERCISES]
    sound: dict[str, Exercise] = {}
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        found: list[Fault] = []
        exercise = gather(entry, Exercise, found, RULES)
        name = entry.get("id") if isinstance(entry, dict) else None
        label = shown(name)[:40] if isinstance(name, str) and name else f"number {number}"
        if label in seen:
            found.append(Fault("id", "is used twice", "give each exercise its own id"))
        seen.add(label)
        faults.extend(replace(fault, exercise=label) for fault in found)
        if exercise is not None and not found:
            sound[exercise.id] = exercise
    return Catalog(tuple(sound.values()), source or Source(""), tuple(faults))


def _source(raw: object, faults: list[Fault]) -> Source | None:
    found: list[Fault] = []
    source = gather(raw, Source, found, RULES)
    faults.extend(fault.within("source") for fault in found)
    return source
