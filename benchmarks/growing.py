"""Measures how costs grow with the number of exercises and with the size of the screen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.program import places
from benchmarks.starting import complete
from benchmarks.table import Row, middle
from trainer import catalog
from trainer.catalog import Exercise

EXERCISES = 200
"""The number of exercises in the larger catalog; the bundled one has five."""
SCREENS = ((80, 24), (140, 45))
RUNS, SCREEN_RUNS = 5, 3


def growth() -> Iterator[Row]:
    """Start with more exercises, and at other sizes, alternating with the usual start."""
    with places() as (data, command):
        own = _write_catalog(data / "own.toml", EXERCISES - 5)
        usual, more, loads = [], [], []
        for _ in range(RUNS):
            usual.append(complete(command, "enter start"))
            more.append(complete([*command, "--catalog", str(own)], "enter start"))
            loads.append(_time_load(own))
        value, spread = middle(more)
        what = f"start with {EXERCISES} exercises"
        yield Row(what, value, "s", None, middle(usual)[0], "with 5", 1.3, spread)
        value, spread = middle(loads)
        yield Row(f"read and check {EXERCISES} exercises", value, "s", spread=spread)
        for columns, lines in SCREENS:
            usual, other = [], []
            for _ in range(SCREEN_RUNS):
                usual.append(complete(command, "enter start"))
                other.append(complete(command, "enter start", columns, lines))
            value, spread = middle(other)
            what = f"start at {columns}×{lines}"
            yield Row(what, value, "s", None, middle(usual)[0], "at 100×30", None, spread)


def _write_catalog(file: Path, number: int) -> Path:
    """Write a catalog of `number` exercises, like the bundled ones but with other names."""
    bundled = catalog.load_catalog().exercises
    exercises = [
        msgspec.structs.replace(bundled[n % len(bundled)], id=f"exercise-{n}", name=f"Exercise {n}")
        for n in range(number)
    ]
    tables = {"format": 1, "exercise": [_without_defaults(exercise) for exercise in exercises]}
    file.write_bytes(msgspec.toml.encode(tables))
    return file


def _without_defaults(exercise: Exercise) -> dict[str, object]:
    """An exercise as plain values, without those that are None, since TOML has no null."""

    def given(value: object) -> object:
        if isinstance(value, dict):
            return {key: given(item) for key, item in value.items() if item is not None}
        return [given(item) for item in value] if isinstance(value, list) else value

    plain = given(msgspec.json.decode(msgspec.json.encode(exercise)))
    assert isinstance(plain, dict)
    return plain


def _time_load(file: Path) -> float:
    began = time.perf_counter()
    loaded = catalog.load_catalog(file)
    assert not loaded.problems
    return time.perf_counter() - began
