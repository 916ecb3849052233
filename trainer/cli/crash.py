"""Reports an error in the program itself: two lines, and a file with the details."""

from __future__ import annotations

import os
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from trainer.cli.messages import warn
from trainer.files import flags
from trainer.files.places import with_tilde
from trainer.files.safe_text import sanitize

CRASHED = 70
"""The exit code, which is `EX_SOFTWARE` of sysexits.h; 1 means "no", and 2 wrong use."""
FILE = "crash.txt"
_kept: list[Path] = []
"""The folder for the details: the data folder, once it is known."""


class CrashedError(Exception):
    """The app has failed. The message says what was saved; the cause is the error."""


def keep_details_in(folder: Path) -> None:
    """From now on, write the details of a crash to this folder."""
    _kept[:] = [folder]


@contextmanager
def reported() -> Iterator[None]:
    """Report any unexpected error, and exit with 70.

    An error of the output, which is an OSError without a file, is left to `handle_closed_output`.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:
            raise
        _report(error)
        raise SystemExit(CRASHED) from error


def _report(error: Exception) -> None:
    saved = "What was saved before is safe."
    if isinstance(error, CrashedError):
        saved = f"{error}"
        error = error.__cause__ if isinstance(error.__cause__, Exception) else error
    what = sanitize(f"{type(error).__name__}: {error}".split("\n")[0])[:120]
    details = "".join(traceback.format_exception(error))
    for folder in (*_kept, Path(tempfile.gettempdir())):
        with suppress(OSError):
            _write(folder / FILE, details)
            warn(f"Glute Trainer has failed ({what}). {saved}")
            warn(f"This is a bug. The details are in {with_tilde(folder / FILE)}")
            return
    warn(f"Glute Trainer has failed. {saved}\n{details}")


def _write(file: Path, details: str) -> None:
    """Write a new file in place of the old one. If the old one is a link, its target stays as it
    is."""
    with suppress(FileNotFoundError):
        file.unlink()
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | flags.NOFOLLOW
    with open(os.open(file, how, 0o600), "w", encoding="utf-8", errors="replace") as opened:
        opened.write(details)
