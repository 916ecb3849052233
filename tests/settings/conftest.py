from __future__ import annotations

from ui.conftest import clock, make_app, places

__all__ = ["clock", "make_app", "places"]
