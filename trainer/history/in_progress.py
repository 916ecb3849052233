"""Sessions under way: on disk after every rep, so that a power cut costs at most one.

Beside each stands a lock that the system lets go of when the program dies. That is how a session
that was lost is told from one that is alive in another terminal.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.files import limits, writing
from trainer.files.places import Places
from trainer.files.reading import read as read_file
from trainer.files.reading import toml
from trainer.files.writing import HistoryError, UnreadableError
from trainer.history.file import reading
from trainer.history.file.layout import block
from trainer.history.records import SessionRecord

if TYPE_CHECKING:
    from filelock import BaseFileLock


@dataclass(frozen=True, slots=True)
class Interrupted:
    """A session whose program is gone."""

    record: SessionRecord
    """What was done when it was last saved."""
    resume: dict[str, object]
    """The plain values it can go on from."""

    @property
    def saved(self) -> datetime:
        """When it was last saved, by the clock of the program that ran it."""
        return self.record.ended


def claim(places: Places, id: str) -> BaseFileLock:
    """Mark a session as living until the lock is released or the program dies.

    Raises HistoryError where another program has it, or the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        writing.private_folder(places.in_progress_dir)
        lock = FileLock(_lock_file(places, id), mode=0o600)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise HistoryError(f"The session {id} is open in another window.\nEnd it there.") from error
    except OSError as error:
        raise HistoryError.of(places.in_progress_dir, error) from error
    return lock


def save(places: Places, record: SessionRecord, resume: Mapping[str, object]) -> None:
    """Replace what is kept of a session, at once. Raises HistoryError where that cannot be."""
    import tomli_w

    text = "format = 1\n" + block(record) + "\n" + tomli_w.dumps({"resume": resume})
    try:
        writing.private_folder(places.in_progress_dir)
        writing.replace(_file(places, record.id), text)
    except OSError as error:
        raise HistoryError.of(places.in_progress_dir, error) from error


def finish(places: Places, id: str) -> None:
    """Forget a session that is in the history now, or is to be discarded."""
    with contextlib.suppress(OSError):
        writing.remove(_file(places, id))
    with contextlib.suppress(OSError):
        writing.remove(_lock_file(places, id))


def lost(places: Places) -> list[Interrupted]:
    """The sessions whose program is gone, oldest first. One that is in the history is forgotten.

    Files that cannot be read stay where they are: see `unreadable`.
    """
    found = []
    for file in _unclaimed(places):
        one = _read(file)
        if isinstance(one, str):
            continue
        if _kept(places, one.record.id):
            finish(places, one.record.id)
        else:
            found.append(one)
    return sorted(found, key=lambda one: one.record.started)


def unreadable(places: Places) -> list[str]:
    """The files of sessions cut off that cannot be read, a line each; they are never deleted."""
    return [f"{file}: {one}" for file in _unclaimed(places) if isinstance(one := _read(file), str)]


def _unclaimed(places: Places) -> Iterator[Path]:
    for file in sorted(places.in_progress_dir.glob("*.toml")):
        with contextlib.suppress(HistoryError):
            claim(places, file.stem).release()
            yield file


def _read(file: Path) -> Interrupted | str:
    """A session on disk, or why it cannot be read and what to do."""
    try:
        text = read_file(file, limits.IN_PROGRESS) or ""
        resume = toml(text).get("resume", {})
    except (UnreadableError, ValueError, RecursionError, OSError) as error:
        return f"{error}; mend it or move it away"
    found = reading.read(text)
    if len(found.sessions) == 1 and isinstance(resume, dict):
        record = found.sessions[0]
        if record.id != file.stem:
            return f"holds the session {record.id}; name the file after it"
        return Interrupted(record, resume)
    return "; ".join(str(faulty) for faulty in found.faults) or "holds no session; move it away"


def _kept(places: Places, id: str) -> bool:
    """Whether a session is in the history already: it was cut off between the two files."""
    try:
        return id in reading.read(writing.read(places.history_file) or "").ids
    except UnreadableError:
        return False


def _file(places: Places, id: str) -> Path:
    return places.in_progress_dir / f"{id}.toml"


def _lock_file(places: Places, id: str) -> Path:
    return places.in_progress_dir / f"{id}.lock"
