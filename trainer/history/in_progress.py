"""Saves sessions in progress after every rep, so that a power cut costs at most one rep.

Each session has its own file, and a lock next to that file. The system releases the lock when the
process dies. The lock shows whether a session was interrupted or is running in another terminal.
A copied folder has no such locks, so each file also names its process and its machine.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from trainer.files import limits, locking, writing
from trainer.files.machine import Process, is_running, this_process
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
    """A session that was in progress when its process ended."""

    record: SessionRecord
    """The session as it was last saved."""
    resume: dict[str, object]
    """The plain values needed to continue the session."""
    owner: Process | None = None
    """The process that ran the session. None if an older version wrote the file."""

    @property
    def saved(self) -> datetime:
        """When the session was last saved, by the clock of the computer that ran the session."""
        return self.record.ended


def claim(places: Places, id: str) -> BaseFileLock:
    """Mark a session as running until the lock is released or the process dies.

    Raises HistoryError if another process is running the session, or if the folder cannot be
    written to.
    """
    try:
        writing.private_folder(places.in_progress_dir)
        return locking.acquire(_lock_file(places, id), 0)
    except locking.BusyError as error:
        raise _BusyError(f"The session {id} is open in another window.\nEnd it there.") from error
    except locking.LockError as error:
        raise HistoryError(str(error)) from error
    except OSError as error:
        raise HistoryError.of(places.in_progress_dir, error) from error


class _BusyError(HistoryError):
    """The session is open in another window."""


def release(claimed: BaseFileLock) -> None:
    """Release a lock that `claim` returned."""
    locking.release(claimed)


def save(places: Places, record: SessionRecord, resume: Mapping[str, object]) -> None:
    """Save a session in progress atomically. Raises HistoryError if that fails."""
    import tomli_w

    owner = msgspec.to_builtins(this_process())
    more = tomli_w.dumps({"owner": owner, "resume": resume})
    try:
        writing.private_folder(places.in_progress_dir)
        writing.replace(_file(places, record.id), f"format = 1\n{block(record)}\n{more}")
    except OSError as error:
        raise HistoryError.of(places.in_progress_dir, error) from error


def finish(places: Places, id: str) -> None:
    """Delete the files of a session that is now in the history or was discarded."""
    with contextlib.suppress(OSError):
        writing.remove(_file(places, id))
    with contextlib.suppress(OSError):
        writing.remove(_lock_file(places, id))


def interrupted(places: Places) -> list[Interrupted]:
    """Return the interrupted sessions of this machine, oldest first.

    Deletes the files of sessions that are already in the history. Leaves out sessions that cannot
    be read or belong to another process; `why_left_out` lists these.
    """
    found = []
    for _, session in _sessions(places):
        if isinstance(session, str) or _why_not_ours(session):
            continue
        if _in_history(places, session.record.id):
            finish(places, session.record.id)
        else:
            found.append(session)
    return sorted(found, key=lambda session: session.record.started)


def why_left_out(places: Places) -> list[str]:
    """List the files that `interrupted` leaves out, with the reason, one line each."""
    lines = []
    for file, session in _sessions(places):
        why = session if isinstance(session, str) else _why_not_ours(session)
        if isinstance(session, Interrupted) and why and _in_history(places, session.record.id):
            continue
        if why:
            lines.append(f"{file}: {why}")
    return lines


def _why_not_ours(session: Interrupted) -> str:
    """Say which process still has a session, or return "" if none does."""
    owner, this = session.owner, this_process()
    begun = f"the session of {session.record.started:%Y-%m-%d %H:%M}"
    if owner is None or (owner.pid == this.pid and owner.machine == this.machine):
        return ""
    if owner.machine != this.machine:
        return f"{begun} belongs to the computer {owner.name}; continue or save it there"
    if is_running(owner):
        return f"{begun} is still running (process {owner.pid}); end it there"
    return ""


def _sessions(places: Places) -> Iterator[tuple[Path, Interrupted | str]]:
    """Yield each saved session that is not running, or why its file cannot be read."""
    folder = places.in_progress_dir
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".toml"))
    except FileNotFoundError:
        return
    except OSError as error:
        yield folder, f"cannot be read ({error.strerror}); check the disk and its permissions"
        return
    for file in (folder / name for name in names if not name.startswith(".")):
        try:
            release(claim(places, file.stem))
        except _BusyError:
            continue
        except HistoryError as error:
            yield file, "; ".join(str(error).splitlines())
        else:
            yield file, _read(file)


def _read(file: Path) -> Interrupted | str:
    """Read a saved session. If that fails, return why and what to do."""
    try:
        text = read_file(file, limits.IN_PROGRESS) or ""
        tables = toml(text)
    except (UnreadableError, ValueError, RecursionError) as error:
        return f"{error}; fix it or move it to another folder"
    found = reading.read(text)
    resume = tables.get("resume", {})
    if len(found.sessions) == 1 and isinstance(resume, dict):
        record = found.sessions[0]
        if record.id != file.stem:
            return f"contains the session {record.id}; rename the file to match"
        return Interrupted(record, resume, _owner(tables.get("owner")))
    return (
        "; ".join(str(faulty) for faulty in found.problems)
        or "contains no session; move it to another folder"
    )


def _owner(raw: object) -> Process | None:
    try:
        return msgspec.convert(raw, Process)
    except msgspec.ValidationError:
        return None


def _in_history(places: Places, id: str) -> bool:
    """Check whether a session was added to the history before it was interrupted."""
    try:
        return id in reading.read(writing.read(places.history_file) or "").ids
    except UnreadableError:
        return False


def _file(places: Places, id: str) -> Path:
    return places.in_progress_dir / f"{id}.toml"


def _lock_file(places: Places, id: str) -> Path:
    return places.in_progress_dir / f"{id}.lock"
