"""In a browser, the page shows a button for each key of the screen in front."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from driving import HandClock, pass_time, until
from textual.pilot import Pilot
from textual.screen import Screen

from trainer.ui.browser_page import page_keys
from trainer.ui.dialogs.questions import CutOffScreen, PainScreen, StartAnywayScreen
from trainer.ui.session.hurt import HurtScreen
from trainer.ui.session.leave import LeaveScreen
from trainer.ui.session.screen import SessionScreen

DIALOGS: dict[str, Callable[[], Screen[object]]] = {
    "leave": lambda: LeaveScreen(2, 10),
    "cut off": lambda: CutOffScreen("19:30: Glute Bridge 2 of 10.", True),
    "pain before": lambda: PainScreen("How much does it hurt?"),
    "start anyway": lambda: StartAnywayScreen("You gave 8 today."),
}


def buttons(pilot: Pilot[None]) -> dict[str, str]:
    shown = page_keys(pilot.app.screen, in_session=True, speaks=True)
    return dict(shown["keys"])  # type: ignore[call-overload]


def touchable(pilot: Pilot[None]) -> set[str]:
    """Return the keys that can be pressed by touching the screen."""
    screen = pilot.app.screen
    cells = ((x, y) for y in range(screen.size.height) for x in range(screen.size.width))
    return {key for cell in cells if (key := screen.get_style_at(*cell).meta.get("key"))}


@pytest.mark.parametrize("name", DIALOGS)
async def test_every_answer_of_a_dialog_has_a_button_with_a_label(make_app, name: str):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(DIALOGS[name]())
        await until(pilot, lambda: bool(touchable(pilot)))
        assert touchable(pilot) <= set(buttons(pilot))
        assert all(buttons(pilot).values())


@pytest.mark.parametrize("pain", [None, 2, 4, 8])
async def test_every_choice_after_pain_has_a_button(make_app, clock: HandClock, pain: int | None):
    app = make_app("glute-bridge", "bird-dog")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pilot.press("enter")
        await pass_time(pilot, clock, 20)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, HurtScreen))
        if pain is not None:
            await pilot.press(str(pain))
            await pilot.pause()
        offered = buttons(pilot)
    assert all(offered.values())
    assert next(iter(offered)) == "enter"  # the answers come before the help
    assert ("escape" in offered) is (pain is None or pain <= 5)
    assert offered["enter"] == "end here and save what you did"
