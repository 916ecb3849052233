"""If the terminal is closed, in any kind of stage or on any screen, the reps done are saved at
once."""

from __future__ import annotations

import itertools
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from faults.amount import survived
from real.program import PATIENCE, Program, done, screen, short_bridge

SETTINGS = """\
get_ready = 0
rest = 0
switch = 60
motion = "reduced"
welcomed = true
questions = "off"

[cues]
voice = "off"
"""
BRIDGE = short_bridge(reps=50, move=0.6, hold=0.6)
ONE_REP = short_bridge(reps=1, move=0.2, hold=0.2)
AT_ONCE = 4


@dataclass
class Stage:
    """How to reach a stage: pairs of a pattern to wait for, and the keys to press then."""

    way: list[tuple[str, str]]
    catalog: str = BRIDGE
    settings: str = SETTINGS
    words: list[str] = field(default_factory=lambda: ["start", "glute-bridge"])
    done: int = 1
    """Reps that are certainly done in this stage."""


def sided(**fields: object) -> str:
    """A catalog with one rep, followed by another stage to wait in."""
    text = ONE_REP.replace('sides = "none"', "")
    given = {"sides": '"none"', **fields}
    return text.replace(
        "reps = 1", "reps = 1\n" + "\n".join(f"{k} = {v}" for k, v in given.items())
    )


ONE_DONE = r"rep ([2-9]|\d\d) of 50"
DONE = (ONE_DONE, "")
STAGES = {
    "get ready": Stage(
        [("◇", "\r"), ("Bird Dog", ""), ("◇", "")],
        ONE_REP,
        SETTINGS.replace("get_ready = 0", "get_ready = 60"),
        ["start", "glute-bridge", "bird-dog"],
    ),
    "move": Stage([DONE, ("▲", "")]),
    "hold": Stage([DONE, ("■", "")]),
    "switch sides": Stage([("⇄", "")], sided(sides='"each"')),
    "rest": Stage([("next, set 2 of 2", "")], sided(sets=2, rest=60)),
    "paused": Stage([(ONE_DONE, " "), ("‖", "")]),
    "re-entry": Stage([(ONE_DONE, " "), ("‖", " "), ("↺", "")]),
    "leave dialog": Stage([(ONE_DONE, "q"), (r"End here\?", "")]),
    "hurt dialog": Stage([(ONE_DONE, "x"), ("Ease down", "")]),
    "palette": Stage([(ONE_DONE, "\x10"), ("type to search", "")]),
    "check-in": Stage([("Pain now", "")], ONE_REP),
    "picker": Stage([("Pain now", "\r"), ("h history", "")], ONE_REP),
    "history": Stage([("Pain now", "\r"), ("h history", "h"), ("Calendar", "")], ONE_REP),
    "settings": Stage([("Pain now", "\r"), ("h history", "s"), ("Movement", "")], ONE_REP),
    "plain": Stage([(r"Out\.\nIn\.", "")], words=["start", "--plain", "glute-bridge"]),
    "plain, paused": Stage(
        [(r"Out\.\nIn\.", " "), (r"Paused\.", "")], words=["start", "--plain", "glute-bridge"]
    ),
}


class Act:
    """A program that is led to a stage, where its terminal is closed."""

    def __init__(self, folder: Path, stage: Stage) -> None:
        folder.mkdir()
        self.stage = stage
        self.program = Program(folder)
        self.program.write(stage.settings, stage.catalog)
        self.terminal = self.program.open(*stage.words)
        self._way = iter(stage.way)
        self._next = next(self._way)
        self.cut_off = 0.0
        self.lasted = 0.0

    def go_on(self) -> bool:
        """Press the next keys if their text is shown. Return whether the program is running."""
        if self.cut_off:
            self.lasted = time.monotonic() - self.cut_off
            return not self.terminal.ended
        self.terminal.watch(0.02)
        seen, keys = self._next
        if re.search(seen, screen(self.terminal)):
            if keys:
                self.terminal.press(keys)
            if (following := next(self._way, None)) is None:
                self.cut_off = time.monotonic()
                self.terminal.hang_up()
            else:
                self._next = following
        return True

    @property
    def saved_reps(self) -> list[int]:
        """The reps done in every session on disk."""
        return [done(session) for session in self.program.on_disk()]


def batches() -> Iterator[tuple[str, ...]]:
    names = iter(STAGES)
    while batch := tuple(itertools.islice(names, AT_ONCE)):
        yield batch


@pytest.mark.parametrize("names", [*batches()], ids=" + ".join)
def test_closing_the_terminal_in_any_stage_saves_what_is_done(
    tmp_path: Path, names: tuple[str, ...]
):
    acts = {name: Act(tmp_path / name, STAGES[name]) for name in names}
    deadline = time.monotonic() + 2 * PATIENCE
    alive = dict(acts)
    while alive:
        alive = {name: act for name, act in alive.items() if act.go_on()}
        assert time.monotonic() < deadline, {
            n: (a._next, screen(a.terminal)) for n, a in alive.items()
        }
    for name, act in acts.items():
        assert os.waitstatus_to_exitcode(act.terminal.status or 0) == 0, name
        [kept] = act.saved_reps
        assert kept >= act.stage.done, name
        survived["terminals closed, each in another stage"] += 1
        longest = "milliseconds until the slowest of them had ended"
        survived[longest] = max(survived[longest], round(1000 * act.lasted))
