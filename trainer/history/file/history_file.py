"""Reads and writes a file of sessions, and detects changes by other programs.

The state of a file is described by its fingerprint: its size, times and inode.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.files import flags, limits, writing
from trainer.files import reading as files
from trainer.files.limits import Size
from trainer.files.writing import HistoryError, UnreadableError
from trainer.history.file import reading
from trainer.history.file.layout import HEADER, block
from trainer.history.file.reading import Reading
from trainer.history.records import SessionRecord

_MEMORY = Size(1000, "delete it")


@dataclass(frozen=True, slots=True)
class HistoryFile:
    """The history file or the pending file."""

    file: Path
    memory: Path | None = None
    """A file with the fingerprint of the history when it was last known to be valid."""

    @property
    def exists(self) -> bool:
        """Whether something exists at this path, even a broken link."""
        return os.path.lexists(self.file)

    def read(self) -> tuple[str, Reading]:
        """Read the file, and return its text and the result of reading.

        `broken` says, with the path, why the file cannot be read. A missing file counts as empty.
        """
        text, found, _ = self.read_with_fingerprint()
        return text, found

    def read_with_fingerprint(self) -> tuple[str, Reading, str]:
        """Read the file like `read`, and also return its fingerprint."""
        try:
            data, fingerprint = files.read_bytes(self.file, limits.HISTORY)
        except UnreadableError as error:
            return "", Reading(broken=f"{self.file}: {error}."), ""
        text = files.decoded(data or b"", lenient=True)
        found = reading.read(text)
        if found.broken:
            found = replace(found, broken=f"{self.file}: {found.broken}.")
        return text, found, fingerprint

    def add(self, records: Iterable[SessionRecord], fingerprint: str) -> str:
        """Add all of these sessions at the end, or none. Returns the new fingerprint.

        `fingerprint` is that of the file when it was found valid. Raises HistoryError. Raises
        ChangedError if another program changed the file since then or replaces it meanwhile.
        """
        try:
            after = writing.append(
                self.file, self.text_to_add(records, fingerprint), fingerprint=fingerprint
            )
        except writing.ChangedError:
            raise
        except OSError as error:
            raise HistoryError.of(self.file, error) from error
        self.remember(after)
        return after

    def text_to_add(self, records: Iterable[SessionRecord], fingerprint: str) -> str:
        """Return the text that `add` adds, with LF line endings."""
        return ("" if size_in(fingerprint) else HEADER) + "".join(map(block, records))

    def has_room(self, records: Iterable[SessionRecord], fingerprint: str) -> bool:
        """Check whether these sessions can be added without exceeding the size limit."""
        added = sum(len(block(record).encode()) for record in records)
        return size_in(fingerprint) + added <= limits.HISTORY.bytes

    def replace(self, text: str, *, expected: str | None = None) -> str:
        """Replace the file's text atomically, and return the new fingerprint.

        Raises HistoryError. Raises ChangedError if the file no longer contains `expected`.
        """
        try:
            fingerprint = writing.replace(self.file, text, expected=expected)
        except writing.ChangedError:
            raise
        except OSError as error:
            raise HistoryError.of(self.file, error) from error
        self.remember(fingerprint)
        return fingerprint

    def valid_fingerprint(self) -> str | None:
        """Return the file's fingerprint if the file is valid, or None if it is not.

        Reads the file only if another program changed it.
        """
        try:
            fingerprint = self.fingerprint()
        except HistoryError:
            return None
        if not fingerprint and not self.exists:
            return ""
        if fingerprint and self.is_known(fingerprint):
            return fingerprint
        _, found, fingerprint = self.read_with_fingerprint()
        if found.broken:
            return None
        self.remember(fingerprint)
        return fingerprint

    def fingerprint(self) -> str:
        """Return the file's current fingerprint. Raises HistoryError."""
        try:
            return writing.fingerprint_now(self.file)
        except OSError as error:
            raise HistoryError.of(self.file, error) from error

    def is_known(self, fingerprint: str) -> bool:
        """Check whether `memory` says that a file with this fingerprint is valid."""
        if self.memory is None:
            return False
        with contextlib.suppress(UnreadableError):
            return files.read(self.memory, _MEMORY) == fingerprint
        return False

    def remember(self, fingerprint: str) -> None:
        """Save the fingerprint of a valid file in the file `memory`.

        Does nothing if `memory` is not a regular file. The only effect is that the next save is
        slower.
        """
        if self.memory is None:
            return
        how = os.O_WRONLY | os.O_CREAT | flags.CLOEXEC | flags.NONBLOCK | flags.NOFOLLOW
        with (
            contextlib.suppress(OSError),
            open(os.open(self.memory, how, 0o600), "w", encoding="ascii") as opened,
        ):
            state = os.fstat(opened.fileno())
            if stat.S_ISREG(state.st_mode) and state.st_nlink == 1:
                opened.truncate(0)
                opened.write(fingerprint)


def size_in(fingerprint: str) -> int:
    """Return a file's size in bytes from its fingerprint."""
    return int(fingerprint.partition(" ")[0] or 0)
