"""Somebody new uses the real screens for three weeks; the clock is moved by hand.

`python -m tests.patients.on_screen` prints what the picker, the questions and the check-in say, day
by day, and which keys were pressed.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import dates
from driving import HandClock, until
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from trainer.files.places import Places
from trainer.ui.app import TrainerApp
from trainer.ui.dialogs.questions import PainScreen, StartAnywayScreen
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.session.check_in import CheckInScreen
from trainer.ui.session.hurt import HurtScreen
from trainer.ui.session.screen import SessionScreen
from trainer.ui.widgets.key_bar import KeyBar

BEGINS = datetime(2026, 11, 2, 7, 30, tzinfo=UTC)
"""A Monday."""
STEP = 1.9
"""Seconds between two updates of a session."""
SETTINGS = (
    "welcomed = true\nmotion = 'off'\nawake = false\n"
    "[cues]\nbell = 'off'\nsound = 'off'\ntitle = false\nvoice = 'off'\n"
)


Press = Callable[..., Coroutine[Any, Any, None]]
Tell = Callable[..., None]
Note = Callable[[str], None]


@dataclass(frozen=True)
class Day:
    """What somebody does on one day."""

    comes: bool = True
    picker: Sequence[str] = ()
    """Keys pressed on the picker before enter."""
    before: str = "2"
    """The key that answers the question about pain before; empty skips the question."""
    hurts: str = ""
    """The key that answers "it hurts", pressed about a minute after the start."""
    then: str = "v"
    """The key pressed after that answer."""
    after: str = "2"
    effort: str = "3"
    again: Sequence[str] = ()
    """Keys pressed on the picker once the session is over, such as `b`."""


DAYS = (
    Day(),
    Day(picker=("n",)),
    Day(hurts="4"),
    Day(picker=("n",)),
    Day(again=("b",)),
    Day(comes=False),
    Day(),
    Day(picker=("y",)),
    Day(picker=("n",)),
    Day(hurts="6", then="enter"),
    Day(picker=("n",)),
    Day(before="8"),
    Day(before="4"),
    Day(before="6"),
    Day(picker=("n",)),
    Day(picker=("n",)),
    Day(picker=("n",)),
    Day(picker=("y",)),
    Day(picker=("y",)),
    Day(picker=("n",)),
    Day(picker=("y",)),
)


def text_of(widget: Widget) -> list[str]:
    """Return the lines of a widget, as somebody reads them."""
    if isinstance(widget, KeyBar):
        return [str(widget.render())]
    shown = widget.visual if isinstance(widget, Static) else getattr(widget, "content", "")
    return [line.rstrip() for line in str(shown).split("\n") if line.strip()]


def lines_of(pilot: Pilot[None], *places: str) -> list[str]:
    """Return the lines of these widgets on the current screen."""
    found = [widget for place in places for widget in pilot.app.screen.query(place)]
    return [line for widget in found if widget.display for line in text_of(widget)]


async def live(day: Day, app: TrainerApp, clock: HandClock) -> list[str]:
    """Run the program from picker to picker, and return what it says."""
    said: list[str] = []
    async with app.run_test(size=(100, 40)) as pilot:

        def tell(*places: str) -> None:
            said.extend(f"  {line}" for line in lines_of(pilot, *places))

        def note(line: str) -> None:
            said.append(f"  {line}")

        async def press(*keys: str) -> None:
            said.append(f"  > {' '.join(keys)}")
            await pilot.press(*keys)
            await pilot.pause()

        picker = app.screen
        assert isinstance(picker, PickerScreen)
        await until(pilot, lambda: picker.past is not None)
        await pilot.pause()
        tell("#head", "#today", "KeyBar")
        if not day.comes:
            return said
        await _session(day, pilot, clock, press, tell, note)
        for key in day.again:
            await press(key)
            await _through(pilot, clock, press, tell, note, day)
        if isinstance(app.screen, PickerScreen):
            await until(pilot, lambda: picker.past is not None)
            await pilot.pause()
            tell("#head", "#today")
    return said


async def _session(
    day: Day, pilot: Pilot[None], clock: HandClock, press: Press, tell: Tell, note: Note
) -> None:
    for key in day.picker:
        await press(key)
        for _ in range(20):
            await pilot.pause()
        tell("#today")
    await press("enter")
    await _through(pilot, clock, press, tell, note, day)


async def _through(
    pilot: Pilot[None], clock: HandClock, press: Press, tell: Tell, note: Note, day: Day
) -> None:
    app = pilot.app
    for _ in range(40):
        await pilot.pause()
        if not isinstance(app.screen, PickerScreen):
            break
    if isinstance(app.screen, PainScreen):
        tell("Static")
        if day.before:
            await press(day.before)
            tell("#advice")
        await press("enter")
    if isinstance(app.screen, StartAnywayScreen):
        tell("Static")
        await press("n")
    for _ in range(40):
        await pilot.pause()
        if isinstance(app.screen, SessionScreen):
            break
    if not isinstance(app.screen, SessionScreen):
        return
    screen = app.screen
    choices = screen.coach.session.timeline.choices
    note(f"(session: {'; '.join(f'{c.title} × {c.exercise.reps}' for c in choices)})")
    if day.hurts:
        await _pass(pilot, clock, 60)
        await press("x")
        assert isinstance(app.screen, HurtScreen)
        await press(day.hurts)
        tell("#advice", "#choices")
        await press(day.then)
    for _ in range(60):
        if not isinstance(app.screen, SessionScreen):
            break
        await _pass(pilot, clock, 15)
    await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
    await pilot.pause()
    tell("#saved", "#standing", "#next", "#afterwards")
    await press(*([] if day.hurts else [day.after]), "tab", day.effort)
    tell("#change")
    await press("enter")
    await until(pilot, lambda: isinstance(app.screen, PickerScreen))
    for _ in range(20):
        await pilot.pause()


async def _pass(pilot: Pilot[None], clock: HandClock, seconds: float) -> None:
    """Let time pass in steps so short that the session does not pause."""
    for _ in range(round(seconds / STEP)):
        clock.seconds += STEP
        if isinstance(pilot.app.screen, SessionScreen):
            pilot.app.screen.follow()
    await pilot.pause()


async def three_weeks(folder: Path, days: int = len(DAYS)) -> AsyncIterator[tuple[date, list[str]]]:
    """Yield each day, with what was said and pressed. The program starts once a day."""
    places = Places(folder / "data", folder / "config.toml")
    places.config_file.write_text(SETTINGS)
    for number, day in enumerate(DAYS[:days]):
        clock = HandClock()
        clock.seconds += timedelta(days=number).total_seconds()
        yield clock.now().date(), await live(day, TrainerApp(places, clock=clock), clock)


async def _print() -> None:
    os.environ[dates.VARIABLE] = BEGINS.isoformat()
    with tempfile.TemporaryDirectory() as folder:
        async for day, lines in three_weeks(Path(folder)):
            print(f"\n{day:%a %d %b}", *lines, sep="\n")


if __name__ == "__main__":
    asyncio.run(_print())
