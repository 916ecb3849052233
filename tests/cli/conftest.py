from __future__ import annotations

from history.conftest import places, store

__all__ = ["places", "store"]
