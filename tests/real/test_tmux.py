"""Suspending and resuming in a real terminal: tmux has a second screen, pyte does not."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from real.program import PATIENCE, Program

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
REPOSITORY = Path(__file__).parents[2]

SCREENS = {
    "settings": [("s", "How long you hold")],
    "log": [("h", "up to 10 reps"), ("Tab", "Wed 20")],
    "delete question": [("h", "up to 10 reps"), ("Tab", "Wed 20"), ("d", "Delete this session?")],
    "edit": [("h", "up to 10 reps"), ("Tab", "Wed 20"), ("e", "Pain before")],
    "help": [("?", "Help for this screen")],
    "palette": [("C-p", "type to search")],
    "pain": [("Enter", "space pause"), ("x", "How much does it hurt?")],
    "leave": [("Enter", "space pause"), ("q", "End here?")],
}
"""For each screen, the keys that lead to it, and after each a text that it has brought."""


class Tmux:
    """A separate tmux with one window of 100 × 30."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "tmux")
        self.run("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", "bash --norc")

    def run(self, *words: str) -> str:
        command = ["tmux", "-S", self._socket, *words]
        return subprocess.run(command, capture_output=True, text=True, timeout=60).stdout

    def press(self, *keys: str) -> None:
        self.run("send-keys", *keys)

    def see(self, what: str | Callable[[str], bool]) -> None:
        """Wait until a text is shown, or until a condition holds for what is shown."""
        holds = what if callable(what) else lambda shown: what in shown
        end = time.monotonic() + PATIENCE
        while not holds(shown := self.shown()):
            assert time.monotonic() < end, f"never saw {what!r}:\n{shown}"
            time.sleep(0.1)

    def see_again(self, before: str) -> None:
        """Wait until exactly this is shown."""
        with suppress(AssertionError):
            self.see(lambda shown: shown == before)
        assert self.shown() == before

    def settled(self) -> str:
        """Return what is shown once it has stopped changing.

        Wait first for what a key brings: on a busy machine, a key that has not been handled
        yet looks the same as one that has.
        """
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
    for key, brings in SCREENS[name]:
        assert brings not in tmux.shown()
        tmux.press(key)
        tmux.see(brings)
    before = tmux.settled()
    tmux.press("C-z")
    tmux.see("Stopped")
    tmux.press("fg", "Enter")
    tmux.see_again(before)


def test_after_bg_the_program_still_comes_back_with_fg(tmux: Tmux):
    before = tmux.settled()
    tmux.press("C-z")
    tmux.see("Stopped")
    tmux.press("bg", "Enter")
    time.sleep(0.5)
    tmux.press("fg", "Enter")
    tmux.see_again(before)


def test_the_size_comes_from_the_terminal_and_not_from_the_environment(
    tmux: Tmux, program: Program
):
    tmux.press("q")
    tmux.see("ready>")
    tmux.press("export COLUMNS=132 LINES=43; clear", "Enter")
    tmux.see("ready>")
    tmux.press(shlex.join(program.command()), "Enter")
    tmux.see(lambda shown: "enter start" in shown.splitlines()[29])
    tmux.run("resize-window", "-x", "70", "-y", "24")
    tmux.see(lambda shown: "enter start" in shown.splitlines()[23])
