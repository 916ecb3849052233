"""Whether what is shown is shown in time."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator, Sequence

import pyte

from benchmarks.program import begin, places, see
from benchmarks.session import SETTINGS
from benchmarks.table import Row, middle, percentile
from benchmarks.terminal import Terminal

SHAPES = "▲▼●■◇⇄☾"
"""The glyph before the line that changes with every stage."""
PRESSES = 30
FIVE_MINUTES = ("glute-bridge", "bird-dog", "clam-shells")
"""Three exercises, and a rest between them."""


def lateness() -> Iterator[Row]:
    """When each new word arrived, against the plan; the earliest of them is taken as in time."""
    with places(SETTINGS.format("full")) as (_, command):
        plan = json.loads(subprocess.check_output([*command, "plan", *FIVE_MINUTES, "--json"]))
        changes = _changes([*command, "start", *FIVE_MINUTES], plan["seconds"])
    starts = [stage["start"] for stage in plan["stages"]]
    offsets = [at - start for at, start in zip(changes, starts, strict=True)]
    # The first frame comes with the start-up of the whole screen, so it is not a change.
    offsets = offsets[1:]
    late = [1000 * (offset - min(offsets)) for offset in offsets]
    _, spread = middle(late)
    minutes = plan["seconds"] / 60
    what = f"stage shown late in {minutes:.1f} minutes"
    yield Row(f"{what}, 99th percentile", percentile(late, 0.99), "ms", 50, spread=spread)
    half = len(offsets) // 2
    drift = middle(offsets[half:])[0] - middle(offsets[:half])[0]
    yield Row(f"drift over {minutes:.1f} minutes", abs(1000 * drift), "ms", 10)


def _changes(command: Sequence[str], seconds: float) -> list[float]:
    """When each new stage came to the screen, in seconds since the start."""
    terminal = Terminal(command, 100, 30, live=False)
    terminal.watch(seconds + 4)  # the start-up included
    screen = pyte.Screen(100, 30)
    stream = pyte.ByteStream(screen)
    changes: list[float] = []
    told = ""
    for at, data in terminal.close().frames():
        stream.feed(data)
        now = next((line.strip() for line in screen.display if _tells(line)), told)
        if now != told:
            told = now
            changes.append(at)
    return changes


def _tells(line: str) -> bool:
    return line.strip()[:1] in SHAPES and line.strip()[1:3] == "  "


def key_to_paint() -> Iterator[Row]:
    """From a key press at any moment of a frame to the screen that shows what it did."""
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
