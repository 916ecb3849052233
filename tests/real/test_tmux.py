"""Suspending and resuming in a real terminal: tmux has a second screen, pyte does not."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from real.program import PATIENCE, Program

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
REPOSITORY = Path(__file__).parents[2]

SCREENS = {
    "settings": ["s"],
    "log": ["h", "Tab"],
    "delete question": ["h", "Tab", "d"],
    "edit": ["h", "Tab", "e"],
    "help": ["?"],
    "palette": ["C-p"],
    "pain": ["Enter", "x"],
    "leave": ["Enter", "q"],
}


class Tmux:
    """A separate tmux with one window of 100 × 30."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "tmux")
        self.run("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", "bash --norc")

    def run(self, *words: str) -> str:
        command = ["tmux", "-S", self._socket, *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=30).stdout

    def press(self, *keys: str) -> None:
        self.run("send-keys", *keys)

    def see(self, what: str) -> None:
        end = time.monotonic() + PATIENCE
        while what not in self.shown():
            assert time.monotonic() < end, f"never saw {what!r}:\n{self.shown()}"
            time.sleep(0.1)

    def settled(self) -> str:
        """What is shown once it has stopped changing."""
        before = None
        while before != (now := self.shown()):
            before = now
            time.sleep(0.4)
        return now

    def shown(self) -> str:
        return self.run("capture-pane", "-p")


@pytest.fixture
def tmux(program: Program) -> Iterator[Tmux]:
    program.write(settings=f'motion = "off"\n{(program.folder / "config.toml").read_text()}'
                  .replace('motion = "full"\n', ""))  # fmt: skip
    for day in ("20", "21", "22"):
        program.run("log", "bird-dog", "--date", f"2024-11-{day}")
    tmux = Tmux(program.folder)
    tmux.press(f"export PS1='ready> ' PYTHONPATH={shlex.quote(str(REPOSITORY))}; clear", "Enter")
    tmux.see("ready>")
    tmux.press(shlex.join(program.command()), "Enter")
    tmux.see("Short Bridge")
    yield tmux
    tmux.run("kill-server")


@pytest.mark.parametrize("name", SCREENS)
def test_everything_is_drawn_again_after_ctrl_z_and_fg(tmux: Tmux, name: str):
    for key in SCREENS[name]:
        tmux.press(key)
        tmux.settled()
    before = tmux.settled()
    tmux.press("C-z")
    tmux.see("Stopped")
    tmux.press("fg", "Enter")
    tmux.see(before.strip().splitlines()[0].strip()[:20])
    assert tmux.settled() == before


def test_after_bg_the_program_still_comes_back_with_fg(tmux: Tmux):
    before = tmux.settled()
    tmux.press("C-z")
    tmux.see("Stopped")
    tmux.press("bg", "Enter")
    time.sleep(0.5)
    tmux.press("fg", "Enter")
    tmux.see("enter start")
    assert tmux.settled() == before


def test_the_size_comes_from_the_terminal_and_not_from_the_environment(
    tmux: Tmux, program: Program
):
    tmux.press("q")
    tmux.see("ready>")
    tmux.press("export COLUMNS=132 LINES=43; clear", "Enter")
    tmux.see("ready>")
    tmux.press(shlex.join(program.command()), "Enter")
    tmux.see("enter start")
    assert "enter start" in tmux.settled().splitlines()[29]
    tmux.run("resize-window", "-x", "70", "-y", "24")
    tmux.see("enter start")
    assert "enter start" in tmux.settled().splitlines()[23]
