from __future__ import annotations

from pathlib import Path

import pytest
from faults import amount
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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count what was survived."""
    if amount.survived:
        terminalreporter.section(f"survived (dice {amount.SEED})")
        for what, number in sorted(amount.survived.items()):
            terminalreporter.write_line(f"{number:7,}  {what}")
