from __future__ import annotations

from real.conftest import program

__all__ = ["program"]
