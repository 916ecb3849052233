"""A rep is saved for the side that was shown on screen."""

from __future__ import annotations

import re

import pytest

from trainer.catalog import load_catalog
from trainer.coach import exercise_record
from trainer.session.machine import Session
from trainer.session.timeline import side_words

CATALOG = load_catalog()
SIDED = [
    f"{exercise.id}:{variant}"
    for exercise in CATALOG.exercises
    for variant in ("standard", *(each.id for each in exercise.variants))
    if CATALOG.choose(f"{exercise.id}:{variant}").sides != "none"
]


@pytest.mark.parametrize("ref", SIDED)
def test_a_rep_is_saved_for_the_side_named_in_its_label(ref: str):
    session = Session([CATALOG.choose(ref)], 0.0)
    now = 0.0
    shown: list[str] = []
    named = ""
    while len(shown) < 3:
        state = session.advance_to(now)
        if state.all_done > len(shown):
            shown.append(named)
        if state.kind == "move":
            named = re.findall("left|right", side_words(state.choice, state.stage.side))[0]
        now += 0.25
    session.end(now, "other")
    record = exercise_record(session.results()[0])
    assert shown
    assert (record.done_left, record.done_right) == (shown.count("left"), shown.count("right"))


def test_with_both_hands_down_the_extended_leg_names_the_side():
    assert CATALOG.choose("bird-dog:hands-down").is_named_by_other_side
    assert not CATALOG.choose("bird-dog").is_named_by_other_side
