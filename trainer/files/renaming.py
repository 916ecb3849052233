"""Renames files without overwriting what another program has just written.

A plain rename replaces any file that has the new name. Linux and macOS can exchange two names
instead. After an exchange, the replaced file still exists, so it can be checked and put back.
Python has no function for an exchange, and not every file system supports it.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

_LINUX, _MACOS = sys.platform == "linux", sys.platform == "darwin"
_ONLY_IF_NEW, _EXCHANGE = (1, 2) if _LINUX else (4, 2)
_HERE = -100  # AT_FDCWD: paths are relative to the working folder
_UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}


def exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two files atomically. Returns False if the system cannot do that.

    Raises OSError if a file is missing or the folder cannot be written to.
    """
    return _rename(one, other, _EXCHANGE)


def rename_if_new(old: Path, new: Path) -> bool:
    """Rename a file if the new name is free. Returns False if the system cannot do that.

    Raises FileExistsError if the new name is taken, and OSError like any rename.
    """
    return _rename(old, new, _ONLY_IF_NEW)


def _rename(old: Path, new: Path, flags: int) -> bool:
    if not (_LINUX or _MACOS):
        return False
    import ctypes  # slow to import, and needed only for saving

    names = (os.fsencode(old), os.fsencode(new))
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if _LINUX:
            done = library.renameat2(_HERE, names[0], _HERE, names[1], ctypes.c_uint(flags))
        else:
            done = library.renamex_np(*names, ctypes.c_uint(flags))
    except (OSError, AttributeError):  # a C library without the function
        return False
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(old), None, str(new))
