"""The check-in: every answer is optional, and enter closes the screen."""

from __future__ import annotations

import tomllib

import pytest
from driving import pass_time, shown, until
from textual.events import Key

from trainer import safety
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.session.check_in import CheckInScreen
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.figure_view import FigureView


async def finish(pilot, app, clock) -> None:
    await pilot.pause()
    await pass_time(pilot, clock, 10 + 35)
    await until(pilot, lambda: isinstance(app.screen, CheckInScreen) and "Saved." in shown(pilot))


async def test_pressing_enter_once_leaves_the_check_in_without_an_answer(make_app, places, clock):
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=(80, 24)) as pilot:
        await finish(pilot, app, clock)
        before = places.history_file.read_bytes()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
    assert places.history_file.read_bytes() == before


async def test_answers_are_added_to_the_saved_session(make_app, places, clock):
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=(80, 24)) as pilot:
        await finish(pilot, app, clock)
        assert "Streak      0 → 1 day" in shown(pilot)
        assert "This week   ●○○○○  1 of 5" in shown(pilot)
        await pilot.press("3", "tab", "4", "tab", *"left [b]shaky[/b]", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await until(pilot, lambda: "note" in places.history_file.read_text())
    [session] = tomllib.loads(places.history_file.read_text())["session"]
    assert (session["pain_after"], session["effort"]) == (3, 4)
    assert session["note"] == "left [b]shaky[/b]"


async def test_answers_typed_in_one_go_all_arrive_in_order(make_app, places, clock):
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=(80, 24)) as pilot:
        await finish(pilot, app, clock)
        for key in ["2", "tab", "3", "tab", *"hips", "shift+tab", "5", "enter"]:
            app._driver.send_message(Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await until(pilot, lambda: "note" in places.history_file.read_text())
    [session] = tomllib.loads(places.history_file.read_text())["session"]
    assert (session["pain_after"], session["effort"], session["note"]) == (2, 5, "hips")


async def test_a_change_in_pain_of_one_point_is_called_about_the_same(make_app, clock):
    app = make_app("mobility-squat:chair", config="ask_pain_before = true")
    async with app.run_test(size=(80, 30)) as pilot:
        await until(pilot, lambda: "Before you start" in shown(pilot))
        await pilot.press("4", "enter")
        await finish(pilot, app, clock)
        for key, change in (("3", "about the same"), ("2", "lower"), ("6", "higher")):
            await pilot.press(key)
            await pilot.pause()
            assert f"4 before, {key} now: {change}" in shown(pilot)


async def test_pain_of_eight_shows_the_advice_to_get_help(make_app, clock):
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=(80, 40)) as pilot:
        await finish(pilot, app, clock)
        await pilot.press("8")
        await pilot.pause()
        text = " ".join(shown(pilot).replace("·", " ").split())
        assert "Get help now" in text
        assert all(sign in text for sign in safety.EMERGENCY_SIGNS)


@pytest.mark.parametrize(
    ("ref", "seconds", "keys", "lies"),
    [("mobility-squat:chair", 45, (), False), ("mobility-squat:chair", 20, ("q", "t"), True)],
)
async def test_the_figure_stands_only_after_a_completed_standing_exercise(
    make_app, clock, ref, seconds, keys, lies
):
    app = make_app(ref)
    async with app.run_test(size=(140, 45)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, seconds)
        await pilot.press(*keys)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        figure = app.screen.query_one("#figure", FigureView)
        await until(pilot, lambda: bool(figure.rows))
        drawn = [any(cell.glyph.strip() for cell in row) for row in figure.rows]
        assert (sum(drawn) < len(drawn) * 3 // 4) == lies


async def test_effort_is_chosen_in_words_and_a_digit_still_works(make_app, places, clock):
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=(80, 24)) as pilot:
        await finish(pilot, app, clock)
        await pilot.press("tab", "right", "right", "right")
        await pilot.pause()
        assert "[moderate]" in shown(pilot)
        await pilot.press("8")
        await pilot.pause()
        assert "[very hard]" in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await until(pilot, lambda: "effort" in places.history_file.read_text())
    [session] = tomllib.loads(places.history_file.read_text())["session"]
    assert session["effort"] == 8


async def test_a_session_ended_early_is_not_called_done(make_app, clock):
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 20)
        await pilot.press("q", "t")
        await until(pilot, lambda: "Saved." in shown(pilot))
        word = app.screen.query_one("#word", BigText)
        assert word.text == "ENDED"
        assert "Stopped, no more time." in shown(pilot)
        assert "Streak" not in shown(pilot)


async def test_all_emergency_signs_can_be_read_in_the_smallest_window(make_app, clock):
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=(46, 16)) as pilot:
        await finish(pilot, app, clock)
        await pilot.press("8")
        seen = ""
        for _ in range(30):
            await pilot.pause()
            seen += " " + " ".join(shown(pilot).replace("·", " ").split())
            await pilot.press("down")
        for sign in safety.EMERGENCY_SIGNS:
            assert all(word in seen for word in sign.split())
        assert "serious accident" in seen


@pytest.mark.parametrize("theme", ["glute-dark", "glute-light", "ansi-dark", "ansi-light"])
async def test_an_empty_scale_shows_that_it_has_the_focus(make_app, clock, theme):
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=(80, 24)) as pilot:
        await finish(pilot, app, clock)
        app.theme = theme
        for label in ("Pain now", "Effort", "Note"):
            await until(pilot, lambda label=label: f"{label} ▸" in shown(pilot))
            assert shown(pilot).count("▸") == 1
            await pilot.press("tab")


@pytest.mark.parametrize("size", [(60, 24), (80, 24), (100, 30), (120, 20), (140, 45)])
async def test_all_parts_of_the_check_in_are_visible_with_blank_rows_between(make_app, clock, size):
    app = make_app("mobility-squat:chair")
    async with app.run_test(size=size) as pilot:
        await finish(pilot, app, clock)
        rows = [row[:70].rstrip() for row in shown(pilot).split("\n")]  # without a figure beside it
        begins = ("Saved.", "Pain now", "Effort", "Note")
        for begin in begins:
            [at] = [n for n, row in enumerate(rows) if row.strip().startswith(begin)]
            assert not rows[at - 1]
        assert any("Tomorrow" in row for row in rows)
        assert not rows[-2]
