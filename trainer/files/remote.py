"""Whether the person sits at the machine that runs the program."""

from __future__ import annotations

from collections.abc import Mapping

DRIVER = "TEXTUAL_DRIVER"
"""Names what an app draws through where that is not a terminal: somebody serves it."""


PAGE = "GLUTE_TRAINER_PAGE"
"""What the device in front of which a served app is used prefers: some of `WISHES`."""
WISHES = ("light", "still", "touch")
"""Light colours; that little moves; a finger in place of keys and a mouse."""


def prefers(wish: str, environ: Mapping[str, str]) -> bool:
    """Whether the device that shows the page asks for something, one of `WISHES`."""
    return wish in environ.get(PAGE, "").split()


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Whether the terminal is at the other end of an SSH connection."""
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))


def is_served(environ: Mapping[str, str]) -> bool:
    """Whether the app is drawn into a page."""
    return bool(environ.get(DRIVER))


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether the person sits at another machine, where this one is not heard."""
    return over_ssh(environ) or is_served(environ)
