"""Options of the whole suite."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """How many made-up people live with the coach for twelve weeks: `--lives 5000`."""
    parser.addoption("--lives", type=int, default=60, help="people who live with the coach")
