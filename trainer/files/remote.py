"""Whether the person sits at the machine that runs the program."""

from __future__ import annotations

from collections.abc import Mapping

DRIVER = "TEXTUAL_DRIVER"
"""Names what an app draws through where that is not a terminal: somebody serves it."""


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is at the other end of an SSH connection."""
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether the person sits at another machine, where this one is not heard."""
    return over_ssh(environ) or bool(environ.get(DRIVER))
