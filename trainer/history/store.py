"""The history file: sessions are appended, read and kept, whatever happens meanwhile.

Theory of operation. A session to be added first goes to `history.pending.toml`, then to the end of
`history.toml`, and then leaves the pending file: each step reaches the disk before the next. So
whatever is cut off in between, the whole record is in one of the two, and an incomplete end of the
history is known for what it is. The same pending file takes the sessions that come while the
history does not read, for a file that is broken is never written to.

Reading needs no lock. Everything that writes holds `history.lock`.

To append without reading everything, the program remembers in `history.checked` how the file
looked (size, times, inode) when it last read as a whole or was added to. Somebody's edit changes
that, and the next append reads the file first.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from trainer.history import editing, files, reading
from trainer.history.editing import EditError, Removed
from trainer.history.files import HistoryError, UnreadableError
from trainer.history.layout import HEADER, block
from trainer.history.reading import FaultyRecord, Reading
from trainer.history.records import SessionRecord, check
from trainer.history.torn import torn, torn_from
from trainer.places import Places

__all__ = ["History", "HistoryError", "HistoryStore", "Removed", "faults_of"]

PATIENCE = 20.0
"""Seconds to wait for another program that is writing."""


@dataclass(frozen=True, slots=True)
class History:
    """Everything that could be read."""

    sessions: tuple[SessionRecord, ...] = ()
    """Oldest first."""
    faults: tuple[FaultyRecord, ...] = ()
    broken: str | None = None
    """Where the file does not read and what to do; None where it does."""
    notices: tuple[str, ...] = ()
    """What was put in order while reading, a line each."""


class HistoryStore:
    """The history of one data folder."""

    def __init__(
        self, places: Places, now: Callable[[], datetime] = lambda: datetime.now().astimezone()
    ) -> None:
        self._places = places
        self._file = places.history_file
        self._pending = places.pending_file
        self._now = now

    # Reading

    def load(self) -> History:
        """Every session, once an interrupted save has been put in order. Never raises."""
        notices: list[str] = []
        text, found = self._read(self._file)
        if self._pending.exists() or (text and self._is_torn(text, found)):
            try:
                with self._locked():
                    notices += self._settle()
            except HistoryError as error:
                notices.append(str(error))
            _, found = self._read(self._file)
        waiting = self._read(self._pending)[1]
        if waiting.broken:
            notices.append(waiting.broken)
        known = found.ids
        added = [record for record in waiting.sessions if record.id not in known]
        sessions = sorted([*found.sessions, *added], key=lambda record: record.started)
        faults = (*found.faults, *waiting.faults)
        return History(tuple(sessions), faults, found.broken, tuple(notices))

    def _read(self, file: Path) -> tuple[str, Reading]:
        """The text and what it holds; a file that is not there holds nothing."""
        try:
            text = files.read(file) or ""
        except UnreadableError as error:
            return "", Reading(broken=f"{file}: {error}")
        found = reading.read(text)
        if found.broken:
            waits = "" if file == self._pending else f"\nUntil then sessions go to {self._pending}"
            found = replace(found, broken=f"{file}: {found.broken}.{waits}")
        return text, found

    @staticmethod
    def _is_torn(text: str, found: Reading) -> bool:
        return bool((found.broken or found.faults) and torn(text))

    # Adding

    def append(self, record: SessionRecord) -> Path:
        """Add a session; returns the file it is in now, which is the pending one in trouble.

        Raises HistoryError where it can be kept in neither.
        """
        return self.append_all([record])

    def append_all(self, records: Sequence[SessionRecord]) -> Path:
        """Add sessions in this order, all or none of them. As `append` otherwise."""
        for record in records:
            _refuse_faulty(record)
        with self._locked():
            if self._pending.exists():
                self._settle()
            if self._sound():
                return self._add(records)
            self._keep_aside(records)
            return self._pending

    def _add(self, records: Sequence[SessionRecord]) -> Path:
        """Add to a sound file, by way of the pending one."""
        text = "".join(map(block, records))
        size = self._file.stat().st_size if self._file.exists() else 0
        if size + len(text.encode()) > files.LARGEST_FILE:
            raise HistoryError(
                f"{self._file} would be larger than 50 MB.\n"
                "Move old sessions to a file of their own."
            )
        aside: str | None = None
        kept = False
        with contextlib.suppress(HistoryError):
            aside = self._keep_aside(records)
            kept = True
        try:
            files.append(self._file, self._joint(size) + text)
        except OSError as error:
            if kept:
                return self._pending
            raise _failed(f"{self._file} cannot be written", error) from error
        self._remember()
        if kept:
            self._put_back(aside)
        return self._file

    def _joint(self, size: int) -> str:
        """What must come between the end of the file and a block."""
        if size == 0:
            return HEADER
        with self._file.open("rb") as opened:
            opened.seek(-1, os.SEEK_END)
            return "" if opened.read() == b"\n" else "\n"

    def _keep_aside(self, records: Sequence[SessionRecord]) -> str | None:
        """Add to the pending file; returns what it held before."""
        text, found = self._read(self._pending)
        if found.broken:
            raise HistoryError(f"The session cannot be kept.\n{found.broken}")
        new = [record for record in records if record.id not in found.ids]
        try:
            files.replace(self._pending, (text or HEADER) + "".join(map(block, new)))
        except OSError as error:
            raise _failed(f"{self._pending} cannot be written", error) from error
        return text or None

    def _put_back(self, text: str | None) -> None:
        # What stays too long is only found to be in the history already.
        with contextlib.suppress(OSError):
            if text is None:
                files.remove(self._pending)
            else:
                files.replace(self._pending, text)

    # Changing

    def amend(self, id: str, **answers: object) -> None:
        """Set keys of one session, as the check-in does; None takes one away.

        Every other byte stays as it is. Raises HistoryError where it cannot be done.
        """
        self._change(id, lambda text: editing.amended(text, id, answers))

    def edit(self, id: str, record: SessionRecord) -> None:
        """Make a session say what the record says. As `amend` otherwise."""
        _refuse_faulty(record)
        self._change(id, lambda text: editing.rewritten(text, id, record))

    def delete(self, id: str) -> Removed:
        """Take a session out; returns it for `restore`. As `amend` otherwise."""
        taken: list[Removed] = []

        def without(text: str) -> str:
            text, removed = editing.without(text, id)
            taken.append(removed)
            return text

        self._change(id, without)
        return taken[0]

    def restore(self, removed: Removed) -> None:
        """Put a deleted session back where it was. As `amend` otherwise."""
        self._change(None, lambda text: editing.put_back(text, removed))

    def _change(self, id: str | None, change: Callable[[str], str]) -> None:
        """Rewrite the file that holds a session; the pending one where it waits there."""
        with self._locked():
            if self._pending.exists():
                self._settle()
            waits = id is not None and id in self._read(self._pending)[1].ids
            file = self._pending if waits else self._file
            text, found = self._read(file)
            if found.broken:
                raise HistoryError(f"Nothing was changed.\n{found.broken}")
            try:
                new = change(text)
            except EditError as error:
                raise HistoryError(f"{file}: {error}") from error
            again = reading.read(new)
            if again.broken or len(again.faults) > len(found.faults):
                wrong = again.broken or str(again.faults[-1])
                raise HistoryError(f"{file}: nothing was changed.\n{wrong}")
            try:
                files.replace(file, new)
            except OSError as error:
                raise _failed(f"{file} cannot be written", error) from error
            self._remember()

    # Putting in order

    def _settle(self) -> list[str]:
        """Set a torn end aside and fold in what is pending. The lock is held."""
        waiting = self._read(self._pending)[1]
        text, found = self._read(self._file)
        notices = []
        length = torn_from(text, "".join(map(block, waiting.sessions))) if waiting.sessions else 0
        if not length and self._is_torn(text, found):
            length = torn(text)
        if length:
            notices.append(self._set_aside(text[-length:]))
            found = self._read(self._file)[1]
        if found.broken or waiting.broken:
            return notices
        missing = [record for record in waiting.sessions if record.id not in found.ids]
        if missing:
            self._fold_in(missing)
            plural = "s are" if len(missing) > 1 else " is"
            notices.append(f"{len(missing)} session{plural} now in the history: {self._pending}")
        if not waiting.faults:
            files.remove(self._pending)
        return notices

    def _fold_in(self, records: Sequence[SessionRecord]) -> None:
        size = self._file.stat().st_size if self._file.exists() else 0
        try:
            files.append(self._file, self._joint(size) + "".join(map(block, records)))
        except OSError as error:
            raise _failed(f"{self._file} cannot be written", error) from error
        self._remember()

    def _set_aside(self, tail: str) -> str:
        """Move a torn end of the history to a file of its own; returns the notice."""
        stem = self._file.with_name(f"history.torn-{self._now():%Y%m%dT%H%M%S}")
        numbers = ["", *(f"-{n}" for n in range(2, 1000))]
        aside = next(
            file for n in numbers if not (file := stem.with_name(f"{stem.name}{n}.toml")).exists()
        )
        try:
            files.append(aside, tail)
            files.shorten(self._file, len(tail.encode()))
        except OSError as error:
            raise _failed(f"{self._file} ends in the middle of a session", error) from error
        return f"A save was cut off. Its incomplete end was moved from the history to {aside}"

    # Knowing the file

    def _sound(self) -> bool:
        """Whether the file reads, and so may be written to; cheap while nobody else wrote."""
        look = self._look()
        if look is None:
            return not self._file.exists()
        with contextlib.suppress(OSError):
            if self._checked.read_text() == look:
                return True
        text, found = self._read(self._file)
        if text and self._is_torn(text, found):
            self._set_aside(text[-torn(text) :])
            found = self._read(self._file)[1]
        if not found.broken:
            self._remember()
        return not found.broken

    @property
    def _checked(self) -> Path:
        return self._file.with_name("history.checked")

    def _look(self) -> str | None:
        try:
            state = self._file.stat()
        except OSError:
            return None
        numbers = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
        return " ".join(map(str, numbers))

    def _remember(self) -> None:
        with contextlib.suppress(OSError):
            descriptor = os.open(self._checked, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(descriptor, "w") as opened:
                opened.write(self._look() or "")

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Nobody else writes meanwhile."""
        from filelock import FileLock, Timeout

        try:
            files.private_folder(self._places.data_dir)
            lock = FileLock(self._places.data_dir / "history.lock", timeout=PATIENCE, mode=0o600)
            lock.acquire()
        except Timeout as error:
            raise HistoryError(
                f"{self._file} is being written by another program.\nTry again in a moment."
            ) from error
        except OSError as error:
            raise _failed(f"{self._places.data_dir} cannot be written", error) from error
        try:
            yield
        finally:
            lock.release()


def faults_of(file: Path) -> list[str]:
    """Everything that is wrong with a history file, a line each, with file and line."""
    try:
        found = reading.read(files.read(file) or "")
    except UnreadableError as error:
        return [f"{file}: {error}"]
    lines = [f"{file}: {found.broken}"] if found.broken else []
    return lines + [f"{file}: {line}" for f in found.faults for line in str(f).splitlines()]


def _refuse_faulty(record: SessionRecord) -> None:
    if faults := check(record):
        raise HistoryError(f"The session {record.id} cannot be kept.\n{faults[0]}")


def _failed(what: str, error: OSError) -> HistoryError:
    return HistoryError(f"{what}: {error.strerror}.\nMake room or mend its rights, and try again.")
