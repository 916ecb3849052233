"""What the program says when it cannot be said, and how it ends then."""

from __future__ import annotations

import subprocess

import pytest
from real.program import Program, ends, see

SAYING = [["list"], ["history"], ["export", "--format", "json"], ["plan", "bird-dog"], ["status"]]


@pytest.mark.parametrize("words", SAYING, ids=lambda words: words[0])
def test_an_answer_that_has_no_room_is_a_clear_error(program: Program, words: list[str]):
    program.run("log", "bird-dog")
    with open("/dev/full", "w") as full:
        result = subprocess.run(
            program.command(*words), stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert result.returncode == 2
    assert result.stderr.splitlines() == [
        "The answer cannot be written: No space left on device.",
        "Make room; try again.",
    ]


def test_a_reader_that_has_gone_is_no_error(program: Program):
    process = subprocess.Popen(
        program.command("list"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(20) == 0


def test_a_no_and_a_wrong_use_are_still_told_by_the_exit_code(program: Program):
    assert program.run("status", "--check").returncode == 1
    assert program.run("show", "nothing").returncode == 2


@pytest.mark.parametrize(
    "words", [["start", "glute-bridge"], ["start", "--plain", "glute-bridge"], []]
)
def test_the_program_ends_well_when_its_terminal_is_closed(program: Program, words: list[str]):
    terminal = program.open(*words)
    see(terminal, "rep 1 of 3" if words else "enter starts")
    terminal.hang_up()
    assert ends(terminal) == 0
