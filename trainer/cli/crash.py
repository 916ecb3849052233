"""Reports a crash: prints two lines, and writes the details to a file."""

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
"""The exit code after a crash: `EX_SOFTWARE` in sysexits.h."""
FILE = "crash.txt"
_kept: list[Path] = []
"""The folder for the details. The list is empty until the data folder is known."""


class CrashedError(Exception):
    """The app has crashed. The message says what was saved; `__cause__` is the error."""


def keep_details_in(folder: Path) -> None:
    """Write the details of a later crash to this folder."""
    _kept[:] = [folder]


@contextmanager
def reported() -> Iterator[None]:
    """Report any unexpected error, and exit with 70.

    An OSError without a file name comes from the output. `handle_closed_output` handles it.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None:
            raise
        _report(error)
        raise SystemExit(CRASHED) from error


def _report(error: Exception) -> None:
    saved = "Everything saved so far is safe."
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
    """Replace a file. If the file is a link, replace the link and leave its target unchanged."""
    with suppress(FileNotFoundError):
        file.unlink()
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | flags.NOFOLLOW
    with open(os.open(file, how, 0o600), "w", encoding="utf-8", errors="replace") as opened:
        opened.write(details)
