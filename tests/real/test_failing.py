"""After a bug in the program, the session is saved, the terminal is restored and the bug is
reported."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from real.program import Program, ends, screen, see, short_bridge

from benchmarks.terminal import Terminal
from trainer.cli.crash import _write

BUGS = {
    "a key": "trainer.ui.session.screen:SessionScreen.action_mute",
    "a worker": "trainer.ui.session.screen:SessionScreen.action_variant",
}
BROKEN = """\
import sys
from importlib import import_module
module, _, name = {bug!r}.partition(":")
owner, _, method = name.partition(".")

def fail(*_):
    raise KeyError("a bug \\x1b[31m of ours")

setattr(getattr(import_module(module), owner), method, fail)
from trainer.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize("key", ["m", "v"])
def test_after_a_bug_the_session_is_saved_and_the_error_takes_two_lines(program: Program, key: str):
    program.write(catalog=short_bridge(reps=50, move=0.3))
    bug = BUGS["a key" if key == "m" else "a worker"]
    words = program.command("start", "glute-bridge")[3:]
    terminal = Terminal([sys.executable, "-c", BROKEN.format(bug=bug), *words], 100, 30)
    program.terminals.append(terminal)
    see(terminal, lambda: program.done_reps >= 2)
    terminal.press(key)
    code = ends(terminal)
    assert code == 70
    sent = b"".join(chunk for _, chunk in terminal.recording.chunks)
    assert sent.rindex(b"\x1b[?1049l") > sent.rindex(b"\x1b[?1049h")
    after = sent[sent.rindex(b"\x1b[?1004l") :].decode()
    lines = [line for line in after.splitlines() if "Glute Trainer" in line or "bug" in line]
    assert "Your session is saved" in lines[0]
    assert "crash.txt" in after
    assert "Traceback" not in screen(terminal)
    assert "\x1b[31m" not in after
    details = (program.data / "crash.txt").read_text(encoding="utf-8")
    assert "KeyError" in details
    [session] = program.under_way()
    assert session["exercise"][0]["done_reps"] >= 2


@pytest.mark.parametrize(
    "sent",
    [signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM, signal.SIGTERM],
)
def test_the_terminal_is_restored_after_any_signal(program: Program, sent: signal.Signals):
    program.write(catalog=short_bridge(reps=50, move=0.3))
    terminal = program.open("start", "glute-bridge")
    see(terminal, lambda: program.done_reps >= 1)
    os.kill(terminal.process, sent)
    ends(terminal)
    written = b"".join(chunk for _, chunk in terminal.recording.chunks)
    for mode in (b"1049", b"1000", b"1003", b"1006", b"2004", b"1004"):
        assert written.rindex(b"\x1b[?" + mode + b"l") > written.rindex(b"\x1b[?" + mode + b"h")
    [session] = program.on_disk()
    assert session["exercise"][0]["done_reps"] >= 1


def test_a_bug_in_a_command_prints_two_lines_and_exits_with_70(program: Program):
    bug = "trainer.history.store:HistoryStore.load"
    words = program.command("status")[3:]
    program.data.mkdir()
    command = [sys.executable, "-c", BROKEN.format(bug=bug), "history", *words[:-1]]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert result.returncode == 70, result.stderr
    assert len(result.stderr.splitlines()) == 2
    assert "\x1b" not in result.stderr
    assert "KeyError" in (program.data / "crash.txt").read_text(encoding="utf-8")


def test_crash_details_are_never_written_through_a_link(tmp_path: Path):
    mine = tmp_path / "mine"
    mine.write_text("mine")
    (tmp_path / "crash.txt").symlink_to(mine)
    _write(tmp_path / "crash.txt", "details")
    assert mine.read_text() == "mine"
    assert (tmp_path / "crash.txt").read_text() == "details"
    assert (tmp_path / "crash.txt").stat().st_mode & 0o777 == 0o600
