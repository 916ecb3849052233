"""Routines: which exercises somebody prescribed, how many reps and how long."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import strategies
import tomli_w
from hypothesis import given
from hypothesis import strategies as st
from strategies import Table, examples, table

from trainer import catalog
from trainer.catalog import Catalog, Choice, Step
from trainer.catalog.choosing import can_hold
from trainer.session.machine import Session
from trainer.session.timeline import Pacing, build_timeline, dose

FIVE = catalog.load_catalog().exercises


def routine(*exercises: Table, **changed: object) -> Table:
    return {"id": "mine", "name": "Mine", "exercise": list(exercises)} | changed


def checked(*routines: object, **top: object) -> Catalog:
    return catalog.check({"format": 1, "routine": list(routines), **top}, FIVE)


def messages(*routines: object, **top: object) -> list[str]:
    return [str(problem) for problem in checked(*routines, **top).problems]


def followed(*exercises: Table) -> list[Choice]:
    """The choices of a valid routine made of the five exercises."""
    found = checked(routine(*exercises))
    assert not found.problems
    return Catalog(FIVE, found.source).follow(found.routines[0])


# What a therapist prescribes


def test_a_routine_can_prescribe_sets_reps_hold_and_rest():
    (choice,) = followed({"id": "bird-dog", "each_side": 5, "sets": 3, "hold": 10, "rest": 30})
    assert dose(choice) == "3 sets of 10 reps, 5 a side, hold 10 s"
    stages = build_timeline([choice]).stages
    reps = [stage.rep for stage in stages if stage.first]
    assert [sum(1 for rep in reps if rep.side == side) for side in ("left", "right")] == [15, 15]
    holds = [stage for stage in stages if stage.kind == "hold"]
    assert {(hold.seconds, hold.breath) for hold in holds} == {(10.0, "easy")}
    assert len(holds) == 30
    assert [stage.seconds for stage in stages if stage.kind == "rest"] == [30.0, 30.0]


def test_the_each_side_field_means_the_same_whether_or_not_sides_alternate():
    for id in ("bird-dog", "clam-shells"):
        (choice,) = followed({"id": id, "each_side": 4})
        assert choice.planned_reps == 8


def test_a_prescribed_hold_extends_the_range_just_far_enough():
    (choice,) = followed({"id": "glute-bridge", "hold": 10})
    assert (choice.hold, choice.hold_range) == (10, (2, 10))
    assert choice.holding(11).hold == 10
    assert choice.holding(1).hold == 2


def test_a_prescribed_hold_can_be_shorter_than_the_range():
    (choice,) = followed({"id": "glute-bridge", "hold": 1})
    assert (choice.hold, choice.hold_range) == (1, (1, 4))


@pytest.mark.parametrize("ref", ["bird-dog", "bird-dog:hands-down", "clam-shells:band"])
def test_a_prescribed_hold_is_added_at_the_squeeze(ref: str):
    id, _, variant = ref.partition(":")
    (choice,) = followed({"id": id, "variant": variant or "standard", "hold": 6})
    top, hold, back = choice.exercise.steps[:3]
    assert (top.breath, hold.kind, hold.breath, back.breath) == ("inhale", "hold", "easy", "exhale")
    assert (hold.pose, hold.squeeze) == (top.pose, top.squeeze)
    assert choice.hold_range == (1, 6)


def test_values_that_a_routine_leaves_out_come_from_the_exercise():
    (choice,) = followed({"id": "glute-bridge"})
    assert choice.exercise == catalog.load_catalog().exercise("glute-bridge")


def test_the_hold_setting_changes_only_holds_that_are_not_prescribed():
    given, own = followed({"id": "glute-bridge", "hold": 10}, {"id": "glute-bridge", "reps": 5})
    assert given.with_default_hold(2).hold == 10
    assert own.with_default_hold(2).hold == 2
    assert own.with_default_hold(None).hold == 3


def test_a_prescribed_hold_is_added_at_the_top_of_a_movement_without_a_hold():
    (choice,) = followed({"id": "bird-dog", "hold": 10})
    steps = choice.exercise.steps
    (n,) = [n for n, step in enumerate(steps) if step.kind == "hold"]
    hold, top = steps[n], steps[n - 1]
    assert (hold.cue, hold.say, hold.breath) == ("Hold, keep breathing", "hold", "easy")
    assert hold.detail == "Hold, and keep breathing. If you can count aloud, you are."
    assert (hold.end, hold.pose, hold.squeeze) == (top.end, top.pose, top.squeeze)
    assert (hold.seconds, hold.hold_range) == (10, (1, 10))
    assert {step.hold_range for step in steps if step is not hold} == {None}


# During a session


def test_changing_the_variant_keeps_the_prescription_and_a_shortened_hold():
    (choice,) = followed({"id": "bird-dog", "each_side": 2, "hold": 10})
    session = Session([choice], 0.0, Pacing(get_ready=0))
    assert session.hold(-4, 1.0) == 6
    session.change_variant(catalog.load_catalog().choose("bird-dog:hands-down"), 2.0)
    now = session.timeline.choices[0]
    assert (now.variant, now.planned_reps, now.hold) == ("hands-down", 4, 6)


def test_a_hold_can_be_prescribed_only_where_a_step_holds_or_squeezes():
    lift = Step("move", "Lift", "inhale", 2.0, squeeze="both")
    lower = Step("move", "Lower", "exhale", 2.0)
    assert can_hold([Step("hold", "Hold", "easy", 3.0)])
    assert can_hold([lower, lift])
    assert not can_hold([lower])


def test_an_exercise_without_a_prescription_keeps_its_own_holds():
    bundled = catalog.load_catalog()
    longest = bundled.choose("glute-bridge").holding(4)
    shortest = bundled.choose("supine-leg-extension").holding(2)
    assert longest.replacing(shortest).holds == longest.holds


# Beside the bundled catalog


def written(file: Path, **top: object) -> Catalog:
    file.write_text(tomli_w.dumps({"format": 1, **top}))
    return catalog.load_catalog(file)


def test_a_routine_can_mix_bundled_and_own_exercises(tmp_path: Path):
    both = routine({"id": "my-own"}, {"id": "bird-dog", "variant": "hands-down", "reps": 4})
    found = written(tmp_path / "own.toml", exercise=[table("my-own")], routine=[both])
    assert not found.problems
    assert [choice.ref for choice in found.choose_all("mine")] == ["my-own", "bird-dog:hands-down"]
    assert [choice.ref for choice in found.choose_all("glute-bridge")] == ["glute-bridge"]


def test_an_unknown_exercise_or_routine_is_reported_with_the_routines_that_exist(tmp_path: Path):
    both = [routine({"id": "bird-dog"}), routine({"id": "bird-dog"}, id="hers")]
    found = written(tmp_path / "own.toml", routine=both)
    with pytest.raises(LookupError, match=r"no exercise 'yours'.*\nRoutines: mine, hers\.$"):
        found.choose_all("yours")


def test_a_routine_can_include_the_same_exercise_twice():
    assert len(followed({"id": "bird-dog"}, {"id": "glute-bridge"}, {"id": "bird-dog"})) == 3


# Problems


def test_every_problem_of_a_routine_is_reported_at_once_with_its_fix():
    found = messages(
        routine(
            {"id": "bird-dag"},
            {"id": "glute-bridge", "hold": 61, "sets": 0, "each_side": 5},
            {"id": "mobility-squat", "hold": 5, "variant": "pillow"},
            {"id": "mobility-squat", "hold": 5},
            {"id": "bird-dog", "reps": 5, "each_side": 5, "repz": 1},
            times_a_day=11,
        ),
        {"id": "bird-dog", "name": "Hold your breath"},
    )
    expected = [
        ("mine, exercise 1, id: 'bird-dag' is not an exercise", "did you mean bird-dog?"),
        ("mine, exercise 2, sets: is 0", "a whole number from 1 to 100"),
        ("mine, exercise 2, hold: is 61", "seconds, above 0, at most 60"),
        ("mine, exercise 2, each_side: is given, but Glute Bridge has no sides", "; give reps"),
        ("mine, exercise 3, variant: 'pillow' is not a variant of", "give standard, chair"),
        ("mine, exercise 4, hold: does not apply to Mobility Squat", "; remove it"),
        ("mine, exercise 5, repz: is not a known key", "did you mean reps?"),
        ("mine, exercise 5, each_side: cannot be combined with reps", "; use only one of them"),
        ("mine, times_a_day: is 11", "a whole number from 1 to 10"),
        ("bird-dog, exercise: is missing", "a list"),
        ("bird-dog, name: asks people to hold their breath", "reword it"),
        ("bird-dog, id: is the id of an exercise", "; give the routine another id"),
    ]
    assert len(found) == len(expected)
    for where, remedy in expected:
        (one,) = [line for line in found if line.startswith(f"routine {where}")]
        assert remedy in one
    (unknown,) = messages(routine({"id": "zzz"}))
    assert unknown.endswith(
        "the exercises are: bird-dog, glute-bridge, supine-leg-extension, clam-shells, "
        "mobility-squat"
    )
    (held,) = messages(routine({"id": "bird-dog"}, why="Hold your breath"))
    assert held.startswith("routine mine, why: asks people to hold their breath")


def test_a_routine_with_an_invalid_exercise_says_which_exercise_to_fix_first():
    (own, of_routine) = messages(routine({"id": "mine"}, id="r"), exercise=[table("mine", reps=0)])
    assert "exercise mine, reps" in own
    assert of_routine == "routine r, exercise 1, id: mine has problems of its own; fix those first"


def test_an_invalid_routine_does_not_affect_other_routines_or_exercises():
    found = checked(
        routine({"id": "no-such"}, id="one"),
        routine({"id": "bird-dog"}, id="two"),
        7,
        exercise=[table("own")],
    )
    assert [one.id for one in found.routines] == ["two"]
    assert [one.id for one in found.exercises] == ["own"]
    assert [str(problem).split(":")[0] for problem in found.problems] == [
        "routine one, exercise 1, id",
        "routine number 3",
    ]


def test_a_routine_id_used_twice_is_a_problem_and_the_first_routine_stays():
    found = checked(routine({"id": "bird-dog"}), routine({"id": "clam-shells"}))
    assert [one.exercises[0].id for one in found.routines] == ["bird-dog"]
    assert "id: is used twice" in str(found.problems[0])


def test_a_routine_that_is_empty_or_lasts_hours_is_a_problem():
    assert messages(routine()) == [
        "routine mine, exercise: is empty; give at least one [[routine.exercise]]"
    ]
    hours = [{"id": "bird-dog", "reps": 100, "sets": 4}] * 2
    assert messages(routine(*hours)) == [
        "routine mine, exercise: comes to 2400 steps in all; use at most 2000"
    ]
    longest = {"id": "glute-bridge", "reps": 100, "sets": 5}  # just 2000
    assert messages(routine(longest)) == []
    [unknown] = messages(routine(longest, {"id": "curl"}))
    assert "'curl' is not an exercise" in unknown


def test_a_routine_is_as_long_as_the_variants_it_names():
    squats = {"id": "mobility-squat", "reps": 100, "sets": 5}
    assert messages(routine(squats | {"variant": "chair"})) == []  # three steps in place of seven
    assert len(messages(routine(squats))) == 1


@pytest.mark.parametrize("raw", [7, "x", {}, {"id": "a"}])
def test_routines_that_are_not_a_list_are_a_problem(raw: object):
    (problem,) = catalog.check({"format": 1, "routine": raw}).problems
    assert (problem.field, problem.remedy) == ("routine", "write [[routine]]")


@examples(120)
@given(strategies.plain, st.integers(0, 10_000))
def test_any_value_in_any_field_is_accepted_or_reported(value: object, seed: int):
    sound = routine({"id": "bird-dog", "each_side": 5, "hold": 10}, why="Because.", times_a_day=2)
    found = checked(strategies.spoil(sound, value, random.Random(seed)))
    assert bool(found.problems) != bool(found.routines)
    assert all(str(problem) and problem.remedy for problem in found.problems)
    for one in found.routines:
        assert build_timeline(Catalog(FIVE, found.source).follow(one)).seconds > 0


# The length of a breath


@pytest.mark.parametrize(("breath", "way"), [("inhale", "in"), ("exhale", "out")])
def test_a_breath_of_more_than_four_seconds_is_a_problem(breath: str, way: str):
    step = {"kind": "move", "cue": "Up", "breath": breath, "seconds": 4.5}
    (problem,) = catalog.check({"format": 1, "exercise": [table(step=[step])]}).problems
    assert str(problem).startswith(
        f"exercise any, step 1, seconds: is 4.5, longer than one breath {way}"
    )
    for fine in ({"seconds": 4}, {"breath": "easy"}):
        assert not catalog.check({"format": 1, "exercise": [table(step=[step | fine])]}).problems
