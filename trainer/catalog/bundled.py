"""Loads the bundled catalog, and adds the user's own catalog to it.

The bundled `exercises.toml` contains everything in the leaflet. The user's exercises are added
to it. An exercise with the id of a bundled one replaces that one.

Parsing and checking the bundled file each time the program starts would be slow. So
the result is in `exercises.json`, with a checksum of `exercises.toml`. If the checksum is wrong,
the bundled file is parsed and checked again. `python -m trainer.catalog` writes `exercises.json`.
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
    """Return the path of the bundled catalog, in the wheel or at the root of the source."""
    root = Path(__file__).parents[1]
    inside = root / "exercises.toml"
    return inside if inside.is_file() else root.parent / "exercises.toml"


def example_file() -> Path:
    """Return the path of an example catalog with comments, which users can copy."""
    return Path(__file__).with_name("example.toml")


def load_catalog(own: Path | None = None, prepared_file: Path | None = None) -> Catalog:
    """Load the bundled catalog and the user's own file.

    `prepared_file` is a cache of the user's catalog after checking. It is written again when the
    user's file changes. Problems in the user's file are part of the result. Raises
    ValueError if the bundled catalog is broken.
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
    """Load the user's own catalog, without the bundled exercises."""
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
    """Return a checksum of the bundled catalog. Raises OSError."""
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
    """Return the new content of `PREPARED`. Raises ValueError if the bundled catalog is broken."""
    return msgspec.json.format(prepared.encoded(_key(), _checked()), indent=1) + b"\n"
