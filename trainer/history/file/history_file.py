"""One file in the history's layout: read, added to, and known again when nobody else touched it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.files import limits, writing
from trainer.files.writing import HistoryError, UnreadableError
from trainer.history.file import reading
from trainer.history.file.layout import HEADER, block
from trainer.history.file.reading import Reading
from trainer.history.file.torn import torn_tail
from trainer.history.records import SessionRecord


@dataclass(frozen=True, slots=True)
class HistoryFile:
    """The history, or the sessions that wait to go there."""

    file: Path
    memory: Path | None = None
    """Where to note how the file looked when it was last known to be sound."""

    @property
    def exists(self) -> bool:
        """Whether anything at all stands in its place."""
        return os.path.lexists(self.file)

    def read(self) -> tuple[str, Reading]:
        """The text and what it holds; where it does not read, `broken` says so with the path.

        A file that is not there holds nothing.
        """
        try:
            text = writing.read(self.file, lenient=True) or ""
        except UnreadableError as error:
            return "", Reading(broken=f"{self.file}: {error}.")
        found = reading.read(text)
        if found.broken:
            found = replace(found, broken=f"{self.file}: {found.broken}.")
        return text, found

    def add(self, records: Iterable[SessionRecord]) -> None:
        """Add sessions at the end, all or none; the file must be sound. Raises HistoryError."""
        text = "".join(map(block, records))
        try:
            writing.append(self.file, self._joint() + text)
        except OSError as error:
            raise HistoryError.of(self.file, error) from error
        self.remember()

    def has_room(self, records: Iterable[SessionRecord]) -> bool:
        """Whether it stays within the limit with these added."""
        added = sum(len(block(record).encode()) for record in records)
        return self._size + added <= limits.HISTORY.bytes

    @property
    def _size(self) -> int:
        return self.file.stat().st_size if os.path.exists(self.file) else 0

    def _joint(self) -> str:
        """What must come between the end of the file and a block."""
        if self._size == 0:
            return HEADER
        with self.file.open("rb") as opened:
            opened.seek(-1, os.SEEK_END)
            return "" if opened.read() == b"\n" else "\n"

    def replace(self, text: str) -> None:
        """Put another text in its place, at once. Raises HistoryError."""
        try:
            writing.replace(self.file, text)
        except OSError as error:
            raise HistoryError.of(self.file, error) from error
        self.remember()

    def shorten(self, tail: str) -> None:
        """Take a text off its end. Raises HistoryError."""
        try:
            writing.shorten(self.file, len(writing.encoded(tail)))
        except OSError as error:
            raise HistoryError.of(self.file, error) from error

    @property
    def sound(self) -> bool:
        """Whether it reads as a whole, and so may be added to. Cheap while nobody else wrote."""
        if not self.exists:
            return True
        with contextlib.suppress(OSError):
            if self.memory and self.memory.read_text() == self._looks():
                return True
        text, found = self.read()
        if found.broken or is_torn(text, found):
            return False
        self.remember()
        return True

    def remember(self) -> None:
        """Note how the file looks, now that it is known to be sound."""
        if self.memory is None:
            return
        with contextlib.suppress(OSError):
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
            with open(os.open(self.memory, flags, 0o600), "w") as opened:
                opened.write(self._looks())

    def _looks(self) -> str:
        """Size, times and inode: different after anybody's edit."""
        state = self.file.stat()
        numbers = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
        return " ".join(map(str, numbers))


def is_torn(text: str, found: Reading) -> bool:
    """Whether a text ends in the middle of a session that was being saved."""
    return bool((found.broken or found.faults) and torn_tail(text))
