"""Windows resized hundreds of times in every stage and on every screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from driving import HandClock, pass_time, shown, until
from faults.amount import dice, often, survived
from history.samples import session
from textual.pilot import Pilot
from textual.screen import Screen

from trainer.files.places import Places
from trainer.history.store import HistoryStore
from trainer.ui.app import TrainerApp
from trainer.ui.session.check_in import CheckInScreen
from trainer.ui.session.screen import SessionScreen

MakeApp = Callable[..., TrainerApp]
HOME = (100, 30)


@dataclass(frozen=True)
class Place:
    """How to reach a stage or a screen: what to start, how long to wait, what to press."""

    refs: tuple[str, ...] = ("glute-bridge",)
    seconds: float = 0.0
    keys: tuple[str, ...] = ()
    after: float = 0.0
    """Seconds to follow after the keys."""
    screen: type[Screen[Any]] = Screen
    """The screen to wait for, if it opens only once something has been saved."""


PLACES = {
    "get ready": Place(seconds=3),
    "inhale": Place(seconds=16),
    "hold": Place(seconds=18),
    "exhale": Place(seconds=21),
    "switch sides": Place(("clam-shells",), keys=("n",) * 11),
    "rest": Place(("glute-bridge", "bird-dog"), keys=("n",) * 11),
    "paused": Place(seconds=18, keys=("space",)),
    "re-entry": Place(seconds=18, keys=("space", "space"), after=1),
    "leave dialog": Place(seconds=18, keys=("q",)),
    "hurt dialog": Place(seconds=18, keys=("x", "7")),
    "help": Place(seconds=18, keys=("question_mark",)),
    "palette": Place(seconds=18, keys=("ctrl+p",)),
    "check-in": Place(seconds=25, keys=("q", "enter"), screen=CheckInScreen),
    "picker": Place(()),
    "calendar": Place((), keys=("h",)),
    "log": Place((), keys=("h", "tab")),
    "trends": Place((), keys=("h", "tab", "tab")),
    "an entry": Place((), keys=("h", "tab", "enter")),
    "settings": Place((), keys=("s",)),
}
STAGES = [name for name in PLACES if PLACES[name].refs and not PLACES[name].keys]


async def go(pilot: Pilot[None], clock: HandClock, place: Place) -> None:
    app = pilot.app
    if place.refs:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
    await pass_time(pilot, clock, place.seconds)
    for key in place.keys:
        await pilot.press(key)
        if key not in ("n", "space"):
            await settled(pilot)
    await pass_time(pilot, clock, place.after)
    await until(pilot, lambda: isinstance(app.screen, place.screen))
    await settled(pilot)


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the screen no longer changes and the history has been read."""
    before = None
    for _ in range(50):
        await pilot.pause()
        now = (pilot.app.screen, shown(pilot))
        if now == before and "Reading your history" not in now[1]:
            return
        before = now


@pytest.fixture
def app(make_app: MakeApp, places: Places, request: pytest.FixtureRequest) -> TrainerApp:
    """An app with a history, started for the place of the test."""
    HistoryStore(places).append_all([session(n - 9) for n in range(9)])
    return make_app(*PLACES[request.getfixturevalue("name")].refs)


@pytest.mark.parametrize("name", PLACES)
async def test_the_screen_is_correct_after_many_resizes(
    app: TrainerApp, clock: HandClock, name: str
):
    """A large window shows nothing left over from other sizes; a tiny one pauses a session."""
    chance = dice(name)
    async with app.run_test(size=HOME) as pilot:
        await go(pilot, clock, PLACES[name])
        before, screen = shown(pilot), app.screen
        large = [(chance.randint(46, 300), chance.randint(16, 80)) for _ in range(often(1))]
        await resized(pilot, "large enough", *large, HOME)
        assert shown(pilot) == before
        sizes = [(chance.randint(10, 300), chance.randint(4, 80)) for _ in range(often(1))]
        await resized(pilot, "of any kind", *sizes, (10, 4), (1, 1), HOME)
        assert app.screen is screen
        if name in STAGES:
            await goes_on(pilot, clock)


async def resized(pilot: Pilot[None], kind: str, *sizes: tuple[int, int]) -> None:
    for size in sizes:
        await pilot.resize_terminal(*size)
        survived[f"sizes, {kind}"] += 1
    await settled(pilot)


async def goes_on(pilot: Pilot[None], clock: HandClock) -> None:
    """Continue a session that was paused because the window was too small."""
    app = pilot.app
    assert isinstance(app, TrainerApp)
    assert app._coach is not None
    assert app._coach.session.paused == "window"
    assert "Press space to continue" in shown(pilot)
    left = app._coach.advance().seconds_left
    await pilot.press("space")
    await pass_time(pilot, clock, app.settings.reentry + 1)
    assert app._coach.advance().seconds_left == left - 1
