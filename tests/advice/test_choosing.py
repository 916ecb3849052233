"""The version and the reps that are suggested for an exercise."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from tests.patients.notation import CATALOG, TODAY, history
from trainer.advice import words
from trainer.advice.choosing import (
    Situation,
    dose_step,
    in_order,
    resting,
    suggest,
    todays_choices,
    with_reps,
)
from trainer.advice.past import Past
from trainer.catalog import Catalog, Choice, Prescribed
from trainer.settings.model import Settings

CLAM, BIRD_DOG = CATALOG.exercise("clam-shells"), CATALOG.exercise("bird-dog")


def choice_today(past: str, catalog: Catalog, variant: str = "", id: str = "clam-shells") -> Choice:
    """Return an exercise as suggested today; `variant` replaces the variant in the records."""
    sessions = history(past)
    if variant:
        sessions = [
            msgspec.structs.replace(
                session,
                exercises=tuple(
                    msgspec.structs.replace(exercise, variant=variant)
                    for exercise in session.exercises
                ),
            )
            for session in sessions
        ]
    situation = Situation(catalog, Past(catalog.exercises, sessions, TODAY), Settings(), TODAY)
    return todays_choices(situation)[id]


WITHOUT_LADDER = replace(CATALOG, exercises=(msgspec.structs.replace(CLAM, ladder=()),))


@pytest.mark.parametrize(
    ("variant", "ref"), [("band", "clam-shells:band"), ("gone", "clam-shells")]
)
def test_an_exercise_without_a_ladder_is_suggested_in_the_variant_last_done(variant: str, ref: str):
    assert choice_today("CS -3", WITHOUT_LADDER, variant).ref == ref


def test_an_exercise_not_done_for_four_weeks_is_suggested_one_rung_lower():
    assert choice_today("CS/band -27; GB -1", CATALOG).ref == "clam-shells:band"
    assert choice_today("CS/band -29; GB -1", CATALOG).ref != "clam-shells:band"


@pytest.mark.parametrize(
    ("reps", "change", "after"),
    [(10, 1, 12), (10, -1, 8), (10, 3, 16), (10, 9, 20), (10, -9, 6), (20, 1, 20), (6, -1, 6)],
)
def test_alternating_reps_change_by_two_between_half_and_double_the_usual(
    reps: int, change: int, after: int
):
    assert (BIRD_DOG.sides, BIRD_DOG.reps) == ("alternate", 10)
    assert dose_step(BIRD_DOG, reps, change) == after


@pytest.mark.parametrize(("change", "after"), [(1, 11), (-1, 9), (-9, 5), (99, 20)])
def test_reps_counted_for_each_side_change_by_one(change: int, after: int):
    assert (CLAM.sides, CLAM.reps) == ("each", 10)
    assert dose_step(CLAM, 10, change) == after


def test_changing_the_reps_changes_nothing_else():
    banded = with_reps(CATALOG.choose("clam-shells:band"), 4)
    assert (banded.ref, banded.exercise.reps) == ("clam-shells:band", 4)
    assert banded.prescribed == Prescribed("clam-shells", "band", reps=4)
    prescribed = CATALOG.choose("bird-dog").as_prescribed(Prescribed("bird-dog", each_side=3))
    assert with_reps(prescribed, 4).exercise.reps == 4


def test_an_odd_number_of_reps_is_rounded_up_if_sides_alternate():
    past = Past(CATALOG.exercises, history("CS -3; BD -2"), TODAY)
    settings = Settings(dose={"bird-dog": 7, "clam-shells": 7}, hold=4.0)
    today = todays_choices(Situation(CATALOG, past, settings, TODAY))
    assert {id: today[id].exercise.reps for id in ("bird-dog", "clam-shells", "glute-bridge")} == {
        "bird-dog": 8,
        "clam-shells": 7,
        "glute-bridge": 10,
    }
    assert today["glute-bridge"].hold == 4
    assert today["bird-dog"].hold is None


def test_an_exercise_without_a_ladder_is_suggested_with_the_hold_last_done():
    bridge = msgspec.structs.replace(CATALOG.exercise("glute-bridge"), ladder=())
    catalog = replace(CATALOG, exercises=(bridge,))
    assert choice_today("GB@4 -3", catalog, id="glute-bridge").hold == 4
    new = choice_today("", catalog, id="glute-bridge")
    assert (new.ref, new.hold) == ("glute-bridge", CATALOG.choose("glute-bridge").hold)


def test_an_exercise_marked_not_for_me_is_left_out_indefinitely():
    past = Past(CATALOG.exercises, history("CS -3"), TODAY)
    situation = Situation(CATALOG, past, Settings(not_for_me=("bird-dog",)), TODAY)
    assert [(one.id, one.until) for one in resting(situation)] == [("bird-dog", None)]
    assert suggest(situation, past.states["clam-shells"], why="because").why == "because"


def test_every_exercise_left_out_has_a_reason() -> None:
    daily = "; ".join(f"GB {-n}" for n in range(1, 11))
    past = Past(CATALOG.exercises, history(f"BD -1 !6; CS -12; {daily}"), TODAY)
    situation = Situation(CATALOG, past, Settings(not_for_me=("clam-shells",)), TODAY)
    assert {one.id: one.why for one in resting(situation)} == {
        "bird-dog": "Bird Dog hurt yesterday (pain 6). Skip it until Saturday.",
        "supine-leg-extension": words.PASSED,
        "clam-shells": words.NOT_FOR_ME,
        "mobility-squat": words.PASSED,
    }


@pytest.mark.parametrize(
    ("days", "more", "number"), [(9, 0, 0), (10, 0, 4), (11, 1, 0), (12, 1, 5)]
)
def test_an_exercise_is_passed_over_after_ten_training_days_or_more_in_a_large_catalog(
    days: int, more: int, number: int
) -> None:
    """The limit is ten days with five exercises, and twelve with six."""
    another = msgspec.structs.replace(CLAM, id="another")
    catalog = replace(CATALOG, exercises=(*CATALOG.exercises, another)[: 5 + more])
    past = Past(catalog.exercises, history("; ".join(f"GB {-n}" for n in range(days))), TODAY)
    found = resting(Situation(catalog, past, Settings(), TODAY))
    assert [one.passed_over for one in found] == [True] * number


def test_an_advanced_exercise_comes_after_others_done_on_the_same_day() -> None:
    past = Past(CATALOG.exercises, history("BD + GB + LE + CS + MS -3"), TODAY)
    backwards = list(reversed(past.states.values()))
    assert [state.exercise.id for state in in_order(past, backwards)] == [
        *("clam-shells", "supine-leg-extension", "glute-bridge", "bird-dog", "mobility-squat"),
    ]


def test_nothing_is_left_out_if_every_exercise_was_passed_over() -> None:
    """This person has done only an exercise that is no longer in the catalog."""
    gone = history("; ".join(f"sit-ups {-n}" for n in range(1, 15)))
    past = Past(CATALOG.exercises, gone, TODAY)
    assert resting(Situation(CATALOG, past, Settings(), TODAY)) == ()
