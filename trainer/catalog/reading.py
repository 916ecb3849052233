"""A catalog file read and checked.

An exercise or routine with problems is left out and all its problems are collected, so that the
rest always works.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from trainer.catalog.choosing import Catalog
from trainer.catalog.model import Exercise, Routine, Source
from trainer.catalog.prescribing import Known, rules
from trainer.catalog.rules import RULES
from trainer.files import limits, reading
from trainer.files.reading import UnreadableError
from trainer.files.safe_text import sanitize
from trainer.files.validation import Problem, named, validate

FORMAT = 1
_KEYS = ("format", "source", "exercise", "routine")


def read(file: Path, beside: Iterable[Exercise] = ()) -> Catalog:
    """One catalog file: what is valid in it, and every problem.

    Its routines may also use the exercises in `beside`.
    """
    empty = Catalog((), Source(""))
    try:
        text = reading.read(file, limits.CATALOG)
        if text is None:
            raise UnreadableError("cannot be read: No such file", "check the path")
        catalog = check(reading.toml(text), beside)
    except (UnreadableError, ValueError, RecursionError) as error:
        return replace(empty, faults=(_unreadable(file, error),))
    return replace(
        catalog, faults=tuple(replace(fault, file=str(file)) for fault in catalog.faults)
    )


def _unreadable(file: Path, error: Exception) -> Problem:
    match error:
        case tomllib.TOMLDecodeError():
            return Problem("", f"is not TOML: {error}", "fix that line", file=str(file))
        case UnreadableError():
            return Problem("", error.problem, error.remedy, file=str(file))
        case ValueError():
            return Problem(
                "", "contains a number with too many digits", "shorten it", file=str(file)
            )
    return Problem("", "is nested too deeply", "a catalog is flat", file=str(file))


def check(raw: dict[str, object], beside: Iterable[Exercise] = ()) -> Catalog:
    """A catalog from plain values: its valid exercises and routines, and every problem.

    Its routines may also use the exercises in `beside`.
    """
    faults: list[Problem] = []
    if type(raw.get("format")) is not int or raw["format"] != FORMAT:
        problem = f"is {named(raw['format'])}" if "format" in raw else "is missing"
        faults.append(Problem("format", problem, f"write format = {FORMAT}"))
    unknown = [key[: limits.KEY_SHOWN] for key in raw if key not in _KEYS]
    for key in unknown[: limits.KEYS_TOLD]:
        faults.append(Problem(key, "is not a known key", f"known keys: {', '.join(_KEYS)}"))
    source = _source(raw["source"], faults) if "source" in raw else None
    exercises, faulty = _exercises(raw, faults)
    known = Known({exercise.id: exercise for exercise in (*beside, *exercises)}, faulty)
    routines = _routines(raw, known, faults)
    return Catalog(exercises, source or Source(""), tuple(faults), routines)


def _exercises(
    raw: dict[str, object], faults: list[Problem]
) -> tuple[tuple[Exercise, ...], frozenset[str]]:
    """The valid exercises, and the ids of the others."""
    sound: dict[str, Exercise] = {}
    seen: set[str] = set()
    for label, entry in _tables(raw, "exercise", faults):
        found: list[Problem] = []
        exercise = validate(entry, Exercise, found, RULES)
        if label in seen:
            found.append(Problem("id", "is used twice", "give each exercise its own id"))
        seen.add(label)
        faults.extend(replace(fault, exercise=label) for fault in found)
        if exercise is not None and not found:
            sound[exercise.id] = exercise
    return tuple(sound.values()), frozenset(seen - sound.keys())


def _routines(raw: dict[str, object], known: Known, faults: list[Problem]) -> tuple[Routine, ...]:
    sound: dict[str, Routine] = {}
    seen: set[str] = set()
    for label, entry in _tables(raw, "routine", faults):
        found: list[Problem] = []
        routine = validate(entry, Routine, found, rules(known))
        if label in seen:
            found.append(Problem("id", "is used twice", "give each routine its own id"))
        seen.add(label)
        faults.extend(fault.within(f"routine {label}") for fault in found)
        if routine is not None and not found:
            sound[routine.id] = routine
    return tuple(sound.values())


def _tables(
    raw: dict[str, object], key: str, faults: list[Problem]
) -> Iterator[tuple[str, object]]:
    """Each table of a kind, with its id, or its number if it has none."""
    entries = raw.get(key, [])
    if not isinstance(entries, list):
        faults.append(Problem(key, "is not a list of tables", f"write [[{key}]]"))
        return
    if len(entries) > limits.EXERCISES:
        problem = f"is there {len(entries)} times"
        faults.append(Problem(key, problem, f"at most {limits.EXERCISES}; the rest is ignored"))
    for number, entry in enumerate(entries[: limits.EXERCISES], 1):
        name = entry.get("id") if isinstance(entry, dict) else None
        yield sanitize(name)[:40] if isinstance(name, str) and name else f"number {number}", entry


def _source(raw: object, faults: list[Problem]) -> Source | None:
    found: list[Problem] = []
    source = validate(raw, Source, found, RULES)
    faults.extend(fault.within("source") for fault in found)
    return source
