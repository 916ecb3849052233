"""A terminal that stops reading: the program saves, exits when told to, and redraws later."""

from __future__ import annotations

import os
import signal
import time

import pytest
from real.program import PATIENCE, Program, see, short_bridge


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGUSR1])
def test_a_signal_ends_the_program_while_the_terminal_does_not_read(
    program: Program, sent: signal.Signals
):
    program.write(catalog=short_bridge(reps=5, move=0.3, hold=40))
    terminal = program.open("start", "glute-bridge", size=(140, 45))
    see(terminal, "Keep breathing")
    for columns in range(60, 140):  # full repaints, until nothing more fits
        terminal.resize(columns, 45)
        time.sleep(0.03)
    os.kill(terminal.process, sent)
    deadline = time.monotonic() + PATIENCE
    while not terminal.ended:  # nothing is read meanwhile
        assert time.monotonic() < deadline, "still there"
        time.sleep(0.02)
    [session] = program.on_disk()
    assert session["exercise"][0]["id"] == "glute-bridge"


def test_a_terminal_that_reads_again_gets_the_whole_screen(program: Program):
    program.write(catalog=short_bridge(reps=5, move=0.3, hold=60))
    terminal = program.open("start", "glute-bridge", size=(140, 45))
    see(terminal, "Keep breathing")
    for columns in range(60, 141):
        terminal.resize(columns, 45)
        time.sleep(0.03)
    time.sleep(1.5)
    terminal.watch(1.0)  # what had been sent before, and the new screen
    terminal.screen.reset()
    terminal.press("\x0c")
    see(terminal, "Keep breathing")
    assert terminal.shows("Short Bridge")
