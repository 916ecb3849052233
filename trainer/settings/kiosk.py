"""Checks whether the user might be a guest. Guests must not run the owner's commands."""

from __future__ import annotations

from collections.abc import Mapping

from trainer.files.remote import DRIVER

KIOSK = "GLUTE_TRAINER_KIOSK"
"""The environment variable that marks a guest. The server sets this variable for every page. The
forced command of an SSH key can set it too."""

COMMANDS = frozenset({"cues.hook", "cues.speaker"})
"""The settings with commands or their arguments. A guest cannot use, see or change these."""


def is_kiosk(environ: Mapping[str, str]) -> bool:
    """Check whether the user might be a guest.

    A guest trains in a browser, or through an SSH key that opens only the trainer. Guests share the
    owner's settings. A command that a guest writes there would run as the owner.
    """
    return bool(environ.get(KIOSK) or environ.get(DRIVER))
