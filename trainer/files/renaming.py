"""Renames that cannot overwrite what somebody else has just put in the same place.

A plain rename replaces whatever has the name at that moment. Linux and macOS can also exchange two
names, so that what was replaced can be looked at, and put back if it was not what we expected.
Python has no function for this, and not every file system can do it.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_LINUX, _MACOS = sys.platform == "linux", sys.platform == "darwin"
_ONLY_IF_NEW, _EXCHANGE = (1, 2) if _LINUX else (4, 2)
_HERE = -100  # AT_FDCWD: paths are relative to the working folder
_UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}


def exchange(one: Path, other: Path) -> bool:
    """Let two files have each other's name, at once. False where this cannot be done here.

    Raises OSError where one of them is missing or the folder cannot be written.
    """
    return _rename(one, other, _EXCHANGE)


def rename_if_new(old: Path, new: Path) -> bool:
    """Rename a file unless the new name is taken. False where this cannot be done here.

    Raises FileExistsError where it is taken, and OSError as any rename.
    """
    return _rename(old, new, _ONLY_IF_NEW)


def _rename(old: Path, new: Path, flags: int) -> bool:
    if not (_LINUX or _MACOS):
        return False
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
