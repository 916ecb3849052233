"""Locks for writing files. They work even on file systems without locks.

Usually, a lock is a system lock (`flock`), which is released when its process dies. Some network
and FUSE file systems do not support `flock`. There, a soft lock is used: a file that names the
process with the lock. Other processes on the same machine can check whether that process still
runs.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.files import flags, writing
from trainer.files.writing import NotWrittenError

if TYPE_CHECKING:
    from filelock import BaseFileLock

NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EIO, errno.EINVAL}
"""Errors of a file system that does not support locks."""

new_warnings: list[str] = []
"""New warnings about locks for the user, one line each. See `take_warnings`."""
_warned: set[Path] = set()


class BusyError(Exception):
    """Another process holds the lock."""


class LockError(Exception):
    """The lock cannot be used. The message says which file, why, and what to do."""


def acquire(file: Path, patience: float) -> BaseFileLock:
    """Acquire the lock `file`, and hold it until it is released or the process dies.

    Waits for at most `patience` seconds. Raises BusyError if another process holds the lock for
    longer, and LockError if the lock cannot be used at all.
    """
    from filelock import FileLock, Timeout

    try:
        try:
            _check_for_locks(file)
            lock: BaseFileLock = FileLock(file, timeout=patience, mode=0o600)
            lock.acquire()
        except OSError as error:
            if error.errno not in NO_LOCKS:
                raise
            from filelock import SoftFileLock  # rarely needed, and slow to import

            _remark(file)
            lock = SoftFileLock(file.with_name(f"{file.name}.soft"), timeout=patience, mode=0o600)
            lock.acquire()
    except Timeout as error:
        raise BusyError from error
    except OSError as error:
        raise LockError(_why(file, error)) from error
    return lock


@contextlib.contextmanager
def locked(
    file: Path, lock: Path, patience: float, error_type: type[NotWrittenError]
) -> Iterator[None]:
    """Prevent our other processes from writing `file` until the `with` block ends.

    Creates the folder of the lock. Waits for at most `patience` seconds. If that fails, raises
    `error_type` with a message of one or two lines.
    """
    try:
        writing.private_folder(lock.parent)
        held = acquire(lock, patience)
    except BusyError as error:
        raise error_type(
            f"{file} is being written by another program.\nTry again in a moment."
        ) from error
    except LockError as error:
        raise error_type(str(error)) from error
    except OSError as error:
        raise error_type.of(lock.parent, error) from error
    try:
        yield
    finally:
        release(held)


def release(lock: BaseFileLock) -> None:
    """Release a lock. If the system refuses, the lock is released when the process ends."""
    with contextlib.suppress(OSError):
        lock.release()


def take_warnings() -> list[str]:
    """Return the new warnings about locks for the user, and forget them."""
    taken, new_warnings[:] = new_warnings[:], []
    return taken


def _check_for_locks(file: Path) -> None:
    """Raise OSError if the file cannot be opened or its file system does not support locks.

    The check releases a lock that this process does not hold, which is harmless. Without the check,
    filelock would mistake a lock file from an earlier run for a soft lock and wait.
    """
    import fcntl

    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | flags.CLOEXEC | flags.NONBLOCK, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def _remark(file: Path) -> None:
    if file.parent not in _warned:
        _warned.add(file.parent)
        new_warnings.append(
            f"The file system of {file.parent} does not support locks; "
            "do not use Glute Trainer there on two machines at once."
        )


def _why(file: Path, error: OSError) -> str:
    if not os.path.lexists(file):
        return str(NotWrittenError.of(file.parent, error))
    reason = f"{file} cannot be locked: {error.strerror or error}"
    if isinstance(error, PermissionError):
        return f"{reason}{_owner(file)}.\nDelete it, or fix its permissions."
    return f"{reason}.\nDelete it, or check the disk; then try again."


def _owner(file: Path) -> str:
    """Name the owner of a file in brackets. Empty if the file is ours or its owner is unknown."""
    with contextlib.suppress(OSError, KeyError, ImportError):
        number = file.lstat().st_uid
        if number != os.geteuid():
            import pwd

            return f" (it belongs to {pwd.getpwuid(number).pw_name})"
    return ""
