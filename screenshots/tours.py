"""Tours through the program that record every screen at every size, in both themes.

One run of the app visits many screens: between two of them some time passes and some keys are
pressed. Each screen is recorded at every size.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from unittest.mock import patch

from textual import constants
from textual.pilot import Pilot
from textual.screen import Screen as TrainerScreen
from textual.strip import Strip
from textual.widgets import Input

from screenshots import past
from screenshots.cells import Screen, Seen, drawn, read_screen
from screenshots.shots import TERMINAL, HandClock, Shot, let_pass
from trainer.catalog import load_catalog
from trainer.figure import film
from trainer.files.places import Places
from trainer.ui.app import TrainerApp
from trainer.ui.session.screen import SessionScreen

Colours = Literal["many", "sixteen", "ansi", "none"]
"""The colours of the terminal: many, sixteen, sixteen of its own choice, or none (`NO_COLOR`)."""

SIZES = ((46, 16), (60, 24), (80, 24), (100, 30), (120, 20), (140, 45))
FEW_SIZES = (SIZES[0], SIZES[2])
"""The sizes at which screens in few colours are recorded."""
THEMES = ("dark", "light")
LOOKS = 200
"""A screen that still changes after this many checks never settles."""
BUSY = {"history", "history-read", "history-write", "rest-days", "_gather_commands"}
"""The groups of workers whose results appear on the screen."""


@dataclass(frozen=True)
class Stop:
    """A screen of a tour: its name, and the time and keys that lead to it."""

    name: str
    seconds: float = 0.0
    keys: Sequence[str] = ()


@dataclass(frozen=True)
class Tour:
    """One run of the app, and the screens that are recorded."""

    name: str
    stops: Sequence[Stop]
    refs: Sequence[str] = ()
    past: bool = False
    welcomed: bool = True
    sizes: Sequence[tuple[int, int]] = SIZES
    colours: Colours = "many"

    @property
    def family(self) -> str:
        """The first part of the names of the themes: `ansi` for `ansi-dark` and `ansi-light`."""
        return "ansi" if self.colours == "ansi" else "glute"

    def in_colours(self, colours: Colours) -> Tour:
        """The same tour on a terminal with few colours, under names that say so."""
        stops = [replace(stop, name=f"{stop.name}-{colours}") for stop in self.stops]
        name = f"{self.name}-{colours}"
        return replace(self, name=name, stops=stops, sizes=FEW_SIZES, colours=colours)


WELCOME = Tour("welcome", (Stop("welcome"),), welcomed=False)
FEW = (
    Tour(
        "pages",
        (
            Stop("picker"),
            Stop("row", keys=["down"]),
            Stop("settings", keys=["s"]),
            Stop("palette", keys=["escape", "ctrl+p"]),
            Stop("calendar", keys=["escape", "h"]),
            Stop("log", keys=["tab"]),
            Stop("edit", keys=["e"]),
            Stop("delete", keys=["escape", "d"]),
            Stop("trends", keys=["escape", "tab"]),
        ),
        past=True,
    ),
    Tour(
        "session",
        (
            Stop("inhale", 12.2),
            Stop("leave", keys=["q"]),
            Stop("stopped", keys=["space", "x"]),
            Stop("ended", keys=["8", "enter"]),
        ),
        refs=["bird-dog"],
    ),
    WELCOME,
)
"""The tours that are also recorded in few colours."""
FEW_COLOURS: tuple[Colours, ...] = ("sixteen", "ansi", "none")
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
        "pages",
        (
            Stop("picker"),
            Stop("settings", keys=["s"]),
            Stop("more-settings", keys=["end", "enter", "end"]),
            Stop("about", keys=["escape", "i"]),
            Stop("help", keys=["escape", "question_mark"]),
            Stop("palette", keys=["escape", "ctrl+p"]),
        ),
        past=True,
    ),
    Tour(
        "history",
        (
            Stop("calendar", keys=["h"]),
            Stop("rest-days", keys=["R"]),
            Stop("add", keys=["escape", "a"]),
            Stop("log", keys=["escape", "tab"]),
            Stop("entry", keys=["enter"]),
            Stop("edit", keys=["escape", "e"]),
            Stop("delete", keys=["escape", "d"]),
            Stop("trends", keys=["escape", "tab"]),
        ),
        past=True,
    ),
    Tour(
        "session",
        (
            Stop("ready", 4),
            Stop("inhale", 8.2),
            Stop("paused", keys=["space"]),
            Stop("leave", keys=["q"]),
        ),
        refs=["bird-dog"],
    ),
    Tour(
        "hurt",
        (
            Stop("stopped", 20, keys=["x"]),
            Stop("get-help", keys=["8"]),
            Stop("ended", keys=["enter"]),
        ),
        refs=["bird-dog"],
    ),
    Tour("hold", (Stop("hold", 15 + 8 + 3.2),), refs=["glute-bridge"]),
    Tour(
        "done",
        (Stop("check-in", 46, keys=["2"]),),
        refs=["mobility-squat:chair"],
        past=True,
    ),
    WELCOME,
    *(tour.in_colours(colours) for colours in FEW_COLOURS for tour in FEW),
)


async def see(tour: Tour) -> AsyncIterator[tuple[str, dict[str, Seen]]]:
    """Run a tour, and yield each screen by name, at every size."""
    no_color = {"NO_COLOR": "1"} if tour.colours == "none" else {}
    system = "standard" if tour.colours == "sixteen" else constants.COLOR_SYSTEM
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.dict(os.environ, TERMINAL, HOME=folder, **no_color),
        patch.object(constants, "COLOR_SYSTEM", system),
        patch.object(TrainerScreen, "_compositor_refresh", send_nothing),
        each_moment_independently(),
    ):
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
            await _settled(app, pilot)
            for stop in tour.stops:
                app.theme = f"{tour.family}-{THEMES[0]}"
                await pilot.resize_terminal(*SIZES[2])
                await let_pass(app, pilot, clock, stop.seconds)
                await _settled(app, pilot)
                for key in stop.keys:
                    await pilot.press(key)
                    await _settled(app, pilot)
                yield stop.name, await _at_every_size(app, pilot, tour)


@contextmanager
def each_moment_independently() -> Iterator[None]:
    """Draw every moment of a figure without the brightness of the moment before.

    The cells then do not depend on which moments were drawn earlier, or ahead in a thread.
    """
    film._film.cache_clear()
    with patch.object(film, "_NEIGHBOURS", -1):
        yield
    film._film.cache_clear()


_refresh = TrainerScreen._compositor_refresh


def send_nothing(screen: TrainerScreen[object]) -> None:
    """Skip drawing until the screen is read: nobody watches this terminal."""
    if screen is not screen.app.screen:
        _refresh(screen)
        return
    screen._dirty_widgets.clear()
    screen._compositor._dirty_regions.clear()


async def _at_every_size(app: TrainerApp, pilot: Pilot[None], tour: Tour) -> dict[str, Seen]:
    """Record all sizes in one theme, then in the other, because changing the theme is slow."""
    seen: dict[tuple[int, int], dict[str, Screen]] = {size: {} for size in tour.sizes}
    for theme in THEMES:
        app.theme = f"{tour.family}-{theme}"
        for size in tour.sizes:
            await pilot.resize_terminal(*size)
            seen[size][theme] = read_screen(await _settled(app, pilot))
    return {
        f"{width}x{height}": Seen(by_theme[THEMES[0]][0], {t: s[1] for t, s in by_theme.items()})
        for (width, height), by_theme in seen.items()
    }


async def _settled(app: TrainerApp, pilot: Pilot[None]) -> list[Strip]:
    """Read the screen once it no longer changes.

    All messages are handled between two checks, since widgets follow a new size one by one. The
    screen is not settled until the workers whose results appear on it have finished.
    """
    seen = None
    for _ in range(LOOKS):
        await pilot.pause()
        if isinstance(app.screen, SessionScreen):
            app.screen.follow()
        for field in app.screen.query(Input):
            field._pause_blink(visible=True)
        now = drawn(app)
        at_rest = now == seen and app.size == app.screen.outer_size and not _is_busy(app)
        if at_rest:
            return now
        seen = now
    raise AssertionError(f"{app.screen} never stops changing")


def _is_busy(app: TrainerApp) -> bool:
    return any(worker.group in BUSY and not worker.is_finished for worker in app.workers)
