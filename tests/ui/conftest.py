"""An app with its own folder, and a clock that the test moves."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import wait
from pathlib import Path

import pytest
from driving import HandClock
from textual.screen import Screen

from screenshots.tours import send_nothing
from trainer.files.places import Places
from trainer.ui.app import TrainerApp


@pytest.fixture(autouse=True)
def _nothing_is_sent(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw a screen only when a test looks at it. All other drawing took a quarter of the time.

    Tests marked as `drawn`, and those in `terminal/`, draw everything.
    """
    if request.node.get_closest_marker("drawn") is None:
        monkeypatch.setattr(Screen, "_compositor_refresh", send_nothing)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data", tmp_path / "config.toml")


@pytest.fixture
def make_app(places: Places, clock: HandClock) -> Callable[..., TrainerApp]:
    """Return a function that makes an app; `refs` are the exercises to start with."""

    def make(
        *refs: str, config: str = "", catalog: Path | None = None, welcomed: bool = True
    ) -> TrainerApp:
        seen = f"welcomed = {str(welcomed).lower()}\n"
        cues = "\n[cues]\nbell = 'off'\ntitle = false\nvoice = 'off'\n"
        asks = "" if "questions" in config else "questions = 'off'\n"
        sleeps = "" if "awake" in config else "awake = false\n"
        quiet = "motion = 'off'\n" + sleeps + asks + seen + config + cues
        places.config_file.write_text(quiet)
        here = Places(places.data_dir, places.config_file, catalog)
        app = TrainerApp(here, clock=clock)
        wait([app._reading], 60)  # or the first paint would depend on how busy the machine is
        app._start = [app.catalog.choose(ref) for ref in refs] or None
        return app

    return make
