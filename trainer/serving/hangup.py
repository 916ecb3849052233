"""Ends the app behind a page when the server ends, just as an app ends when its terminal closes."""

from __future__ import annotations

import os
import select
import signal
import threading
import time

LEAVING = 3.0
"""Seconds that the app has to save and quit before its process is ended."""
_DRAWN_TO = 1
"""Standard output: the pipe to the server."""


def watch() -> None:
    """Start a thread that sends this process SIGHUP once nobody reads its output any more."""
    threading.Thread(target=_wait, name="hang-up", daemon=True).start()


def _wait() -> None:
    reader = select.poll()
    reader.register(_DRAWN_TO, 0)  # 0: only errors and hang-ups, which are always reported
    reader.poll()
    os.kill(os.getpid(), signal.SIGHUP)
    time.sleep(LEAVING)
    os._exit(0)  # with nobody reading its output, the app may never quit by itself
