"""Makes every picture anew: `python -m screenshots`."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from rich.terminal_theme import TerminalTheme
from textual.color import Color
from textual.pilot import Pilot

from screenshots import past
from screenshots.house import house
from screenshots.picture import Frame, frame, moving, still
from trainer.places import Places
from trainer.ui.app import TrainerApp
from trainer.ui.screens.session import SessionScreen

HERE = Path(__file__).parent


class HandClock:
    """A clock that is turned by hand, so that every picture is of the same moment."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        """Seconds turned so far."""
        return self.seconds

    def now(self) -> datetime:
        """A Monday morning."""
        zone = timezone(timedelta(hours=1))
        return datetime(2026, 11, 23, 7, 30, tzinfo=zone) + timedelta(seconds=self.seconds)


@dataclass(frozen=True)
class Shot:
    """One picture: what is started, how long it runs, what is pressed."""

    name: str
    refs: Sequence[str] = ()
    seconds: float = 0.0
    keys: Sequence[str] = ()
    theme: str = "glute-dark"
    size: tuple[int, int] = (100, 30)
    past: bool = False
    """Whether there is a history to show."""
    moves: float = 0.0
    """Seconds from there that a moving picture shows."""


FRAMES = 6
"""Frames a second of a moving picture."""

SHOTS = (
    Shot("session", ["bird-dog"], 10 - 3, size=(100, 28), moves=3 + 16),
    Shot("session-dark", ["bird-dog"], 10 + 2.4),
    Shot("session-light", ["clam-shells"], 15 + 11.4, theme="glute-light"),
    Shot("session-hold", ["glute-bridge"], 15 + 8 + 3.2),
    Shot("session-small", ["supine-leg-extension"], 15 + 5.2, size=(46, 16)),
    Shot("picker-dark", past=True),
    Shot("picker-light", theme="glute-light", past=True),
    Shot("check-in", ["mobility-squat:chair"], 46, ["2"], past=True),
    Shot("calendar-dark", keys=["h"], past=True),
    Shot("log-light", keys=["h", "tab"], theme="glute-light", past=True),
    Shot("trends-dark", keys=["h", "tab", "tab"], past=True),
)


async def take(shot: Shot) -> str:
    """Run the app to the moment of the picture and draw its screen."""
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder) / "data", Path(folder) / "config.toml")
        quiet = "[cues]\nbell = 'off'\ntitle = false\nvoice = 'off'\n"
        places.config_file.write_text(f"theme = '{shot.theme}'\nmotion = 'full'\n{quiet}")
        clock = HandClock()
        app = TrainerApp(places, clock=clock)
        if shot.refs:
            app = TrainerApp(places, clock=clock, start=[app.catalog.choose(r) for r in shot.refs])
        if shot.past:
            past.write(places, app.catalog, clock.now())
        async with app.run_test(size=shot.size) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            await _pass(app, pilot, clock, shot.seconds)
            await pilot.pause(0.3)
            await pilot.press(*shot.keys)
            await pilot.pause(0.3)
            if not shot.moves:
                return still(_frame(app))
            frames = [_frame(app)]
            for _ in range(round(shot.moves * FRAMES) - 1):
                await _pass(app, pilot, clock, 1 / FRAMES)
                frames.append(_frame(app))
            return moving(frames, 1 / FRAMES)


async def _pass(app: TrainerApp, pilot: Pilot[None], clock: HandClock, seconds: float) -> None:
    """Let time pass, never so much at once that a session takes it for a gap."""
    while seconds > 1e-6:
        step = min(1.0, seconds)
        clock.seconds += step
        seconds -= step
        if isinstance(app.screen, SessionScreen):
            app.screen.look()
    await pilot.pause()


def _frame(app: TrainerApp) -> Frame:
    return frame(app, _terminal(app))


def _terminal(app: TrainerApp) -> TerminalTheme:
    colours = app.theme_variables
    ground, ink = Color.parse(colours["background"]).rgb, Color.parse(colours["foreground"]).rgb
    return TerminalTheme(ground, ink, [(0, 0, 0)] * 8)


async def main(names: Sequence[str]) -> None:
    """Make the pictures named, or all of them."""
    for shot in SHOTS:
        if not names or shot.name in names:
            (HERE / f"{shot.name}.svg").write_text(await take(shot), encoding="utf-8")
            print(shot.name)
    if not names or "house" in names:
        (HERE / "house.svg").write_text(house(), encoding="utf-8")
        print("house")


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)
    asyncio.run(main(sys.argv[1:]))
