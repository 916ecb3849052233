"""How many made-up people live with the coach: 60, and 5,100 of them with `--times 85`."""

from __future__ import annotations

import pytest
from faults import amount

PEOPLE = 60


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A person for each seed."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(amount.often(PEOPLE)))
