"""A session begins when it is first shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import HandClock

from trainer import coach
from trainer.catalog import load_catalog
from trainer.cues import Cues
from trainer.files.places import Places
from trainer.settings.model import Settings


@pytest.mark.parametrize("seconds", [0.4, 30])
def test_no_time_passes_while_the_screen_opens(tmp_path: Path, seconds: float):
    clock, places = HandClock(), Places(tmp_path / "data", tmp_path / "config.toml")
    [choice] = [load_catalog().choose("glute-bridge")]
    session = coach.begin([choice], clock, places, Settings(), Cues([]))
    clock.seconds += seconds
    shown = session.advance()
    assert (shown.kind, shown.elapsed, shown.paused) == ("get-ready", 0, None)
    clock.seconds += 1
    assert session.advance().elapsed == pytest.approx(1)
