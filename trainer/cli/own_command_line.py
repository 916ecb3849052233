"""The command line that runs this program again with the same files, from any folder."""

from __future__ import annotations

import sys
from pathlib import Path

from trainer.files.places import Places


def command(places: Places) -> list[str]:
    """Return the command line as a list of arguments, with absolute paths."""
    words = [*_program(), "--data-dir", str(places.data_dir.absolute())]
    words += ["--config", str(places.config_file.absolute())]
    if places.catalog_file is not None:
        words += ["--catalog", str(places.catalog_file.absolute())]
    return words


def _program() -> list[str]:
    script = Path(sys.executable).with_name("glute-trainer")
    # Without -P, a folder named `trainer` in the current folder would be imported instead.
    return [str(script)] if script.exists() else [sys.executable, "-P", "-m", "trainer"]
