"""Histories for the picker, in the notation of the made-up patients."""

from __future__ import annotations

import dates

from tests.patients.notation import history
from trainer.files.places import Places
from trainer.history.file.layout import HEADER, block


def write_history(places: Places, text: str) -> None:
    """Write the history that a text describes, counted back from today."""
    places.data_dir.mkdir(parents=True, exist_ok=True)
    sessions = history(text, today=dates.today())
    places.history_file.write_text(HEADER + "".join(map(block, sessions)))
