"""Small disks that fill up for real."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

_PAGE = 4096


class Mounted:
    """A separate file system in memory, which only root may mount."""

    way = "a full file system"

    def __init__(self, folder: Path, megabytes: int = 1) -> None:
        """Raises OSError if it cannot be mounted."""
        self.folder = folder
        self._filler = folder / "filler"
        _libc("mount", b"tmpfs", os.fsencode(folder), b"tmpfs", 0, f"size={megabytes}m".encode())

    def leave(self, pages: int) -> None:
        """Leave room for this many pages of 4 KB."""
        self.empty()
        room = os.statvfs(self.folder).f_bavail * os.statvfs(self.folder).f_frsize
        self._filler.write_bytes(b"x" * max(room - pages * _PAGE, 1))

    def empty(self) -> None:
        """Make room again."""
        self._filler.unlink(missing_ok=True)

    def unmount(self) -> None:
        _libc("umount2", os.fsencode(self.folder), 2)


class Limited:
    """A limit on the size of this process's files, which causes the same kind of error as a full
    disk.

    The limit applies to every file, even to a file that does not grow.
    """

    way = "a limit on the size of files"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._before = resource.getrlimit(resource.RLIMIT_FSIZE)
        self._handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    def leave(self, pages: int) -> None:
        largest = max((f.stat().st_size for f in self.folder.rglob("*") if f.is_file()), default=0)
        room = 100 * pages * pages if pages < 5 else largest + 100 * pages
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, self._before[1]))

    def empty(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, self._before)

    def unmount(self) -> None:
        self.empty()
        signal.signal(signal.SIGXFSZ, self._handler)


@contextlib.contextmanager
def small_disk(folder: Path, mounted: bool) -> Iterator[Mounted | Limited]:
    """Yield a disk that can be filled. If none can be mounted, limit the size of files."""
    disk: Mounted | Limited
    folder.mkdir()
    try:
        disk = Mounted(folder) if mounted else Limited(folder)
    except OSError:
        disk = Limited(folder)
    try:
        yield disk
    finally:
        disk.unmount()


def _libc(call: str, *arguments: object) -> None:
    try:
        function = getattr(ctypes.CDLL(None, use_errno=True), call)
    except AttributeError as error:
        raise OSError(errno.ENOSYS, call) from error
    if function(*arguments) != 0:
        raise OSError(ctypes.get_errno(), call)
