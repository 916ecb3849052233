"""One file in the history's layout, and whether another program has changed it."""

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
    """The history, or the file of sessions waiting to be added to it."""

    file: Path
    memory: Path | None = None
    """The file that notes the state in which the history was last known to be valid."""

    @property
    def exists(self) -> bool:
        """Whether anything has this path, even a broken link."""
        return os.path.lexists(self.file)

    def read(self) -> tuple[str, Reading]:
        """The text and what was found in it; `broken` says, with the path, why the file cannot be
        read.

        A missing file counts as empty.
        """
        text, found, _ = self.examine()
        return text, found

    def examine(self) -> tuple[str, Reading, str]:
        """Like `read`, and also returns the file's fingerprint at that time."""
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
        """Add sessions at the end, all or none; returns the new fingerprint.

        `fingerprint` is that of the file when it was found valid. Raises HistoryError, and
        ChangedError if the file has changed since, or is replaced by another program meanwhile.
        """
        try:
            after = writing.append(
                self.file, self.added(records, fingerprint), fingerprint=fingerprint
            )
        except writing.ChangedError:
            raise
        except OSError as error:
            raise HistoryError.of(self.file, error) from error
        self.remember(after)
        return after

    def added(self, records: Iterable[SessionRecord], fingerprint: str) -> str:
        """The text that `add` adds, with LF line endings."""
        return ("" if size_in(fingerprint) else HEADER) + "".join(map(block, records))

    def has_room(self, records: Iterable[SessionRecord], fingerprint: str) -> bool:
        """Whether the file stays within the size limit with these sessions added."""
        added = sum(len(block(record).encode()) for record in records)
        return size_in(fingerprint) + added <= limits.HISTORY.bytes

    def replace(self, text: str, *, expected: str | None = None) -> str:
        """Replace the file's text atomically. Returns the state of the file afterwards.

        Raises HistoryError, and ChangedError if it no longer holds `expected`.
        """
        try:
            fingerprint = writing.replace(self.file, text, expected=expected)
        except writing.ChangedError:
            raise
        except OSError as error:
            raise HistoryError.of(self.file, error) from error
        self.remember(fingerprint)
        return fingerprint

    def valid_as(self) -> str | None:
        """The state of the file if it is valid and so may be added to; otherwise None.

        Does not read the file unless another program has changed it.
        """
        try:
            fingerprint = self.fingerprint()
        except HistoryError:
            return None
        if not fingerprint and not self.exists:
            return ""
        if fingerprint and self.is_known(fingerprint):
            return fingerprint
        _, found, fingerprint = self.examine()
        if found.broken:
            return None
        self.remember(fingerprint)
        return fingerprint

    def fingerprint(self) -> str:
        """The state of the file now. Raises HistoryError."""
        try:
            return writing.fingerprint_now(self.file)
        except OSError as error:
            raise HistoryError.of(self.file, error) from error

    def is_known(self, fingerprint: str) -> bool:
        """Whether this is the state in which one of our processes last left the file."""
        if self.memory is None:
            return False
        with contextlib.suppress(UnreadableError):
            return files.read(self.memory, _MEMORY) == fingerprint
        return False

    def remember(self, fingerprint: str) -> None:
        """Note the state of the file, now that it is known to be valid.

        If the path of the note is not a regular file, nothing is noted; that only costs time.
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
    """The size of a file in bytes, from its fingerprint."""
    return int(fingerprint.partition(" ")[0] or 0)
