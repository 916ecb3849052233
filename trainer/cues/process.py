"""Running a program beside the session: never waited for, never queued, ended with it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FAILURES = 3
"""Failures in a row after which a program is left alone."""


@dataclass(frozen=True, slots=True)
class Call:
    """One run of a program."""

    command: Sequence[str]
    environment: Mapping[str, str] | None = None


class Beside:
    """Runs one program at a time on a thread of its own; the newest call ends the one before."""

    def __init__(self, limit: float = 30.0) -> None:
        """A call that runs longer than `limit` seconds is ended."""
        self._limit = limit
        self._latest: Call | None = None
        self._changed = threading.Condition()
        self._closed = False
        self._failures = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether a call is running or about to."""
        with self._changed:
            return self._latest is not None or self._process is not None

    def run(self, call: Call) -> None:
        """Run this now in place of whatever runs; returns at once."""
        with self._changed:
            if self._closed or self._failures >= FAILURES:
                return
            self._latest = call
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="beside", daemon=True)
                self._thread.start()
            self._changed.notify()
        self._end_process()

    def close(self) -> None:
        """End what runs, and run nothing more."""
        with self._changed:
            self._closed = True
            self._latest = None
            self._changed.notify()
        self._end_process()
        if self._thread is not None:
            self._thread.join(timeout=1)

    def _work(self) -> None:
        while True:
            with self._changed:
                while self._latest is None and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                call, self._latest = self._latest, None
            assert call is not None
            self._run(call)

    def _run(self, call: Call) -> None:
        try:
            process = subprocess.Popen(
                call.command,
                env=dict(call.environment) if call.environment is not None else None,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except (OSError, ValueError):
            self._failures += 1
            return
        with self._changed:
            self._process = process
            replaced = self._latest is not None or self._closed
        if replaced:
            self._end_process()
        try:
            code = process.wait(self._limit)
        except subprocess.TimeoutExpired:
            self._end_process()
            code = process.wait()
        with self._changed:
            self._process = None
        # Ended by a signal is ended by us: only its own failures count against a program.
        self._failures = self._failures + 1 if code > 0 else 0

    def _end_process(self) -> None:
        process = self._process
        if process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
