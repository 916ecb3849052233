"""Sessions under way: on disk after every rep, so that a power cut costs at most one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime

import msgspec
import tomli_w
from filelock import FileLock, Timeout

from trainer.history import store
from trainer.history.layout import block
from trainer.history.records import SessionRecord
from trainer.places import Places


@dataclass(frozen=True)
class Lost:
    """A session whose program is gone."""

    record: SessionRecord
    resume: dict[str, object]
    saved: datetime
    """When it was last saved, local time."""


def claim(places: Places, id: str) -> FileLock:
    """Mark a session as living; the system lets go of the mark when the program dies."""
    places.in_progress_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = FileLock(places.in_progress_dir / f"{id}.lock", mode=0o600)
    lock.acquire(timeout=0)
    return lock


def save(places: Places, record: SessionRecord, resume: dict[str, object]) -> None:
    """Replace what is kept of a session under way, atomically."""
    places.in_progress_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    text = "format = 1\n" + block(record) + "\n" + tomli_w.dumps({"resume": resume})
    store._replace(places.in_progress_dir / f"{record.id}.toml", text)


def finish(places: Places, id: str) -> None:
    """Forget a session that is in the history now."""
    for ending in ("toml", "lock"):
        (places.in_progress_dir / f"{id}.{ending}").unlink(missing_ok=True)


def lost(places: Places) -> list[Lost]:
    """Sessions on disk whose program is gone."""
    found = []
    for file in sorted(places.in_progress_dir.glob("*.toml")):
        try:
            claim(places, file.stem).release()
            raw = tomllib.loads(file.read_text(encoding="utf-8"))
            record = msgspec.convert(raw["session"][0], SessionRecord)
        except (Timeout, OSError, ValueError, KeyError, msgspec.ValidationError):
            continue
        saved = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
        found.append(Lost(record, raw.get("resume", {}), saved))
    return found
