"""Writes files so that a power cut or another program cannot destroy data.

Links are followed, never replaced by a regular file. Only the owner can read new files. Locks stop
only our own processes: editors, git and sync tools do not respect them. So each file is checked
again before it is replaced and after it is written.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import Self

from trainer.files import flags, limits, reading, renaming
from trainer.files.reading import UnreadableError, fingerprint_of

__all__ = [
    "ChangedError",
    "HistoryError",
    "UnreadableError",
    "append",
    "encoded",
    "line_end_at",
    "private_folder",
    "read",
    "remove",
    "replace",
]

_TAIL = 4096
"""How many bytes at the end of a file are searched for line endings."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_MODES = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""Errors of a file system without file modes, for example on a memory card."""
_FORBIDDEN = {errno.EACCES, errno.EPERM}


class ChangedError(OSError):
    """Another program changed or replaced the file after it was read."""

    def __init__(self) -> None:
        super().__init__(errno.EBUSY, "another program is changing it")


class NotWrittenError(Exception):
    """A file could not be changed. The message says what is wrong, where, and what to do, in 1-2
    lines."""

    @classmethod
    def of(cls, place: Path, error: OSError) -> Self:
        """Create the exception from the system's error for a file or folder."""
        return cls(f"{place} cannot be written: {error.strerror or error}.\n{_remedy(error)}")


class HistoryError(NotWrittenError):
    """The history could not be changed. The message says what is wrong, where, and what to do."""


def _remedy(error: OSError) -> str:
    if error.errno in _FULL:
        return "Free some space, then try again."
    if error.errno in _FORBIDDEN:
        return "Fix its permissions or its folder's, then try again."
    if error.errno == errno.EROFS:
        return "Make its disk writable, then try again."
    if error.errno == errno.EIO:
        return "Check the disk, then try again."
    if isinstance(error, ChangedError):
        return "Wait a moment, then try again."
    return "Free some space or fix its permissions, then try again."


def read(file: Path, *, lenient: bool = False) -> str | None:
    """Return the text of a file, or None if the file does not exist. See `reading.read`.

    Raises UnreadableError if the file cannot be read or is larger than a history may be.
    """
    return reading.read(file, limits.HISTORY, lenient=lenient)


def encoded(text: str) -> bytes:
    """Encode a text as UTF-8. Lone surrogates from `reading.decoded` become the original bytes."""
    return text.encode("utf-8", "surrogateescape")


def line_end_at(text: str, at: int) -> str:
    """Return the line ending before a position. If there is none, return the next line ending."""
    newline = text.rfind("\n", 0, at)
    if newline < 0:
        newline = text.find("\n", at)
    return "\r\n" if newline > 0 and text[newline - 1] == "\r" else "\n"


def private_folder(folder: Path) -> None:
    """Create a folder and all missing parent folders. Only their owner can open them."""
    missing = []
    while not os.path.exists(folder):
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        with contextlib.suppress(FileExistsError):
            each.mkdir(mode=0o700)
            _sync_folder(each.parent)


def append(file: Path, text: str, *, fingerprint: str | None = None) -> str:
    """Add all of these lines to the end of a file, or none, and wait until they are on disk.

    The lines start on a new line and get the line endings of the file. Returns the file's new
    fingerprint (see `reading.fingerprint_of`). Raises ChangedError if the old fingerprint was not
    `fingerprint`, or if another program replaces or rewrites the file meanwhile.
    """
    how = os.O_RDWR | os.O_CREAT | os.O_APPEND | flags.CLOEXEC | flags.NONBLOCK
    new = not os.path.exists(file)
    descriptor = os.open(file, how, 0o600)
    try:
        before = os.fstat(descriptor)
        if fingerprint is not None and fingerprint != (
            "" if new and not before.st_size else fingerprint_of(before)
        ):
            raise ChangedError
        data = as_lines(_end_of(descriptor, before.st_size), encoded(text))
        try:
            _write_all(descriptor, data)
            os.fsync(descriptor)
        except OSError:
            with contextlib.suppress(OSError):
                _roll_back(descriptor, file, before.st_size, data, remove=new)
            raise
        after = os.fstat(descriptor)
        end = os.lseek(descriptor, 0, os.SEEK_CUR)
        alone = after.st_size == before.st_size + len(data)
        if not alone or os.pread(descriptor, len(data), end - len(data)) != data:
            raise ChangedError
    finally:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    if new:
        _sync_folder(_target(file).parent)
    if fingerprint_now(file) != fingerprint_of(after):
        raise ChangedError
    return fingerprint_of(after)


def _roll_back(descriptor: int, file: Path, size: int, data: bytes, *, remove: bool) -> None:
    """Remove lines after an incomplete write, if no other program has written after them."""
    added = os.pread(descriptor, len(data) + 1, size)
    if not data.startswith(added):
        return
    os.ftruncate(descriptor, size)
    os.fsync(descriptor)
    if remove and size == 0 and fingerprint_now(file) == fingerprint_of(os.fstat(descriptor)):
        _target(file).unlink()


def fingerprint_now(file: Path) -> str:
    """Return the current fingerprint of a file. Empty if the file does not exist."""
    try:
        return fingerprint_of(os.stat(file))
    except FileNotFoundError:
        return ""


def _end_of(descriptor: int, size: int) -> bytes:
    """Return the end of a file, long enough to contain a line ending."""
    tail = os.pread(descriptor, _TAIL, max(0, size - _TAIL))
    return tail if b"\n" in tail else os.pread(descriptor, _TAIL, 0) + tail


def as_lines(before: bytes, lines: bytes) -> bytes:
    """Return the bytes to append to `before`: on a new line, and with the same line endings."""
    whole_lines = before[: before.rfind(b"\n") + 1]
    end = b"\r\n" if whole_lines.endswith(b"\r\n") else b"\n"
    joint = b"" if before == whole_lines else end
    return joint + lines.replace(b"\n", end)


def replace(file: Path, text: str, *, expected: str | None = None) -> str:
    """Replace the text of a file atomically: a reader sees either the old or the new text.

    Returns the new fingerprint (see `reading.fingerprint_of`). If the file's text is no longer
    `expected`, changes nothing and raises ChangedError. A missing file counts as empty. The caller
    must hold a lock, so that only one of our processes replaces the file at a time.
    """
    target = _target(file)
    draft, data = target.with_name(f".{target.name}.new"), encoded(text)
    mode, owner = 0o600, None
    with contextlib.suppress(FileNotFoundError):
        state = target.stat()
        mode, owner = stat.S_IMODE(state.st_mode), (state.st_uid, state.st_gid)
    with contextlib.suppress(FileNotFoundError):
        draft.unlink()
    how = os.O_RDWR | os.O_CREAT | os.O_EXCL | flags.CLOEXEC
    descriptor = os.open(draft, how, 0o600)
    try:
        if owner is not None:
            with contextlib.suppress(OSError):
                os.fchown(descriptor, *owner)
        if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
            _set_mode(descriptor, mode)
        _write_all(descriptor, data)
        os.fsync(descriptor)
        if expected is None:
            draft.replace(target)
            fingerprint = fingerprint_of(os.fstat(descriptor))
        else:
            _put_in_place(draft, target, encoded(expected))
            fingerprint = fingerprint_of(os.fstat(descriptor))
            if os.pread(descriptor, len(data) + 1, 0) != data:
                raise ChangedError
    except OSError:
        with contextlib.suppress(OSError):
            if os.path.samestat(draft.stat(), os.fstat(descriptor)):
                draft.unlink()
        raise
    finally:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    _sync_folder(target.parent)
    return fingerprint


def _set_mode(descriptor: int, mode: int) -> None:
    try:
        os.fchmod(descriptor, mode)
    except OSError as error:
        if error.errno not in _NO_MODES:
            raise


def _put_in_place(draft: Path, target: Path, expected: bytes) -> None:
    """Rename a draft over a file. Raises ChangedError if the file's text is not `expected`.

    If the system can exchange two names, the replaced file is checked again. If another program
    changed that file at the last moment, the file is put back.
    """
    if not _holds(target, expected):
        raise ChangedError
    try:
        if not os.path.exists(target):
            if not renaming.rename_if_new(draft, target):
                draft.replace(target)
        elif not renaming.exchange(draft, target):
            draft.replace(target)
        elif _holds(draft, expected):
            with contextlib.suppress(OSError):
                draft.unlink()
        else:
            renaming.exchange(draft, target)
            raise ChangedError
    except (FileExistsError, FileNotFoundError) as error:
        raise ChangedError from error


def _holds(file: Path, expected: bytes) -> bool:
    """Check whether a file contains exactly these bytes. A missing file counts as empty."""
    try:
        return (reading.read_bytes(file, limits.HISTORY)[0] or b"") == expected
    except UnreadableError:
        return False


def remove(file: Path) -> None:
    """Delete a file if it exists, and sync its folder."""
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
    # Some file systems cannot sync a folder, and there is no other way.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | flags.CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
