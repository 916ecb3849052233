"""One file in the history's layout. It notices when another program has changed it."""

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
    """Where the state of the file is noted when it is known to be valid."""

    @property
    def exists(self) -> bool:
        """Whether anything has its name, even a broken link."""
        return os.path.lexists(self.file)

    def read(self) -> tuple[str, Reading]:
        """The text and what is in it; `broken` says, with the path, if it cannot be read.

        A missing file is empty.
        """
        text, found, _ = self.examine()
        return text, found

    def examine(self) -> tuple[str, Reading, str]:
        """Like `read`, with the state of the file at that time (see `files.reading.looks_of`)."""
        try:
            data, looks = files.read_bytes(self.file, limits.HISTORY)
        except UnreadableError as error:
            return "", Reading(broken=f"{self.file}: {error}."), ""
        text = files.decoded(data or b"", lenient=True)
        found = reading.read(text)
        if found.broken:
            found = replace(found, broken=f"{self.file}: {found.broken}.")
        return text, found, looks

    def add(self, records: Iterable[SessionRecord], looks: str) -> str:
        """Add sessions at the end, all or none; returns the state of the file afterwards.

        `looks` is its state when it was found valid. Raises HistoryError, and ChangedError if its
        state is different or another program replaced it in the meantime.
        """
        try:
            after = writing.append(self.file, self.added(records, looks), looks=looks)
        except writing.ChangedError:
            raise
        except OSError as error:
            raise HistoryError.of(self.file, error) from error
        self.remember(after)
        return after

    def added(self, records: Iterable[SessionRecord], looks: str) -> str:
        """The text that `add` adds, with LF line endings."""
        return ("" if size_in(looks) else HEADER) + "".join(map(block, records))

    def has_room(self, records: Iterable[SessionRecord], looks: str) -> bool:
        """Whether it stays within the size limit with these added."""
        added = sum(len(block(record).encode()) for record in records)
        return size_in(looks) + added <= limits.HISTORY.bytes

    def replace(self, text: str, *, instead_of: str | None = None) -> str:
        """Replace its text atomically; returns the state of the file afterwards.

        Raises HistoryError, and ChangedError if it no longer holds `instead_of`.
        """
        try:
            looks = writing.replace(self.file, text, instead_of=instead_of)
        except writing.ChangedError:
            raise
        except OSError as error:
            raise HistoryError.of(self.file, error) from error
        self.remember(looks)
        return looks

    def valid_as(self) -> str | None:
        """The state of the file if it is valid, so that it may be added to; None if it is not.

        Does not read the file unless another program has changed it.
        """
        try:
            looks = self.looks()
        except HistoryError:
            return None
        if not looks and not self.exists:
            return ""
        if looks and self.is_known(looks):
            return looks
        _, found, looks = self.examine()
        if found.broken:
            return None
        self.remember(looks)
        return looks

    def looks(self) -> str:
        """The state of the file now. Raises HistoryError."""
        try:
            return writing.looks_now(self.file)
        except OSError as error:
            raise HistoryError.of(self.file, error) from error

    def is_known(self, looks: str) -> bool:
        """Whether this is the state in which one of our processes last left the file."""
        if self.memory is None:
            return False
        with contextlib.suppress(UnreadableError):
            return files.read(self.memory, _MEMORY) == looks
        return False

    def remember(self, looks: str) -> None:
        """Note the state of the file, now that it is known to be valid.

        Anything but a plain file in the place of the note is left alone; that only costs time.
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
                opened.write(looks)


def size_in(looks: str) -> int:
    """The size in bytes, from the state of a file."""
    return int(looks.partition(" ")[0] or 0)
