"""The desktop is asked to keep the screen on during a session, and released afterwards."""

from __future__ import annotations

from functools import partial

import pytest
from cues.programs import Desktop, seen
from driving import pass_time, until

from trainer import coach
from trainer.cues.awake import Awake
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.session.check_in import CheckInScreen
from trainer.ui.session.leave import LeaveScreen
from trainer.ui.session.screen import SessionScreen


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    for name in ("SSH_CONNECTION", "SSH_TTY", "TEXTUAL_DRIVER"):
        monkeypatch.delenv(name, raising=False)
    desktop = Desktop()
    monkeypatch.setattr(coach, "Awake", partial(Awake, desktop.keep))
    return desktop


async def start_session(app, pilot, clock, desktop: Desktop) -> None:
    """Start a session, and wait until the desktop is asked to keep the screen on."""
    await until(pilot, lambda: isinstance(app.screen, SessionScreen))
    await pass_time(pilot, clock, 1)
    assert seen(lambda: desktop.kept == 1)


async def test_the_screen_stays_on_until_the_session_is_done(make_app, clock, desktop):
    app = make_app("mobility-squat:chair", config="awake = true\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await start_session(app, pilot, clock, desktop)
        await pass_time(pilot, clock, 45)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        assert seen(lambda: desktop.kept == 0)
    assert desktop.times == 1


async def test_the_screen_may_sleep_again_after_leaving_a_session(make_app, clock, desktop):
    app = make_app("glute-bridge", config="awake = true\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await start_session(app, pilot, clock, desktop)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        assert seen(lambda: desktop.kept == 0)


@pytest.mark.parametrize(
    ("config", "variable"),
    [("awake = false\n", ""), ("awake = true\n", "SSH_TTY"), ("awake = true\n", "TEXTUAL_DRIVER")],
)
async def test_the_screen_is_not_kept_on_over_a_network_or_if_the_setting_is_off(
    make_app, clock, desktop, monkeypatch, config, variable
):
    if variable:
        monkeypatch.setenv(variable, "something")
    app = make_app("glute-bridge", config=config)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pass_time(pilot, clock, 1)
        assert app.screen.coach._awake is None
    assert desktop.times == 0
