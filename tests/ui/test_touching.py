"""Everything can be done by touch on a tablet, or with a mouse, without any keys."""

from __future__ import annotations

import tomllib

import pytest
from driving import HandClock, pass_time, shown, until
from textual.pilot import Pilot

from trainer.ui.picker.screen import PickerScreen
from trainer.ui.reading.help import HelpScreen
from trainer.ui.session.check_in import CheckInScreen
from trainer.ui.session.hurt import HurtScreen
from trainer.ui.session.leave import ANSWERS, LeaveScreen
from trainer.ui.session.screen import SessionScreen


async def touch(pilot: Pilot[None], text: str, line: str = "") -> None:
    """Touch the first occurrence of a text, on a line that also contains `line`."""
    lines = shown(pilot).split("\n")
    y = next(n for n, words in enumerate(lines) if line in words and text in words)
    await pilot.click(offset=(lines[y].index(text) + len(text) // 2, y))
    await pilot.pause()


async def test_a_touch_shows_an_exercise_and_a_second_touch_starts_it(make_app):
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "start Glute Bridge" in shown(pilot))
        await touch(pilot, "4 Clam Shells")
        await until(pilot, lambda: "start Clam Shells" in shown(pilot))
        assert isinstance(app.screen, PickerScreen)
        assert "on your side" in shown(pilot)
        await touch(pilot, "4 Clam Shells")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert [c.id for c in app.screen.coach.session.timeline.choices] == ["clam-shells"]


async def test_pressing_enter_repeatedly_starts_only_one_session(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "start Glute Bridge" in shown(pilot))
        for _ in range(3):
            app.simulate_key("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await app.workers.wait_for_complete()
        assert [type(screen) for screen in app.screen_stack] == [PickerScreen, SessionScreen]


async def test_a_whole_session_can_be_done_by_touch_alone(make_app, clock: HandClock):
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "start Glute Bridge" in shown(pilot))
        await touch(pilot, "start Glute Bridge")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await touch(pilot, "start now")
        await pass_time(pilot, clock, 20)
        await touch(pilot, "pause")
        assert app.screen.coach.advance().paused
        await touch(pilot, "continue")
        await pass_time(pilot, clock, 7)
        await touch(pilot, "hurts")
        await until(pilot, lambda: isinstance(app.screen, HurtScreen))
        await touch(pilot, " 3 ", line=" 9   10")
        await touch(pilot, "end here")
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        await until(pilot, lambda: "[3]" in shown(pilot))
        await touch(pilot, "very hard", line="Effort")
        await touch(pilot, "save and close")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await app.workers.wait_for_complete()
    [record] = tomllib.loads(app.places.history_file.read_text())["session"]
    assert (record["pain_after"], record["effort"]) == (3, 9)
    assert record["exercise"][0]["stopped"] == "pain"


async def test_touching_a_number_of_a_scale_twice_clears_the_answer(make_app, clock: HandClock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await touch(pilot, "start now")
        await touch(pilot, "hurts")
        await until(pilot, lambda: isinstance(app.screen, HurtScreen))
        await touch(pilot, " 8 ", line=" 9   10")
        assert "[8]" in shown(pilot)
        await touch(pilot, "[8]")
        assert "[8]" not in shown(pilot)


@pytest.mark.parametrize(("text", "answer"), [(text, answer) for _, text, answer in ANSWERS])
async def test_every_answer_of_the_leave_dialog_can_be_touched(make_app, text: str, answer: str):
    app = make_app()
    given: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(LeaveScreen(2, 10), given.append)
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))
        await touch(pilot, text)
        await until(pilot, lambda: bool(given))
    assert given == [answer]


async def test_the_touch_that_opens_a_dialog_does_not_close_it(make_app):
    app = make_app("glute-bridge")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await touch(pilot, "end", line="start now")
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))
        await pilot.pause()
        assert isinstance(app.screen, LeaveScreen)


async def test_a_dialog_is_closed_by_a_touch_outside_the_dialog(make_app):
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "start Glute Bridge" in shown(pilot))
        await touch(pilot, "keys")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await touch(pilot, "Exercises")
        assert isinstance(app.screen, HelpScreen)
        await pilot.click(offset=(0, 0))
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
