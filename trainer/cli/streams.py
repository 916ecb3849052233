"""Standard input and output that are there, whatever the caller has closed."""

from __future__ import annotations

import io
import os
import sys


def open_missing() -> None:
    """Put the null device where an input or output is closed (`<&-`, `>&-`).

    Otherwise the next file that is opened would take its number, and what is printed would be
    written into it.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is not None:
            continue
        try:
            os.fstat(number)
        except OSError:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
        mode = "r" if name == "stdin" else "w"
        stream = open(number, mode, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


def never_refuse() -> None:
    """Show a ? for a letter that the terminal's encoding does not have."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
