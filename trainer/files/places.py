"""Where the catalog, the settings and the history are stored."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

NAME = "glute-trainer"
CATALOG = "exercises.toml"
"""The name of the user's own catalog, next to the settings."""


class Places(Struct, frozen=True):
    """The folders and files of one run, with all overrides applied."""

    data_dir: Path
    """History and sessions in progress."""
    config_file: Path
    """The settings, `config.toml`."""
    catalog_file: Path | None = None
    """The user's own catalog, which is added to the bundled one; None if there is none."""

    @property
    def own_catalog_file(self) -> Path:
        """Where the user's own catalog is, or would be."""
        return self.catalog_file or self.config_file.parent / CATALOG

    @property
    def history_file(self) -> Path:
        """The file with every session, oldest first."""
        return self.data_dir / "history.toml"

    @property
    def pending_file(self) -> Path:
        """The file with sessions that could not be added to the history yet."""
        return self.data_dir / "history.pending.toml"

    @property
    def prepared_catalog_file(self) -> Path:
        """The file with the user's own catalog in checked form, which makes starting quicker."""
        return self.data_dir / "catalog.prepared.json"

    @property
    def in_progress_dir(self) -> Path:
        """The folder with a file for each session in progress."""
        return self.data_dir / "in-progress"


def find(
    data_dir: Path | None = None, config: Path | None = None, catalog: Path | None = None
) -> Places:
    """The places of this run: the arguments that are given, otherwise the platform's defaults.

    If no catalog is given, a file `exercises.toml` next to the settings is the user's catalog.
    """
    if config is None or data_dir is None:
        import platformdirs  # slow to import, and not needed when both are given

        config = config or platformdirs.user_config_path(NAME, appauthor=False) / "config.toml"
        data_dir = data_dir or platformdirs.user_data_path(NAME, appauthor=False)
    beside = config.parent / CATALOG
    return Places(
        data_dir=data_dir,
        config_file=config,
        catalog_file=catalog or (beside if os.path.isfile(beside) else None),
    )


def with_tilde(place: Path) -> str:
    """A path as a person would write it: `~` for the home folder."""
    try:
        return str(Path("~") / place.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(place)
