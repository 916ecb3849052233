from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from real.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program with a short bridge, and with settings that leave out the waits."""
    program = Program(tmp_path)
    program.write()
    yield program
    program.close()
