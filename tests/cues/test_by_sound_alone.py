"""Every exercise followed with the eyes shut: what is heard, and when."""

from __future__ import annotations

import re

import pytest

from trainer import catalog
from trainer.cues import Cue
from trainer.cues.due import due
from trainer.session import Session

CATALOG = catalog.load()
EVERY = [
    f"{exercise.id}:{variant}"
    for exercise in CATALOG.exercises
    for variant in ("standard", *(v.id for v in exercise.variants))
]


def heard(*refs: str, bell: str = "auto") -> list[tuple[float, Cue]]:
    """Every cue of a session that nobody touches, with its time in seconds."""
    session = Session([CATALOG.choose(ref) for ref in refs], 0.0)
    cues, last, step = [], None, 0
    while last is None or last.kind != "done":
        step += 1
        look = session.look(step / 20)
        cues += [(step / 20, cue) for cue in due(last, look, bell)]
        last = look
    return cues


def words(cues: list[tuple[float, Cue]]) -> list[str]:
    return [cue.say for _, cue in cues if cue.say]


def test_a_bridge_is_coached_as_a_coach_would():
    assert words(heard("glute-bridge"))[1:11] == [
        "3", "2", "1",
        "breathe in, lift", "hold, keep breathing", "2", "1", "breathe out, lower, 1",
        "in, lift", "hold, keep breathing",
    ]  # fmt: skip


def test_the_side_is_said_before_every_rep_that_alternates():
    said = words(heard("supine-leg-extension"))
    bends = [text for text in said if text.endswith("bend")]
    assert bends == ["right leg, bend", "left leg, bend"] * 5


def test_in_the_bird_dog_arm_and_leg_are_named_and_in_its_easier_version_the_leg():
    assert "right arm, left leg, breathe in, reach" in words(heard("bird-dog"))
    assert "left leg, breathe in, reach" in words(heard("bird-dog:hands-down"))


def test_turning_over_is_said_with_two_bells_and_counted_down():
    cues = heard("clam-shells")
    [(at, turn)] = [(at, cue) for at, cue in cues if cue.kind == "switch-sides"]
    assert (turn.bells, turn.say) == (2, "Turn over and swap ends. left leg on top")
    after = [cue for when, cue in cues if at < when <= at + 15]
    assert [cue.say for cue in after[:3]] == ["3", "2", "1"]
    assert [cue.bells for cue in after[:3]] == [1, 1, 1]


@pytest.mark.parametrize("ref", EVERY)
def test_every_rep_is_counted_on_a_breath_out_and_the_end_rings_thrice(ref):
    cues = heard(ref)
    choice = CATALOG.choose(ref)
    turns = 2 if choice.sides == "each" else 1
    numbers = [
        int(match[1])
        for _, cue in cues
        if cue.breath == "exhale" and (match := re.search(r", (\d+)(?:,|$)", cue.say))
    ]
    assert numbers == list(range(1, choice.exercise.reps + 1)) * turns
    assert cues[-1][1].kind == "done"
    assert cues[-1][1].bells == 3


@pytest.mark.parametrize("ref", EVERY)
def test_where_nothing_can_be_seen_every_step_rings_and_no_step_is_late(ref):
    choice = CATALOG.choose(ref)
    for at, cue in heard(ref):
        if cue.kind in ("move", "hold") and choice.exercise.sees_screen == "no":
            assert cue.bells == 1, at


def test_where_the_screen_is_in_sight_only_the_turning_points_ring():
    rung = [
        (cue.rep, cue.breath) for _, cue in heard("mobility-squat:chair") if cue.bells and cue.rep
    ]
    assert rung == [(n, "inhale") for n in range(1, 6)]


@pytest.mark.parametrize("ref", EVERY)
def test_nobody_is_ever_told_to_stop_breathing(ref):
    for text in words(heard(ref)):
        assert not catalog.asks_to_hold_breath(text)


def test_a_bell_switched_off_never_rings():
    assert not any(cue.bells for _, cue in heard("clam-shells", "glute-bridge", bell="off"))


def test_a_rest_says_what_comes_next_and_its_dose():
    said = words(heard("bird-dog", "glute-bridge"))
    assert "Rest. Next: Glute Bridge, 10 reps, hold 3 s" in said


def test_a_pause_is_told_once():
    session = Session([CATALOG.choose("glute-bridge")], 0.0)
    before = session.look(1.0)
    session.pause(1.1)
    paused = session.look(1.1)
    [cue] = due(before, paused)
    assert cue.kind == "paused"
    assert due(paused, session.look(1.2)) == []


@pytest.mark.parametrize("ref", EVERY)
def test_the_title_names_the_stage_and_the_time_left(ref):
    for _, cue in heard(ref):
        if cue.kind not in ("tick", "done"):
            assert re.match(r"^[A-Z ]+ · .+ · \d+:\d\d left$", cue.title)
