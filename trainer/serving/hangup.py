"""The app behind a page ends with the server, as one in a terminal ends with its terminal."""

from __future__ import annotations

import os
import select
import signal
import threading
import time

LEAVING = 3.0
"""Seconds to save and leave before the process is ended."""
_DRAWN_TO = 1
"""Standard output: the pipe to the server."""


def watch() -> None:
    """From now on hang up when nobody reads what is drawn any more."""
    threading.Thread(target=_wait, name="hang-up", daemon=True).start()


def _wait() -> None:
    reader = select.poll()
    reader.register(_DRAWN_TO, 0)  # errors and hang-ups are reported in any case
    reader.poll()
    os.kill(os.getpid(), signal.SIGHUP)
    time.sleep(LEAVING)
    os._exit(0)  # drawing into nothing, the app may never come to its end
