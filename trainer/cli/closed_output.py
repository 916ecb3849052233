"""Handles output that cannot be written because nobody reads it, the terminal is closed or the disk
is full."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

GONE = {errno.EPIPE, errno.EIO, errno.EBADF}
"""Errors that mean that nobody reads the output any more, as after `| head` or a closed window."""


@contextmanager
def handle_closed_output() -> Iterator[None]:
    """End quietly if nobody reads the output any more; exit with 2 if the disk is full.

    The output is flushed here, so that the interpreter cannot fail on it while it exits.
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
        if error.filename is not None:  # an error with a file, not with the output
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
    """Flush the output; drop what cannot be written, and return why."""
    trouble = None
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError as error:
            trouble = trouble or error
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return trouble
