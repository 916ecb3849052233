"""Identifies this machine and process, and checks whether another process is still running."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
from pathlib import Path

from msgspec import Struct

_MACHINE_ID = Path("/etc/machine-id")
_LETTERS = 16


class Process(Struct, frozen=True):
    """A process on a machine, in a form that can be saved in a file."""

    machine: str
    """A digest that identifies the machine. The machine id itself should stay private."""
    name: str
    """The name of the machine."""
    pid: int
    started: str = ""
    """When the process started. This is needed because a pid can be reused. Empty if unknown."""


def this_process() -> Process:
    """Return the current process."""
    name, id = platform.node(), ""
    with contextlib.suppress(OSError, ValueError):
        id = _MACHINE_ID.read_text(encoding="ascii").strip()
    machine = hashlib.blake2s(f"{id} {name}".encode(errors="replace")).hexdigest()[:_LETTERS]
    return Process(machine, name, os.getpid(), _started(os.getpid()))


def is_running(process: Process) -> bool:
    """Check whether a process on this machine is still running. False if unknown."""
    return bool(process.started) and _started(process.pid) == process.started


def _started(pid: int) -> str:
    """Return when a running process started, in clock ticks since boot. Empty if unknown.

    See proc(5), fields 3 and 22.
    """
    with contextlib.suppress(OSError, ValueError, IndexError):
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        fields = stat[stat.rindex(")") + 2 :].split()
        return "" if fields[0] in "ZX" else fields[19]
    return ""
