"""The session screen, with a clock that the test moves."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import timedelta

import pytest
from driving import HandClock, each, pass_time, shown, until
from msgspec import structs
from textual.events import Key

from trainer import safety
from trainer.files.places import Places
from trainer.history import in_progress
from trainer.history.store import HistoryError
from trainer.ui.app import TrainerApp
from trainer.ui.picker.screen import PickerScreen
from trainer.ui.session.check_in import CheckInScreen
from trainer.ui.session.hurt import HurtScreen
from trainer.ui.session.layout import layout_of
from trainer.ui.session.leave import LeaveScreen
from trainer.ui.session.screen import SessionScreen
from trainer.ui.session.session_bar import SessionBar
from trainer.ui.widgets.big_text import BigText
from trainer.ui.widgets.edge import Edge
from trainer.ui.widgets.figure_view import FigureView
from trainer.ui.widgets.motion import LOWEST
from trainer.ui.widgets.text_line import TextLine

MakeApp = Callable[..., TrainerApp]


def sessions(places: Places) -> list[dict[str, object]]:
    return tomllib.loads(places.history_file.read_text()).get("session", [])


def word(app: TrainerApp) -> str:
    return app.screen.query_one("#word", BigText).text


def count(app: TrainerApp) -> str:
    return app.screen.query_one("#number", BigText).text


def line(app: TrainerApp, selector: str) -> str:
    return str(app.screen.query_one(selector, TextLine).render())


async def test_a_whole_session_runs_from_the_picker_to_the_saved_check_in(
    make_app: MakeApp, places, clock
):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Glute Bridge   1:35" in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert word(app) == "READY"
        await pass_time(pilot, clock, 15)
        assert (word(app), count(app)) == ("INHALE", "2")
        await pass_time(pilot, clock, 2)
        assert (word(app), count(app)) == ("HOLD", "3")
        assert "Keep breathing" in line(app, "#cue")
        await pass_time(pilot, clock, 3)
        assert word(app) == "EXHALE"
        await pass_time(pilot, clock, 76)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        [record] = sessions(places)
        assert record["status"] == "completed"
        await pilot.press("2", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await until(pilot, lambda: "pain_after" in sessions(places)[0])
    [record] = sessions(places)
    [exercise] = record["exercise"]
    assert record["pain_after"] == 2
    assert (exercise["done_reps"], exercise["planned_reps"]) == (10, 10)
    assert not list(places.in_progress_dir.glob("*.toml"))


async def test_quitting_in_the_third_rep_saves_two_reps(
    make_app: MakeApp, places, clock: HandClock
):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 15 + 2 * 8 + 3)
        assert "rep 3 of 10" in line(app, "#head")
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))
        assert "2 of 10 reps done" in shown(pilot)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
    [record] = sessions(places)
    [exercise] = record["exercise"]
    assert record["status"] == exercise["status"] == "partial"
    assert (exercise["done_reps"], exercise["skipped_reps"], exercise["planned_reps"]) == (2, 0, 10)
    assert exercise["stopped"] == "fatigue"


async def test_carrying_on_after_the_q_key_counts_down_and_loses_no_rep(make_app, places, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 16)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))
        clock.seconds += 60
        await pilot.press("space")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert word(app) == "READY"
        await pass_time(pilot, clock, 6)
        assert word(app) == "INHALE"
        await pass_time(pilot, clock, 1)
        assert word(app) == "HOLD"


async def test_discarding_a_session_leaves_no_trace(make_app, places, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 15 + 8 + 1)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))
        await pilot.press("D")
        await until(pilot, lambda: "press again; nothing will be saved" in shown(pilot))
        assert list(places.in_progress_dir.glob("*.toml"))
        await pilot.press("D")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
    assert not places.history_file.exists() or not sessions(places)
    assert not list(places.in_progress_dir.glob("*.toml"))


async def test_pain_of_seven_allows_only_ending_and_opens_the_stop_rules(make_app, places, clock):
    app = make_app("supine-leg-extension", "glute-bridge")
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 15 + 10 + 1)
        await pilot.press("x")
        await pilot.pause()
        assert "easier version" in shown(pilot)
        await pilot.press("7")
        await pilot.pause()
        assert "Stop for today." in shown(pilot)
        assert "easier version" not in shown(pilot)
        await pilot.press("l")
        await until(pilot, lambda: "Stop at once if pain jumps" in shown(pilot))
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("v", "n")
        await pilot.pause()
        assert word(app) == "STOPPED"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        assert "[7]" in shown(pilot)
    [record] = sessions(places)
    assert [e["status"] for e in record["exercise"]] == ["partial", "skipped"]
    assert record["exercise"][0]["stopped"] == "pain"


async def test_changing_to_the_easier_version_after_pain_keeps_the_reps_done(
    make_app, places, clock
):
    app = make_app("supine-leg-extension")
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 15 + 10 + 1)
        await pilot.press("x", "3", "v")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert word(app) == "READY"
        assert "Pillow under the hips" in line(app, "#head")
        await pass_time(pilot, clock, 15 + 9 * 10)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
    [record] = sessions(places)
    [exercise] = record["exercise"]
    assert (exercise["variant"], exercise["done_reps"]) == ("pillow", 10)
    assert record["status"] == "completed"


async def test_skipped_and_done_reps_are_counted_separately(make_app, places, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pass_time(pilot, clock, 3)
        await pilot.press("n")
        assert app.screen.query_one(SessionBar).marks_by_side[0][:3] == ("skipped", "now", "ahead")
        await pass_time(pilot, clock, 3)
        await pilot.press("p")
        assert word(app) == "INHALE"
        assert "rep 2 of 10" in line(app, "#head")
        await pass_time(pilot, clock, 72)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
    [exercise] = sessions(places)[0]["exercise"]
    assert (exercise["done_reps"], exercise["skipped_reps"]) == (9, 1)


async def test_the_hold_can_be_changed_within_its_range(make_app, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 17.5)
        assert (word(app), count(app)) == ("HOLD", "3")
        await pilot.press("plus")
        assert count(app) == "4"
        await pilot.press("plus", "minus", "minus", "minus")
        assert count(app) == "2"


async def test_a_gap_in_time_pauses_the_session(make_app, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 16)
        clock.seconds += 3600
        await pass_time(pilot, clock, 0.5)
        assert word(app) == "PAUSED"
        assert "You were away" in line(app, "#cue")


async def test_the_light_at_both_edges_of_the_screen_follows_the_breath(make_app, clock):
    app = make_app("bird-dog", config="")
    app.motion = type(app.motion)("full")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 10)
        left, right = app.screen.query(Edge)
        seen = []
        for _ in range(6):
            seen.append(left.light)
            assert right.light == left.light
            await pass_time(pilot, clock, 0.5)
        assert seen == sorted(seen)
        assert left.light == pytest.approx(1)
        assert left.render_line(0).text == "███"
        await pass_time(pilot, clock, 3)
        assert left.light == pytest.approx(LOWEST)
        assert left.render_line(0).text == "   "


SIZES = [(46, 16), (60, 24), (80, 24), (100, 30), (120, 20), (140, 45)]


async def test_the_main_parts_of_the_screen_are_in_place_at_every_size(make_app, clock):
    app = make_app("bird-dog")
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 11)
        async for size in each(SIZES, pilot):
            layout = layout_of(*size, digits=1)
            for name in ("word", "number", "cue", "figure", "left", "right", "keys"):
                region = app.screen.query_one(f"#{name}").region
                assert (region.x, region.y, region.width, region.height) == getattr(layout, name)
            assert "Reach right arm, left leg" in shown(pilot), size
            assert "then lower to hands and knees" in shown(pilot), size
            assert "rep 1 of 10" in shown(pilot), size
            assert "space pause  x it hurts  q end  ? all keys" in shown(pilot), size


@pytest.mark.parametrize("size", [(45, 16), (46, 15), (3, 1)])
async def test_below_the_smallest_size_the_session_pauses_and_says_why(make_app, clock, size):
    app = make_app("bird-dog")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 11)
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert app.screen.coach.session.paused == "window"
        if size[0] > 3:
            text = " ".join(shown(pilot).split())
            assert "A session needs 46 × 16" in text
            assert "press q to end" in text


@pytest.mark.parametrize("size", [(46, 16), (100, 30)])
async def test_the_last_rep_is_shown_as_rep_10_of_10(make_app, clock, size):
    app = make_app("glute-bridge")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 16)
        await pilot.press(*"nnnnnnnnn")
        await pilot.pause()
        assert "rep 10 of 10 " in shown(pilot)


async def test_pain_that_stops_the_session_before_the_first_rep_is_saved(make_app, places, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 16)
        await pilot.press("x")
        await until(pilot, lambda: "Ease down" in shown(pilot))
        await pilot.press("5", "enter")
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "pain_after" in places.history_file.read_text())
    [session] = sessions(places)
    assert (session["status"], session["pain_after"]) == ("partial", 5)
    assert session["exercise"][0]["stopped"] == "pain"
    assert session["exercise"][0]["done_reps"] == 0


async def test_pain_that_stops_the_session_before_the_first_rep_survives_a_lost_connection(
    make_app, places, clock
):
    app = make_app("glute-bridge", "bird-dog")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 16)
        await pilot.press("x")
        await until(pilot, lambda: "Ease down" in shown(pilot))
        await pilot.press("5", "n")
        await until(pilot, lambda: "Bird Dog" in shown(pilot))
        app._cut_off()
        app._coach.release()  # as the end of the process does
    [lost] = in_progress.interrupted(places)
    clock.now = lambda: lost.saved + timedelta(hours=2)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, places.history_file.exists)
    [session] = sessions(places)
    assert session["exercise"][0]["stopped"] == "pain"
    assert session["exercise"][0]["done_reps"] == 0


async def test_a_failed_save_is_reported_and_the_session_stays_in_progress(
    make_app, places, clock, monkeypatch
):
    def full(*_: object) -> None:
        raise HistoryError("There is no room.\nMake room.")

    monkeypatch.setattr("trainer.history.store.HistoryStore.append", full)
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 15 + 17)
        await pilot.press("q", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await until(pilot, lambda: "There is no room" in shown(pilot))
        assert "Saved" not in shown(pilot)
    [file] = places.in_progress_dir.glob("*.toml")
    assert tomllib.loads(file.read_text())["session"][0]["exercise"][0]["done_reps"] == 2


async def test_cancelling_the_pain_screen_forgets_the_pain(make_app, places, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 25)
        await pilot.press("x", "5", "escape")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pilot.press("q", "enter")
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
    [session] = sessions(places)
    assert "pain_after" not in session


async def test_the_next_exercise_key_asks_before_it_ends_the_last_exercise(make_app, places, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 25)
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert not app.screen.coach.session.ended


async def test_the_pain_screen_can_be_cancelled_unless_the_pain_is_high(make_app, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 25)
        await pilot.press("x")
        await until(pilot, lambda: "pressed by mistake" in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert app.screen.coach.advance().kind == "re-entry"
        await pilot.press("x", "7")
        await until(pilot, lambda: "Get help now" in shown(pilot))
        assert "pressed by mistake" not in shown(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert "Ease down" in shown(pilot)


@pytest.mark.parametrize("keys", ["qq", "xx", "xq", "qx"])
async def test_two_quick_keys_open_only_one_dialog(make_app, places, clock, keys):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 25)
        for key in keys:
            app._driver.send_message(Key(key, key))
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen | HurtScreen))
        assert sum(isinstance(s, LeaveScreen | HurtScreen) for s in app.screen_stack) == 1
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        assert not any(isinstance(s, SessionScreen) for s in app.screen_stack)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
    assert len(sessions(places)) == 1


@pytest.mark.parametrize("keys", [["enter"], ["n"], ["v"], ["N"], ["x", "v"], ["q", "space"]])
async def test_in_a_window_that_is_too_small_the_session_stays_paused(make_app, clock, keys):
    app = make_app("bird-dog", "glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 3)
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        before = app.screen.coach.advance().seconds_left
        await pilot.press(*keys)
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pass_time(pilot, clock, 30)
        assert app.screen.coach.session.paused
        assert (
            app.screen.coach.advance().seconds_left >= before - 12
        )  # another variant may be shorter
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        await pilot.press("space")
        await pass_time(pilot, clock, 4)
        assert not app.screen.coach.session.paused


@pytest.mark.parametrize(
    ("ref", "easier"),
    [
        ("bird-dog", "bird-dog:hands-down"),
        ("bird-dog:hands-down", None),
        ("mobility-squat", "mobility-squat:chair"),
        ("mobility-squat:chair", None),
        ("mobility-squat:lower-chair", "mobility-squat:chair"),
        ("clam-shells", None),
        ("clam-shells:band", "clam-shells"),
        ("glute-bridge", None),
    ],
)
async def test_after_pain_the_easier_version_is_offered_if_there_is_one(
    make_app, clock, ref, easier
):
    app = make_app(ref)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 25)
        await pilot.press("x")
        await until(pilot, lambda: "Ease down" in shown(pilot))
        assert ("easier version" in shown(pilot)) == (easier is not None)
        if easier:
            await pilot.press("v")
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            assert app.screen.coach.advance().choice.ref == easier


async def test_the_choices_after_pain_depend_on_the_pain_level(make_app, clock):
    app = make_app("bird-dog", "glute-bridge")
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 25)
        await pilot.press("x")
        ways = ("easier version", "go to the next", "end here", "carry on")
        expected = {"2": (0, 1, 1, 1), "3": (1, 1, 1, 1), "6": (0, 1, 1, 0), "7": (0, 0, 1, 0)}
        for pain, there in expected.items():
            await pilot.press(pain)
            advice = safety.band(int(pain)).partition(" if ")[0]
            await until(pilot, lambda advice=advice: advice in shown(pilot))
            assert tuple(int(way in shown(pilot)) for way in ways) == there, pain
            assert ("Get help now" in shown(pilot)) == (pain == "7")


async def test_the_pain_is_saved_even_if_the_session_goes_on_in_the_easier_version(
    make_app, places, clock
):
    app = make_app("bird-dog")
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 25)
        await pilot.press("x", "4")
        await until(pilot, lambda: "[4]" in shown(pilot))
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        await pilot.press("q", "enter")
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
    [exercise] = sessions(places)[0]["exercise"]
    assert (exercise["variant"], exercise["pain_at_stop"]) == ("hands-down", 4)
    assert exercise["stopped"] != "pain"


async def test_pain_of_seven_before_a_session_is_saved_and_nothing_starts(make_app, places):
    app = make_app("bird-dog", config="questions = 'on'")
    async with app.run_test(size=(80, 40)) as pilot:
        await until(pilot, lambda: "Before you start" in shown(pilot))
        await pilot.press("7")
        await until(pilot, lambda: "No exercises today" in shown(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await until(pilot, lambda: "Pain 7. Walk a little if that feels all right." in shown(pilot))
    [session] = sessions(places)
    assert session["pain_before"] == 7
    assert [each["status"] for each in session["exercise"]] == ["skipped"]


async def test_starting_despite_high_pain_saves_the_pain(make_app, places, clock):
    app = make_app("bird-dog", config="questions = 'on'")
    async with app.run_test(size=(80, 40)) as pilot:
        await until(pilot, lambda: "Before you start" in shown(pilot))
        await pilot.press("8", "y")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert app.screen.coach.record().pain_before == 8


async def test_escape_at_the_pain_question_starts_nothing(make_app):
    app = make_app("bird-dog", config="ask_pain_before = true")
    async with app.run_test() as pilot:
        await until(pilot, lambda: "Before you start" in shown(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))


async def test_with_a_failing_disk_a_save_is_tried_once_for_each_rep(make_app, clock, monkeypatch):
    asked = []

    def refuse(*_: object) -> None:
        asked.append(1)
        raise HistoryError("no room")

    monkeypatch.setattr("trainer.coach.in_progress.save", refuse)
    app = make_app("glute-bridge")
    async with app.run_test() as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 15 + 8.5)
        for _ in range(40):
            app.screen.follow()
            await pilot.pause()
        assert len(app.screen.coach.session.done) == 1
        assert len(asked) == 2  # at the start, and after the rep


async def test_ending_with_nothing_done_does_not_offer_to_save(make_app, places, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("q")
        await until(pilot, lambda: "not done a rep yet" in shown(pilot))
        assert "save it" not in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
    assert not places.history_file.exists() or not sessions(places)


@pytest.mark.parametrize("size", [(46, 16), (100, 30)])
async def test_every_sentence_of_the_setup_can_be_read_on_screen(make_app, clock, size):
    app = make_app("clam-shells:band")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        state = app.screen.coach.advance()
        seen = []
        while app.screen.coach.advance().kind == "get-ready":
            lines = line(app, "#cue").split("\n")[1:] + line(app, "#then").split("\n")
            seen.append(" ".join(" ".join(lines).split()))
            await pass_time(pilot, clock, 0.5)
        pages = " ".join(dict.fromkeys(seen))
        for word_said in re.findall(r"[\w-]+", " ".join(state.choice.exercise.setup)):
            assert word_said in pages


async def test_a_long_name_is_shortened_to_make_room_for_the_rep_and_the_time(
    make_app, clock, tmp_path
):
    own = tmp_path / "own.toml"
    own.write_text(
        'format = 1\n[[exercise]]\nid = "plain"\nposition = "standing"\nsides = "none"\n'
        'name = "A name as long as a name may ever be her"\n'
        'reps = 2\nsetup = ["Stand."]\n[[exercise.step]]\nkind = "move"\n'
        'cue = "Sit"\nbreath = "inhale"\nseconds = 2\n'
    )
    app = make_app(catalog=own)
    app._start = [app.catalog.choose("plain")]
    async with app.run_test(size=(46, 16)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 10)
        assert "A name as long as a n…   1 of 2  0:04 left" in shown(pilot)


async def test_a_remark_replaces_the_text_about_what_comes_next_and_covers_nothing(make_app, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 16)
        await pilot.press("plus")
        await pilot.pause()
        assert "Hold: 4 seconds." in line(app, "#then")
        app.notify("Something from a file", timeout=2)
        await pilot.pause()
        assert line(app, "#then") == "Something from a file"
        assert "Raise your hips" in shown(pilot)
        await pass_time(pilot, clock, 4.5)
        assert line(app, "#then").startswith("then ")


async def test_the_word_muted_is_shown_only_while_the_sound_is_off(make_app, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 16)
        assert "muted" not in line(app, "#head")
        await pilot.press("m")
        await pass_time(pilot, clock, 1)
        assert "muted" in line(app, "#head")
        await pilot.press("m")
        await pass_time(pilot, clock, 1)
        assert "muted" not in line(app, "#head")


async def test_a_pause_freezes_and_dims_the_light_and_the_figure(make_app, clock):
    app = make_app("clam-shells")
    app.motion = type(app.motion)("full")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 16)
        figure, edge = app.screen.query_one(FigureView), app.screen.query_one("#left", Edge)
        moment = figure.frame, edge.light
        await pilot.press("space")
        await pass_time(pilot, clock, 5)
        assert (word(app), count(app)) == ("PAUSED", "")
        assert "Press space to continue   Right leg on top" in line(app, "#cue")
        assert (figure.frame, edge.light) == moment
        assert figure.dim > 0
        assert edge.dim > 0
        await pilot.press("space")
        assert figure.dim == edge.dim == 0


async def test_a_click_on_the_figure_pauses_in_a_page_but_not_in_a_terminal(
    make_app, clock, monkeypatch
):
    app = make_app("clam-shells")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 16)
        await pilot.click(FigureView)
        assert app.screen.coach.session.paused is None
        monkeypatch.setattr(TrainerApp, "is_web", True)
        await pilot.click(FigureView)
        assert app.screen.coach.session.paused == "key"
        await pilot.click(FigureView)
        assert app.screen.coach.session.paused is None


async def test_the_foot_line_shows_only_keys_that_do_something_now(make_app, clock):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert line(app, "#keys").startswith("enter start now  space pause  x it hurts  q end")
        await pass_time(pilot, clock, 16)
        await pilot.pause()
        assert line(app, "#keys").startswith("space pause  x it hurts  q end  ? all keys  n skip")
        assert line(app, "#keys").endswith("+ - hold")
        await pilot.press("space")
        await pilot.pause()
        assert line(app, "#keys").startswith("space continue  x it hurts  q end")


async def test_a_window_that_is_too_small_pauses_the_session_and_the_q_key_still_works(
    make_app, places, clock
):
    app = make_app("glute-bridge")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 15 + 8 + 1)
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        assert app.screen.coach.session.paused == "window"
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
    assert sessions(places)[0]["exercise"][0]["done_reps"] == 1


async def test_the_figure_stays_in_place_and_gains_one_row_after_the_setup(make_app, clock):
    app = make_app("clam-shells")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        ready = app.screen.query_one(FigureView).region
        places = set()
        await pass_time(pilot, clock, 11)
        for _ in range(30):
            await pass_time(pilot, clock, 5)
            if not isinstance(app.screen, SessionScreen):
                break
            places.add(app.screen.query_one(FigureView).region)
        assert places == {ready.grow((0, 0, 1, 0))}


async def test_switching_sides_names_the_new_side(make_app, clock):
    app = make_app("clam-shells")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 15 + 50 + 1)
        assert (word(app), count(app)) == ("SWITCH", "14")
        assert "Left leg on top" in line(app, "#cue")
        assert "side 2 of 2" in line(app, "#head")
        await pilot.press("enter")
        assert word(app) == "INHALE"
        assert "rep 1 of 10" in line(app, "#head")
        assert "Left leg on top" in line(app, "#cue")


async def test_the_next_exercise_key_starts_a_rest_and_enter_ends_it(make_app, places, clock):
    app = make_app("glute-bridge", "mobility-squat:chair")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 15 + 8 + 1)
        await pilot.press("N", "N")
        assert word(app) == "REST"
        assert "Breathe easy" in line(app, "#cue")
        assert "Mobility Squat" in line(app, "#then")
        assert "next, exercise 2 of 2" in line(app, "#head")
        await pilot.press("enter")
        assert word(app) == "READY"
        await pilot.press("enter")
        await pass_time(pilot, clock, 35)
        await until(pilot, lambda: isinstance(app.screen, CheckInScreen))
    [record] = sessions(places)
    first, second = record["exercise"]
    assert (first["status"], first["done_reps"], first["stopped"]) == ("partial", 1, "other")
    assert (second["status"], second["done_reps"]) == ("completed", 5)
    assert record["status"] == "partial"


@pytest.mark.parametrize("flash", [True, False])
async def test_the_word_of_a_new_stage_flashes_if_the_settings_say_so(make_app, clock, flash):
    app = make_app("glute-bridge")
    app.settings = structs.replace(
        app.settings, cues=structs.replace(app.settings.cues, flash=flash)
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 15)
        screen = app.screen
        assert word(app) == "INHALE"
        assert screen.query_one("#word").has_class("-flash") is flash
        await pass_time(pilot, clock, 0.5)
        assert not screen.query_one("#word").has_class("-flash")


async def test_the_voice_reads_back_the_pain(make_app, clock):
    app = make_app("bird-dog")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pass_time(pilot, clock, 20)
        spoken = []
        app.screen.coach.cues.say = spoken.append
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, HurtScreen))
        await pilot.press("4")
        await pilot.pause()
        assert spoken == [
            "Four. Press v for the easier version, hands stay down. "
            "Press enter to end here, escape to carry on."
        ]
