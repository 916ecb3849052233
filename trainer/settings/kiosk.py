"""Whether the person at the screen may be somebody who was given this program and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.files.remote import DRIVER

KIOSK = "GLUTE_TRAINER_KIOSK"
"""Set in front of the forced command of an SSH key, and by the server for every page."""

COMMANDS = frozenset({"cues.hook", "cues.speaker"})
"""The settings that are commands, or words given to one: at a kiosk not run, shown, tried or
written."""


def is_kiosk(environ: Mapping[str, str]) -> bool:
    """Whether nothing may run a command of the owner's, show one, or set one.

    Who trains through a browser, or with an SSH key that opens only the trainer, acts as the
    owner of the settings. A command they could write there would run as the owner.
    """
    return bool(environ.get(KIOSK) or environ.get(DRIVER))
