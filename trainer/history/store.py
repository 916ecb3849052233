"""The history file: read, appended to, amended; never truncated, never silently replaced."""

from __future__ import annotations

import os
import re
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from filelock import FileLock

from trainer.history.layout import HEADER, block, line
from trainer.history.records import SessionRecord
from trainer.places import Places


class HistoryError(Exception):
    """The history cannot be written; the message says where and what to do."""


@dataclass(frozen=True)
class History:
    """What could be read."""

    sessions: tuple[SessionRecord, ...] = ()
    faults: tuple[str, ...] = ()
    """Sessions left out, each with what is wrong with it."""
    broken: str | None = None
    """Why the file as a whole does not read, and what to do."""
    notices: tuple[str, ...] = ()


class HistoryStore:
    """The history of one data folder."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def load(self) -> History:
        """Everything that can be read; never raises for what is in the file."""
        return read(self._places.history_file)

    def append(self, record: SessionRecord) -> None:
        """Add a session at the end, on disk when this returns.

        Goes to the pending file where the history does not read. Raises HistoryError.
        """
        with _writing(self._places):
            file = self._places.history_file
            _append(file if read(file).broken is None else self._places.pending_file, record)

    def amend(self, id: str, **answers: object) -> None:
        """Add or change keys of one session; every other byte stays. Raises HistoryError."""
        with _writing(self._places):
            file = self._places.history_file
            text = file.read_text(encoding="utf-8")
            _replace(file, amended(text, id, answers))


def read(file: Path) -> History:
    """The sessions in a file, those at fault told apart."""
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return History()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        return History(broken=f"{file}: cannot be read: {error}. Mend it; nothing is lost.")
    entries = raw.get("session", [])
    sessions, faults = [], []
    for number, entry in enumerate(entries if isinstance(entries, list) else [], 1):
        try:
            sessions.append(msgspec.convert(entry, SessionRecord))
        except msgspec.ValidationError as error:
            faults.append(f"{file}: session {number}: {error}")
    return History(tuple(sessions), tuple(faults))


def faults_of(file: Path) -> list[str]:
    """What is wrong with a history file, a line each."""
    history = read(file)
    return [*([history.broken] if history.broken else []), *history.faults]


def amended(text: str, id: str, answers: dict[str, object]) -> str:
    """A history text with keys of one session set. Raises HistoryError where it is not there."""
    found = re.search(rf'^id\s*=\s*["\']{re.escape(id)}["\'].*$', text, re.MULTILINE)
    if not found:
        raise HistoryError(f"The session {id} is not in the history any more.")
    tail = re.search(r"^\s*\[", text[found.end() :], re.MULTILINE)
    end = found.end() + tail.start() if tail else len(text)
    body = text[found.end() : end]
    for key, value in answers.items():
        written = line(key, value)
        there = re.compile(rf"^{key}\s*=.*$", re.MULTILINE)
        if there.search(body):
            found_line = there.search(body)
            assert found_line
            body = body[: found_line.start()] + written + body[found_line.end() :]
        else:
            body = body.rstrip("\n") + "\n" + written + body[len(body.rstrip("\n")) :]
    return text[: found.end()] + body + text[end:]


@contextmanager
def _writing(places: Places) -> Iterator[None]:
    try:
        places.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(places.data_dir / "history.lock", mode=0o600):
            yield
    except OSError as error:
        raise HistoryError(
            f"{error.filename or places.data_dir}: cannot be written: {error.strerror}."
        ) from error


def _append(file: Path, record: SessionRecord) -> None:
    fresh = not file.exists()
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, ((HEADER if fresh else "") + block(record)).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(file.parent)


def _replace(file: Path, text: str) -> None:
    target = file.resolve()
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make sure that a new name in a folder outlives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
