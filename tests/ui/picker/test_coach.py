"""What the coach says and asks in the picker, and what the answers do."""

from __future__ import annotations

import tomllib

import dates
import pytest
from driving import foot, pass_time, shown, until

from tests.ui.picker.histories import write_history
from trainer.history.store import HistoryStore
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.session.check_in import CheckInScreen
from trainer.ui.session.screen import SessionScreen

GOOD_SHELLS = "GB -30; CS -10 b0 a0 e3; CS -7 b0 a0 e3; CS -4 b0 a0 e3; GB -2; BD -2; LE -2; MS -2"


def settings(places) -> dict:
    return tomllib.loads(places.config_file.read_text())


async def test_an_accepted_offer_changes_only_todays_plan(make_app, places):
    write_history(places, GOOD_SHELLS)
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await until(pilot, lambda: "Try a hand on the knee?" in shown(pilot))
        await pilot.press("y")
        await until(pilot, lambda: "Hand on the knee, then" in shown(pilot))
        assert "Added to today's plan." in shown(pilot)
        assert "no" not in settings(places)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert app.screen.coach.advance().choice.ref == "clam-shells:hand"


async def test_a_declined_offer_is_remembered(make_app, places):
    write_history(places, GOOD_SHELLS)
    app = make_app()
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await until(pilot, lambda: "Try a hand on the knee?" in shown(pilot))
        await pilot.press("n")
        await until(pilot, lambda: "All right. You won't be asked again before" in shown(pilot))
        await until(pilot, lambda: "no" in settings(places))
        assert "Try a hand" not in shown(pilot)
    assert settings(places)["no"] == {"clam-shells:hand": [dates.today()]}


async def test_the_answer_about_the_next_morning_is_saved_with_its_session(make_app, places):
    write_history(places, "GB -1")
    app = make_app(config="questions = 'auto'\n")
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await until(pilot, lambda: "worse the morning after yesterday's session?" in shown(pilot))
        await pilot.press("y")
        await until(pilot, lambda: "Half the reps are enough today" in shown(pilot))
        await until(pilot, lambda: "5 reps, hold 3 s" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
    [session] = HistoryStore(places).load().sessions
    assert session.next_morning == "worse"


async def test_skipping_the_pain_question_records_no_pain(make_app, clock):
    app = make_app(config="questions = 'auto'\n")
    async with app.run_test(size=(80, 30)) as pilot:
        await until(pilot, lambda: "Start with this one" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: "Enter skips" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert app.screen.coach.record().pain_before is None


async def test_a_changed_dose_is_saved_and_can_be_reset(make_app, places):
    app = make_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        await pilot.press("1", "less_than_sign", "less_than_sign")
        await until(pilot, lambda: settings(places).get("dose") == {"bird-dog": 6})
        assert "6 reps, 3 a side" in shown(pilot)
        await pilot.press("less_than_sign")
        await until(pilot, lambda: "6 reps, 3 a side" in shown(pilot))
        await pilot.press("0")
        await until(pilot, lambda: not settings(places).get("dose"))
        assert "10 reps, 5 a side" in shown(pilot)


async def test_an_exercise_marked_not_for_me_is_not_suggested(make_app, places):
    app = make_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await until(pilot, lambda: "Today  Glute Bridge" in shown(pilot))
        await pilot.press("2", "f")
        await until(pilot, lambda: "not for me" in shown(pilot))
        await until(pilot, lambda: "Today  Glute Bridge" not in shown(pilot))
        await pilot.press("f")
        await until(pilot, lambda: "Today  Glute Bridge" in shown(pilot))
    assert "not_for_me" not in settings(places)


@pytest.mark.parametrize("size", [(46, 16), (60, 24), (80, 24), (120, 20)])
async def test_the_picker_says_why_an_exercise_is_rested_and_until_when(make_app, places, size):
    write_history(places, "GB -30; CS -2; BD -1 !6")
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "Bird Dog hurt yesterday (pain 6)" in shown(pilot))
        await pilot.press("1")
        await until(pilot, lambda: "skip until" in shown(pilot))
        await until(pilot, lambda: foot(app).startswith("enter start"))


async def test_the_b_key_starts_one_short_exercise_even_if_today_is_done(make_app, places):
    write_history(places, "GB -30; GB 0 a1")
    app = make_app()
    async with app.run_test(size=(80, 30)) as pilot:
        await until(pilot, lambda: "Done for today" in shown(pilot))
        assert "Tomorrow: " in shown(pilot)
        assert foot(app).startswith("? all keys")
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert app.screen.coach.session.timeline.seconds <= 90


async def test_after_a_session_ended_by_pain_the_picker_suggests_rest_and_shows_tomorrow(
    make_app, places, clock
):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pass_time(pilot, clock, 25)
        await pilot.press("x")
        await until(pilot, lambda: "How much does it hurt" in shown(pilot))
        await pilot.press("6")
        await until(pilot, lambda: "Stop this exercise." in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        text = " ".join(shown(pilot).split())
        assert "1 of 10" in text
        assert "No more exercises today." in text
        assert "Stop this exercise. Ease down and breathe." in text
        assert "Bird Dog" in text.partition("Tomorrow")[2]
        assert "streak" not in text
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await until(pilot, lambda: "Enough for today" in shown(pilot))
