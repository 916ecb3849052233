"""The user's own catalog in the picker: routines, and edits while the picker is open."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import dates
import pytest
from dates import DAY
from driving import HandClock, foot, shown, until
from textual.pilot import Pilot

from trainer import catalog
from trainer.files.places import Places
from trainer.history.by_hand import manual_record
from trainer.history.store import HistoryStore
from trainer.ui.app import TrainerApp
from trainer.ui.picker.catalog_watcher import CatalogWatcher
from trainer.ui.picker.exercise_list import Exercises
from trainer.ui.session.screen import SessionScreen

EXAMPLE = catalog.example_file().read_text()


@pytest.fixture
def own(places: Places) -> Path:
    """The example catalog, saved in the folder of the settings."""
    file = places.own_catalog_file
    file.write_text(EXAMPLE)
    return file


def id_under_cursor(app: TrainerApp) -> str | None:
    """Return the id of the row under the cursor."""
    option = app.screen.query_one(Exercises).highlighted_option
    return option.id if option else None


def line_after(text: str, screen: str) -> str:
    lines = screen.split("\n")
    return next(after for line, after in pairwise(lines) if text in line)


async def save_catalog(pilot: Pilot[None], file: Path, text: str) -> None:
    """Save the file, and let the picker check twice that it is stable."""
    file.write_text(text)
    for _ in range(2):
        await pilot.app.query_one(CatalogWatcher).check()
    await pilot.pause()


async def test_a_routine_is_listed_below_the_exercises_and_started_with_enter(make_app, own: Path):
    app = make_app(catalog=own)
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        text = shown(pilot)
        assert (
            text.index("Standing Kick Back") < text.index("Routines") < text.rindex("For my back")
        )
        assert "13:00" in text
        await pilot.press("8")
        await pilot.pause()
        assert id_under_cursor(app) == "for-my-back"
        assert foot(app).startswith("enter start For my back  ")
        assert "five times each side" in " ".join(shown(pilot).split())
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        choices = app.screen.coach.session.timeline.choices
        assert [choice.ref for choice in choices] == [
            "bird-dog",
            "supine-leg-extension:pillow",
            "seated-squeeze",
        ]
        assert (choices[0].planned_reps, choices[0].hold) == (30, 10)
        assert "set 1 of 3 · rep 1 of 10" in shown(pilot)


async def test_the_cursor_skips_the_heading_of_the_routines(make_app, own: Path):
    app = make_app(catalog=own)
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        await pilot.press("7", "j")
        assert id_under_cursor(app) == "for-my-back"
        await pilot.press("k")
        assert id_under_cursor(app) == "standing-kick-back"


async def test_a_routine_and_an_exercise_can_both_be_marked(make_app, own: Path):
    app = make_app(catalog=own)
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        await pilot.press("8", "space", "6", "space")
        await pilot.pause()
        assert foot(app).startswith("enter start the 2 marked, ")


async def test_a_routine_has_no_other_variants(make_app, own: Path):
    app = make_app(catalog=own)
    async with app.run_test(size=(100, 60), notifications=True) as pilot:
        await pilot.pause()
        await pilot.press("8", "v")
        await until(pilot, lambda: "sets its own variants" in shown(pilot))


@pytest.mark.parametrize(
    ("days", "when"),
    [((0,), "1 of 2 today"), ((0, 0, 1), "2 of 2 today"), ((3, 1), "yesterday")],
)
async def test_a_routine_shows_when_it_was_last_done(
    make_app: Callable[..., TrainerApp],
    own: Path,
    places: Places,
    days: tuple[int, ...],
    when: str,
):
    app = make_app(catalog=own)
    for days_ago in sorted(days, reverse=True):
        day = dates.today() - DAY * days_ago
        record = manual_record(app.catalog.choose_all("for-my-back"), day, dates.at(day, 7))
        HistoryStore(places).append(record)
    app = make_app(catalog=own)
    async with app.run_test(size=(100, 60)) as pilot:
        await until(pilot, lambda: when in line_after("8 For my back", shown(pilot)))


async def test_a_session_with_fewer_reps_does_not_count_as_the_routine(
    make_app, own: Path, places: Places, clock: HandClock
):
    refs = ("bird-dog", "supine-leg-extension:pillow", "seated-squeeze")
    choices = [catalog.load_catalog(own).choose(ref) for ref in refs]
    HistoryStore(places).append(manual_record(choices, dates.today(), clock.now()))
    app = make_app(catalog=own)
    async with app.run_test(size=(100, 60)) as pilot:
        await until(pilot, lambda: "today" in line_after("1 Bird Dog", shown(pilot)))
        assert "13:00" in shown(pilot)


# While the file is edited


async def test_loading_a_saved_change_keeps_the_cursor_the_marks_and_the_variants(
    make_app, own: Path
):
    app = make_app(catalog=own)
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        await pilot.press("1", "v", "space", "8", "space")
        before = foot(app)
        more = EXAMPLE.replace('name = "Seated Squeeze"', 'name = "Sit and Squeeze"')
        await save_catalog(pilot, own, more.replace("[[exercise]]", f"{EXTRA}\n[[exercise]]", 1))
        assert "Sit and Squeeze" in shown(pilot)
        assert "Shoulder Roll" in shown(pilot)
        assert id_under_cursor(app) == "for-my-back"
        assert foot(app) == before
        assert "✓1 1 Bird Dog" in shown(pilot)
        assert "Hands stay down" in shown(pilot)
        assert app.catalog.choose("shoulder-roll").name == "Shoulder Roll"


EXTRA = """
[[exercise]]
id = "shoulder-roll"
name = "Shoulder Roll"
position = "standing"
sides = "none"
reps = 5
setup = ["Stand."]
step = [{ kind = "move", cue = "Roll", breath = "easy", seconds = 2 }]
"""


async def test_a_problem_is_reported_and_the_last_valid_catalog_stays_in_use(make_app, own: Path):
    app = make_app(catalog=own)
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        await pilot.press("8")
        spoilt = EXAMPLE.replace("hold = 10 ", "hold = 99 ").replace("each_side = 5", "repz = 5")
        await save_catalog(pilot, own, spoilt)
        text = " ".join(str(app.screen.query_one(CatalogWatcher).content).split())
        assert text == (
            "! 2 problems, see glute-trainer check. exercises.toml: routine for-my-back, "
            "exercise 1, repz: is not a known key; did you mean reps?"
        )
        assert foot(app).startswith("enter start For my back  ")
        await save_catalog(pilot, own, EXAMPLE)
        assert not app.screen.query_one(CatalogWatcher).display


async def test_a_problem_found_at_the_start_is_reported(make_app, own: Path):
    own.write_text("format = 1\n[[routine]\n")
    app = make_app(catalog=own)
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        assert "! exercises.toml: is not TOML" in shown(pilot)
        assert "line 2" in " ".join(shown(pilot).split())


async def test_a_catalog_is_loaded_when_created_and_unloaded_when_deleted(make_app, places: Places):
    app = make_app()
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        assert "Routines" not in shown(pilot)
        await save_catalog(pilot, places.own_catalog_file, EXAMPLE)
        await pilot.press("8", "space")
        assert id_under_cursor(app) == "for-my-back"
        places.own_catalog_file.unlink()
        for _ in range(2):
            await app.screen.query_one(CatalogWatcher).check()
        await pilot.pause()
        assert "Routines" not in shown(pilot)
        assert id_under_cursor(app) is None
        await until(pilot, lambda: foot(app).startswith("enter start Glute Bridge  "))


async def test_a_half_written_file_is_not_loaded_until_it_is_stable(make_app, own: Path):
    app = make_app(catalog=own)
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        line = app.screen.query_one(CatalogWatcher)
        own.write_text(EXAMPLE[:1500])
        await line.check()
        own.write_text(EXAMPLE.replace("For my back", "For both"))
        await line.check()
        assert not line.display
        await line.check()
        await until(pilot, lambda: "For both" in shown(pilot))


async def test_the_catalog_is_not_reloaded_during_a_session(make_app, own: Path):
    app = make_app("bird-dog", catalog=own)
    async with app.run_test(size=(100, 60)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        line = app.screen_stack[0].query_one(CatalogWatcher)
        own.write_text(EXAMPLE.replace("For my back", "For both"))
        for _ in range(3):
            await line.check()
        assert app.catalog.routines[0].name == "For my back"


async def test_names_from_the_users_catalog_are_shown_as_plain_text(make_app, own: Path):
    own.write_text(EXAMPLE.replace('"For my back"', '"[b]Mine[/b]"'))
    app = make_app(catalog=own)
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        await pilot.press("8")
        await pilot.pause()
        assert shown(pilot).count("[b]Mine[/b]") == 4


async def test_on_a_narrow_screen_the_rows_get_the_full_width(make_app, own: Path):
    app = make_app(catalog=own)
    async with app.run_test(size=(46, 16)) as pilot:
        await pilot.pause()
        assert app.screen.query_one(Exercises).size.width >= 42
