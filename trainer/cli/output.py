"""Writes a command's result to a file or stdout, never to one of the program's own files."""

from __future__ import annotations

import os
from pathlib import Path

from trainer.cli.messages import fail, say_exactly
from trainer.files.places import Places


def put(text: str, output: Path | None, places: Places) -> bool:
    """Write to `output`, or to stdout if `output` is None or `-`. Return whether it was a file.

    Ends the program with an error message if writing fails, or if the file is one of the
    program's own files.
    """
    from trainer.files import writing

    if output is None or str(output) == "-":
        say_exactly(text)
        return False
    if any(_is_same(output, own) for own in _own_files(places)) or _is_same(
        output.parent, places.in_progress_dir
    ):
        fail(f"{output} is one of the trainer's own files.\nGive another file.")
    try:
        if os.path.exists(output) and not os.path.isfile(output):
            output.write_bytes(text.encode())
        else:
            writing.replace(output, text)
    except (OSError, ValueError) as error:  # a path with a NUL raises ValueError
        why = getattr(error, "strerror", None) or error
        fail(f"{output}: cannot be written: {why}.\nGive another file.")
    return True


def _is_same(one: Path, other: Path) -> bool:
    """Check whether two paths exist and lead to the same file or folder."""
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def _own_files(places: Places) -> list[Path]:
    return [
        places.history_file,
        places.pending_file,
        places.data_dir / "history.lock",
        places.data_dir / "history.checked",
        places.data_dir / "serve.pem",
        places.prepared_catalog_file,
        places.config_file,
        places.own_catalog_file,
    ]
