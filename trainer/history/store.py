"""The history: sessions are added, read, changed and kept, whatever happens meanwhile.

Theory of operation. A session to be added goes to `history.pending.toml` first, then to the end of
`history.toml`, and then leaves the pending file; each step reaches the disk before the next. So
whatever is cut off in between, the whole record is in one of the two, and an incomplete end of the
history is known for what it is. The same pending file takes the sessions that come while the
history does not read, for a broken file is never written to.

Reading takes no lock and writes nothing. Everything that writes holds `history.lock`, which keeps
our own programs apart. Editors, git and sync tools do not know it: they replace the history at any
moment. So every write says how the file looked when it was read, and afterwards one more look
tells whether it is still the file that was written; otherwise it is done again on what is there.

To add without reading everything first, `history.checked` says how the file looked (size, times,
inode) when it was last known to be valid. Somebody's edit changes that, and the next addition
reads the file before it writes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.files import writing
from trainer.files.places import Places
from trainer.files.safe_text import sanitize
from trainer.files.writing import ChangedError, HistoryError, UnreadableError
from trainer.history.file import reading
from trainer.history.file.history_file import HistoryFile, size_in
from trainer.history.file.layout import HEADER, block
from trainer.history.file.reading import FaultyRecord, Reading
from trainer.history.file.recovery import drop, recover, without_torn_end
from trainer.history.file.torn import marked, unmarked
from trainer.history.records import MORNINGS, SessionRecord, from_plain, to_plain

if TYPE_CHECKING:
    from trainer.history.file.editing import Removed

__all__ = ["History", "HistoryError", "HistoryStore", "faults_of"]

PATIENCE = 20.0
"""Seconds to wait for another program that is writing."""
TRIES = 20
"""How often a write is done again while another program keeps replacing the file."""
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
    """What there is to tell besides, a line each."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of the sessions of another history."""

    added: int
    same: int
    """Those that were there already, with all that they say."""
    different: tuple[str, ...]
    """Those that said something else or something more, and what became of each, a line each."""


class HistoryStore:
    """The history of one data folder."""

    def __init__(self, places: Places) -> None:
        self._folder = places.data_dir
        self._book = HistoryFile(places.history_file, places.data_dir / "history.checked")
        self._pending = HistoryFile(places.pending_file)

    # Reading

    def load(self) -> History:
        """Every session, those that wait too. Writes nothing, and never raises."""
        found, waiting = self._read_both()
        added = [record for record in waiting.sessions if record.id not in found.ids]
        sessions = sorted((*found.sessions, *added), key=lambda record: record.started)
        until = f"\nUntil then new sessions go to {self._pending.file}."
        return History(
            sessions=tuple(sessions),
            faults=(*found.faults, *waiting.faults),
            broken=found.broken + until if found.broken else None,
            notices=(waiting.broken,) if waiting.broken else (),
        )

    def _read_both(self) -> tuple[Reading, Reading]:
        """The history and what waits, as they were at one moment while another program saves."""
        for _ in range(TRIES):
            before = self._pending_looks()
            waiting = self._pending.read()[1]
            text, found = self._book.read()
            if self._pending_looks() == before:
                break
        if waiting.sessions and (found.broken or found.faults):
            whole = without_torn_end(text, self._pending)
            if whole != text:
                found = reading.read(whole)
        return found, waiting

    def _pending_looks(self) -> str | None:
        with contextlib.suppress(HistoryError):
            return self._pending.looks()
        return None

    def recover(self) -> History:
        """Every session, once an interrupted save has been completed. Never raises."""
        notices: list[str] = []
        if self._pending.exists:
            waiting = self._waiting()
            try:
                with self._locked():
                    notices += self._recovered()
                self._ensure(waiting)
            except HistoryError as error:
                notices.append(str(error))
        history = self.load()
        return replace(history, notices=(*notices, *history.notices))

    def _recovered(self) -> list[str]:
        """What `recover` of the files tells. Needs the lock. Raises HistoryError."""
        for _ in range(TRIES):
            with contextlib.suppress(ChangedError):
                return recover(self._book, self._pending)
        raise HistoryError.of(self._book.file, ChangedError())

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
        new = {record.id for record in records}
        records = [*(one for one in self._waiting() if one.id not in new), *records]
        for attempt in range(TRIES):
            with contextlib.suppress(ChangedError):
                with self._locked():
                    looks = self._add(records, again=attempt > 0 or len(records) > len(new))
                if looks is None:
                    return self._pending.file
                if self._book.looks() == looks:
                    return self._book.file
        with self._locked():
            self._keep_aside(records)
        return self._pending.file

    def waits(self, kept_in: Path) -> str:
        """What to tell of a session that `append` kept in this file; nothing where all is well."""
        if kept_in == self._book.file:
            return ""
        return f"The session waits in {kept_in}; later it goes into the history by itself."

    def merge(self, records: Sequence[SessionRecord]) -> Merge:
        """Take in another history: what is new is added, and what differs is merged.

        Two versions of a session are merged as `file.merging` says; nothing of either is lost.
        Raises HistoryError where a session can go nowhere, or a different one cannot be merged.
        """
        added: set[str] = set()
        lines: dict[str, None] = {}
        for _ in range(TRIES):
            looks = self._book.looks()
            known = {record.id: record for record in self.load().sessions}
            faulty = self._book.read()[1].ids - known.keys()
            new = [record for record in records if record.id not in known.keys() | faulty]
            if new:
                self.append_all(new)
            others = [r for r in records if r.id in faulty or (r.id in known and known[r.id] != r)]
            lines.update(dict.fromkeys(self._merge_versions(others) if others else ()))
            added.update(record.id for record in new)
            if not new and self._book.looks() == looks:
                break
        return Merge(len(added), len(records) - len(added) - len(lines), tuple(lines))

    def _merge_versions(self, others: Sequence[SessionRecord]) -> tuple[str, ...]:
        """Merge other versions of sessions that are in the history; what became of each."""
        from trainer.history.file.editing import EditError
        from trainer.history.file.merging import MergeError, merged

        theirs = HEADER + "".join(map(block, others))
        lines: dict[str, None] = {}

        def merge(text: str) -> str:
            try:
                result = merged(HEADER, text, theirs)
            except MergeError as error:
                raise EditError(f"{error}.\nMerge it in a text editor.") from error
            lines.update(dict.fromkeys((*result.joined, *result.conflicts)))
            return result.text

        self._change(None, merge)
        return tuple(lines)

    def _waiting(self) -> Sequence[SessionRecord]:
        """The sessions that wait for the history."""
        return self._pending.read()[1].sessions if self._pending.exists else ()

    def _ensure(self, records: Sequence[SessionRecord]) -> None:
        """Add what was in the history or waited, and is gone since: an older version came back.

        Raises HistoryError.
        """
        for _ in range(TRIES if records else 0):
            if self._pending.exists:
                return
            _, found, looks = self._book.examine()
            missing = [record for record in records if record.id not in found.ids]
            if found.broken or (not missing and self._book.looks() == looks):
                return
            if missing:
                self.append_all(missing)

    def _add(self, records: Sequence[SessionRecord], *, again: bool) -> str | None:
        """Add to the history; how it looks then, or None where the sessions wait.

        `again` says that they may be there already. Raises ChangedError and HistoryError.
        """
        looks = self._ready()
        if looks is None:
            self._keep_aside(records)
            return None
        if again:
            _, found, looks = self._book.examine()
            records = [record for record in records if record.id not in found.ids]
            if not records or found.broken:
                return None if found.broken else looks
        if not self._book.has_room(records, looks):
            raise HistoryError(
                f"{self._book.file} would be larger than 50 MB.\n"
                "Move old sessions to a file of their own."
            )
        before, aside = "", False
        with contextlib.suppress(HistoryError):
            before = self._keep_aside(records, looks)
            aside = True
        try:
            after = self._book.add(records, looks)
        except HistoryError:
            if aside:
                return None
            raise
        if aside:
            drop(self._pending, before)
        return after

    def _ready(self) -> str | None:
        """How the history looks if it may be added to, once nothing waits; None otherwise.

        Raises ChangedError.
        """
        if self._pending.exists:
            try:
                recover(self._book, self._pending)
            except HistoryError:
                return None
        return self._book.valid_as()

    def _keep_aside(self, records: Sequence[SessionRecord], looks: str | None = None) -> str:
        """Add to the pending file; returns what it held before. Raises HistoryError.

        `looks` is how the history looks that they are about to be added to, if they are.
        """
        text, found = self._pending.read()
        if found.broken:
            raise HistoryError(f"The session cannot be saved.\n{found.broken}")
        new = (record for record in records if record.id not in found.ids)
        waiting = (text or HEADER) + "".join(map(block, new))
        self._pending.replace(
            unmarked(waiting) if looks is None else marked(waiting, size_in(looks))
        )
        return text

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
            new = change(text)
            if new != text or not stood:
                with contextlib.suppress(EditError):
                    stood[:] = [without(text, id)[1]]
            return new

        self._change(id, changing)
        return stood[0] if stood else None

    def delete(self, id: str) -> Removed:
        """Take a session out; returns it for `restore`. As `amend` otherwise."""
        from trainer.history.file.editing import without

        taken: list[Removed] = []

        def cut(text: str) -> str:
            if taken and id not in reading.read(text).ids:
                return text
            text, removed = without(text, id)
            taken[:] = [removed]
            return text

        self._change(id, cut)
        return taken[0]

    def restore(self, removed: Removed) -> None:
        """Put a deleted session back where it was. As `amend` otherwise."""
        from trainer.history.file.editing import put_back

        ids = reading.read(removed.text).ids

        def back(text: str) -> str:
            return text if ids & reading.read(text).ids else put_back(text, removed)

        self._change(None, back)

    def _change(self, id: str | None, change: Callable[[str], str]) -> None:
        """Rewrite the file that holds a session; the pending one where it waits there.

        Done again where another program has replaced the file, before or right after; so a change
        that is there already must change nothing.
        """
        waiting, made = self._waiting(), False
        for _ in range(TRIES):
            with contextlib.suppress(ChangedError):
                with self._locked():
                    if made and self._book.is_known(self._book.looks()):
                        break  # one of our programs wrote since, on top of this change
                    book, looks = self._changed(id, change)
                    made = True
                if book is self._pending or book.looks() == looks:
                    break
        else:
            raise HistoryError.of(self._book.file, ChangedError())
        self._ensure([record for record in waiting if record.id != id])

    def _changed(self, id: str | None, change: Callable[[str], str]) -> tuple[HistoryFile, str]:
        """Make a change; which file it is in, and how that looks. Needs the lock."""
        from trainer.history.file.editing import EditError

        if self._pending.exists:
            recover(self._book, self._pending)
        book = self._book
        text, found, looks = book.examine()
        if id is not None and id not in found.ids and id in self._pending.read()[1].ids:
            book = self._pending
            text, found, looks = book.examine()
        if found.broken:
            raise HistoryError(f"Nothing was changed.\n{found.broken}")
        try:
            new = change(text)
        except EditError as error:
            raise HistoryError(f"{book.file}: {error}") from error
        if new == text:
            return book, looks
        again = reading.read(new)
        if again.broken or len(again.faults) > len(found.faults):
            known = {str(faulty) for faulty in found.faults}
            wrong = [str(faulty) for faulty in again.faults if str(faulty) not in known]
            raise HistoryError(f"Nothing was changed.\n{again.broken or wrong[0]}")
        return book, book.replace(new, instead_of=text)

    def _locked(self) -> AbstractContextManager[None]:
        """Keep other programs of ours from writing. Raises HistoryError."""
        from trainer.files.locking import locked

        return locked(self._book.file, self._folder / "history.lock", PATIENCE, HistoryError)


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
