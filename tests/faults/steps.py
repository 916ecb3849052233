"""A process that kills itself at one step of its work: right before one system call."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from types import FrameType

from faults.calls import watched
from faults.child import die

STEPS = {"open", "write", "fsync", "ftruncate", "replace", "rename", "unlink", "mkdir"}
"""The calls that change something, or whose order matters."""


def killed_at(
    line: Connection, step: int, torn: bool, work: Callable[..., object], *arguments: object
) -> None:
    """Do some work, and die right before step number `step`, from 0.

    If `torn` is true, half of the data of that step is written first. The name of each step is
    reported, and "made" at the end.
    """
    seen = 0

    def watch(name: str, frame: FrameType) -> None:
        nonlocal seen
        if name not in STEPS:
            return
        if seen == step:
            if torn and name == "write" and "view" in frame.f_locals:
                view = frame.f_locals["view"]
                os.write(frame.f_locals["descriptor"], view[: len(view) // 2])
            die()
        seen += 1
        line.send(name)

    with watched(watch), contextlib.suppress(SystemExit):
        work(*arguments)
    line.send("made")
