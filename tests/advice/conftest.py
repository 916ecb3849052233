"""The number of simulated people: 40, or 5,200 with `--times 130`."""

from __future__ import annotations

import pytest
from faults import amount

PEOPLE = 40


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that has a seed once for every person."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(amount.often(PEOPLE)))
