"""These tests check what is drawn and sent, so everything is drawn and sent."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _nothing_is_sent() -> None:
    """Draw and send everything."""
