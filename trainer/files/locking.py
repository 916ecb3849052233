"""One writer at a time: the lock beside a file, also on file systems that have no locks.

The lock is the system's own (`flock`), which is let go of when a program dies. Some network and
FUSE file systems have none. There a soft lock is used: a file that names the program holding it,
so that another program on the same machine can tell when that one is gone.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.files import writing
from trainer.files.writing import NotWrittenError

if TYPE_CHECKING:
    from filelock import BaseFileLock

NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EIO, errno.EINVAL}
"""What a file system without locks answers."""

remarks: list[str] = []
"""What to tell the user once about the locks of this run, in a line each; see `take_remarks`."""
_remarked: set[Path] = set()


class BusyError(Exception):
    """Another program holds the lock."""


class LockError(Exception):
    """The lock cannot be used. One or two lines: which file, why, what to do."""


def acquire(file: Path, patience: float) -> BaseFileLock:
    """Hold the lock `file` until it is released or the program dies.

    Waits for at most `patience` seconds. Raises BusyError where another program keeps it, and
    LockError where the lock cannot be used at all.
    """
    from filelock import FileLock, SoftFileLock, Timeout

    try:
        try:
            _check_for_locks(file)
            lock: BaseFileLock = FileLock(file, timeout=patience, mode=0o600)
            lock.acquire()
        except OSError as error:
            if error.errno not in NO_LOCKS:
                raise
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
    file: Path, lock: Path, patience: float, trouble: type[NotWrittenError]
) -> Iterator[None]:
    """Keep other programs of ours from writing a file for a while, and make its folder.

    Raises `trouble` where that fails, in one or two plain lines.
    """
    try:
        writing.private_folder(lock.parent)
        held = acquire(lock, patience)
    except BusyError as error:
        raise trouble(
            f"{file} is being written by another program.\nTry again in a moment."
        ) from error
    except LockError as error:
        raise trouble(str(error)) from error
    except OSError as error:
        raise trouble.of(lock.parent, error) from error
    try:
        yield
    finally:
        release(held)


def release(lock: BaseFileLock) -> None:
    """Let go of a lock. Where the system refuses, the end of the program lets go of it."""
    with contextlib.suppress(OSError):
        lock.release()


def take_remarks() -> list[str]:
    """What there is to tell about locks, each line once in a run."""
    taken, remarks[:] = remarks[:], []
    return taken


def _check_for_locks(file: Path) -> None:
    """Raises OSError where the file cannot be opened, or its file system has no locks.

    It lets go of a lock that nobody has, which disturbs nobody. Without this look, filelock itself
    would take a file left by an earlier run for the soft lock of another program, and wait for it.
    """
    import fcntl

    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NONBLOCK, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def _remark(file: Path) -> None:
    if file.parent not in _remarked:
        _remarked.add(file.parent)
        remarks.append(
            f"The file system of {file.parent} has no locks; "
            "do not use Glute Trainer on two machines at once there."
        )


def _why(file: Path, error: OSError) -> str:
    if not os.path.lexists(file):
        return str(NotWrittenError.of(file.parent, error))
    reason = f"{file} cannot be locked: {error.strerror or error}"
    if isinstance(error, PermissionError):
        return f"{reason}{_owner(file)}.\nDelete it, or fix its permissions."
    return f"{reason}.\nDelete it, or check the disk; then try again."


def _owner(file: Path) -> str:
    """Whose file it is, where it is not ours."""
    with contextlib.suppress(OSError, KeyError, ImportError):
        number = file.lstat().st_uid
        if number != os.geteuid():
            import pwd

            return f" (it belongs to {pwd.getpwuid(number).pw_name})"
    return ""
