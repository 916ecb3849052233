"""The catalog that ships with the program, combined with the user's own.

The bundled `exercises.toml` contains everything that the leaflet says. A user's catalog adds to it,
and an exercise with the same id replaces the bundled one.

Parsing and checking the bundled file takes longer than drawing the picker, and always gives the
same result. So the result is stored next to this module, with a checksum of the text it came from.
If the text has changed, it is parsed and checked like any catalog. `python -m trainer.catalog`
writes the result again.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zlib import crc32

import msgspec

from trainer.catalog import prepared
from trainer.catalog.choosing import Catalog

PREPARED = Path(__file__).with_name("exercises.json")


def bundled_file() -> Path:
    """The path of the catalog that ships with the program: in the wheel, or at the root of the
    source."""
    root = Path(__file__).parents[1]
    inside = root / "exercises.toml"
    return inside if inside.is_file() else root.parent / "exercises.toml"


def example_file() -> Path:
    """The path of a commented catalog that users can copy to start their own."""
    return Path(__file__).with_name("example.toml")


def load_catalog(own: Path | None = None, prepared_file: Path | None = None) -> Catalog:
    """The bundled catalog with the user's exercises and routines, which replace bundled ones with
    the same id.

    If `prepared_file` is given, it holds the user's catalog in checked form. It is read if the
    catalog has not changed, and written otherwise. Problems in the user's file do not raise an
    error; they are in the result. Raises ValueError if the bundled catalog is broken, which means a
    broken installation.
    """
    bundled = _prepared() or _checked()
    if own is None:
        return bundled
    theirs = _own(own, bundled, prepared_file)
    known = {exercise.id: exercise for exercise in bundled.exercises}
    by_id = known | {exercise.id: exercise for exercise in theirs.exercises}
    return replace(
        theirs,
        exercises=tuple(by_id.values()),
        source=bundled.source,
        own=frozenset(by_id.keys() - known.keys()),
    )


def _own(file: Path, bundled: Catalog, prepared_file: Path | None) -> Catalog:
    """The user's own catalog, without the bundled exercises."""
    key = prepared.key_of(file, bundled_file()) if prepared_file else ""
    if prepared_file and (stored := prepared.load(prepared_file, key)):
        return stored
    from trainer.catalog.reading import read

    catalog = read(file, bundled.exercises)
    if not (prepared_file and key) or catalog.problems:
        return catalog
    if prepared.key_of(file, bundled_file()) == key:  # unchanged while it was read
        prepared.save(prepared_file, key, catalog)
    return catalog


def _key() -> str:
    """The key of the bundled catalog: a checksum of its text. Raises OSError if it cannot be
    read."""
    return f"{crc32(bundled_file().read_bytes()):08x}"


def _prepared() -> Catalog | None:
    try:
        return prepared.load(PREPARED, _key())
    except OSError:
        return None


def _checked() -> Catalog:
    from trainer.catalog.reading import read

    catalog = read(bundled_file())
    if catalog.problems:
        raise ValueError(f"The bundled catalog is broken. {catalog.problems[0]}")
    return catalog


def prepare() -> bytes:
    """The content of `PREPARED`. Raises ValueError if the bundled catalog is broken."""
    return msgspec.json.format(prepared.encoded(_key(), _checked()), indent=1) + b"\n"
