"""The one place for places: where the catalog, the settings and the history live."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

NAME = "glute-trainer"
CATALOG = "exercises.toml"
"""The user's own, beside the settings."""


class Places(Struct, frozen=True):
    """The folders and files of one run, with every override already applied."""

    data_dir: Path
    """History and sessions in progress."""
    config_file: Path
    """The settings, `config.toml`."""
    catalog_file: Path | None = None
    """A catalog of the user's own, to be added to the bundled one."""

    @property
    def own_catalog_file(self) -> Path:
        """Where the catalog of the user's own is, or would be."""
        return self.catalog_file or self.config_file.parent / CATALOG

    @property
    def history_file(self) -> Path:
        """Every session, oldest first."""
        return self.data_dir / "history.toml"

    @property
    def pending_file(self) -> Path:
        """Sessions waiting for a history file that reads again."""
        return self.data_dir / "history.pending.toml"

    @property
    def in_progress_dir(self) -> Path:
        """One file for each session under way."""
        return self.data_dir / "in-progress"


def find(
    data_dir: Path | None = None, config: Path | None = None, catalog: Path | None = None
) -> Places:
    """The places of this run: what was given, else the platform's own.

    A file `exercises.toml` beside the settings is the user's catalog when none is given.
    """
    if config is None or data_dir is None:
        import platformdirs  # only where somebody does not say: a prompt that does waits less

        config = config or platformdirs.user_config_path(NAME, appauthor=False) / "config.toml"
        data_dir = data_dir or platformdirs.user_data_path(NAME, appauthor=False)
    beside = config.parent / CATALOG
    return Places(
        data_dir=data_dir,
        config_file=config,
        catalog_file=catalog or (beside if os.path.isfile(beside) else None),
    )


def named(place: Path) -> str:
    """A place as a person would name it: what is in their own folder begins with `~`."""
    try:
        return str(Path("~") / place.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(place)
