"""What cannot be said: the reader has gone, the terminal was closed, the disk is full."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

GONE = {errno.EPIPE, errno.EIO, errno.EBADF}
"""What the system says where nobody listens any more: `| head`, a closed window."""


@contextmanager
def handle_closed_output() -> Iterator[None]:
    """End well where nobody listens any more; exit with 2 where what is said has no room.

    Nothing is left over for the interpreter to stumble on while it ends.
    """
    trouble: OSError | None = None
    out = sys.stdout
    try:
        yield
    except SystemExit:
        if sys.stdout is out:
            raise
        trouble = BrokenPipeError(errno.EPIPE, "")  # click has put a deaf one there, to exit with 1
    except OSError as error:
        if error.filename is not None:  # a file, not what was to be said
            raise
        trouble = error
    finally:
        left = _let_go()
    trouble = trouble or left
    if trouble is not None and trouble.errno not in GONE:
        with suppress(OSError):
            print(
                f"The answer cannot be written: {trouble.strerror}.\nMake room; try again.",
                file=sys.stderr,
                flush=True,
            )
        raise SystemExit(2)
    if trouble is not None:
        raise SystemExit(0)


def _let_go() -> OSError | None:
    """Send out what waits; what cannot go is thrown away, and why is returned."""
    trouble = None
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError as error:
            trouble = trouble or error
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return trouble
