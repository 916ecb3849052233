"""Checks whether the program is used over SSH or in a browser, and what the browser prefers."""

from __future__ import annotations

from collections.abc import Mapping

DRIVER = "TEXTUAL_DRIVER"
"""The environment variable that is set if the app is served. It names the Textual driver."""

PAGE = "GLUTE_TRAINER_PAGE"
"""The environment variable with the preferences of the browser that shows a served app."""
PREFERENCES = ("light", "still", "touch")
"""The words that `PAGE` may contain: light colours, little motion, and a touch screen."""


def prefers(wish: str, environ: Mapping[str, str]) -> bool:
    """Check whether the browser has a preference, which is one of `PREFERENCES`."""
    return wish in environ.get(PAGE, "").split()


def over_ssh(environ: Mapping[str, str]) -> bool:
    """Check whether the terminal is connected by SSH."""
    return any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))


def is_served(environ: Mapping[str, str]) -> bool:
    """Check whether the app is shown in a browser."""
    return bool(environ.get(DRIVER))


def is_remote(environ: Mapping[str, str]) -> bool:
    """Check whether the person is at another machine, and so cannot hear this machine."""
    return over_ssh(environ) or is_served(environ)
