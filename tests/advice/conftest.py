"""How many made-up people live with the coach: 60, or 5,100 with `--times 85`."""

from __future__ import annotations

import pytest
from faults import amount

PEOPLE = 60


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A person for each seed."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(amount.often(PEOPLE)))
