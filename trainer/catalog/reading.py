"""Reads and checks a catalog file.

Exercises and routines with problems are left out, and the problems are collected. The rest of the
file always works.
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
from trainer.files.validation import Problem, described_value, validate

FORMAT = 1
_KEYS = ("format", "source", "exercise", "routine")


def read(file: Path, beside: Iterable[Exercise] = ()) -> Catalog:
    """Read a catalog file. Returns its valid exercises and routines, and all problems.

    Routines may also use the exercises in `beside`.
    """
    empty = Catalog((), Source(""))
    try:
        text = reading.read(file, limits.CATALOG)
        if text is None:
            raise UnreadableError("cannot be read: No such file", "check the path")
        catalog = check(reading.toml(text), beside)
    except (UnreadableError, ValueError, RecursionError) as error:
        return replace(empty, problems=(_unreadable(file, error),))
    return replace(
        catalog, problems=tuple(replace(problem, file=str(file)) for problem in catalog.problems)
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
    """Make a catalog from the values in a file. Returns what is valid, and all problems.

    Routines may also use the exercises in `beside`.
    """
    problems: list[Problem] = []
    if type(raw.get("format")) is not int or raw["format"] != FORMAT:
        problem = f"is {described_value(raw['format'])}" if "format" in raw else "is missing"
        problems.append(Problem("format", problem, f"write format = {FORMAT}"))
    unknown = [key[: limits.KEY_SHOWN] for key in raw if key not in _KEYS]
    for key in unknown[: limits.KEYS_NAMED]:
        problems.append(Problem(key, "is not a known key", f"known keys: {', '.join(_KEYS)}"))
    source = _source(raw["source"], problems) if "source" in raw else None
    exercises, faulty = _exercises(raw, problems)
    known = Known({exercise.id: exercise for exercise in (*beside, *exercises)}, faulty)
    routines = _routines(raw, known, problems)
    return Catalog(exercises, source or Source(""), tuple(problems), routines)


def _exercises(
    raw: dict[str, object], problems: list[Problem]
) -> tuple[tuple[Exercise, ...], frozenset[str]]:
    """Return the valid exercises, and the ids of the others."""
    sound: dict[str, Exercise] = {}
    seen: set[str] = set()
    for label, entry in _tables(raw, "exercise", problems):
        found: list[Problem] = []
        exercise = validate(entry, Exercise, found, RULES)
        if label in seen:
            found.append(Problem("id", "is used twice", "give each exercise its own id"))
        seen.add(label)
        problems.extend(replace(problem, exercise=label) for problem in found)
        if exercise is not None and not found:
            sound[exercise.id] = exercise
    return tuple(sound.values()), frozenset(seen - sound.keys())


def _routines(raw: dict[str, object], known: Known, problems: list[Problem]) -> tuple[Routine, ...]:
    sound: dict[str, Routine] = {}
    seen: set[str] = set()
    for label, entry in _tables(raw, "routine", problems):
        found: list[Problem] = []
        routine = validate(entry, Routine, found, rules(known))
        if label in seen:
            found.append(Problem("id", "is used twice", "give each routine its own id"))
        seen.add(label)
        problems.extend(problem.within(f"routine {label}") for problem in found)
        if routine is not None and not found:
            sound[routine.id] = routine
    return tuple(sound.values())


def _tables(
    raw: dict[str, object], key: str, problems: list[Problem]
) -> Iterator[tuple[str, object]]:
    """Yield each table in the list `key`, with its id (or its number, if it has no id)."""
    entries = raw.get(key, [])
    if not isinstance(entries, list):
        problems.append(Problem(key, "is not a list of tables", f"write [[{key}]]"))
        return
    if len(entries) > limits.EXERCISES:
        problem = f"appears {len(entries)} times"
        problems.append(
            Problem(key, problem, f"use at most {limits.EXERCISES}; the rest is ignored")
        )
    for number, entry in enumerate(entries[: limits.EXERCISES], 1):
        name = entry.get("id") if isinstance(entry, dict) else None
        yield sanitize(name)[:40] if isinstance(name, str) and name else f"number {number}", entry


def _source(raw: object, problems: list[Problem]) -> Source | None:
    found: list[Problem] = []
    source = validate(raw, Source, found, RULES)
    problems.extend(problem.within("source") for problem in found)
    return source
