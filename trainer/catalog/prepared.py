"""The user's own catalog in checked form, so that it need not be checked again at every start.

Parsing and checking two hundred exercises takes longer than everything else before the first paint.
So a catalog without problems is saved as JSON in the data folder, with a digest of everything that
the result depends on: the catalog, the bundled exercises that its routines may use, and the code
that checks it. If the digest differs or the file cannot be read, it is ignored and made again. It
can be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

import msgspec

from trainer.catalog.model import Exercise, Routine
from trainer.files import limits, reading

_CODE = Path(__file__).parents[1]
_CHECKS = ("catalog/*.py", "files/limits.py", "files/quantities.py", "files/validation.py")


class Prepared(msgspec.Struct, frozen=True):
    """The exercises and routines of a catalog that has no problems."""

    digest: str
    exercises: tuple[Exercise, ...]
    routines: tuple[Routine, ...]


def digest(own: Path, bundled: Path) -> str:
    """A digest of everything the prepared form depends on; empty if any of it cannot be read."""
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


def load(file: Path, digest: str) -> Prepared | None:
    """The prepared form, if it has this digest; None if the catalog must be read and checked."""
    with contextlib.suppress(reading.UnreadableError, msgspec.DecodeError):
        stored, _ = reading.read_bytes(file, limits.PREPARED)
        if stored and digest:
            prepared = msgspec.json.decode(stored, type=Prepared)
            return prepared if prepared.digest == digest else None
    return None


def save(file: Path, prepared: Prepared) -> None:
    """Save a prepared form for the next start. Never raises, because it only saves time."""
    from trainer.files import writing

    with contextlib.suppress(OSError):
        if file.parent.is_dir():
            writing.replace(file, msgspec.json.encode(prepared).decode())
