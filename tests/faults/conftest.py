from __future__ import annotations

from pathlib import Path

import pytest
from real.conftest import program
from ui.conftest import clock, make_app

from trainer.files.places import Places
from trainer.history.store import HistoryStore

__all__ = ["clock", "make_app", "program"]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data", tmp_path / "config.toml")


@pytest.fixture
def store(places: Places) -> HistoryStore:
    return HistoryStore(places)
