"""How many made-up people live with the coach: 40, or 5,200 with `--times 130`."""

from __future__ import annotations

import pytest
from faults import amount

PEOPLE = 40


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A person for each seed."""
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(amount.often(PEOPLE)))
