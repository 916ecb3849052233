"""Walks through the program that see every screen at every size, in both themes.

One run of the app sees many screens: between two of them some seconds pass and some keys are
pressed, and each is seen at every size.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from textual.pilot import Pilot

from screenshots import past
from screenshots.cells import Screen, Seen, read_screen
from screenshots.shots import TERMINAL, HandClock, Shot, let_pass
from trainer.catalog import load_catalog
from trainer.files.places import Places
from trainer.ui.app import TrainerApp
from trainer.ui.session.screen import SessionScreen

SIZES = ((46, 16), (60, 24), (80, 24), (100, 30), (120, 20), (140, 45))
THEMES = ("dark", "light")
SETTLING = 40
"""Looks at a screen until it must have stopped changing."""


@dataclass(frozen=True)
class Stop:
    """A screen on the way: what leads to it, and what it is called."""

    name: str
    seconds: float = 0.0
    keys: Sequence[str] = ()


@dataclass(frozen=True)
class Tour:
    """One run of the app, and where it stops to look."""

    name: str
    stops: Sequence[Stop]
    refs: Sequence[str] = ()
    past: bool = False
    welcomed: bool = True


TOURS = (
    Tour(
        "empty",
        (
            Stop("first-picker"),
            Stop("empty-calendar", keys=["h"]),
            Stop("empty-log", keys=["tab"]),
            Stop("empty-trends", keys=["tab"]),
        ),
    ),
    Tour(
        "session",
        (
            Stop("ready", 4),
            Stop("inhale", 12.2),
            Stop("paused", keys=["space"]),
            Stop("leave", keys=["q"]),
        ),
        refs=["bird-dog"],
    ),
    Tour("hurt", (Stop("stopped", 20, keys=["x"]),), refs=["bird-dog"]),
    Tour("hold", (Stop("hold", 15 + 8 + 3.2),), refs=["glute-bridge"]),
    Tour("welcome", (Stop("welcome"),), welcomed=False),
)


async def see(tour: Tour) -> AsyncIterator[tuple[str, dict[str, Seen]]]:
    """Each screen of a tour by name, at every size."""
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, TERMINAL, HOME=folder):
        places = Places(Path(folder) / "data", Path(folder) / ".config/glute-trainer/config.toml")
        places.config_file.parent.mkdir(parents=True)
        seen = "questions = 'off'\n" + ("welcomed = true\n" if tour.welcomed else "")
        places.config_file.write_text(f"{seen}{Shot.settings}")
        clock, catalog = HandClock(), load_catalog()
        if tour.past:
            past.write(places, catalog, clock.now())
        start = [catalog.choose(ref) for ref in tour.refs]
        app = TrainerApp(places, clock=clock, start=start or None)
        async with app.run_test(size=SIZES[2]) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            for stop in tour.stops:
                await pilot.resize_terminal(*SIZES[2])
                await pilot.pause()
                await let_pass(app, pilot, clock, stop.seconds)
                for key in stop.keys:
                    await pilot.press(key)
                    await _read(app, pilot)
                yield (
                    stop.name,
                    {
                        f"{width}x{height}": await _at(app, pilot, width, height)
                        for width, height in SIZES
                    },
                )


async def _read(app: TrainerApp, pilot: Pilot[None]) -> None:
    """Wait for what the key opened, and for the history to be read."""
    await pilot.pause(0.1)
    for _ in range(300):
        if not any(w.group == "history-read" and not w.is_finished for w in app.workers):
            break
        await pilot.pause(0.02)
    await pilot.pause()


async def _at(app: TrainerApp, pilot: Pilot[None], width: int, height: int) -> Seen:
    styles = {}
    await pilot.resize_terminal(width, height)
    for theme in THEMES:
        app.theme = f"glute-{theme}"
        rows, styles[theme] = await _settled(app, pilot)
    return Seen(rows, styles)


async def _settled(app: TrainerApp, pilot: Pilot[None]) -> Screen:
    """What the screen shows once it has stopped changing: parts follow a new size one by one."""
    seen, before = None, None
    for _ in range(SETTLING):
        await pilot.pause()
        if isinstance(app.screen, SessionScreen):
            app.screen.follow()
        await pilot.pause(0.03)
        seen, before = read_screen(app), seen
        if seen == before and app.size == app.screen.outer_size:
            break
    assert seen is not None
    return seen
