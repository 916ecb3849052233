"""The user's own catalog, which is read again whenever it has been saved."""

from __future__ import annotations

import os

from trainer.catalog import Catalog, load_catalog
from trainer.files.places import Places
from trainer.files.watching import Watched


class OwnCatalog:
    """The bundled catalog together with the user's own. Every method reads from disk."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._watched = Watched(places.own_catalog_file)

    def load(self) -> Catalog:
        """Read the catalog."""
        file = self._watched.file
        given = self._places.catalog_file is not None
        there = file if given or os.path.isfile(file) else None
        return load_catalog(there, self._places.prepared_catalog_file)

    def news(self) -> Catalog | None:
        """The catalog, if the file was saved since the last check; None otherwise."""
        return self.load() if self._watched.changed() else None
