"""Reads, adds and changes the sessions of the history, so that none is ever lost.

A session is first written to `history.pending.toml`, then added to the end of `history.toml`, and
then removed from the pending file. Each step is on disk before the next begins. If a save is
interrupted, one of the two files contains the whole record. An incomplete end of the history is
detected. A broken file is never written to: new sessions then stay in the pending file.

Reading takes no lock and writes nothing. Writing holds `history.lock`, so that only one of our
processes writes at a time. Editors, git and sync tools do not respect this lock and may replace the
history at any moment. So a write fails if the file is no longer the file that was read. After the
write, the file is checked again. If another program replaced the file, the operation is repeated.

The file `history.checked` makes it possible to add a session without reading the whole history. It
contains the size, times and inode of the history when it was last known to be valid. An edit by
another program changes these, and the next save reads the history first.
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
from trainer.history.file.recovery import clear_pending, recover, without_torn_end
from trainer.history.file.torn import marked, unmarked
from trainer.history.records import MORNINGS, SessionRecord, from_plain, to_plain

if TYPE_CHECKING:
    from trainer.history.file.editing import Removed

__all__ = ["History", "HistoryError", "HistoryStore", "problems_in"]

PATIENCE = 20.0
"""Seconds to wait for another process that is writing."""
TRIES = 20
"""How many times to try a write while another program keeps replacing the file."""
ANSWERS = {"pain_before", "pain_after", "effort", "next_morning", "note"}
"""The answers that a person may give at the check-in or the next morning."""


@dataclass(frozen=True, slots=True)
class History:
    """All readable sessions, and the problems found while reading."""

    sessions: tuple[SessionRecord, ...] = ()
    """Oldest first."""
    problems: tuple[FaultyRecord, ...] = ()
    """Sessions in the file that cannot be read."""
    broken: str | None = None
    """Where reading the file failed, and what to do about it. None if the file can be read."""
    notices: tuple[str, ...] = ()
    """Other notices for the user, one line each."""


@dataclass(frozen=True, slots=True)
class Merge:
    """The results of merging another history into this one."""

    added: int
    same: int
    """The number of sessions that were already in the history with the same values."""
    different: tuple[str, ...]
    """The sessions that differed, and what happened to them, one line each."""


class HistoryStore:
    """The history of one data folder."""

    def __init__(self, places: Places) -> None:
        self._folder = places.data_dir
        self._history = HistoryFile(places.history_file, places.data_dir / "history.checked")
        self._pending = HistoryFile(places.pending_file)

    # Reading

    def load(self) -> History:
        """Read every session, including pending sessions. Writes nothing and never raises."""
        found, waiting = self._read_both()
        added = [record for record in waiting.sessions if record.id not in found.ids]
        sessions = sorted((*found.sessions, *added), key=lambda record: record.started)
        until = f"\nUntil then new sessions go to {self._pending.file}."
        return History(
            sessions=tuple(sessions),
            problems=(*found.problems, *waiting.problems),
            broken=found.broken + until if found.broken else None,
            notices=(waiting.broken,) if waiting.broken else (),
        )

    def _read_both(self) -> tuple[Reading, Reading]:
        """Read the history and the pending file. Repeat if another process saves in the
        meantime."""
        for _ in range(TRIES):
            before = self._pending_fingerprint()
            waiting = self._pending.read()[1]
            text, found = self._history.read()
            if self._pending_fingerprint() == before:
                break
        if waiting.sessions and (found.broken or found.problems):
            whole = without_torn_end(text, self._pending)
            if whole != text:
                found = reading.read(whole)
        return found, waiting

    def _pending_fingerprint(self) -> str | None:
        with contextlib.suppress(HistoryError):
            return self._pending.fingerprint()
        return None

    def recover(self) -> History:
        """Complete an interrupted save, then read every session. Never raises."""
        notices: list[str] = []
        if self._pending.exists:
            try:
                with self._locked():
                    waiting = self._waiting()
                    notices += self._recovered()
                self._add_if_missing(waiting)
            except HistoryError as error:
                notices.append(str(error))
        history = self.load()
        return replace(history, notices=(*notices, *history.notices))

    def _recovered(self) -> list[str]:
        """Recover, and return notices for the user. Needs the lock. Raises HistoryError."""
        for _ in range(TRIES):
            with contextlib.suppress(ChangedError):
                return recover(self._history, self._pending)
        raise HistoryError.of(self._history.file, ChangedError())

    # Adding

    def append(self, record: SessionRecord) -> Path:
        """Add a session, and return the path of its file: the pending file after an error.

        Raises HistoryError if the session cannot be saved in either file.
        """
        return self.append_all([record])

    def append_all(self, records: Sequence[SessionRecord]) -> Path:
        """Add all of these sessions in this order, or none. See `append`."""
        for record in records:
            _refuse_faulty(record)
        new = {record.id for record in records}
        for attempt in range(TRIES):
            with contextlib.suppress(ChangedError):
                with self._locked():
                    if not attempt:  # read under the lock, as another process may be adding
                        waiting = (found for found in self._waiting() if found.id not in new)
                        records = [*waiting, *records]
                    fingerprint = self._add(records, again=attempt > 0 or len(records) > len(new))
                if fingerprint is None:
                    return self._pending.file
                if self._history.fingerprint() == fingerprint:
                    return self._history.file
        with self._locked():
            self._save_pending(records)
        return self._pending.file

    def pending_notice(self, saved_in: Path) -> str:
        """Return a notice for the user if `append` used the pending file, otherwise an empty
        text."""
        if saved_in == self._history.file:
            return ""
        return f"Saved in {saved_in}; it will be added to the history automatically."

    def merge(self, records: Sequence[SessionRecord]) -> Merge:
        """Import another history: add new sessions, and merge different versions of a session.

        `file.merging` describes how versions are merged. No version is lost. Raises HistoryError if
        a session cannot be saved or merged.
        """
        added: set[str] = set()
        lines: dict[str, None] = {}
        for _ in range(TRIES):
            fingerprint = self._history.fingerprint()
            known = {record.id: record for record in self.load().sessions}
            faulty = self._history.read()[1].ids - known.keys()
            new = [record for record in records if record.id not in known.keys() | faulty]
            if new:
                self.append_all(new)
            others = [r for r in records if r.id in faulty or (r.id in known and known[r.id] != r)]
            lines.update(dict.fromkeys(self._merge_versions(others) if others else ()))
            added.update(record.id for record in new)
            if not new and self._history.fingerprint() == fingerprint:
                break
        return Merge(len(added), len(records) - len(added) - len(lines), tuple(lines))

    def _merge_versions(self, others: Sequence[SessionRecord]) -> tuple[str, ...]:
        """Merge other versions of known sessions. Returns what happened, one line each."""
        from trainer.history.file.editing import EditError
        from trainer.history.file.merging import MergeError, merged

        theirs = HEADER + "".join(map(block, others))
        lines: dict[str, None] = {}

        def merge(text: str) -> str:
            try:
                result = merged(HEADER, text, theirs)
            except MergeError as error:
                raise EditError(f"{error}.\nMerge it in a text editor.") from error
            lines.update(dict.fromkeys((*result.combined, *result.conflicts)))
            return result.text

        self._change(None, merge)
        return tuple(lines)

    def _waiting(self) -> Sequence[SessionRecord]:
        return self._pending.read()[1].sessions if self._pending.exists else ()

    def _add_if_missing(self, records: Sequence[SessionRecord]) -> None:
        """Add these sessions again if another program restored an older history meanwhile.

        Raises HistoryError.
        """
        for _ in range(TRIES if records else 0):
            if self._pending.exists:
                return
            _, found, fingerprint = self._history.read_with_fingerprint()
            missing = [record for record in records if record.id not in found.ids]
            if found.broken or (not missing and self._history.fingerprint() == fingerprint):
                return
            if missing:
                self.append_all(missing)

    def _add(self, records: Sequence[SessionRecord], *, again: bool) -> str | None:
        """Add sessions to the history, and return its new fingerprint.

        Returns None if the sessions are only in the pending file. If `again`, some sessions may be
        in the history already. Raises ChangedError and HistoryError.
        """
        fingerprint = self._ready()
        if fingerprint is None:
            self._save_pending(records)
            return None
        if again:
            _, found, fingerprint = self._history.read_with_fingerprint()
            if found.broken:
                self._save_pending(records)
                return None
            records = [record for record in records if record.id not in found.ids]
            if not records:
                return fingerprint
        if not self._history.has_room(records, fingerprint):
            raise HistoryError(
                f"{self._history.file} would be larger than 50 MB.\n"
                "Move old sessions to another file."
            )
        before, pending = "", False
        with contextlib.suppress(HistoryError):
            before = self._save_pending(records, fingerprint)
            pending = True
        try:
            after = self._history.add(records, fingerprint)
        except HistoryError:
            if pending:
                return None
            raise
        if pending:
            clear_pending(self._pending, leaving=before)
        return after

    def _ready(self) -> str | None:
        """Prepare for a new session: recover, then return the history's fingerprint.

        None if the history cannot be added to. Raises ChangedError.
        """
        if self._pending.exists:
            try:
                recover(self._history, self._pending)
            except HistoryError:
                return None
        return self._history.valid_fingerprint()

    def _save_pending(
        self, records: Sequence[SessionRecord], fingerprint: str | None = None
    ) -> str:
        """Add sessions to the pending file, and return its previous text. Raises HistoryError.

        Pass the history's `fingerprint` if the sessions are about to be added to the history too.
        """
        text, found = self._pending.read()
        if found.broken:
            raise HistoryError(f"The session cannot be saved.\n{found.broken}")
        new = (record for record in records if record.id not in found.ids)
        waiting = (text or HEADER) + "".join(map(block, new))
        self._pending.replace(
            unmarked(waiting) if fingerprint is None else marked(waiting, size_in(fingerprint))
        )
        return text

    # Changing

    def amend(self, id: str, **answers: object) -> Removed | None:
        """Set answers of one session, named as in `ANSWERS`. None removes an answer.

        Every other byte stays the same. Returns the previous session, for `undo_edit`. Returns None
        if the change cannot be undone. Raises HistoryError if the change is impossible.
        """
        if unknown := answers.keys() - ANSWERS:
            raise TypeError(f"not check-in answers: {', '.join(sorted(unknown))}")
        from trainer.history.file.editing import amended

        return self._rewrite(id, lambda text: amended(text, id, answers))

    def edit(self, id: str, record: SessionRecord) -> Removed | None:
        """Change a session to match a record. Returns and raises the same as `amend`."""
        from trainer.history.file.editing import rewritten

        _refuse_faulty(record)
        return self._rewrite(id, lambda text: rewritten(text, id, record))

    def undo_edit(self, id: str, before: Removed) -> None:
        """Undo a change by `amend` or `edit`, including comments. Raises HistoryError."""
        from trainer.history.file.editing import remove_session, restore_session

        self._change(id, lambda text: restore_session(remove_session(text, id)[0], before))

    def _rewrite(self, id: str, change: Callable[[str], str]) -> Removed | None:
        from trainer.history.file.editing import EditError, remove_session

        before: list[Removed] = []

        def changing(text: str) -> str:
            new = change(text)
            if new != text or not before:
                with contextlib.suppress(EditError):
                    before[:] = [remove_session(text, id)[1]]
            return new

        self._change(id, changing)
        return before[0] if before else None

    def delete(self, id: str) -> Removed:
        """Delete a session, and return it for `restore`. Raises HistoryError."""
        from trainer.history.file.editing import remove_session

        taken: list[Removed] = []

        def cut(text: str) -> str:
            if taken and id not in reading.read(text).ids:
                return text
            text, removed = remove_session(text, id)
            taken[:] = [removed]
            return text

        self._change(id, cut)
        return taken[0]

    def restore(self, removed: Removed) -> None:
        """Put a deleted session back where it was. Raises HistoryError."""
        from trainer.history.file.editing import restore_session

        ids = reading.read(removed.text).ids

        def back(text: str) -> str:
            return text if ids & reading.read(text).ids else restore_session(text, removed)

        self._change(None, back)

    def _change(self, id: str | None, change: Callable[[str], str]) -> None:
        """Change the text of the history, or of the pending file if the session is there.

        `change` is called again if another program replaces the file just before or after. So
        calling it on its own result must change nothing.
        """
        waiting: Sequence[SessionRecord] = ()
        made = False
        for _ in range(TRIES):
            with contextlib.suppress(ChangedError):
                with self._locked():
                    if not made:  # read under the lock, as another process may be adding
                        waiting = self._waiting()
                    if made and self._history.is_known(self._history.fingerprint()):
                        break  # another of our processes wrote after this change, and included it
                    file, fingerprint = self._make_change(id, change)
                    made = True
                if file is self._pending or file.fingerprint() == fingerprint:
                    break
        else:
            raise HistoryError.of(self._history.file, ChangedError())
        self._add_if_missing([record for record in waiting if record.id != id])

    def _make_change(self, id: str | None, change: Callable[[str], str]) -> tuple[HistoryFile, str]:
        """Make a change, and return the changed file and its fingerprint. Needs the lock."""
        from trainer.history.file.editing import EditError

        if self._pending.exists:
            recover(self._history, self._pending)
        file = self._history
        text, found, fingerprint = file.read_with_fingerprint()
        if id is not None and id not in found.ids and id in self._pending.read()[1].ids:
            file = self._pending
            text, found, fingerprint = file.read_with_fingerprint()
        if found.broken:
            raise HistoryError(f"Nothing was changed.\n{found.broken}")
        try:
            new = change(text)
        except EditError as error:
            raise HistoryError(f"{file.file}: {error}") from error
        if new == text:
            return file, fingerprint
        again = reading.read(new)
        if again.broken or len(again.problems) > len(found.problems):
            known = {str(faulty) for faulty in found.problems}
            wrong = [str(faulty) for faulty in again.problems if str(faulty) not in known]
            raise HistoryError(f"Nothing was changed.\n{again.broken or wrong[0]}")
        return file, file.replace(new, expected=text)

    def _locked(self) -> AbstractContextManager[None]:
        from trainer.files.locking import locked

        return locked(self._history.file, self._folder / "history.lock", PATIENCE, HistoryError)


def problems_in(file: Path) -> list[str]:
    """List every problem in a history file, one line each, with file and line."""
    try:
        found = reading.read(writing.read(file) or "")
    except UnreadableError as error:
        return [f"{file}: {error}"]
    lines = [f"{file}: {found.broken}"] if found.broken else []
    lines += [f"{file}: {line}" for f in found.problems for line in str(f).splitlines()]
    return lines + [
        sanitize(
            f"{file}: session {session.id}: next_morning is {session.next_morning!r}, which is not "
        )
        + f"a known answer; give {', '.join(MORNINGS[:-1])} or {MORNINGS[-1]}"
        for session in found.sessions
        if session.next_morning is not None and session.morning is None
    ]


def _refuse_faulty(record: SessionRecord) -> None:
    _, problems = from_plain(to_plain(record))
    if problems:
        raise HistoryError(f"The session {record.id} cannot be saved.\n{problems[0]}")
