"""One file in the history's layout: read, added to, and known again when nobody else touched it."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from trainer.files import limits, writing
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
    """The history, or the sessions that wait to go there."""

    file: Path
    memory: Path | None = None
    """Where to note how the file looked when it was last known to be valid."""

    @property
    def exists(self) -> bool:
        """Whether anything at all stands in its place."""
        return os.path.lexists(self.file)

    def read(self) -> tuple[str, Reading]:
        """The text and what it holds; where it does not read, `broken` says so with the path.

        A file that is not there holds nothing.
        """
        text, found, _ = self.examine()
        return text, found

    def examine(self) -> tuple[str, Reading, str]:
        """As `read`, and how the file looked when it was read (see `files.reading.looks_of`)."""
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
        """Add sessions at the end, all or none; returns how the file looks then.

        `looks` is how it looked when it was found valid. Raises HistoryError, and ChangedError
        where it looks different, or where another program put something in its place.
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
        """The text that `add` adds, with plain line ends."""
        return ("" if size_in(looks) else HEADER) + "".join(map(block, records))

    def has_room(self, records: Iterable[SessionRecord], looks: str) -> bool:
        """Whether it stays within the limit with these added."""
        added = sum(len(block(record).encode()) for record in records)
        return size_in(looks) + added <= limits.HISTORY.bytes

    def replace(self, text: str, *, instead_of: str | None = None) -> str:
        """Put another text in its place, at once; returns how the file looks then.

        Raises HistoryError, and ChangedError where it no longer holds `instead_of`.
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
        """How the file looks if it may be added to; None where it does not read as a whole.

        Cheap while nobody else wrote.
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
        """Size, times and inode: different after anybody's edit. Raises HistoryError."""
        try:
            return writing.looks_now(self.file)
        except OSError as error:
            raise HistoryError.of(self.file, error) from error

    def is_known(self, looks: str) -> bool:
        """Whether this is how the file looked when our programs last left it."""
        if self.memory is None:
            return False
        with contextlib.suppress(UnreadableError):
            return files.read(self.memory, _MEMORY) == looks
        return False

    def remember(self, looks: str) -> None:
        """Note how the file looks, now that it is known to be valid.

        Something other than a file in the note's place is left alone: it costs only time.
        """
        if self.memory is None:
            return
        flags = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW
        with (
            contextlib.suppress(OSError),
            open(os.open(self.memory, flags, 0o600), "w", encoding="ascii") as opened,
        ):
            state = os.fstat(opened.fileno())
            if stat.S_ISREG(state.st_mode) and state.st_nlink == 1:
                opened.truncate(0)
                opened.write(looks)


def size_in(looks: str) -> int:
    """The size in how a file looks, in bytes."""
    return int(looks.partition(" ")[0] or 0)
