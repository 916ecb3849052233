"""Runs programs in the background, one at a time, and ends them with the session."""

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
"""After this many failures in a row, a program is no longer run."""
LAST_WORDS = 8.0
"""Seconds that the last cue of a session may still take after everything else is closed."""
_POLL = 0.02
"""Seconds between two checks of whether a running program has ended."""


@dataclass(frozen=True, slots=True)
class Call:
    """One run of a program."""

    command: Sequence[str]
    environment: Mapping[str, str] | None = None
    said: str = ""
    """The words that the program says; may be empty."""
    fails_below: float = 0.0
    """A run shorter than this many seconds counts as failed, whatever its exit status."""
    hangs_after: float = math.inf
    """A run that has taken this many seconds counts as failed if a newer call ends it."""
    success_counts: bool = True
    """Whether a success shows that the program works. False for a short word: its run ends at once,
    heard or not."""
    grace: float = 0.0
    """How many seconds the previous run may still take before this call ends it."""


class ProgramRunner:
    """Runs one program at a time. A new call ends the previous run.

    A single thread starts, watches and ends the programs. So a signal is never sent to a process id
    that now belongs to another program.
    """

    def __init__(
        self,
        limit: float = 60.0,
        failures: int | None = FAILURES,
        ended: Callable[[Call, float, bool], None] | None = None,
    ) -> None:
        """A call that runs longer than `limit` seconds is ended, and counts as failed.

        After `failures` failures in a row no more calls are run; None means no such limit. `ended`
        is called on the thread after every run that was not cut short. Its arguments are the call,
        the seconds that it took, and whether it failed.
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
        """Whether no more calls are run, because too many have failed."""
        return self._patience is not None and self._failures >= self._patience

    def run(self, call: Call) -> None:
        """Run this call, and end the current one. Returns at once."""
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

        If `within` is 0, wait up to a second for the current call to end.
        """
        with self._changed:
            if within <= 0:
                self._latest = None
            self._closes = min(self._closes, time.monotonic() + within)
            self._changed.notify()
        if self._thread is not None and within <= 0:
            self._thread.join(timeout=1)

    def _at_exit(self) -> None:
        if self._closes == math.inf:
            self.close()
        if self._thread is not None:
            self._thread.join(timeout=max(self._closes - time.monotonic(), 0) + 1)

    def _work(self) -> None:
        while call := self._wait_for_call():
            began = time.monotonic()
            failed = self._run_to_end(call)
            if failed is False and time.monotonic() - began < call.fails_below:
                failed = True
            if failed is not None and self._ended is not None:
                with contextlib.suppress(Exception):
                    self._ended(call, time.monotonic() - began, failed)
            with self._changed:
                self._running = False
                if failed or (failed is False and call.success_counts):
                    self._failures = self._failures + 1 if failed else 0
        atexit.unregister(self._at_exit)

    def _wait_for_call(self) -> Call | None:
        """Wait for a call and return it, or None if the runner is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._latest is not None or self._closes < math.inf)
            call, self._latest = self._latest, None
            self._running = call is not None
            self._stopped = False
            return call

    def _run_to_end(self, call: Call) -> bool | None:
        """Run a call. Return whether it failed, or None if it was cut short."""
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
        return True if ran >= min(self._limit, call.hangs_after) else None

    def _must_end(self, hangs: float) -> bool:
        """Whether the current run must end because of a newer call, a stop, a close or the time
        limit."""
        now = time.monotonic()
        wanted = self._latest is not None and now >= self._called + self._latest.grace
        return wanted or self._stopped or now >= min(hangs, self._closes)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a program and everything it has started: its whole process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(subprocess.TimeoutExpired):  # stuck in the kernel: give up
        process.wait(1)
