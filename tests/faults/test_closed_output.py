"""How the program ends if its output cannot be written."""

from __future__ import annotations

import os
import signal
import subprocess
import termios
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from real.program import PATIENCE, Program, ends, see, short_bridge
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from benchmarks.terminal import Terminal
from trainer.ui.terminal.driver import TolerantFile

SAYING = [["list"], ["history"], ["export", "--format", "json"], ["plan", "bird-dog"], ["status"]]


@pytest.mark.parametrize("words", SAYING, ids=lambda words: words[0])
def test_output_to_a_full_disk_is_reported(program: Program, words: list[str]):
    program.run("log", "bird-dog")
    with open("/dev/full", "w") as full:
        result = subprocess.run(
            program.command(*words), stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert result.returncode == 2
    assert result.stderr.splitlines() == [
        "Cannot write the output: No space left on device.",
        "Free some space and try again.",
    ]


def test_a_closed_pipe_is_not_an_error(program: Program):
    process = subprocess.Popen(
        program.command("list"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(PATIENCE) == 0


def test_a_failed_check_exits_with_1_and_an_unknown_name_with_2(program: Program):
    assert program.run("status", "--check").returncode == 1
    assert program.run("show", "nothing").returncode == 2


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        (["start", "glute-bridge"], "Keep breathing"),
        (["start", "--plain", "glute-bridge"], "Hold, thirty seconds."),
        ([], "enter start"),
    ],
)
def test_the_program_exits_with_0_when_its_terminal_is_closed(
    program: Program, words: list[str], seen: str
):
    program.write(catalog=short_bridge(move=1, hold=30))
    terminal = program.open(*words)
    see(terminal, seen)
    terminal.hang_up()
    assert ends(terminal) == 0


def leave(terminal: Terminal) -> None:
    """End a paused session without a rep, and then the program."""
    terminal.press("q")
    see(terminal, "not done a rep yet")
    terminal.press("\r")
    see(terminal, "enter start")
    terminal.press("q")
    assert ends(terminal) == 0


def test_a_continue_signal_without_a_stop_changes_nothing(program: Program):
    """A lost connection also sends SIGCONT. A second thread must not start to read the keys."""
    program.write(catalog=short_bridge(reps=3, move=0.5, hold=30))
    terminal = program.open("start", "glute-bridge")
    see(terminal, "Keep breathing")
    threads = Path(f"/proc/{terminal.process}/task")
    before = len(list(threads.iterdir())) if threads.exists() else 0
    for _ in range(3):
        terminal.send(signal.SIGCONT)
        terminal.watch(0.2)
    terminal.press(" ")
    see(terminal, "Press space to continue")
    assert not threads.exists() or len(list(threads.iterdir())) <= before
    leave(terminal)


def test_a_program_stopped_from_outside_restores_its_terminal_settings(program: Program):
    """While the program is stopped, a shell sets the terminal to line mode with an echo."""
    program.write(catalog=short_bridge(reps=3, move=0.5, hold=30))
    terminal = program.open("start", "glute-bridge")
    see(terminal, "Keep breathing")
    ours = termios.tcgetattr(terminal._descriptor)
    terminal.send(signal.SIGSTOP)
    as_a_shell = list(ours)
    as_a_shell[3] |= termios.ICANON | termios.ECHO
    termios.tcsetattr(terminal._descriptor, termios.TCSANOW, as_a_shell)
    terminal.send(signal.SIGCONT)
    see(terminal, lambda: termios.tcgetattr(terminal._descriptor)[3] == ours[3])
    terminal.press(" ")
    see(terminal, "Press space to continue")
    leave(terminal)


def test_writing_to_a_closed_terminal_does_not_block():
    ours, theirs = os.openpty()
    file = os.fdopen(theirs, "w")
    writer = WriterThread(TolerantFile(file))  # type: ignore[arg-type]
    writer.start()
    os.close(ours)

    def write_much() -> None:
        for number in range(10 * MAX_QUEUED_WRITES):
            writer.write(f"{number}")
        writer.stop()

    writing = threading.Thread(target=write_much, daemon=True)
    writing.start()
    writing.join(PATIENCE)
    with suppress(OSError):
        file.close()
    assert not writing.is_alive()
