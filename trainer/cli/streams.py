"""Makes standard input and output usable, even if the caller has closed them."""

from __future__ import annotations

import io
import os
import sys


def open_missing() -> None:
    """Open the null device in place of a closed stdin, stdout or stderr (`<&-`, `>&-`).

    Without this, the next file that is opened would get the number of the closed stream. Printed
    text would then end up in that file.
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
    """Print a ? for every character that the output's encoding does not have."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
