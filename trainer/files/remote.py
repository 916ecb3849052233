"""Tells whether the person sits at the machine that runs the program."""

from __future__ import annotations

from collections.abc import Mapping

DRIVER = "TEXTUAL_DRIVER"
"""The variable that names the Textual driver when the app is served rather than run in a
terminal."""


PAGE = "GLUTE_TRAINER_PAGE"
"""The variable that says what the device showing a served app prefers: some of PREFERENCES."""
PREFERENCES = ("light", "still", "touch")
"""They stand for light colours, little motion, and a finger instead of a keyboard and a mouse."""


def prefers(wish: str, environ: Mapping[str, str]) -> bool:
    """Whether the device that shows the page has this preference, one of PREFERENCES."""
    return wish in environ.get(PAGE, "").split()


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is at the other end of an SSH connection."""
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))


def is_served(environ: Mapping[str, str]) -> bool:
    """Whether the app is shown in a browser page."""
    return bool(environ.get(DRIVER))


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether the person sits at another machine, and cannot hear this one."""
    return over_ssh(environ) or is_served(environ)
