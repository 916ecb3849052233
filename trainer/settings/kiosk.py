"""Tells whether the person at the screen may be a guest who should only use this program."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.files.remote import DRIVER

KIOSK = "GLUTE_TRAINER_KIOSK"
"""The environment variable that marks a guest. The forced command of an SSH key sets it, and so
does the server for every page."""

COMMANDS = frozenset({"cues.hook", "cues.speaker"})
"""The settings that are commands, or arguments of commands. For a guest, they are not run, shown,
tried or written."""


def is_kiosk(environ: Mapping[str, str]) -> bool:
    """Whether the owner's commands must not be run, shown or set.

    Somebody who trains through a browser, or with an SSH key that opens only the trainer, uses the
    owner's settings. A command that they could write there would run as the owner.
    """
    return bool(environ.get(KIOSK) or environ.get(DRIVER))
