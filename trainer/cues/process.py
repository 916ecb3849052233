"""Runs a program alongside the session, without blocking or queueing, and ends it with the
session."""

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
"""After this many failures in a row, a program is not run any more."""
LAST_WORDS = 8.0
"""Seconds that the cue of a session's end may still take once everything else is closed."""
_POLL = 0.02
"""Seconds between two checks of whether a running program has ended."""


@dataclass(frozen=True, slots=True)
class Call:
    """One run of a program."""

    command: Sequence[str]
    environment: Mapping[str, str] | None = None
    said: str = ""
    """The words it says; empty if none."""
    least: float = 0.0
    """A run shorter than this many seconds has failed, whatever its exit status."""
    most: float = math.inf
    """If a newer call has to end a run after this many seconds or more, the run was hanging and
    counts as failed."""
    proves: bool = True
    """Whether a success shows that the program works; False for a short word, which ends at once
    either way."""
    grace: float = 0.0
    """Seconds that the current run may still take to finish before this call ends it."""


class ProgramRunner:
    """Runs one program at a time; a new call ends the one before.

    Callers hand the newest call to a single thread and carry on. That thread starts, watches and
    ends the programs, so that no signal is ever sent to a process id that now belongs to another
    program.
    """

    def __init__(
        self,
        limit: float = 60.0,
        failures: int | None = FAILURES,
        ended: Callable[[Call, float, bool], None] | None = None,
    ) -> None:
        """A call that runs longer than `limit` seconds is ended, and counts as failed.

        After `failures` failures in a row no more calls are run; with None there is no such limit.
        `ended` is called on the thread for each call that was not superseded, with the call, how
        many seconds it took, and whether it failed.
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
        """Whether a call is running or waiting to run."""
        with self._changed:
            return self._latest is not None or self._running

    @property
    def failures(self) -> int:
        """How many calls have failed since the last success."""
        return self._failures

    @property
    def given_up(self) -> bool:
        """Whether so many calls have failed that no more are run."""
        return self._patience is not None and self._failures >= self._patience

    def run(self, call: Call) -> None:
        """Run this call in place of the current one. Returns at once."""
        with self._changed:
            if self.given_up or self._closes < math.inf:
                return
            if self._latest is None:
                self._called = time.monotonic()
            self._latest = call
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="cue", daemon=True)
                self._thread.start()
                atexit.register(self._at_exit)
            self._changed.notify()

    def stop(self) -> None:
        """End the current call; later calls run as usual."""
        with self._changed:
            self._latest = None
            self._stopped = True
            self._changed.notify()

    def close(self, within: float = 0.0) -> None:
        """Run no more calls. The current one may continue for `within` seconds, and is then ended.

        If `within` is given, returns at once. Otherwise returns when nothing is running any more,
        or after a second.
        """
        with self._changed:
            if within <= 0:
                self._latest = None
            self._closes = min(self._closes, time.monotonic() + within)
            self._changed.notify()
        if self._thread is not None and within <= 0:
            self._thread.join(timeout=1)

    def _at_exit(self) -> None:
        """End everything when the program exits, however it does."""
        if self._closes == math.inf:
            self.close()
        if self._thread is not None:
            self._thread.join(timeout=max(self._closes - time.monotonic(), 0) + 1)

    def _work(self) -> None:
        while call := self._wait_for_call():
            began = time.monotonic()
            failed = self._run_to_end(call)
            if failed is False and time.monotonic() - began < call.least:
                failed = True
            if failed is not None and self._ended is not None:
                with contextlib.suppress(Exception):
                    self._ended(call, time.monotonic() - began, failed)
            with self._changed:
                self._running = False
                if failed or (failed is False and call.proves):
                    self._failures = self._failures + 1 if failed else 0
        atexit.unregister(self._at_exit)

    def _wait_for_call(self) -> Call | None:
        """Wait for a call and return it; None if this is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._latest is not None or self._closes < math.inf)
            call, self._latest = self._latest, None
            self._running = call is not None
            self._stopped = False
            return call

    def _run_to_end(self, call: Call) -> bool | None:
        """Run a call to its end; returns whether it failed, or None if it was superseded."""
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
            while process.poll() is None and not self._must_end(hangs):
                self._changed.wait(_POLL)
        if process.returncode is not None:
            return process.returncode != 0
        ran = time.monotonic() - began
        _end(process)
        return True if ran >= min(self._limit, call.most) else None

    def _must_end(self, hangs: float) -> bool:
        """Whether the current run must end because of a newer call, a stop, a close or the time
        limit."""
        now = time.monotonic()
        wanted = self._latest is not None and now >= self._called + self._latest.grace
        return wanted or self._stopped or now >= min(hangs, self._closes)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a program and everything it has started, by its process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):  # stuck in the kernel: give up
        process.wait(1)
