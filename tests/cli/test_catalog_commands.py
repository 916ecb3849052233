"""The commands about your own exercises and routines, from the example to the saved session."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trainer import catalog
from trainer.catalog import example_file
from trainer.cli import check_command, cli
from trainer.files.places import Places
from trainer.files.watching import Watched
from trainer.history.store import HistoryStore

EXAMPLE = example_file().read_text()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The example catalog, beside the settings."""
    file = tmp_path / "exercises.toml"
    file.write_text(EXAMPLE)
    return file


def run(own: Path, *words: str) -> Result:
    """Run the program with the data and settings beside the catalog."""
    places = ["--data-dir", str(own.parent / "data"), "--config", str(own.parent / "config.toml")]
    return CliRunner().invoke(cli, [*places, *words])


def test_the_example_catalog_is_printed_in_full_and_is_valid(own: Path):
    assert run(own, "example").output == EXAMPLE
    checked = run(own, "check", str(own))
    assert (checked.exit_code, checked.output) == (0, f"{own}: fine\n")
    found = catalog.load_catalog(own)
    assert [exercise.id for exercise in found.exercises[5:]] == [
        "seated-squeeze",
        "standing-kick-back",
    ]
    assert [bool(exercise.poses) for exercise in found.exercises[5:]] == [False, True]
    (bird_dog, *_) = found.choose_all("for-my-back")
    assert (bird_dog.exercise.sets, bird_dog.exercise.reps, bird_dog.hold) == (3, 10, 10)


def test_list_shows_routines_below_exercises(own: Path):
    text = run(own, "list").output
    assert text.index("standing-kick-back") < text.index("Routines") < text.index("for-my-back")
    assert "3 sets of 10 reps, 5 a side, hold 10 s" in text
    only = run(own, "list", "--routines").output
    assert only.startswith("for-my-back")


def test_list_json_gives_exercises_or_routines(own: Path):
    exercises = json.loads(run(own, "list", "--json").output)
    assert [one["id"] for one in exercises[4:]] == [
        "mobility-squat",
        "seated-squeeze",
        "standing-kick-back",
    ]
    (routine,) = json.loads(run(own, "list", "--json", "--routines").output)
    assert routine == json.loads(run(own, "show", "for-my-back", "--json").output)
    assert routine["exercise"][0] == {
        "id": "bird-dog",
        "sets": 3,
        "each_side": 5,
        "hold": 10,
        "rest": 30,
    }


def test_list_has_no_routines_heading_without_routines(tmp_path: Path):
    assert "Routines" not in run(tmp_path / "exercises.toml", "list").output


def test_show_describes_a_routine(own: Path):
    text = run(own, "show", "for-my-back").output
    assert text.startswith("For my back, twice a day, ≈ 13:00\n")
    assert "five times each side" in text
    assert "1. Bird Dog\n     3 sets of 10 reps, 5 a side, hold 10 s, 30 s rest" in text


def test_show_draws_the_poses_of_an_exercise(own: Path):
    text = run(own, "show", "standing-kick-back", "--poses").output
    standing, lifted = text.split("standing-kick-back, lifted\n")
    assert standing.startswith("standing-kick-back, standing\n")
    assert any("⠀" < sign <= "⣿" for sign in standing)
    assert standing.split("\n")[1:] != lifted.split("\n")
    assert run(own, "show", "seated-squeeze", "--poses").output == "Seated Squeeze has no poses.\n"


def test_plan_uses_the_holds_of_a_routine(own: Path):
    plan = json.loads(run(own, "plan", "for-my-back", "--json").output)
    holds = [s["seconds"] for s in plan["stages"] if s["kind"] == "hold"]
    assert holds == [10.0] * 30 + [3.0] * 10 + [5.0] * 5
    assert {s["exercise"] for s in plan["stages"]} == {
        "bird-dog",
        "supine-leg-extension",
        "seated-squeeze",
    }


def test_the_hold_setting_does_not_change_prescribed_holds(own: Path):
    (own.parent / "config.toml").write_text("hold = 4\n")
    plan = json.loads(run(own, "plan", "for-my-back", "--json").output)
    holds = [s["seconds"] for s in plan["stages"] if s["kind"] == "hold"]
    assert holds == [10.0] * 30 + [4.0] * 15


def test_log_saves_the_reps_and_holds_of_a_routine(own: Path):
    assert run(own, "log", "for-my-back", "glute-bridge").exit_code == 0
    places = Places(own.parent / "data", own.parent / "config.toml")
    (session,) = HistoryStore(places).load().sessions
    saved = [(e.id, e.variant, e.planned_reps, e.hold) for e in session.exercises]
    assert saved == [
        ("bird-dog", "standard", 30, 10),
        ("supine-leg-extension", "pillow", 10, 3),
        ("seated-squeeze", "standard", 5, 5),
        ("glute-bridge", "standard", 10, 3),
    ]


def test_an_unknown_routine_is_reported_in_two_lines(own: Path):
    done = run(own, "plan", "for-my-front")
    assert done.exit_code == 2
    assert done.output.count("\n") == 2
    assert "Routines: for-my-back." in done.output


def test_check_reports_an_invalid_routine_and_the_other_entries_still_work(own: Path):
    own.write_text(EXAMPLE.replace('id = "bird-dog"', 'id = "bird-dig"'))
    checked = run(own, "check")
    assert checked.exit_code == 1
    assert checked.output == (
        f"{own}: routine for-my-back, exercise 1, id: 'bird-dig' is not an exercise; "
        "did you mean bird-dog?\n"
    )
    assert run(own, "plan", "standing-kick-back").exit_code == 0


# While somebody writes a catalog


def test_check_reports_an_impossible_move_between_two_poses(own: Path):
    feet = "plant feet tip 13 15; chair -90 -46 45"
    poses = f"""
  [exercise.poses]
  standing = "at 0 0 92; balance 6; {feet}"
  seated = "pelvis 4; at -62 0 56; hips 90 5; knees 60; {feet}"
"""
    steps = "".join(
        f"""
  [[exercise.step]]
  kind = "move"
  cue = "{cue}"
  detail = "{cue}."
  breath = "{breath}"
  seconds = 3.0
  pose = "{pose}"
"""
        for cue, breath, pose in (("Sit down", "inhale", "seated"), ("Rise", "exhale", "standing"))
    )
    own.write_text(
        f"""
format = 1

[[exercise]]
id = "sit"
name = "Sit"
level = "basic"
position = "standing"
sides = "none"
reps = 2
setup = ["Stand."]
{steps}{poses}"""
    )
    checked = run(own, "check", str(own))
    assert checked.exit_code == 0
    assert checked.output == (
        f"{own}: fine\n"
        f"{own}: exercise sit, poses, standing to seated: half way, the weight is 13 cm outside"
        " the area that supports it; at most 4; adding a pose between them with via may help\n"
    )


def test_check_with_watch_reports_again_after_every_save(
    own: Path, monkeypatch: pytest.MonkeyPatch
):
    def check_times() -> Iterator[None]:
        yield
        own.write_text(EXAMPLE.replace("hold = 10 ", "hold = 99 "))
        yield
        yield
        yield
        own.write_text(EXAMPLE)
        yield
        yield

    monkeypatch.setattr(check_command, "check_times", check_times)
    checked = run(own, "check", "--watch", str(own))
    reports = checked.output.split("\n\n")
    assert len(reports) == 3
    assert reports[0] == reports[2].rstrip("\n") == f"{own}: fine"
    assert "hold: is 99; give seconds, above 0, at most 60" in reports[1]
    assert checked.exit_code == 0


def test_a_change_counts_once_the_file_is_stable_for_two_polls(tmp_path: Path):
    file = tmp_path / "own.toml"
    watched = Watched(file)
    assert not watched.changed()
    file.write_text("a")
    assert [watched.changed() for _ in range(3)] == [False, True, False]
    file.write_text("ab")
    assert not watched.changed()
    file.write_text("abc")
    assert [watched.changed() for _ in range(3)] == [False, True, False]
    file.unlink()
    assert [watched.changed() for _ in range(3)] == [False, True, False]


def test_a_file_moved_away_and_back_has_not_changed(tmp_path: Path):
    file = tmp_path / "own.toml"
    file.write_text("a")
    watched = Watched(file)
    aside = tmp_path / "aside"
    file.rename(aside)
    assert not watched.changed()
    aside.rename(file)
    assert [watched.changed() for _ in range(3)] == [False, False, False]


def test_the_examples_in_the_guide_are_valid(tmp_path: Path):
    guide = (Path(__file__).parents[2] / "docs" / "own-exercises.md").read_text()
    routine, exercise, words, figure = re.findall(r"```toml\n(.*?)```", guide, re.DOTALL)
    step = "  [[exercise.step]]\n"
    of_exercise, of_step = words.split(step)
    exercise = exercise.replace(step, of_exercise + step + of_step, 1)
    own = tmp_path / "exercises.toml"
    own.write_text(routine + exercise + figure)
    found = catalog.load_catalog(own)
    assert found.problems == ()
    assert [choice.hold for choice in found.choose_all("for-my-back")] == [10, 5]
    assert found.exercise("standing-kick-back").poses
    assert len(guide.splitlines()) <= 160
