from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from trainer.files.places import Places
from trainer.history.store import HistoryStore

NOW = datetime(2026, 11, 23, 7, 45, tzinfo=UTC)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data", tmp_path / "config.toml")


@pytest.fixture
def store(places: Places) -> HistoryStore:
    return HistoryStore(places)
