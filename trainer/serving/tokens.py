"""The token in the address: new each time the server starts, or permanent if the user asks for
that.

With a permanent token, an icon on a tablet's home screen still works after a restart. Such a token
is like a password, so it is used only if its file is private to the owner.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import stat
from pathlib import Path

from trainer.files import limits, reading, writing
from trainer.files.reading import UnreadableError

FILE = "serve.token"
_BYTES = 24
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


def new() -> str:
    """Return a random token."""
    return secrets.token_urlsafe(_BYTES)


def permanent_token(folder: Path) -> str:
    """Return the permanent token in a data folder.

    If there is none, or other users can open its file, make a new one. Raises HistoryError if the
    token cannot be written.
    """
    file = folder / FILE
    with contextlib.suppress(OSError, UnreadableError):
        text = (reading.read(file, limits.SETTINGS) or "").strip()
        if _TOKEN.fullmatch(text) and not stat.S_IMODE(file.stat().st_mode) & 0o077:
            return text
    token = new()
    try:
        writing.private_folder(folder)
        writing.remove(file)  # the new file would get the old file's mode
        writing.replace(file, f"{token}\n")
    except OSError as error:
        raise writing.HistoryError.of(file, error) from error
    return token
