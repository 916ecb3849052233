"""Running a program beside the session: never waited for, never queued, ended with it."""

from __future__ import annotations

import atexit
import contextlib
import math
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

FAILURES = 3
"""Failures in a row after which a program is left alone."""
LAST_WORDS = 8.0
"""Seconds that the cue of the end may still take when everything else is closed."""
_GLANCE = 0.02
"""Seconds between two looks at whether a running program has ended."""


@dataclass(frozen=True, slots=True)
class Call:
    """One run of a program."""

    command: Sequence[str]
    environment: Mapping[str, str] | None = None
    said: str = ""
    """The words it says, if it says any."""
    least: float = 0.0
    """Seconds below which it cannot have done its work, whatever it says: it has failed."""
    most: float = math.inf
    """Seconds above which it hangs: ended after so long to make room, it has failed."""
    proves: bool = True
    """Whether ending well says that the program works; a short word ends at once either way."""
    grace: float = 0.0
    """Seconds that what runs may still take to come to its own end before it is ended."""


class ProgramRunner:
    """Runs one program at a time; the newest call ends the one before.

    Callers put a call into a place for one and go on. A single thread starts, watches and ends
    the programs, so that none is ever signalled after it has gone.
    """

    def __init__(
        self,
        limit: float = 60.0,
        failures: int | None = FAILURES,
        ended: Callable[[Call, float, bool], None] | None = None,
    ) -> None:
        """A call that runs longer than `limit` seconds is ended, and has failed.

        After so many `failures` in a row no more calls are run; None forgives every one. `ended`
        is told, on a thread, of each call that came to its own end: which, after how many seconds,
        and whether it failed.
        """
        self._ended = ended
        self._limit = limit
        self._patience = failures
        self._changed = threading.Condition()
        self._latest: Call | None = None
        self._called = 0.0
        self._running = False
        self._stopped = False
        self._closes = math.inf
        self._failures = 0
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a call is running or about to."""
        with self._changed:
            return self._latest is not None or self._running

    @property
    def failures(self) -> int:
        """How many calls have failed since the last that did not."""
        return self._failures

    @property
    def given_up(self) -> bool:
        """Whether so many calls failed that none is run any more."""
        return self._patience is not None and self._failures >= self._patience

    def run(self, call: Call) -> None:
        """Run this in place of whatever runs; returns at once."""
        with self._changed:
            if self.given_up or self._closes < math.inf:
                return
            if self._latest is None:
                self._called = time.monotonic()
            self._latest = call
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="cue", daemon=True)
                self._thread.start()
                atexit.register(self._leave)
            self._changed.notify()

    def stop(self) -> None:
        """End what runs; the next call runs as ever."""
        with self._changed:
            self._latest = None
            self._stopped = True
            self._changed.notify()

    def close(self, within: float = 0.0) -> None:
        """Run nothing more. What runs may go on for `within` seconds, and is ended then.

        Returns at once where that is given; otherwise when nothing runs any more.
        """
        with self._changed:
            if within <= 0:
                self._latest = None
            self._closes = min(self._closes, time.monotonic() + within)
            self._changed.notify()
        if self._thread is not None and within <= 0:
            self._thread.join(timeout=1)

    def _leave(self) -> None:
        """Nothing outlives the program, however it ends."""
        if self._closes == math.inf:
            self.close()
        if self._thread is not None:
            self._thread.join(timeout=max(self._closes - time.monotonic(), 0) + 1)

    def _work(self) -> None:
        while call := self._next():
            began = time.monotonic()
            failed = self._follow(call)
            if failed is False and time.monotonic() - began < call.least:
                failed = True
            if failed is not None and self._ended is not None:
                with contextlib.suppress(Exception):
                    self._ended(call, time.monotonic() - began, failed)
            with self._changed:
                self._running = False
                if failed or (failed is False and call.proves):
                    self._failures = self._failures + 1 if failed else 0
        atexit.unregister(self._leave)

    def _next(self) -> Call | None:
        """Wait for a call; None once there will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._latest is not None or self._closes < math.inf)
            call, self._latest = self._latest, None
            self._running = call is not None
            self._stopped = False
            return call

    def _follow(self, call: Call) -> bool | None:
        """Run a call to its end. Whether it failed; None where it was ended for another reason."""
        try:
            process = subprocess.Popen(
                call.command,
                env=None if call.environment is None else dict(call.environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except (OSError, ValueError):
            return True
        began = time.monotonic()
        hangs = began + self._limit
        with self._changed:
            while process.poll() is None and not self._superseded(hangs):
                self._changed.wait(_GLANCE)
        if process.returncode is not None:
            return process.returncode != 0
        ran = time.monotonic() - began
        _end(process)
        return True if ran >= min(self._limit, call.most) else None

    def _superseded(self, hangs: float) -> bool:
        """Whether what runs has to make room."""
        now = time.monotonic()
        wanted = self._latest is not None and now >= self._called + self._latest.grace
        return wanted or self._stopped or now >= min(hangs, self._closes)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it has started, by its process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):  # stuck in the kernel: let it be
        process.wait(1)
