"""Measures the trainer on a slow or distant connection: how soon a key takes effect on screen, and
how long the event loop is blocked."""

from __future__ import annotations

import os
import select
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.program import begin, places, see
from benchmarks.table import Row, percentile
from benchmarks.terminal import Terminal

SETTINGS = 'get_ready = 0\nmotion = "full"\n[cues]\nvoice = "off"\nbell = "off"\ntones = "off"\n'
LINES = (("8 KB/s", 8_000.0, 0.0), ("300 ms latency", 1e9, 0.3))
"""Each connection's name, bytes per second, and round-trip time in seconds."""
PRESSES = 8
STEP = 0.005


class SlowTerminal(Terminal):
    """A terminal with a limited rate, in bytes per second, and with a delay in both directions."""

    def __init__(self, command: Sequence[str], rate: float, delay: float, **more: Any) -> None:
        self._rate, self._delay = rate, delay
        self._may_read, self._looked = 0.0, time.monotonic()
        self._coming: deque[tuple[float, bytes]] = deque()
        self._going: deque[tuple[float, bytes]] = deque()
        super().__init__(command, **more)
        # Answer with the cursor's position at the question, not after all output that follows it.
        self.screen.write_process_input = self._answer_with  # type: ignore[method-assign]

    def press(self, keys: str) -> None:
        """Type keys, which arrive after the delay."""
        self._say(keys.encode())

    def _answer_with(self, data: str) -> None:
        self._say(data.encode())

    def _say(self, data: bytes) -> None:
        self._going.append((time.monotonic() + self._delay / 2, data))

    def _read(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self._open:
            self._turn()
            time.sleep(STEP)

    def _turn(self) -> None:
        now = time.monotonic()
        self._may_read = min(self._may_read + (now - self._looked) * self._rate, self._rate / 20)
        self._looked = now
        while self._going and self._going[0][0] <= now:
            os.write(self._descriptor, self._going.popleft()[1])
        if self._may_read >= 1 and select.select([self._descriptor], [], [], 0)[0]:
            try:
                data = os.read(self._descriptor, min(int(self._may_read), 65536))
            except OSError:
                self._open = False
                return
            self._may_read -= len(data)
            self._coming.append((now + self._delay / 2, data))
        while self._coming and self._coming[0][0] <= now:
            data = self._coming.popleft()[1]
            self.recording.chunks.append((now - self._started, data))
            self._stream.feed(data)
            self._answer(data)


def rows() -> Iterator[Row]:
    """Press keys on each connection, and measure for how long the event loop is blocked."""
    for name, rate, delay in LINES:
        with places(SETTINGS) as (_, command), tempfile.TemporaryDirectory() as folder:
            gaps = Path(folder) / "gaps"
            watched = [sys.executable, "-m", "benchmarks.watched", str(gaps), *command[3:]]
            terminal = SlowTerminal([*watched, "start", "bird-dog"], rate, delay)
            waits = []
            try:
                begin(terminal, "rep 1 of 10")
                terminal.watch(3)
                for number in range(PRESSES):
                    pressed = terminal.seconds
                    terminal.press(" ")
                    shown = "Back into position" if number % 2 else "Press space to continue"
                    waits.append(1000 * (see(terminal, shown) - pressed))
                    terminal.watch(7 + 0.37 * number if number % 2 else 0.7)
                frames = len(terminal.recording.frames(0.01)) / terminal.seconds
                # The program waits for a thread when it ends, so this is read before.
                standstill = float(gaps.read_text())
            finally:
                terminal.close()
            yield Row(f"key, {name}", percentile(waits, 0.99), "ms", 400)
            yield Row(f"longest freeze, {name}", standstill, "ms", 60)
            yield Row(f"frames, {name}", frames, "a second")
