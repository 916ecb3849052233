"""Windows that change size, and terminals that can do less."""

from __future__ import annotations

import random
import re

import pytest
from real.program import Program, ends, screen, see, short_bridge

TRUECOLOUR = re.compile(rb"[34]8;2;(\d+);(\d+);(\d+)")


def test_a_session_survives_many_resizes_in_a_hold(program: Program):
    program.write(catalog=short_bridge(reps=2, move=0.3, hold=40))
    terminal = program.open("start", "glute-bridge", size=(100, 30))
    see(terminal, "Keep breathing")
    sizes = random.Random(6)
    for _ in range(60):
        terminal.resize(sizes.randint(50, 200), sizes.randint(17, 60))
        terminal.watch(0.02)
    for columns, lines in ((1, 1), (20, 5), (46, 16), (100, 30)):
        terminal.resize(columns, lines)
        terminal.watch(0.2)
    see(terminal, "Press space to continue")
    terminal.press(" ")
    see(terminal, "Back into position")
    terminal.press("\r")
    see(terminal, "Keep breathing")
    assert not terminal.ended
    assert "Traceback" not in screen(terminal)


@pytest.mark.parametrize(
    "environment",
    [
        {"NO_COLOR": "1"},
        {"TERM": "xterm-16color", "COLORTERM": ""},
        {"TERM": "linux", "COLORTERM": ""},
        {"TERM": "screen-256color", "COLORTERM": ""},
        {"SSH_CONNECTION": "192.0.2.1 22 192.0.2.2 22"},
    ],
    ids=lambda environment: ",".join(f"{key}={value}" for key, value in environment.items()),
)
def test_every_kind_of_terminal_shows_the_session(program: Program, environment: dict[str, str]):
    program.write(catalog=short_bridge(reps=2, move=0.3, hold=30))
    terminal = program.open("start", "glute-bridge", environment=environment)
    see(terminal, "Keep breathing")
    assert terminal.shows("Short Bridge")
    assert terminal.shows("rep 1 of 2")
    sent = b"".join(chunk for _, chunk in terminal.recording.chunks)
    if "NO_COLOR" in environment:
        assert all(len(set(parts)) == 1 for parts in TRUECOLOUR.findall(sent)), "not only greys"


def test_in_a_dumb_terminal_the_program_points_to_plain_mode(program: Program):
    terminal = program.open("start", "glute-bridge", environment={"TERM": "dumb"})
    see(terminal, "glute-trainer start --plain ID")


@pytest.mark.parametrize(
    "given",
    [
        "TEXTUAL_COLOR_SYSTEM=bogus",
        "TEXTUAL_COLOR_SYSTEM=",
        "TEXTUAL_DRIVER=nonsense",
        "TEXTUAL_DRIVER=textual.app:Nothing",
        "TEXTUAL_LOG=/nonexistent/log",
    ],
)
def test_an_invalid_textual_variable_is_reported(program: Program, given: str):
    name, _, value = given.partition("=")
    terminal = program.open(environment={name: value})
    see(terminal, f"Unset {name}.")
    assert ends(terminal) == 2
