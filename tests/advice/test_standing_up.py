"""One short exercise on the floor, before standing up."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from tests.patients.notation import CATALOG, FILLER, TODAY, history
from trainer.advice.choosing import Situation, with_reps
from trainer.advice.past import Past
from trainer.advice.standing_up import before_standing
from trainer.catalog import Catalog, Choice
from trainer.session.timeline import Pacing, build_timeline
from trainer.settings.model import Settings

PACING, SETTINGS = Pacing(), Settings()


def offered(
    past: str,
    settings: Settings = SETTINGS,
    catalog: Catalog = CATALOG,
    pacing: Pacing = PACING,
) -> Choice | None:
    """Return the exercise that is offered before standing up, after a history."""
    those = Past(catalog.exercises, history(past), TODAY)
    return before_standing(Situation(catalog, those, settings, TODAY), pacing)


@pytest.mark.parametrize(
    ("past", "ref"),
    [
        ("MS -9; CS -8; GB -7; BD -6; LE -5", "clam-shells"),
        ("MS/standard -9; GB@4 -8; CS -7; BD -6; LE -5", "glute-bridge"),
        ("BD/hands-down -8; GB -7; CS -6; LE -5", "bird-dog:hands-down"),
        ("BD -40; GB -7; CS -6; LE -5; MS -4", "bird-dog:hands-down"),
        ("BD -9; BD -1 !6; GB -7; CS -6; LE -5; MS -4", "glute-bridge"),
    ],
)
def test_before_standing_the_most_due_floor_exercise_is_offered_in_todays_version(
    past: str, ref: str
) -> None:
    choice = offered(f"{FILLER}; {past}")
    assert choice is not None
    assert choice.ref == ref


@pytest.mark.parametrize(
    ("past", "tempo", "reps", "by"),
    [("CS -9", 1, 6, 1), ("CS -9", 2, 3, 1), ("GB@4 -9", 2, 5, 1), ("LE -9", 1, 6, 2)],
)
def test_the_exercise_before_standing_has_as_many_reps_as_fit_into_ninety_seconds(
    past: str, tempo: float, reps: int, by: int
) -> None:
    others = "; ".join(f"{id} -2" for id in ("BD", "GB", "CS", "LE", "MS") if id != past[:2])
    pacing = Pacing(tempo=tempo)
    choice = offered(f"GB -60; {past}; {others}", pacing=pacing)
    assert choice is not None
    assert choice.exercise.reps == reps
    assert build_timeline([choice], pacing).seconds <= 90
    assert build_timeline([with_reps(choice, reps + by)], pacing).seconds > 90


def test_at_least_two_reps_remain_however_slow_the_tempo() -> None:
    slow = Pacing(tempo=20)
    choice = offered("GB -3; LE -2; CS -9; BD -2", pacing=slow)
    assert choice is not None
    assert (choice.id, choice.exercise.reps) == ("clam-shells", 2)
    assert build_timeline([choice], slow).seconds > 90


def test_a_short_exercise_before_standing_keeps_all_its_reps() -> None:
    own = Settings(dose={"clam-shells": 2})
    choice = offered(f"{FILLER}; CS -9; BD -2; LE -2; MS -2; GB -2", own)
    assert choice is not None
    assert (choice.id, choice.exercise.reps) == ("clam-shells", 2)


@pytest.mark.parametrize(
    ("today", "none"), [("CS 0 a6", False), ("CS 0 a7", True), ("CS -1 a7", False)]
)
def test_there_is_no_exercise_before_standing_after_pain_of_seven_today(
    today: str, none: bool
) -> None:
    assert (offered(f"{FILLER}; GB -9; {today}") is None) == none
    assert offered("") is not None


@pytest.mark.parametrize(
    ("position", "lying"),
    [
        ("standing", False),
        ("sitting on a stool", False),
        ("on a chair", False),
        ("on your back", True),
    ],
)
def test_an_exercise_done_standing_or_sitting_is_never_chosen_before_standing(
    position: str, lying: bool
) -> None:
    clam = msgspec.structs.replace(CATALOG.exercise("clam-shells"), position=position)
    found = offered("CS -3", catalog=replace(CATALOG, exercises=(clam,)))
    assert (found is not None) == lying
