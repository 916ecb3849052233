"""The picker: its rows, its keys, and what enter starts."""

from __future__ import annotations

import re
from concurrent.futures import Future
from datetime import date
from pathlib import Path

import dates
import pytest
from driving import HandClock, foot, shown, until
from textual.widgets import OptionList

from tests.ui.picker.histories import write_history
from trainer.advice.words import ago
from trainer.files.places import Places
from trainer.history.by_hand import manual_record
from trainer.history.store import HistoryStore
from trainer.ui.reading.help import HelpScreen
from trainer.ui.session.screen import SessionScreen
from trainer.ui.widgets.preview import Preview


def words_of(text: str) -> str:
    return " ".join(text.split())


def line_with(sign: str, text: str) -> str:
    return next(line for line in text.split("\n") if sign in line)


async def test_one_exercise_without_sides_is_suggested_to_a_new_user(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "no sessions yet" in shown(pilot))
        assert foot(app).startswith("enter start Glute Bridge  ")
        assert "○1 2 Glute Bridge" in shown(pilot)
        assert "▸ ▌ Today  Glute Bridge   1:35" in shown(pilot)
        assert "Start with this one. One exercise is enough for today." in shown(pilot)


async def test_enter_starts_the_exercise_under_the_cursor(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert foot(app).startswith("enter start Bird Dog  ")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert [c.id for c in app.screen.coach.session.timeline.choices] == ["bird-dog"]


async def test_marked_exercises_start_in_the_order_they_were_marked(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("4", "space", "1", "space")
        await pilot.pause()
        assert foot(app).startswith("enter start the 2 marked, 3:45  ")
        assert "✓1 4 Clam Shells" in shown(pilot)
        assert "✓2 1 Bird Dog" in shown(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        ids = [choice.id for choice in app.screen.coach.session.timeline.choices]
        assert ids == ["clam-shells", "bird-dog"]


async def test_the_v_key_cycles_through_the_variants_or_says_there_are_none(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("5", "v")
        await pilot.pause()
        assert "Lower chair" in shown(pilot)
        await pilot.press("v")
        await pilot.pause()
        assert "Mobility Squat advanced  1:32" in " ".join(shown(pilot).split("   "))
        await pilot.press("2", "v")
        await until(pilot, lambda: "no variants" in shown(pilot))


async def test_the_j_and_k_keys_and_digits_move_the_cursor(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        options = app.screen.query_one(OptionList)
        assert options.highlighted is None
        await pilot.press("j")
        assert options.highlighted == 0
        await pilot.press("j", "k", "k")
        assert options.highlighted is None
        await pilot.press("5")
        assert options.highlighted == 4
        await pilot.press("9")
        assert options.highlighted == 4


async def test_the_leaflets_text_about_an_exercise_can_be_read(make_app):
    app = make_app()
    async with app.run_test(size=(140, 60)) as pilot:
        await pilot.pause()
        await pilot.press("4")
        await pilot.pause()
        text = " ".join(shown(pilot).split())
        for piece in ("drawn up at 90", "resistance band", "Be careful not to hold"):
            assert piece in text


async def test_help_names_every_key_of_the_screen(make_app):
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        text = shown(pilot)
        for word in ("Start", "Add it to the session", "variant", "History", "Quit"):
            assert word in text
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, HelpScreen)


async def test_an_invalid_catalog_is_named_and_the_five_exercises_still_work(
    make_app, tmp_path: Path
):
    own = tmp_path / "own.toml"
    own.write_text('format = 1\n[[exercise]]\nid = "x"\n')
    app = make_app(catalog=own)
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        await until(pilot, lambda: "own.toml: exercise x, name: is missing" in shown(pilot))
        assert "glute-trainer check" in shown(pilot)
        assert not app._notifications
        assert len(app.catalog.exercises) == 5


async def test_names_from_a_file_are_shown_as_plain_text(make_app, tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text(
        'format = 1\n[[exercise]]\nid = "odd"\nname = "[bold]Odd[/]"\nposition = "standing"\n'
        'sides = "none"\nreps = 1\nsetup = ["[red]Stand[/red]."]\n'
        '[[exercise.step]]\nkind = "move"\n'
        'cue = "[b]Go[/b]"\nbreath = "easy"\nseconds = 1\n'
    )
    app = make_app(catalog=own)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        await pilot.press("6")
        await pilot.pause()
        text = shown(pilot)
        assert "[bold]Odd[/]" in text
        assert "[red]Stand[/red]." in text
        assert "[b]Go[/b]" in text
        assert not app.screen.query_one(Preview).shows_something


def test_the_time_since_an_exercise_was_done_is_given_in_words():
    today = date(2026, 11, 23)
    assert ago(None, today) == "not yet done"
    assert ago(today, today) == "today"
    assert ago(date(2026, 11, 22), today) == "yesterday"
    assert ago(date(2026, 11, 20), today) == "3 days ago"
    assert ago(date(2026, 8, 1), today) == "3 months ago"


async def test_exactly_one_cursor_is_shown(make_app):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key, name in (("1", "Bird Dog"), ("j", "Glute Bridge"), ("5", "Mobility")):
            await pilot.press(key)
            await until(pilot, lambda name=name: name in line_with("▸", shown(pilot)))
            assert shown(pilot).count("▸") == 1


@pytest.mark.parametrize("size", [(80, 24), (46, 16)])
async def test_arrow_keys_scroll_through_all_details_of_an_exercise(make_app, size):
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("5", "v", "v")
        await pilot.pause()
        assert "use a chair" not in shown(pilot)
        read = words_of(shown(pilot))
        for _ in range(12):
            await pilot.press("right")
            await pilot.pause()
            read += words_of(shown(pilot))
        for part in ("Sit down, deep", "Chair squat", "advanced exercise"):
            assert part in read
        for _ in range(14):
            await pilot.press("left")
        await pilot.pause()
        assert "Mobility Squat" in line_with("▸", shown(pilot))
        await pilot.press("k")
        await until(pilot, lambda: "Clam Shells" in line_with("▸", shown(pilot)))


@pytest.mark.parametrize("size", [(46, 16), (80, 24)])
async def test_a_change_is_reported_at_the_foot_and_covers_no_row(make_app, size):
    app = make_app()
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await pilot.press("2", "f")
        await until(pilot, lambda: "is no longer suggested" in shown(pilot))
        assert not app.screen.query("Toast")
        assert "2 Glute Bridge" in shown(pilot)


@pytest.mark.parametrize("size", [(46, 16), (60, 24), (80, 24), (100, 30), (120, 20), (140, 45)])
async def test_the_word_advanced_is_never_cut_beside_a_routine(make_app, tmp_path, size):
    own = tmp_path / "own.toml"
    own.write_text(
        'format = 1\n[[routine]]\nid = "mine"\nname = "For my back"\n'
        'exercise = [{ id = "glute-bridge" }]\n'
    )
    app = make_app(catalog=own)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.screen.past is not None)
        await pilot.press("5", "v", "v")
        await until(pilot, lambda: "Mobility Squat" in shown(pilot))
        await until(pilot, lambda: re.search(r"Mobility Squat advanced\s", shown(pilot)))
        assert "advanc…" not in shown(pilot)


async def test_a_session_added_elsewhere_does_not_move_the_cursor_from_a_chosen_row(
    make_app, places: Places, clock: HandClock
):
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "no sessions yet" in shown(pilot))
        await pilot.press("1", "question_mark", "escape")
        record = manual_record([app.catalog.choose("clam-shells")], dates.today(), clock.now())
        HistoryStore(places).append(record)
        app._read_history()
        await until(pilot, lambda: "Done for today" in shown(pilot))
        assert foot(app).startswith("enter start Bird Dog  ")


async def test_on_a_rest_day_the_cursor_leaves_the_first_row_after_a_session(
    make_app, places: Places, clock: HandClock
):
    app = make_app(config=f"rest_dates = [{dates.today().isoformat()}]\n")
    reading, app._reading = app._reading, Future()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "Reading your history" in shown(pilot))
        app._reading.set_result(reading.result())
        await until(pilot, lambda: foot(app).startswith("enter start Bird Dog  "))
        record = manual_record([app.catalog.choose("clam-shells")], dates.today(), clock.now())
        HistoryStore(places).append(record)
        app._read_history()
        await until(pilot, lambda: "Done for today" in shown(pilot))
        assert "enter start" not in foot(app)


async def test_an_answer_keeps_the_cursor_and_the_marks(make_app, places: Places):
    write_history(places, "GB -1")
    app = make_app(config="questions = 'auto'\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.plan.question == "next-morning")
        await pilot.press("3", "space", "y")
        await until(pilot, lambda: app.screen.plan.question is None)
        await until(pilot, lambda: HistoryStore(places).load().sessions[0].next_morning == "worse")
        await pilot.pause()
        assert "✓  3 Supine" in shown(pilot)
        assert app.screen.plan.at == "supine-leg-extension"
