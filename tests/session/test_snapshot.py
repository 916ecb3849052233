"""A session as plain values: what is saved, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from trainer import catalog
from trainer.catalog import Catalog, Choice, Prescribed, Source
from trainer.session.machine import Session
from trainer.session.snapshot import restore, take
from trainer.session.timeline import Pacing

BUNDLED = catalog.load_catalog()
BRIDGE, BIRD_DOG = "glute-bridge", "bird-dog"
BARE = Pacing(get_ready=0, switch=0, rest=0)
"""Only reps: ten bridges take 80 s."""


def prescribed(**fields: object) -> Choice:
    """The bird dog with a prescription."""
    prescription = Prescribed(id=BIRD_DOG, **fields)
    return BUNDLED.choose(BIRD_DOG).as_prescribed(prescription)


def saved(*refs: str) -> dict[str, Any]:
    return take(Session([BUNDLED.choose(ref) for ref in refs], 0.0, BARE))


def saved_rep(exercise: int = 0, number: int = 1, **side: str) -> dict[str, object]:
    return {"exercise": exercise, "set": 1, "number": number, **side}


def test_an_interrupted_session_continues_as_prescribed():
    session = Session([prescribed(each_side=2, sets=2, hold=10, rest=7)], 0.0)
    session.advance_to(1.0)
    assert restore(take(session), BUNDLED, 0.0).timeline == session.timeline


def test_a_restored_session_keeps_its_get_ready_time():
    short = {**saved(BRIDGE), "pacing": {}}
    (choice,) = short["choices"]
    made = restore({**short, "choices": [{**choice, "get_ready": 42.0}]}, BUNDLED, 0.0)
    assert made.timeline.stages[0].seconds == 42
    assert take(made)["choices"] == [{**choice, "get_ready": 42.0}]
    usual = restore({**short, "choices": [{"ref": BRIDGE, "holds": [3]}]}, BUNDLED, 0.0)
    assert usual.timeline.stages[0].seconds == 15


def test_coached_seconds_are_saved_to_a_tenth_of_a_second():
    session = Session([BUNDLED.choose(BRIDGE)], 0.0, BARE)
    session.advance_to(1.234)
    assert take(session)["coached"] == [1.2]


def test_reps_with_mixed_sides_in_a_damaged_file_survive_restoring():
    mixed = [saved_rep(), saved_rep(side="left"), saved_rep(side="right")]
    again = take(restore({**saved(BRIDGE), "done": mixed}, BUNDLED, 0.0))
    assert sorted(again["done"], key=str) == sorted(mixed, key=str)


# Refused snapshots


@pytest.mark.parametrize(
    "spoilt",
    [
        {"choices": []},
        {"choices": "bird-dog"},
        {"choices": [{"ref": 7, "holds": []}]},
        {"choices": [{"ref": BRIDGE, "holds": ["long"]}]},
        {"pacing": {"speed": 1}},
        {"pacing": {"tempo": "slow"}},
        {"pacing": []},
        {"done": 3},
        {"done": [saved_rep() | {"exercise": float("inf")}]},
        {"done": [saved_rep() | {"side": []}]},
        {"done": [saved_rep(side="upwards")]},
        {"done": [{"exercise": 0}]},
        {"position": -1},
        {"position": 1e9},
        {"position": float("nan")},
        {"position": "here"},
        {"stopped": {"first": "pain"}},
        {"stopped": {"0": []}},
        {},
    ],
)
def test_invalid_saved_values_are_refused_and_named(spoilt: dict[str, object]):
    place = {**saved(BRIDGE), **spoilt} if spoilt else {}
    with pytest.raises(ValueError, match=r"^the saved position cannot be read \(.+\)$") as raised:
        restore(place, BUNDLED, 0)
    assert next(iter(spoilt), "choices") in str(raised.value)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"pacing": {"tempo": -1}},
        {"pacing": {"tempo": 0}},
        {"coached": [1, 2, 3]},
        {"coached": []},
        {"position": 80},
        {"position": 86_399},
        {"done": [saved_rep(exercise=1)]},
        {"skipped": [saved_rep(exercise=1)]},
        {"stopped": {"1": "pain"}},
        {"held": {"1": 3}},
    ],
)
def test_a_position_outside_its_session_is_refused(spoilt: dict[str, object]):
    with pytest.raises(ValueError, match=r"^the saved position is not in this session$"):
        restore({**saved(BRIDGE), **spoilt}, BUNDLED, 0)


@pytest.mark.parametrize(("get_ready", "possible"), [(86_319, True), (86_320, False)])
def test_a_session_must_be_shorter_than_a_day(get_ready: float, possible: bool):
    place = {**saved(BRIDGE), "pacing": {}}
    place["choices"][0]["get_ready"] = get_ready
    if possible:
        assert restore(place, BUNDLED, 0).timeline.seconds == 86_399
    else:
        with pytest.raises(ValueError, match="the saved position is not in"):
            restore(place, BUNDLED, 0)


def test_the_error_for_a_removed_exercise_lists_the_exercises_that_exist():
    with pytest.raises(LookupError, match=r"Choose from: bird-dog\.$"):
        restore(saved(BRIDGE), Catalog((BUNDLED.exercise(BIRD_DOG),), Source("")), 0)


@pytest.mark.parametrize("sets", [0, 101, "3", 2.5])
def test_an_invalid_saved_prescription_is_refused(sets: object):
    place: Any = take(Session([prescribed(sets=2)], 0.0))
    place["choices"][0]["prescribed"]["sets"] = sets
    with pytest.raises(ValueError, match="sets"):
        restore(place, BUNDLED, 0.0)


@pytest.mark.parametrize(("reps", "possible"), [(50, True), (51, False)])
def test_a_saved_prescription_that_lasts_hours_is_refused(reps: int, possible: bool):
    """A bridge has four steps: ten sets of fifty reps reach the limit of 2,000 steps."""
    place = saved(BRIDGE)
    place["choices"][0]["prescribed"] = {"id": BRIDGE, "sets": 10, "reps": reps}
    if possible:
        assert restore(place, BUNDLED, 0.0).timeline.planned_reps == 500
    else:
        with pytest.raises(ValueError, match=r"^the saved session is too long$"):
            restore(place, BUNDLED, 0.0)


def test_the_length_limit_applies_to_each_exercise_separately():
    place = saved(BRIDGE, BRIDGE)
    for choice, reps in zip(place["choices"], (50, 40), strict=True):
        choice["prescribed"] = {"id": BRIDGE, "sets": 10, "reps": reps}
    assert restore(place, BUNDLED, 0.0).timeline.planned_reps == 900
