"""Measures a running session: the bytes it sends to the terminal, and its CPU time."""

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
"""Seconds for which a screen that does not move is watched."""
WARM = 16.0
"""Seconds of a rep on each side, after which every picture has been drawn once."""
WATCHED = 3.5
"""Seconds in a window: half a rep of the bird dog, so four windows cover a rep on each side."""
SCREENS = ((80, 24), (100, 30), (140, 45))
BUDGETS = {
    ((100, 30), "full"): (16_000.0, 4.0),
    ((140, 45), "full"): (28_000.0, 5.0),
    ((100, 30), "over SSH"): (4_000.0, 2.5),
}
"""The budgets, in bytes a second and percent of a core."""
CLOSE = 1.1
"""The largest allowed ratio of the bytes sent to the smallest diff of the same frames."""
SETTINGS = 'get_ready = 0\nmotion = "{}"\n[cues]\nvoice = "off"\n'
SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
UPDATES = {"full": 24, "reduced": 5, "off": 2}
LEVELS = (*UPDATES, "over SSH")
USUAL = (100, 30)
"""The usual size of a screen. Other sizes are measured only at full motion."""
ANIMATED = (sys.executable, "-m", "benchmarks.animated")
SEEN_LATE = 0.01
"""Output that comes within this many seconds belongs to one frame."""


@dataclass(frozen=True)
class Cost:
    """What a program with an animation costs."""

    bytes: tuple[float, float]
    """The median of the bytes a second in each window, and its spread."""
    processor: tuple[float, float]
    """The mean use of one core in percent, and its spread."""
    smallest: float
    """Bytes a second of the smallest diff of the same frames, over all windows."""
    sent: float
    """Bytes a second that were sent, over all windows."""
    frames: float
    """Frames a second in which something changed."""
    longest: float
    """The 99th percentile of the time between two frames, in seconds."""


def rows() -> Iterator[Row]:
    """Measure each size and level of motion against the smallest diff, then other programs."""
    for columns, lines in SCREENS:
        for level in LEVELS if (columns, lines) == USUAL else ("full",):
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
    command = [sys.executable, "-m", "benchmarks.one_static", str(UPDATES["full"])]
    yield from _both("one Static, 24 times a second", cost(command, "one static"))
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
    """Watch a program for a while, from `warm` seconds after the text `first` appears."""
    terminal = Terminal(command, columns, lines, environment=environment)
    marks: list[tuple[float, float]] = []
    try:
        begin(terminal, first)
        terminal.live = False  # drawing takes a processor, and slows down what is measured
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
    """Measure a paused session and an idle picker."""
    for what, keys, limit, quiet in (
        ("session paused", " ", 0.5, 0.0),
        ("picker idle", "", 1.0, None),
    ):
        # A new folder each time: in the same folder, the picker would offer to continue.
        with places(SETTINGS.format("full")) as (_, command):
            terminal = Terminal([*command, *(["start", "bird-dog"] if keys else [])])
            try:
                begin(terminal, "▲" if keys else "enter start")
                if keys:  # writing no bytes would be taken as the end of the file
                    terminal.press(keys)
                terminal.live = False
                terminal.watch(WARM)
                before, sent = terminal.processor, terminal.recording.sent
                terminal.watch(IDLE)
                used = 100 * (terminal.processor - before) / IDLE
                sent = terminal.recording.sent - sent
            finally:
                terminal.close()
        yield Row(f"{what}: processor", used, "% of a core", limit)
        yield Row(f"{what}: sent", sent / IDLE, "B/s", quiet)
