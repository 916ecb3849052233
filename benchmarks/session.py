"""What the session screen costs while it moves: bytes to the terminal and processor."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.program import places, see
from benchmarks.smallest import smallest_diff
from benchmarks.table import Row
from benchmarks.terminal import Terminal

WATCHED = 14.0
"""Seconds: two reps of the bird dog, one on each side."""
SETTINGS = 'get_ready = 0\nmotion = "{}"\n[cues]\nvoice = "off"\n'
FRAMES = {"full": 10, "reduced": 5, "off": 2}
LIMITS = {"full": 10_000.0, "reduced": 4_000.0, "off": 4_000.0}
"""Bytes a second."""


@dataclass(frozen=True)
class Cost:
    """What was seen of a program that moves."""

    bytes: float
    """A second."""
    processor: float
    """Percent of one core."""
    smallest: float
    """Bytes a second of the smallest diff of the same frames."""


def rows() -> Iterator[Row]:
    """Each level of motion, against the smallest diff and against a plain app."""
    for level, limit in LIMITS.items():
        with places(SETTINGS.format(level)) as (_, command):
            ours = cost([*command, "start", "bird-dog"], "▲")
        peer = cost([sys.executable, "-m", "benchmarks.peers", str(FRAMES[level])], "one static")
        name = f"session, motion {level}"
        yield Row(f"{name}: sent", ours.bytes, "B/s", limit, ours.smallest, "smallest diff", 2)
        yield Row(
            f"{name}: processor", ours.processor, "% of a core", 5, peer.processor, "one Static"
        )
        yield Row(
            f"one Static, {FRAMES[level]} updates/s", peer.bytes, "B/s", None, peer.smallest,
            "smallest diff",
        )  # fmt: skip
    yield from _peers()


def _peers() -> Iterator[Row]:
    """A countdown and a breathing guide for terminals, where they are installed."""
    peers = (
        ("termdown", ["60"], "88", "pip install termdown"),
        ("breathe-cli", ["--cycles", "20"], "nhale", "npm install --global breathe-cli"),
    )
    for name, arguments, first, install in peers:
        command = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
        if command is None:
            print(f"{name} is not installed: {install}", file=sys.stderr)
            continue
        peer = cost([command, *arguments], first)
        yield Row(f"{name}: sent", peer.bytes, "B/s", None, peer.smallest, "smallest diff")
        yield Row(f"{name}: processor", peer.processor, "% of a core")


def cost(command: Sequence[str], first: str) -> Cost:
    """Watch a program for a while, from the moment a text is first seen."""
    terminal = Terminal(command, 100, 30)
    try:
        see(terminal, first)
        terminal.watch(0.5)
        since, used = terminal.seconds, terminal.processor
        terminal.watch(WATCHED)
        passed, used = terminal.seconds - since, terminal.processor - used
    finally:
        recording = terminal.close()
    recording.chunks = [chunk for chunk in recording.chunks if chunk[0] < since + passed]
    return Cost(
        recording.sent_since(since) / passed,
        100 * used / passed,
        smallest_diff(recording, since) / passed,
    )
