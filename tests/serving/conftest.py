from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from real.program import PATIENCE, SETTINGS, Program, short_bridge


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program with a short bridge, and with settings that leave out the waits."""
    program = Program(tmp_path)
    program.write()
    yield program
    program.close()


@pytest.fixture
def address(program: Program) -> Iterator[str]:
    """The address of a running server whose page may speak."""
    program.write(SETTINGS.replace('voice = "off"', ""), short_bridge(3, 2.0, 1.0))
    process = subprocess.Popen(
        program.command("serve", "--port", "0"), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    yield process.stdout.readline().split()[1]
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
