"""A real session is interrupted by a lost connection, SIGTERM or SIGKILL."""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass, field

import pytest
from real.program import PATIENCE, SETTINGS, Program, done, ends, screen, see, short_bridge

from benchmarks.terminal import Terminal

ON_DISK_WITHIN = 1.0
"""Seconds after the end of a rep within which it must be on disk, even on a busy machine."""
MOMENTS = random.Random(20)


def cut_off_by_closing_the_window(terminal: Terminal) -> None:
    terminal.hang_up()


def cut_off_by_sigterm(terminal: Terminal) -> None:
    terminal.send(15)


@pytest.mark.parametrize("cut_off", [cut_off_by_closing_the_window, cut_off_by_sigterm])
def test_an_interrupted_session_continues_with_no_rep_lost_or_counted_twice(program, cut_off):
    program.write(catalog=short_bridge(reps=20))
    terminal = program.open("start", "glute-bridge")
    see(terminal, lambda: program.done_reps >= 2)
    begun = re.findall(r"rep (\d+) of 20", screen(terminal))
    cut_off(terminal)
    ends(terminal)
    [kept] = program.under_way()
    assert max(2, int(begun[0]) - 1) <= done(kept) < 20

    terminal = program.open()
    see(terminal, "A session was cut off")
    see(terminal, f"Short Bridge {done(kept)} of 20")
    terminal.press("\r")
    see(terminal, "Back into position")
    terminal.press("\r")
    see(terminal, "Pain now")
    [session] = program.history()
    assert (session["id"], session["status"], done(session)) == (kept["id"], "completed", 20)
    assert program.under_way() == []


def test_an_interrupted_plain_session_is_saved_up_to_the_interruption(program: Program):
    program.write(catalog=short_bridge(reps=12, move=0.6))
    terminal = program.open("start", "--plain", "glute-bridge")
    see(terminal, lambda: screen(terminal).count("In.") >= 3)
    begun = screen(terminal).count("In.")
    terminal.hang_up()
    ends(terminal)
    [session] = program.history()
    assert session["status"] == "partial"
    assert begun - 1 <= done(session) < 12


@dataclass
class Victim:
    """A program that will be killed, and what it showed before."""

    program: Program
    terminal: Terminal
    lives: float
    """Seconds from the first rep to the kill."""
    seen: dict[int, float] = field(default_factory=dict)
    """The time when each rep was first seen. Number 6 is the end of the session."""

    def look(self) -> None:
        """Note the current rep, and kill the program once its time is over."""
        self.terminal.watch(0.01)
        text = screen(self.terminal)
        for rep in re.findall(r"rep (\d) of 5", text):
            self.seen.setdefault(int(rep), time.monotonic())
        for rep in range(text.count("In.")):  # in plain lines
            self.seen.setdefault(rep + 1, time.monotonic())
        if "Pain now" in text or "Done," in text:
            self.seen.setdefault(6, time.monotonic())
        if self.seen and time.monotonic() - self.began >= self.lives:
            self.terminal.send(9)

    @property
    def began(self) -> float:
        """The time when a rep was first seen. On a busy machine it may not be the first rep."""
        return min(self.seen.values())

    @property
    def surely_done(self) -> int:
        """The number of reps that ended long enough before the kill."""
        latest = self.began + self.lives - ON_DISK_WITHIN
        return max((rep - 1 for rep, at in self.seen.items() if at <= latest), default=0)


@pytest.mark.parametrize("plain", [True, False], ids=["plain", "app"])
@pytest.mark.parametrize("batch", [1, 2])
def test_a_kill_at_any_moment_loses_no_finished_rep(tmp_path, plain: bool, batch: int):
    victims = []
    for number in range(5):
        program = Program(tmp_path / f"{number}")
        program.folder.mkdir()
        # A plain line is only written if there is time to hear it.
        move = 0.6 if plain else 0.15
        program.write(SETTINGS.replace("full", "reduced"), short_bridge(reps=5, move=move))
        words = ["start", *(["--plain"] if plain else []), "glute-bridge"]
        victims.append(Victim(program, program.open(*words), MOMENTS.uniform(0, 3.6)))
    deadline = time.monotonic() + 2 * PATIENCE
    while alive := [victim for victim in victims if not victim.terminal.ended]:
        assert time.monotonic() < deadline
        for victim in alive:
            victim.look()
    for victim in victims:
        kept = victim.program.on_disk()
        assert len(kept) <= 1
        assert sum(map(done, kept)) >= victim.surely_done, (victim.lives, victim.seen)
        assert sum(map(done, kept)) <= 5
