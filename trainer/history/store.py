"""The history: sessions are added, read, changed and kept, whatever happens meanwhile.

Theory of operation. A session to be added goes to `history.pending.toml` first, then to the end of
`history.toml`, and then leaves the pending file; each step reaches the disk before the next. So
whatever is cut off in between, the whole record is in one of the two, and an incomplete end of the
history is known for what it is. The same pending file takes the sessions that come while the
history does not read, for a broken file is never written to.

Reading needs no lock. Everything that writes holds `history.lock`.

To add without reading everything first, `history.checked` says how the file looked (size, times,
inode) when it was last known to be sound. Somebody's edit changes that, and the next addition
reads the file before it writes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.clock import SystemClock
from trainer.files import writing
from trainer.files.places import Places
from trainer.files.safe_text import sanitize
from trainer.files.writing import HistoryError, UnreadableError
from trainer.history.file import reading
from trainer.history.file.history_file import HistoryFile, is_torn
from trainer.history.file.layout import HEADER, block
from trainer.history.file.reading import FaultyRecord
from trainer.history.file.recovery import settle
from trainer.history.records import MORNINGS, SessionRecord, from_plain, to_plain

if TYPE_CHECKING:
    from trainer.history.file.editing import Removed

__all__ = ["History", "HistoryError", "HistoryStore", "faults_of"]

PATIENCE = 20.0
"""Seconds to wait for another program that is writing."""
ANSWERS = {"pain_before", "pain_after", "effort", "next_morning", "note"}
"""What the check-in and the morning after may add to a session."""


@dataclass(frozen=True, slots=True)
class History:
    """Everything that could be read."""

    sessions: tuple[SessionRecord, ...] = ()
    """Oldest first."""
    faults: tuple[FaultyRecord, ...] = ()
    """Sessions that are there but cannot be counted."""
    broken: str | None = None
    """Where the file does not read and what to do; None where it does."""
    notices: tuple[str, ...] = ()
    """What was put in order while reading, a line each."""


class HistoryStore:
    """The history of one data folder."""

    def __init__(self, places: Places, now: Callable[[], datetime] | None = None) -> None:
        self._folder = places.data_dir
        self._book = HistoryFile(places.history_file, places.data_dir / "history.checked")
        self._pending = HistoryFile(places.pending_file)
        self._now = now or SystemClock().now

    # Reading

    def load(self) -> History:
        """Every session, once an interrupted save has been put in order. Never raises."""
        notices: list[str] = []
        text, found = self._book.read()
        if self._pending.exists or is_torn(text, found):
            try:
                with self._locked():
                    notices += settle(self._book, self._pending, self._now)
            except HistoryError as error:
                notices.append(str(error))
            found = self._book.read()[1]
        waiting = self._pending.read()[1]
        if waiting.broken:
            notices.append(waiting.broken)
        added = [record for record in waiting.sessions if record.id not in found.ids]
        sessions = sorted((*found.sessions, *added), key=lambda record: record.started)
        until = f"\nUntil then new sessions go to {self._pending.file}."
        return History(
            sessions=tuple(sessions),
            faults=(*found.faults, *waiting.faults),
            broken=found.broken + until if found.broken else None,
            notices=tuple(notices),
        )

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
            return self._append(records)

    def waits(self, kept_in: Path) -> str:
        """What to tell of a session that `append` kept in this file; nothing where all is well."""
        if kept_in == self._book.file:
            return ""
        return f"The session waits in {kept_in}; later it goes into the history by itself."

    def merge(self, records: Sequence[SessionRecord]) -> int:
        """Add the sessions whose ids are not there yet; returns how many. As `append` otherwise."""
        with self._locked():
            known = self._book.read()[1].ids | self._pending.read()[1].ids
            new = [record for record in records if record.id not in known]
            if new:
                self._append(new)
            return len(new)

    def _append(self, records: Sequence[SessionRecord]) -> Path:
        if not (self._settled() and self._book.sound):
            self._keep_aside(records)
            return self._pending.file
        if not self._book.has_room(records):
            raise HistoryError(
                f"{self._book.file} would be larger than 50 MB.\n"
                "Move old sessions to a file of their own."
            )
        before, aside = "", False
        with contextlib.suppress(HistoryError):
            before = self._keep_aside(records)
            aside = True
        try:
            self._book.add(records)
        except HistoryError:
            if aside:
                return self._pending.file
            raise
        if aside:
            self._put_back(before)
        return self._book.file

    def _settled(self) -> bool:
        """Whether nothing is left of an interrupted save."""
        if not self._pending.exists and self._book.sound:
            return True
        try:
            settle(self._book, self._pending, self._now)
        except HistoryError:
            return False
        return True

    def _keep_aside(self, records: Sequence[SessionRecord]) -> str:
        """Add to the pending file; returns what it held before. Raises HistoryError."""
        text, found = self._pending.read()
        if found.broken:
            raise HistoryError(f"The session cannot be kept.\n{found.broken}")
        new = (record for record in records if record.id not in found.ids)
        self._pending.replace((text or HEADER) + "".join(map(block, new)))
        return text

    def _put_back(self, text: str) -> None:
        """The pending file as it was. What stays too long is found to be in the history already."""
        with contextlib.suppress(OSError, HistoryError):
            if text:
                self._pending.replace(text)
            else:
                writing.remove(self._pending.file)

    # Changing

    def amend(self, id: str, **answers: object) -> Removed | None:
        """Set `ANSWERS` of one session, as the check-in does; None takes one away.

        Every other byte stays as it is. Returns the session as it stood, for `put_as_it_stood`,
        where it stands by itself. Raises HistoryError where it cannot be done.
        """
        if unknown := answers.keys() - ANSWERS:
            raise TypeError(f"no answers of a check-in: {', '.join(sorted(unknown))}")
        from trainer.history.file.editing import amended

        return self._rewrite(id, lambda text: amended(text, id, answers))

    def edit(self, id: str, record: SessionRecord) -> Removed | None:
        """Make a session say what the record says. As `amend` otherwise."""
        from trainer.history.file.editing import rewritten

        _refuse_faulty(record)
        return self._rewrite(id, lambda text: rewritten(text, id, record))

    def put_as_it_stood(self, id: str, before: Removed) -> None:
        """Take back what `amend` or `edit` changed, to the last comment. As `amend` otherwise."""
        from trainer.history.file.editing import put_back, without

        self._change(id, lambda text: put_back(without(text, id)[0], before))

    def _rewrite(self, id: str, change: Callable[[str], str]) -> Removed | None:
        from trainer.history.file.editing import EditError, without

        stood: list[Removed] = []

        def changing(text: str) -> str:
            with contextlib.suppress(EditError):
                stood.append(without(text, id)[1])
            return change(text)

        self._change(id, changing)
        return stood[0] if stood else None

    def delete(self, id: str) -> Removed:
        """Take a session out; returns it for `restore`. As `amend` otherwise."""
        from trainer.history.file.editing import without

        taken: list[Removed] = []

        def cut(text: str) -> str:
            text, removed = without(text, id)
            taken.append(removed)
            return text

        self._change(id, cut)
        return taken[0]

    def restore(self, removed: Removed) -> None:
        """Put a deleted session back where it was. As `amend` otherwise."""
        from trainer.history.file.editing import put_back

        self._change(None, lambda text: put_back(text, removed))

    def _change(self, id: str | None, change: Callable[[str], str]) -> None:
        """Rewrite the file that holds a session; the pending one where it waits there."""
        from trainer.history.file.editing import EditError

        with self._locked():
            if self._pending.exists:
                settle(self._book, self._pending, self._now)
            book = self._book
            text, found = book.read()
            if id is not None and id not in found.ids and id in self._pending.read()[1].ids:
                book = self._pending
                text, found = book.read()
            if found.broken:
                raise HistoryError(f"Nothing was changed.\n{found.broken}")
            try:
                new = change(text)
            except EditError as error:
                raise HistoryError(f"{book.file}: {error}") from error
            again = reading.read(new)
            if again.broken or len(again.faults) > len(found.faults):
                known = {str(faulty) for faulty in found.faults}
                wrong = [str(faulty) for faulty in again.faults if str(faulty) not in known]
                raise HistoryError(f"Nothing was changed.\n{again.broken or wrong[0]}")
            book.replace(new)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Nobody else writes meanwhile."""
        from filelock import FileLock, Timeout

        try:
            writing.private_folder(self._folder)
            lock = FileLock(self._folder / "history.lock", timeout=PATIENCE, mode=0o600)
            lock.acquire()
        except Timeout as error:
            raise HistoryError(
                f"{self._book.file} is being written by another program.\nTry again in a moment."
            ) from error
        except OSError as error:
            raise HistoryError.of(self._folder, error) from error
        try:
            yield
        finally:
            lock.release()


def faults_of(file: Path) -> list[str]:
    """Everything that is wrong with a history file, a line each, with file and line."""
    try:
        found = reading.read(writing.read(file) or "")
    except UnreadableError as error:
        return [f"{file}: {error}"]
    lines = [f"{file}: {found.broken}"] if found.broken else []
    lines += [f"{file}: {line}" for f in found.faults for line in str(f).splitlines()]
    return lines + [
        sanitize(f"{file}: session {one.id}: next_morning is {one.next_morning!r}, which says ")
        + f"nothing; give {', '.join(MORNINGS[:-1])} or {MORNINGS[-1]}"
        for one in found.sessions
        if one.next_morning is not None and one.morning is None
    ]


def _refuse_faulty(record: SessionRecord) -> None:
    _, faults = from_plain(to_plain(record))
    if faults:
        raise HistoryError(f"The session {record.id} cannot be kept.\n{faults[0]}")
