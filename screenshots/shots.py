"""The list of pictures, and the code that takes them from the real program."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from unittest.mock import patch

from rich.terminal_theme import TerminalTheme
from textual.color import Color
from textual.pilot import Pilot

from screenshots import past
from screenshots.picture import Frame, frame, moving, still
from trainer.catalog import load_catalog
from trainer.files.places import Places
from trainer.ui.app import TrainerApp
from trainer.ui.session.screen import SessionScreen


class HandClock:
    """A clock that is set by hand, so that every picture shows the same moment."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        """The seconds that have passed."""
        return self.seconds

    def now(self) -> datetime:
        """A Monday morning."""
        zone = timezone(timedelta(hours=1))
        return datetime(2026, 11, 23, 7, 30, tzinfo=zone) + timedelta(seconds=self.seconds)


@dataclass(frozen=True)
class Shot:
    """One picture: the exercises to start, the seconds to wait, and the keys to press."""

    name: str
    refs: Sequence[str] = ()
    seconds: float = 0.0
    keys: Sequence[str] = ()
    size: tuple[int, int] = (100, 30)
    past: bool = False
    """Whether there is a history."""
    moves: float = 0.0
    """The length of an animated picture in seconds; 0 for a still one."""
    themes: Sequence[str] = ("dark", "light")
    welcomed: bool = True
    settings: str = (
        "motion = 'full'\nfigure = 'octants'\n[cues]\nbell = 'off'\ntitle = false\nvoice = 'off'\n"
    )
    """The settings: full motion and octants on every machine, and no sound."""


TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
"""The terminal that the app sees."""
FRAMES = 6
"""Frames per second of an animated picture."""

SHOTS = (
    Shot("moving", ["bird-dog"], 10 - 3, size=(100, 28), moves=3 + 16, themes=["dark"]),
    Shot("picker", past=True),
    Shot("session", ["clam-shells"], 15 + 11.4),
    Shot("hold", ["glute-bridge"], 15 + 8 + 3.2),
    Shot("small", ["supine-leg-extension"], 15 + 5.2, size=(46, 16)),
    Shot("check-in", ["mobility-squat:chair"], 46, ["2"], past=True),
    Shot("calendar", keys=["h"], past=True),
    Shot("log", keys=["h", "tab"], past=True),
    Shot("welcome", size=(80, 24), welcomed=False),
    Shot("about", keys=["i"]),
    Shot("help", ["glute-bridge"], 20, ["question_mark"]),
    Shot("settings", keys=["s", "down"], past=True, settings=""),
    Shot("trends", keys=["h", "tab", "tab"], past=True),
)


async def take(shot: Shot) -> dict[str, str]:
    """Run the app until the moment of the picture, and draw its screen: SVG texts by file name."""
    with tempfile.TemporaryDirectory() as folder, patch.dict(os.environ, TERMINAL, HOME=folder):
        places = Places(Path(folder) / "data", Path(folder) / ".config/glute-trainer/config.toml")
        places.config_file.parent.mkdir(parents=True)
        seen = "questions = 'off'\n" + ("welcomed = true\n" if shot.welcomed else "")
        places.config_file.write_text(f"{seen}{shot.settings}")
        clock = HandClock()
        catalog = load_catalog()
        if shot.past:  # before the app is created, since it starts reading at once
            past.write(places, catalog, clock.now())
        start = [catalog.choose(ref) for ref in shot.refs]
        app = TrainerApp(places, clock=clock, start=start or None)
        async with app.run_test(size=shot.size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            await let_pass(app, pilot, clock, shot.seconds)
            await pilot.pause(0.3)
            await pilot.press(*shot.keys)
            await pilot.pause(0.3)
            if shot.moves:
                return {f"{shot.name}-dark.svg": await _moving(app, pilot, clock, shot.moves)}
            pictures = {}
            for theme in shot.themes:
                app.theme = f"glute-{theme}"
                await pilot.pause(0.1)
                pictures[f"{shot.name}-{theme}.svg"] = still(_frame(app))
            return pictures


async def _moving(app: TrainerApp, pilot: Pilot[None], clock: HandClock, seconds: float) -> str:
    frames = [_frame(app)]
    for _ in range(round(seconds * FRAMES) - 1):
        await let_pass(app, pilot, clock, 1 / FRAMES)
        frames.append(_frame(app))
    return moving(frames, 1 / FRAMES)


async def let_pass(app: TrainerApp, pilot: Pilot[None], clock: HandClock, seconds: float) -> None:
    """Let time pass in steps so short that a session does not pause."""
    while seconds > 1e-6:
        step = min(1.0, seconds)
        clock.seconds += step
        seconds -= step
        if isinstance(app.screen, SessionScreen):
            app.screen.follow()
    await pilot.pause()


def _frame(app: TrainerApp) -> Frame:
    return frame(app, _terminal(app))


def _terminal(app: TrainerApp) -> TerminalTheme:
    colours = app.theme_variables
    ground, ink = Color.parse(colours["background"]).rgb, Color.parse(colours["foreground"]).rgb
    return TerminalTheme(ground, ink, [(0, 0, 0)] * 8)
