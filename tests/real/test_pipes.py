"""The program without a terminal."""

from __future__ import annotations

import subprocess
import sys

import pytest
from real.program import PATIENCE, Program, short_bridge


def test_a_plain_session_in_a_pipe_prints_its_steps_and_is_saved(program: Program):
    # The steps are long, so that even a busy machine prints each in time.
    program.write(catalog=short_bridge(reps=3, move=1.5))
    result = program.run("start", "--plain", "glute-bridge")
    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines() == [
        *["In, raise hips.", "Out, lower hips."] * 2,
        *["In, raise hips.", "Out, 3."],
        "Done, 3 of 3.",
        "Bend your knees, roll onto your side, and push up with your hands.",
        "Saved in your history (completed).",
    ]
    [session] = program.history()
    assert session["status"] == "completed"
    assert program.under_way() == []


def test_a_plain_session_whose_pipe_breaks_is_saved(program: Program):
    # The session is long, so that it still runs when the pipe breaks.
    program.write(catalog=short_bridge(reps=50, move=0.6))
    process = subprocess.Popen(
        program.command("start", "--plain", "glute-bridge"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    breaths_in = 0
    for line in process.stdout:
        breaths_in += line == "In.\n"
        if breaths_in == 2:
            break
    process.stdout.close()
    said = process.stderr.read()
    process.wait(timeout=PATIENCE)
    assert "Traceback" not in said
    [session] = program.history()
    assert session["status"] == "partial"
    assert breaths_in - 1 <= session["exercise"][0]["done_reps"] < 50


def test_the_picker_in_a_pipe_says_what_to_do(program: Program):
    result = program.run()
    assert result.returncode == 2
    assert "glute-trainer start --plain ID" in result.stderr
    assert "Traceback" not in result.stderr


WITHOUT_TEXTUAL = [
    ["list"],
    ["show", "glute-bridge"],
    ["plan", "glute-bridge"],
    ["status"],
    ["history"],
    ["export"],
    ["log", "glute-bridge"],
    ["import", "other.toml"],
    ["check"],
]

LOADED = """
import sys
from trainer.cli import main
try:
    main()
finally:
    print("textual" in sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize("words", WITHOUT_TEXTUAL, ids=lambda words: words[0])
def test_a_command_that_draws_nothing_never_loads_textual(program: Program, words: list[str]):
    (program.folder / "other.toml").write_text("format = 1\n")
    arguments = program.command(*words)[3:]
    result = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments],
        cwd=program.folder,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    assert result.stderr.splitlines()[-1] == "False"
