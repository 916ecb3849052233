"""What the session screen costs while it moves: bytes to the terminal and processor."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.peers import BREATHE, INSTALL, TERMDOWN
from benchmarks.program import begin, places
from benchmarks.smallest import smallest_diff
from benchmarks.table import Row, middle, percentile
from benchmarks.terminal import Terminal

WINDOWS = 4
IDLE = 8.0
"""Seconds to watch what does not move."""
WARM = 16.0
"""Seconds after which every moment of the movement has been drawn: a rep on each side."""
WATCHED = 3.5
"""Seconds of each: half a rep of the bird dog, so that four are a rep on each side."""
SCREENS = ((80, 24), (100, 30), (140, 45))
BUDGETS = {
    ((100, 30), "full"): (16_000.0, 4.0),
    ((140, 45), "full"): (28_000.0, 5.0),
    ((100, 30), "over SSH"): (4_000.0, 2.5),
}
"""Bytes a second, and percent of a core."""
CLOSE = 1.1
"""Times the smallest diff of the same frames."""
SETTINGS = 'get_ready = 0\nmotion = "{}"\n[cues]\nvoice = "off"\n'
SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
UPDATES = {"full": 24, "reduced": 5, "off": 2}
LEVELS = (*UPDATES, "over SSH")
ANIMATED = (sys.executable, "-m", "benchmarks.animated")
SEEN_LATE = 0.01
"""Seconds apart that two frames at least are."""


@dataclass(frozen=True)
class Cost:
    """What was seen of a program that moves: the medians of the windows, and their spreads."""

    bytes: tuple[float, float]
    """A second."""
    processor: tuple[float, float]
    """Percent of one core."""
    smallest: float
    """Bytes a second of the smallest diff of the same frames, over all windows."""
    sent: float
    """Bytes a second over all windows."""
    frames: float
    """A second; those in which something changed."""
    longest: float
    """Seconds between two frames, 99th percentile."""


def rows() -> Iterator[Row]:
    """Each size and level of motion, against the smallest diff; then the peers."""
    for columns, lines in SCREENS:
        for level in LEVELS:
            limit, processor = BUDGETS.get(((columns, lines), level), (None, None))
            setting, environment = ("auto", SSH) if level == "over SSH" else (level, {})
            with places(SETTINGS.format(setting)) as (_, command):
                start = [*command, "start", "bird-dog"]
                warm = WARM if level == "full" else 0.5
                ours = cost(start, "▲", columns, lines, environment, warm)
            yield from _both(
                f"session {columns}×{lines}, {level}",
                ours,
                limit,
                CLOSE if limit else None,
                processor,
            )
            if level == "full":
                yield Row(f"session {columns}×{lines}, {level}: shown", ours.frames, "frames/s")
                late = 1000 * (ours.longest - 1 / UPDATES["full"])
                yield Row(f"session {columns}×{lines}, {level}: frame late, 99th", late, "ms")
    yield from paused()
    for level, updates in UPDATES.items():
        command = [sys.executable, "-m", "benchmarks.one_static", str(updates)]
        yield from _both(f"one Static, as often as {level}", cost(command, "one static"))
    yield from _both("a disc in plain Textual, 24 times a second", cost(ANIMATED, "animated"))
    for peer, first in ((TERMDOWN, TERMDOWN.shows), (BREATHE, BREATHE.shows)):
        if peer.command is None:
            print(f"{peer.name}: not installed ({INSTALL})", file=sys.stderr)
        else:
            yield from _both(peer.name, cost(peer.command, first))


def _both(
    name: str,
    seen: Cost,
    limit: float | None = None,
    ratio: float | None = None,
    processor: float | None = None,
) -> Iterator[Row]:
    value, spread = seen.sent, seen.bytes[1]
    yield Row(f"{name}: sent", value, "B/s", limit, seen.smallest, "smallest diff", ratio, spread)
    value, spread = seen.processor
    yield Row(f"{name}: processor", value, "% of a core", processor, spread=spread)


def cost(
    command: Sequence[str],
    first: str,
    columns: int = 100,
    lines: int = 30,
    environment: dict[str, str] | None = None,
    warm: float = 0.5,
) -> Cost:
    """Watch a program for a while, from `warm` seconds after a text is first seen."""
    terminal = Terminal(command, columns, lines, environment=environment)
    marks: list[tuple[float, float]] = []
    try:
        begin(terminal, first)
        terminal.watch(warm)
        for window in range(WINDOWS + 1):
            marks.append((terminal.seconds, terminal.processor))
            if window < WINDOWS:
                terminal.watch(WATCHED)
    finally:
        recording = terminal.close()
    since, until = marks[0][0], marks[-1][0]
    recording.chunks = [chunk for chunk in recording.chunks if chunk[0] < until]
    sent, used = [], []
    for (began, before), (ended, after) in pairwise(marks):
        seconds = ended - began
        sent.append((recording.sent_since(began) - recording.sent_since(ended)) / seconds)
        used.append(100 * (after - before) / seconds)
    seconds = until - since
    frames = [at for at, _ in recording.frames(SEEN_LATE) if at >= since]
    return Cost(
        middle(sent),
        (sum(used) / len(used), middle(used)[1]),
        smallest_diff(recording, since) / seconds,
        recording.sent_since(since) / seconds,
        len(frames) / seconds,
        percentile([after - before for before, after in pairwise(frames)] or [0.0], 0.99),
    )


def paused() -> Iterator[Row]:
    """A session that waits, and a picker nobody touches."""
    for what, keys, limit, quiet in (
        ("session paused", " ", 0.5, 0.0),
        ("picker idle", "", 1.0, None),
    ):
        with places(SETTINGS.format("full")) as (_, command):  # or the picker offers to continue
            terminal = Terminal([*command, *(["start", "bird-dog"] if keys else [])])
            try:
                begin(terminal, "▲" if keys else "enter start")
                if keys:  # nothing typed at all would be taken for the end of the terminal
                    terminal.press(keys)
                terminal.watch(WARM)
                before, sent = terminal.processor, terminal.recording.sent
                terminal.watch(IDLE)
                used = 100 * (terminal.processor - before) / IDLE
                sent = terminal.recording.sent - sent
            finally:
                terminal.close()
        yield Row(f"{what}: processor", used, "% of a core", limit)
        yield Row(f"{what}: sent", sent / IDLE, "B/s", quiet)
