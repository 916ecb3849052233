"""Reads the user's own catalog, and reads it again after each change to the file."""

from __future__ import annotations

import os

from trainer.catalog import Catalog, load_catalog
from trainer.files.places import Places
from trainer.files.watching import Watched


class OwnCatalog:
    """The bundled catalog together with the user's own catalog. Every method reads from disk."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._watched = Watched(places.own_catalog_file)

    def load(self) -> Catalog:
        """Read both catalogs."""
        file = self._watched.file
        given = self._places.catalog_file is not None
        there = file if given or os.path.isfile(file) else None
        return load_catalog(there, self._places.prepared_catalog_file)

    def news(self) -> Catalog | None:
        """Read both catalogs if the user's file was saved since the last check, or return None."""
        return self.load() if self._watched.changed() else None
