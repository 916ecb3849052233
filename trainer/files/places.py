"""Where the catalog, the settings and the history are stored."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

NAME = "glute-trainer"
CATALOG = "exercises.toml"
"""The name of the user's own catalog, next to the settings."""


class Places(Struct, frozen=True):
    """The folders and files that the program uses."""

    data_dir: Path
    """The folder with the history and the sessions in progress."""
    config_file: Path
    """The settings, `config.toml`."""
    catalog_file: Path | None = None
    """The user's own catalog, which extends the bundled catalog. None if there is none."""

    @property
    def own_catalog_file(self) -> Path:
        """The path of the user's own catalog, even if there is none yet."""
        return self.catalog_file or self.config_file.parent / CATALOG

    @property
    def history_file(self) -> Path:
        """The history, with every session, oldest first."""
        return self.data_dir / "history.toml"

    @property
    def pending_file(self) -> Path:
        """The pending file, with sessions that could not be added to the history yet."""
        return self.data_dir / "history.pending.toml"

    @property
    def prepared_catalog_file(self) -> Path:
        """The user's own catalog after checking. This cache makes the program start faster."""
        return self.data_dir / "catalog.prepared.json"

    @property
    def in_progress_dir(self) -> Path:
        """The folder with a file for each session in progress."""
        return self.data_dir / "in-progress"


def find(
    data_dir: Path | None = None, config: Path | None = None, catalog: Path | None = None
) -> Places:
    """Return the places for this run. The default for each argument is the platform's usual place.

    If no catalog is given, a file `exercises.toml` next to the settings is the user's catalog.
    """
    if config is None or data_dir is None:
        import platformdirs  # slow to import, and not needed if both paths are given

        config = config or platformdirs.user_config_path(NAME, appauthor=False) / "config.toml"
        data_dir = data_dir or platformdirs.user_data_path(NAME, appauthor=False)
    beside = config.parent / CATALOG
    return Places(
        data_dir=data_dir,
        config_file=config,
        catalog_file=catalog or (beside if os.path.isfile(beside) else None),
    )


def with_tilde(place: Path) -> str:
    """Return a path as text, with `~` for the home folder."""
    try:
        return str(Path("~") / place.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(place)
