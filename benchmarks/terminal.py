"""A program run whole in a pseudo-terminal: what it sent, when, and what that cost."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pyte

Line = list[Any]
"""The cells of one line of the screen."""


@dataclass
class Recording:
    """Everything a program sent to its terminal."""

    columns: int
    lines: int
    chunks: list[tuple[float, bytes]] = field(default_factory=list)
    """Seconds since the start, and what arrived then."""
    seconds: float = 0.0
    """How long it was watched."""
    processor: float = 0.0
    """Processor seconds it used, its children included."""
    memory: int = 0
    """Largest resident size in bytes."""

    @property
    def sent(self) -> int:
        """Bytes sent in all."""
        return sum(len(chunk) for _, chunk in self.chunks)

    def frames(self, apart: float = 0.02) -> list[tuple[float, bytes]]:
        """The chunks put together where they belong to one repaint (seconds apart at the most)."""
        frames: list[tuple[float, bytes]] = []
        for at, chunk in self.chunks:
            if frames and at - frames[-1][0] < apart:
                frames[-1] = (frames[-1][0], frames[-1][1] + chunk)
            else:
                frames.append((at, chunk))
        return frames


class Terminal:
    """A pseudo-terminal with a program in it, and the screen as the person would see it."""

    def __init__(
        self,
        command: Sequence[str],
        columns: int = 100,
        lines: int = 30,
        environment: dict[str, str] | None = None,
    ) -> None:
        """Starts the program. `environment` is added to a bare one."""
        self.recording = Recording(columns, lines)
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.status: int | None = None
        """What `wait` said when the program had ended."""
        self._open = True
        self._started = time.monotonic()
        self.process, self._descriptor = pty.fork()
        if self.process == 0:
            bare = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
            bare |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
            os.execvpe(command[0], list(command), bare | (environment or {}))
        self.resize(columns, lines)

    def resize(self, columns: int, lines: int) -> None:
        """Another window size, as a person dragging its corner would make."""
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, size)
        self.screen.resize(lines, columns)

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._descriptor, keys.encode())

    def watch(self, seconds: float, until: Callable[[], bool] | None = None) -> bool:
        """Read for so many seconds, or until something is seen; whether it was."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(min(left, 0.05))
            if until is not None and until():
                return True
            if not self._open and self.ended:
                break
        return until() if until is not None else True

    def _read(self, seconds: float) -> None:
        if not self._open:
            time.sleep(min(seconds, 0.01))
            return
        ready, _, _ = select.select([self._descriptor], [], [], seconds)
        if not ready:
            return
        try:
            data = os.read(self._descriptor, 65536)
        except OSError:
            data = b""
        self._open = bool(data)
        if data:
            self.recording.chunks.append((time.monotonic() - self._started, data))
            self._answer(data)
            self._stream.feed(data)

    def _answer(self, data: bytes) -> None:
        """Say what a terminal says when asked whether it can synchronise its output: no."""
        if b"\x1b[?2026$p" in data:
            os.write(self._descriptor, b"\x1b[?2026;0$y")

    def shows(self, text: str) -> bool:
        """Whether a text is on the screen."""
        return any(text in line for line in self.screen.display)

    @property
    def ended(self) -> bool:
        """Whether the program has ended."""
        if self.status is None:
            process, status, usage = os.wait4(self.process, os.WNOHANG)
            if process:
                self.status = status
                self.recording.processor = usage.ru_utime + usage.ru_stime
                self.recording.memory = usage.ru_maxrss * 1024
        return self.status is not None

    def send(self, number: int) -> None:
        """Send the program a signal, unless it has ended."""
        if not self.ended:
            os.kill(self.process, number)

    def hang_up(self) -> None:
        """Close the terminal's window, as a lost connection does."""
        self._open = False
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def close(self, number: int = signal.SIGTERM) -> Recording:
        """End the program and say what it cost."""
        self.recording.seconds = self.recording.seconds or time.monotonic() - self._started
        self.send(number)
        deadline = time.monotonic() + 5
        while not self.ended:
            if time.monotonic() > deadline:
                self.send(signal.SIGKILL)
            self._read(0.05)
        self.hang_up()
        return self.recording


def smallest_diff(recording: Recording) -> int:
    """Bytes of the smallest plain diff of the same frames.

    For each frame, each run of changed cells costs a cursor move, its colours where they are not
    those of the cell before, and its characters. Runs with a gap of up to four unchanged cells
    of one colour are sent as one, as a careful program would.
    """
    screen = pyte.Screen(recording.columns, recording.lines)
    stream = pyte.ByteStream(screen)
    before: list[Line] = []
    total = 0
    for _, data in recording.frames():
        stream.feed(data)
        after = [
            [screen.buffer[y][x] for x in range(recording.columns)] for y in range(recording.lines)
        ]
        if before:
            total += sum(
                _line_cost(y, old, new)
                for y, (old, new) in enumerate(zip(before, after, strict=True))
            )
        before = [list(line) for line in after]
    return total


def _line_cost(y: int, old: Line, new: Line) -> int:
    changed = [x for x, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    cost, last = 0, -10
    pen: object = None
    for x in changed:
        cells = new[x : x + 1] if x - last > 4 else new[last + 1 : x + 1]
        if x - last > 4:
            cost += len(f"\x1b[{y + 1};{x + 1}H")
        for cell in cells:
            look = cell[1:]
            if look != pen:
                cost += _pen_cost(cell)
                pen = look
            cost += len(cell[0].encode())
        last = x
    return cost


def _pen_cost(cell: Any) -> int:
    foreground, background = cell[1], cell[2]
    cost = 3
    for colour in (foreground, background):
        if len(colour) == 6:
            cost += len(";".join(str(int(colour[n : n + 2], 16)) for n in (0, 2, 4))) + 6
    return cost
