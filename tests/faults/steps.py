"""A process that kills itself at one step of what it does: right before one call of the system."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import FrameType

from faults.child import die

STEPS = {"open", "write", "fsync", "ftruncate", "replace", "rename", "unlink", "mkdir"}
"""The calls that change something, or whose order matters."""


def killed_at(
    line: Connection, step: int, torn: bool, work: Callable[..., object], *arguments: object
) -> None:
    """Do some work, and die right before step number `step`, from 0.

    Where it is `torn`, half of what the step would write is written first. Says the name of each
    step; a work that is done says "made".
    """
    seen = 0

    def watch(frame: FrameType, event: str, called: object) -> None:
        nonlocal seen
        name = getattr(called, "__name__", "")
        if event != "c_call" or getattr(called, "__module__", "") != "posix" or name not in STEPS:
            return
        if seen == step:
            if torn and name == "write" and "view" in frame.f_locals:
                view = frame.f_locals["view"]
                os.write(frame.f_locals["descriptor"], view[: len(view) // 2])
            die()
        seen += 1
        line.send(name)

    sys.setprofile(watch)
    with contextlib.suppress(SystemExit):
        work(*arguments)
    sys.setprofile(None)
    line.send("made")
