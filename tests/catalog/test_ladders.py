"""The rungs of an exercise: the first rung, the rung of a past session, and invalid ladders."""

from __future__ import annotations

import msgspec
import pytest
import tomli_w
from strategies import table

from trainer import catalog
from trainer.catalog import Exercise
from trainer.catalog.ladders import (
    Rung,
    first_rung,
    is_advanced,
    ladder_problems,
    on_rung,
    parse_rung,
    rung_of,
    rungs,
)

BUNDLED = catalog.load_catalog()
EXTENSION = BUNDLED.exercise("supine-leg-extension")
"""Its rungs: with a pillow, then without a pillow and a hold of 2, 3 and 4 seconds."""
CLAM, SQUAT = BUNDLED.exercise("clam-shells"), BUNDLED.exercise("mobility-squat")


def climbing(exercise: Exercise, *ladder: str) -> Exercise:
    return msgspec.structs.replace(exercise, ladder=ladder)


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("standard", Rung("standard")),
        ("chair@3", Rung("chair", 3.0)),
        ("lower-chair@2.5", Rung("lower-chair", 2.5)),
    ],
)
def test_a_rung_is_read_and_written_as_in_the_catalog(text: str, rung: Rung):
    assert parse_rung(text) == rung
    assert str(rung) == text


def test_the_rungs_follow_the_ladder_in_order():
    assert [str(rung) for rung in rungs(CLAM)] == ["standard", "hand", "band"]
    assert rungs(climbing(CLAM)) == ()


@pytest.mark.parametrize(
    ("exercise", "place"),
    [
        (EXTENSION, 2),  # 3 seconds, as in the leaflet
        (CLAM, 0),
        (BUNDLED.exercise("bird-dog"), 1),
        (SQUAT, 0),  # advanced: begins with the chair
        (climbing(SQUAT, "standard", "chair"), 0),
        (climbing(CLAM), 0),
        (climbing(CLAM, "hand", "band"), 0),
    ],
)
def test_the_first_rung_is_standard_or_the_easiest_of_an_advanced_exercise(
    exercise: Exercise, place: int
):
    assert first_rung(exercise) == place


@pytest.mark.parametrize(
    ("variant", "hold", "place"),
    [
        ("pillow", 2.0, 0),
        ("pillow", 9.0, 0),
        ("standard", 2.0, 1),
        ("standard", 2.5, 1),
        ("standard", 3.0, 2),
        ("standard", 4.0, 3),
        ("standard", 10.0, 3),
        ("standard", 0.5, 1),
        ("standard", None, 2),
        ("band", 3.0, None),
    ],
)
def test_a_session_belongs_to_the_rung_with_the_longest_hold_it_reached(
    variant: str, hold: float | None, place: int | None
):
    assert rung_of(EXTENSION, variant, hold) == place


def test_a_hold_is_ignored_if_the_rung_has_no_hold():
    assert rung_of(CLAM, "band", 4.0) == rung_of(CLAM, "band", None) == 2
    assert rung_of(climbing(CLAM, "hand@2", "standard"), "standard", 4.0) == 1
    assert rung_of(climbing(EXTENSION, "standard@4", "standard@2"), "standard", 1.0) == 1


def test_a_session_without_a_recorded_hold_is_on_the_rung_with_the_usual_hold():
    steps = catalog.choose(EXTENSION).holding(2).exercise.steps
    brief = msgspec.structs.replace(EXTENSION.variants[0], id="brief", steps=steps)
    exercise = msgspec.structs.replace(EXTENSION, variants=(brief,))
    assert catalog.choose(exercise).hold == 3
    assert rung_of(climbing(exercise, "brief@2", "brief@3"), "brief", None) == 0


def test_an_exercise_without_holds_is_on_the_first_rung_of_its_variant():
    assert rung_of(climbing(CLAM, "hand", "standard@2", "standard@3"), "standard", None) == 1


def test_easier_versions_of_an_advanced_exercise_are_not_advanced():
    assert [is_advanced(SQUAT, rung) for rung in rungs(SQUAT)] == [False, False, True]
    assert not any(is_advanced(CLAM, rung) for rung in rungs(CLAM))


def test_an_exercise_on_a_rung_has_the_variant_and_hold_of_that_rung():
    held = on_rung(EXTENSION, Rung("standard", 4.0))
    assert (held.exercise.id, held.variant, held.hold) == (EXTENSION.id, "standard", 4.0)
    assert on_rung(EXTENSION, Rung("pillow")).hold == 3
    assert on_rung(CLAM, Rung("band")).variant == "band"


# Valid and invalid ladders

HOLD = {"kind": "hold", "seconds": 3.0, "hold_range": (2.0, 4.0)}
EXACT = {"kind": "hold", "seconds": 5.0}
MOVE = {"kind": "move", "seconds": 2.0}
FIELDS = {
    "steps": (MOVE, HOLD),
    "variants": (
        {"id": "long", "steps": (EXACT,)},
        {"id": "same", "steps": ()},
        {"id": "twice", "steps": (HOLD, EXACT)},
        {"id": "none", "steps": (MOVE,)},
        {"name": "Its id was not sound"},
    ),
}


@pytest.mark.parametrize(
    "ladder",
    [
        (),
        ("standard",),
        ("standard@2", "standard@3", "standard@4"),
        ("same@2", "same@4", "none", "long@5"),
        ("standard", "long@5"),
    ],
)
def test_a_valid_ladder_has_no_problems(ladder: tuple[str, ...]):
    assert list(ladder_problems(ladder, FIELDS)) == []


@pytest.mark.parametrize(
    ("ladder", "problem"),
    [
        (
            ("chair",),
            (
                "chair",
                "there is no variant 'chair'",
                "the variants are: standard, long, same, twice, none",
            ),
        ),
        (("same", "same"), ("same", "appears twice", "name each rung once")),
        (
            ("same@2", "same"),
            (
                "same",
                "appears both with and without a hold",
                "give each rung of this variant a hold",
            ),
        ),
        (
            ("none@2",),
            ("none@2", "this version has no hold", "leave out the @ and what follows"),
        ),
        (
            ("standard@4.5",),
            ("standard@4.5", "holds for 4.5 seconds", "give 2 to 4, the step's hold_range"),
        ),
        (
            ("same@1",),
            ("same@1", "holds for 1 seconds", "give 2 to 4, the step's hold_range"),
        ),
        (
            ("long@4",),
            ("long@4", "holds for 4 seconds", "give 5 to 5, the step's hold_range"),
        ),
        (
            ("twice@3",),
            ("twice@3", "holds for 3 seconds", "give 5 to 5, the step's hold_range"),
        ),
    ],
)
def test_a_problem_with_a_ladder_is_named_with_its_fix(
    ladder: tuple[str, ...], problem: tuple[str, str, str]
):
    assert list(ladder_problems(ladder, FIELDS)) == [problem]


def test_every_invalid_rung_is_named_with_one_problem():
    ladder = ("chair", "same@2", "none@3", "same", "same@2")
    assert [text for text, *_ in ladder_problems(ladder, FIELDS)] == [
        "chair",
        "none@3",
        "same",
        "same@2",
    ]


def test_invalid_fields_cause_no_further_problems_with_the_ladder():
    assert list(ladder_problems(("standard",), {})) == []
    no_length = {"steps": ({"kind": "hold"}, {})}
    assert list(ladder_problems(("standard@7",), no_length)) == []
    without_steps = {"variants": ({"id": "long"},)}
    found = list(ladder_problems(("standard@7", "long@7"), without_steps))
    assert [problem for _, problem, _ in found] == ["this version has no hold"] * 2


def test_a_ladder_in_a_file_is_checked_with_its_exercise(tmp_path):
    file = tmp_path / "own.toml"
    file.write_text(tomli_w.dumps({"format": 1, "exercise": [table(ladder=["standard@9"])]}))
    [problem] = catalog.read(file).problems
    assert "holds for 9 seconds" in str(problem)
