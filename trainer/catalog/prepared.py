"""A cache of checked catalogs.

Parsing and checking a large catalog is the slowest part of starting. So a catalog without problems
is saved as JSON, with a digest of everything it depends on as its key. If the key is wrong or the
file cannot be read, the file is written again.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

import msgspec

from trainer.catalog.choosing import Catalog
from trainer.catalog.model import Exercise, Routine, Source
from trainer.files import limits, reading

_CODE = Path(__file__).parents[1]
_CHECKS = ("catalog/*.py", "files/limits.py", "files/quantities.py", "files/validation.py")


class Prepared(msgspec.Struct, frozen=True, omit_defaults=True):
    """The content of the file: a catalog without problems."""

    key: str
    exercises: tuple[Exercise, ...]
    source: Source = Source("")
    routines: tuple[Routine, ...] = ()


def encoded(key: str, catalog: Catalog) -> bytes:
    """Return a catalog as JSON, with this key."""
    whole = Prepared(key, catalog.exercises, catalog.source, catalog.routines)
    return msgspec.json.encode(whole)


def load(file: Path, key: str) -> Catalog | None:
    """Load a catalog if it was saved with this key. Otherwise return None."""
    with contextlib.suppress(reading.UnreadableError, msgspec.DecodeError):
        stored, _ = reading.read_bytes(file, limits.PREPARED)
        if stored and key:
            prepared = msgspec.json.decode(stored, type=Prepared)
            if prepared.key == key:
                return Catalog(prepared.exercises, prepared.source, routines=prepared.routines)
    return None


def save(file: Path, key: str, catalog: Catalog) -> None:
    """Save a catalog for the next start. Errors are ignored, because a cache is not needed."""
    from trainer.files import writing

    with contextlib.suppress(OSError):
        if file.parent.is_dir():
            writing.replace(file, encoded(key, catalog).decode())


def key_of(own: Path, bundled: Path) -> str:
    """Return the key of a user's catalog, or "" if a file cannot be read.

    The key is a digest of the catalog, of the bundled exercises that its routines may use, and of
    the code that checks the catalog.
    """
    import hashlib  # needed only if the user has a catalog

    sources = [file for pattern in _CHECKS for file in sorted(_CODE.glob(pattern))]
    seen = hashlib.sha256()
    try:
        for file in (own, bundled, *sources):
            content, _ = reading.read_bytes(file, limits.CATALOG)
            if content is None:
                return ""
            seen.update(b"%d\n" % len(content) + content)
    except reading.UnreadableError:
        return ""
    return seen.hexdigest()
