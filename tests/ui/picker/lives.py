"""A history for the picker to read, in the notation of the made-up patients."""

from __future__ import annotations

import dates

from tests.patients.notation import history
from trainer.files.places import Places
from trainer.history.file.layout import HEADER, block


def lived(places: Places, text: str) -> None:
    """Write what somebody did before today."""
    places.data_dir.mkdir(parents=True, exist_ok=True)
    sessions = history(text, today=dates.today())
    places.history_file.write_text(HEADER + "".join(map(block, sessions)))
