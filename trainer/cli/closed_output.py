"""Handles output that cannot be written.

Nobody may be reading it, the terminal may be closed, or the disk may be full.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

GONE = {errno.EPIPE, errno.EIO, errno.EBADF}
"""Errors that mean that nobody reads the output any more, for example after `| head`."""


@contextmanager
def handle_closed_output() -> Iterator[None]:
    """Exit with 0 if nobody reads the output any more, and with 2 if the disk is full.

    The output is flushed here, because Python would print a traceback if flushing failed at exit.
    """
    trouble: OSError | None = None
    out = sys.stdout
    try:
        yield
    except SystemExit:
        if sys.stdout is out:
            raise
        trouble = BrokenPipeError(errno.EPIPE, "")  # click replaced stdout and exits with 1
    except OSError as error:
        if error.filename is not None:  # a file failed, not the output
            raise
        trouble = error
    finally:
        left = _flush()
    trouble = trouble or left
    if trouble is not None and trouble.errno not in GONE:
        with suppress(OSError):
            print(
                f"Cannot write the output: {trouble.strerror}.\nFree some space and try again.",
                file=sys.stderr,
                flush=True,
            )
        raise SystemExit(2)
    if trouble is not None:
        raise SystemExit(0)


def _flush() -> OSError | None:
    """Flush stdout and stderr. Drop what cannot be written, and return the first error."""
    trouble = None
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError as error:
            trouble = trouble or error
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return trouble
