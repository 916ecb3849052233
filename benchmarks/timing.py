"""Measures whether stages and the effects of keys are shown in time."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence

import pyte

from benchmarks.program import begin, places, see
from benchmarks.session import SETTINGS
from benchmarks.table import Row, late, middle, percentile
from benchmarks.terminal import Terminal
from trainer.session import stages

SHAPES = tuple(
    f"{stage.shape} "
    for stage in (
        stages.READY, stages.INHALE, stages.EXHALE, stages.EASY, stages.HOLD, stages.SWITCH,
        stages.REST,
    )
)  # fmt: skip
"""The beginnings of the line that changes with every stage."""
EDGES = " ▁▂▃▄▅▆▇█"
"""The glyphs of the breath light at both edges of a line."""
PRESSES = 30
STARTUP = 8.0
"""Extra seconds for which a session is watched, since it may start slowly."""
FIVE_MINUTES = ("glute-bridge", "bird-dog", "clam-shells")
"""Three exercises, which take five minutes with the rests between them."""
A_MINUTE = 60.0
ON_CORE = """\
import os, sys
os.sched_setaffinity(0, {int(sys.argv[1])})
os.execvp(sys.argv[2], sys.argv[2:])
"""


def lateness() -> Iterator[Row]:
    """Compare when stages were shown with the plan. The earliest counts as on time."""
    seconds, offsets, _ = _offsets(FIVE_MINUTES)
    minutes = seconds / 60
    yield late(f"delay of a stage over {minutes:.1f} minutes", offsets, 50)
    half = len(offsets) // 2
    drift = middle(offsets[half:])[0] - middle(offsets[:half])[0]
    yield Row(f"drift over {minutes:.1f} minutes", abs(1000 * drift), "ms", 10)


def quarter() -> Iterator[Row]:
    """Measure lateness on a slow machine: on one core, with three busy processes."""
    core = min(os.sched_getaffinity(0))
    onto = [sys.executable, "-c", ON_CORE, str(core)]
    neighbours = [
        subprocess.Popen([*onto, sys.executable, "-c", "while True: pass"]) for _ in "123"
    ]
    try:
        seconds, offsets, frames = _offsets(("glute-bridge",), onto, A_MINUTE)
    finally:
        for neighbour in neighbours:
            neighbour.kill()
            neighbour.wait()
    what = "on a quarter of a core"
    yield late(f"{what}: delay of a stage", offsets, 300)
    yield Row(f"{what}: shown", frames / seconds, "frames/s")


def _offsets(
    exercises: Sequence[str], through: Sequence[str] = (), most: float = float("inf")
) -> tuple[float, list[float], int]:
    """Watch a session for at most `most` seconds.

    Return the seconds watched, the delay of each stage, and the number of frames.
    """
    with places(SETTINGS.format("full")) as (_, command):
        plan = json.loads(subprocess.check_output([*command, "plan", *exercises, "--json"]))
        seconds = min(plan["seconds"], most)
        changes, frames = _changes([*through, *command, "start", *exercises], seconds)
    starts = [stage["start"] for stage in plan["stages"]]
    whole = seconds == plan["seconds"]
    offsets = [at - start for at, start in zip(changes, starts, strict=whole)]
    # The first frame comes with the start of the whole screen, so it is not a change of stage.
    return seconds, offsets[1:], frames


def _changes(command: Sequence[str], seconds: float) -> tuple[list[float], int]:
    """Return when each new stage was shown, in seconds, and the number of frames."""
    terminal = Terminal(command, 100, 30, live=False)
    terminal.watch(seconds + STARTUP)
    screen = pyte.Screen(100, 30)
    stream = pyte.ByteStream(screen)
    changes: list[float] = []
    before = ""
    frames = terminal.close().frames()
    for at, data in frames:
        stream.feed(data)
        lines = (line.strip(EDGES) for line in screen.display)
        now = next((line for line in lines if line.startswith(SHAPES)), before)
        if now != before:
            before = now
            changes.append(at)
    return changes, len(frames)


def key_to_paint() -> Iterator[Row]:
    """Time from a key press at a random moment until its effect is shown."""
    moments = random.Random(12)
    with places(SETTINGS.format("full")) as (_, command):
        terminal = Terminal([*command, "start", "bird-dog"], 100, 30)
        try:
            begin(terminal, "rep 1 of 10")
            waits = []
            for number in range(PRESSES):
                terminal.watch(moments.uniform(0.3, 0.6))
                key, shown = ("p", "rep 1 of 10") if number % 2 else ("n", "rep 2 of 10")
                pressed = terminal.seconds
                terminal.press(key)
                waits.append(1000 * (see(terminal, shown) - pressed))
        finally:
            terminal.close()
    value, spread = middle(waits)
    yield Row("key to paint, median", value, "ms", spread=spread)
    yield Row("key to paint, 99th percentile", percentile(waits, 0.99), "ms", 50)
