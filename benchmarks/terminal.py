"""Runs a whole program in a pseudo-terminal, and records its output and its costs."""

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
from dataclasses import dataclass, field
from pathlib import Path

import pyte


@dataclass
class Recording:
    """Everything that a program sent to its terminal."""

    columns: int
    lines: int
    chunks: list[tuple[float, bytes]] = field(default_factory=list)
    """Pairs of a time, in seconds since the start, and the bytes that arrived then."""
    seconds: float = 0.0
    """How long the program was watched."""
    processor: float = 0.0
    """The CPU seconds that it used, including its child processes."""
    memory: int = 0
    """The largest resident size in bytes."""

    @property
    def sent(self) -> int:
        """The number of bytes sent in all."""
        return sum(len(chunk) for _, chunk in self.chunks)

    def sent_since(self, since: float) -> int:
        """The number of bytes sent after `since` seconds."""
        return sum(len(chunk) for at, chunk in self.chunks if at >= since)

    def frames(self, apart: float = 0.02) -> list[tuple[float, bytes]]:
        """The chunks joined into frames: chunks less than `apart` seconds apart are one frame."""
        frames: list[tuple[float, bytes]] = []
        last = -apart
        for at, chunk in self.chunks:
            if at - last < apart:
                frames[-1] = (frames[-1][0], frames[-1][1] + chunk)
            else:
                frames.append((at, chunk))
            last = at
        return frames


class Terminal:
    """A program in a pseudo-terminal, with the screen that a person would see."""

    def __init__(
        self,
        command: Sequence[str],
        columns: int = 100,
        lines: int = 30,
        environment: dict[str, str] | None = None,
        live: bool = True,
    ) -> None:
        """Start the program. `environment` is added to a minimal one.

        If `live` is False, nothing is drawn, because drawing would delay reading.
        """
        self.live = live
        """Whether the screen is drawn."""
        self.recording = Recording(columns, lines)
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.status: int | None = None
        """The status returned by `wait` after the program has ended."""
        self._open = True
        self._started = time.monotonic()
        self.process, self._descriptor = pty.fork()
        if self.process == 0:
            bare = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
            bare |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
            os.execvpe(command[0], list(command), bare | (environment or {}))
        os.set_inheritable(self._descriptor, False)  # or programs started later would keep it open
        self.resize(columns, lines)

    def resize(self, columns: int, lines: int) -> None:
        """Change the size of the window, as dragging its corner does."""
        size = struct.pack("HHHH", lines, columns, 0, 0)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, size)
        self.screen.resize(lines, columns)

    def press(self, keys: str) -> None:
        """Type keys."""
        os.write(self._descriptor, keys.encode())

    def watch(self, seconds: float, until: Callable[[], bool] | None = None) -> bool:
        """Read for `seconds`, or until `until` returns True. Return whether it did."""
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
            if self.live:
                self._stream.feed(data)

    def _answer(self, data: bytes) -> None:
        """Answer no when the program asks whether the terminal can synchronise its output."""
        if b"\x1b[?2026$p" in data:
            os.write(self._descriptor, b"\x1b[?2026;0$y")

    def shows(self, text: str) -> bool:
        """Whether a text is on the screen."""
        return any(text in line for line in self.screen.display)

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self._started

    @property
    def arrived(self) -> float:
        """The time at which the last bytes came, in seconds since the start."""
        return self.recording.chunks[-1][0] if self.recording.chunks else 0.0

    @property
    def quiet(self) -> float:
        """Seconds since the last bytes came."""
        return self.seconds - self.arrived

    @property
    def processor(self) -> float:
        """The CPU seconds used so far. Linux only."""
        return time.clock_gettime((~self.process << 3) | 2)  # the clock of another process

    @property
    def resident(self) -> int:
        """The resident memory now, in bytes. Linux only."""
        pages = Path(f"/proc/{self.process}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

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
        """End the program, and return the recording with its costs."""
        self.recording.seconds = self.recording.seconds or time.monotonic() - self._started
        self.send(number)
        deadline = time.monotonic() + 5
        while not self.ended:
            if time.monotonic() > deadline:
                self.send(signal.SIGKILL)
            self._read(0.05)
        self.hang_up()
        return self.recording
