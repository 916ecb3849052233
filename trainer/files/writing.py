"""The disk: files read whole or not at all, written so that a power cut loses nothing.

Links are followed and never replaced by a plain file. What is made here is for its owner alone.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from trainer.files import limits, reading
from trainer.files.reading import UnreadableError

__all__ = [
    "HistoryError",
    "UnreadableError",
    "append",
    "encoded",
    "private_folder",
    "read",
    "remove",
    "replace",
    "shorten",
]


class NotWrittenError(Exception):
    """A file could not be changed. One or two lines: what, where, what to do."""


class HistoryError(NotWrittenError):
    """Something could not be kept or changed. One or two lines: what, where, what to do."""

    @classmethod
    def of(cls, place: Path, error: OSError) -> HistoryError:
        """What the system said about a file or folder."""
        why = error.strerror or error
        return cls(f"{place} cannot be written: {why}.\nMake room or mend its rights; try again.")


def read(file: Path, *, lenient: bool = False) -> str | None:
    """The text of a file as large as a history may be, or None where there is none.

    Raises UnreadableError. See `textfile.read`.
    """
    return reading.read(file, limits.HISTORY, lenient=lenient)


def encoded(text: str) -> bytes:
    """A text as bytes; what a lenient reader could not decode is what it was."""
    return text.encode("utf-8", "surrogateescape")


def private_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, for their owner alone."""
    missing = []
    while not os.path.exists(folder):
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        with contextlib.suppress(FileExistsError):
            each.mkdir(mode=0o700)
            _sync_folder(each.parent)


def append(file: Path, text: str) -> None:
    """Add to the end of a file and wait for the disk; all of it is added, or nothing."""
    new = not os.path.exists(file)
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC
    descriptor = os.open(file, flags, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        try:
            _write_all(descriptor, encoded(text))
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, size)
            os.fsync(descriptor)
            if new:
                _target(file).unlink()
            raise
    finally:
        os.close(descriptor)
    if new:
        _sync_folder(_target(file).parent)


def replace(file: Path, text: str) -> None:
    """Put a text in the place of a file's own, at once: a reader sees the old or the new.

    Only one program at a time may do this to a file.
    """
    target = _target(file)
    draft = target.with_name(f".{target.name}.new")
    mode, owner = 0o600, None
    with contextlib.suppress(FileNotFoundError):
        state = target.stat()
        mode, owner = stat.S_IMODE(state.st_mode), (state.st_uid, state.st_gid)
    with contextlib.suppress(FileNotFoundError):
        draft.unlink()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    descriptor = os.open(draft, flags, 0o600)
    try:
        try:
            if owner is not None:
                with contextlib.suppress(OSError):
                    os.fchown(descriptor, *owner)
            os.fchmod(descriptor, mode)
            _write_all(descriptor, encoded(text))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        draft.replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    _sync_folder(target.parent)


def shorten(file: Path, bytes: int) -> None:
    """Take that many bytes off the end of a file and wait for the disk."""
    descriptor = os.open(file, os.O_RDWR | os.O_CLOEXEC)
    try:
        os.ftruncate(descriptor, os.fstat(descriptor).st_size - bytes)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(file: Path) -> None:
    """Take a file away for good; one that is not there is no error."""
    with contextlib.suppress(FileNotFoundError):
        file.unlink()
        _sync_folder(file.parent)


def _target(file: Path) -> Path:
    return Path(os.path.realpath(file))


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _sync_folder(folder: Path) -> None:
    # Some file systems cannot; what they promise then is the best there is.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
