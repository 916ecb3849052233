"""Processes that the tests kill. Each reports what it does until it ends.

They are forked from a server that has loaded every module, so hundreds of them start quickly.
"""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(
    [
        "pytest",  # a child first loads the program that started it
        "tomli_w",
        "filelock",
        "faults.saving",
        "faults.steps",
        "trainer.cli.history_commands",
        "trainer.cli.merge_commands",
        "trainer.history.file.editing",
        "trainer.history.formats.exchange",
        "trainer.plain.session",
        "trainer.settings.writing",
    ]
)


class Child:
    """A function that runs in its own process and reports what it does."""

    def __init__(self, work: Callable[..., None], *arguments: object) -> None:
        """Start the process. `work` gets the connection before its other arguments."""
        self.heard: list[Any] = []
        """All reports so far."""
        _serve()
        self._line, its = _SERVER.Pipe(duplex=False)
        self._process = _SERVER.Process(target=_run, args=(work, its, *arguments))
        self._process.start()
        its.close()

    def hear(self, seconds: float = 60.0) -> bool:
        """Wait for the next report. Return False if none came, or if the process has ended."""
        with contextlib.suppress(EOFError, OSError):
            if self._line.poll(seconds):
                self.heard.append(self._line.recv())
                return True
        return False

    def listen(self) -> None:
        """Read every report until the process ends."""
        while self.hear():
            pass

    def kill(self) -> None:
        """Kill the process at once, and read its last reports."""
        self._process.kill()
        self.listen()

    def end(self) -> int:
        """Wait until the process ends. Return its exit code, negative if a signal ended it."""
        self.listen()
        self._process.join(60)
        code = self._process.exitcode
        assert code is not None, "never ended"
        self._line.close()
        return code

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.join()


@functools.cache
def _serve() -> None:
    """Start the server once, with the import path of the tests."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    forkserver.ensure_running()
    del os.environ["PYTHONPATH"]
    if before is not None:
        os.environ["PYTHONPATH"] = before


def _run(work: Callable[..., None], line: Connection, *arguments: object) -> None:
    work(line, *arguments)


def die() -> None:
    """End this process as a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)
