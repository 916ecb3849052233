"""Ends the app behind a page when the server ends."""

from __future__ import annotations

import os
import select
import signal
import threading
import time

SECONDS_TO_SAVE = 3.0
"""Seconds that the app has to save and quit before its process is killed."""
_DRAWN_TO = 1
"""The file descriptor of standard output, which is the pipe to the server."""


def watch() -> None:
    """Start a thread that sends SIGHUP to this process when nobody reads its output any more.

    A terminal sends the same signal when it closes.
    """
    threading.Thread(target=_wait, name="hang-up", daemon=True).start()


def _wait() -> None:
    reader = select.poll()
    reader.register(_DRAWN_TO, 0)  # 0: report only errors and hang-ups
    reader.poll()
    os.kill(os.getpid(), signal.SIGHUP)
    time.sleep(SECONDS_TO_SAVE)
    os._exit(0)  # the app may be waiting forever for somebody to read its output
