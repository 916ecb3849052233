"""Every exercise followed with the eyes shut: what is heard, and when."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from trainer import catalog
from trainer.cues import Cue
from trainer.cues.due import due
from trainer.session.machine import Session

CATALOG = catalog.load_catalog()
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


def stretch(said: list[str], first: str, last: str) -> list[str]:
    """What is heard from one utterance to another."""
    begin = said.index(first)
    return said[begin : said.index(last, begin) + 1]


def followed(ref: str, *events: tuple[float, str, tuple], bell: str = "auto") -> list[Cue]:
    """The cues of a session in which keys are pressed: when, which, and with what."""
    session = Session([CATALOG.choose(ref)], 0.0)
    cues, last = [], None
    for step in range(1, int(events[-1][0] * 20) + 80):
        now = step / 20
        for at, key, arguments in events:
            if step == round(at * 20):
                getattr(session, key)(*arguments, now)
        look = session.look(now)
        cues += due(last, look, bell)
        last = look
    return cues


def test_a_bridge_is_coached_as_a_coach_would():
    said = words(heard("glute-bridge"))
    assert said[0] == (
        "Glute Bridge. Lie down on your back and bend your knees, sliding your feet up as close "
        "as you can to your buttocks. Your arms should be on the floor, extended alongside your "
        "torso."
    )
    assert said[1:11] == [
        "3", "2", "1",
        "breathe in, lift", "hold, keep breathing", "2", "3", "breathe out, lower, 1",
        "in, lift", "hold, keep breathing",
    ]  # fmt: skip
    assert stretch(said, "out, lower, 8, two more", "Done. Well done") == [
        "out, lower, 8, two more",
        "in, lift", "hold, keep breathing", "2", "3", "out, lower, 9, one more",
        "in, lift", "hold, keep breathing", "2", "3", "out, lower, 10",
        "Done. Well done",
    ]  # fmt: skip


def test_a_bird_dog_names_arm_and_leg_before_the_breath_that_moves_them():
    said = words(heard("bird-dog"))
    assert said[4:9] == [
        "right arm, left leg, breathe in, reach",
        "breathe out, return, 1. left arm, right leg",
        "in, reach",
        "out, return, 2. right arm, left leg",
        "in, reach",
    ]
    assert said[-2:] == ["out, return, 10", "Done. Well done"]


def test_its_easier_version_names_the_leg_alone():
    said = words(heard("bird-dog:hands-down"))
    assert said[0].startswith("Hands stay down. Assume an all-fours position")
    assert said[4:6] == ["left leg, breathe in, reach", "breathe out, return, 1. right leg"]


def test_a_leg_extension_tells_the_leg_the_bend_and_the_raise():
    said = words(heard("supine-leg-extension"))
    assert stretch(said, "right leg, bend", "left leg, bend") == [
        "right leg, bend",
        "breathe in, raise", "hold, keep breathing", "2", "3", "breathe out, lower, 1",
        "straighten",
        "left leg, bend",
    ]  # fmt: skip
    bends = [text for text in said if text.endswith("bend")]
    assert bends == ["right leg, bend", "left leg, bend"] * 5


def test_clam_shells_begin_afresh_on_the_other_side():
    said = words(heard("clam-shells"))
    assert said[0].endswith("Face the screen, with your right leg on top.")
    assert stretch(said, "out, lower, 10", "breathe out, lower, 1") == [
        "out, lower, 10",
        "Turn over and swap ends, left leg on top", "3", "2", "1",
        "breathe in, lift", "breathe out, lower, 1",
    ]  # fmt: skip


def test_a_squat_is_reported_part_by_part_and_in_its_chair_version_down_and_up():
    assert words(heard("mobility-squat"))[4:10] == [
        "breathe in, sit down", "hands down", "breathe out, walk out", "breathe in, walk back",
        "chest up", "breathe out, stand, 1",
    ]  # fmt: skip
    said = words(heard("mobility-squat:chair"))
    assert said[0] == "Chair squat. Get ready. Standing, a chair behind you"
    assert said[4:8] == ["breathe in, sit", "breathe out, stand, 1", "in, sit", "out, stand, 2"]


def test_turning_over_rings_twice_and_is_ticked_to_its_end():
    cues = heard("clam-shells")
    [(at, turn)] = [(at, cue) for at, cue in cues if cue.kind == "switch-sides"]
    assert turn.bells == 2
    ticks = [(when, cue.bells) for when, cue in cues if at < when < at + 15]
    assert ticks == [(pytest.approx(at + left, abs=0.1), 1) for left in (12, 13, 14)]


SECONDS_A_WORD = 0.38
"""What espeak-ng takes for the longest cues of the steps, measured at the rate it comes with."""


@pytest.mark.parametrize("ref", EVERY)
def test_every_step_is_reported_before_the_next_one_is_due(ref):
    said = [(at, cue) for at, cue in heard(ref) if cue.say and cue.kind != "tick"]
    for (at, cue), (following, _) in pairwise(said):
        if cue.rep:
            assert at + SECONDS_A_WORD * len(cue.say.split()) <= following, cue.say


@pytest.mark.parametrize("ref", [exercise.id for exercise in CATALOG.exercises])
def test_how_to_lie_is_reported_before_the_first_rep(ref):
    """Sentences go faster than single words: 0.3 seconds a word."""
    (at, ready), *rest = heard(ref)
    first = next(when for when, cue in rest if cue.rep)
    assert at + 0.3 * len(ready.say.split()) <= first


@pytest.mark.parametrize("seconds", [2, 2.5, 3, 4])
def test_a_hold_is_counted_aloud_to_its_length(seconds):
    session = Session([CATALOG.choose("glute-bridge").holding(seconds)], 0.0)
    said, last = [], None
    for step in range(1, 22 * 20):
        look = session.look(step / 20)
        said += [cue.say for cue in due(last, look) if look.kind == "hold"]
        last = look
    assert said == ["hold, keep breathing", *(str(n) for n in range(2, int(seconds) + 1))]


def test_a_pause_is_reported_once_and_going_on_counts_back_in():
    cues = followed("glute-bridge", (17.5, "pause", ()), (30.0, "resume", ()))
    at = next(n for n, cue in enumerate(cues) if cue.kind == "paused")
    assert [(cue.kind, cue.say) for cue in cues[at : at + 6]] == [
        ("paused", "Paused"),
        ("re-entry", "Back into position"),
        ("tick", "2"),
        ("tick", "1"),
        ("hold", "hold, keep breathing"),
        ("tick", "2"),
    ]
    assert cues[at].title.startswith("PAUSED · Glute Bridge 1/10")


def test_after_a_pause_in_a_bird_dog_the_side_is_reported_again():
    cues = followed("bird-dog", (17.5, "pause", ()), (18.0, "resume", ()))
    at = next(n for n, cue in enumerate(cues) if cue.kind == "re-entry")
    assert cues[at + 3].say == "left arm, right leg, in, reach"


def test_a_rep_that_was_skipped_to_says_its_side():
    cues = followed("bird-dog", (11.0, "skip", ()))
    assert cues[-2].say == "left arm, right leg, in, reach"


def test_getting_ready_again_after_a_pause_is_reported_again():
    easier = CATALOG.choose("bird-dog:hands-down")
    session = Session([CATALOG.choose("bird-dog")], 0.0)
    session.look(1.0)
    session.ready(1.0)
    session.look(2.0)
    session.change_variant(easier, 2.5)
    session.pause(3.0)
    paused = session.look(3.5)
    session.resume(4.0)
    [cue] = due(paused, session.look(4.05))
    assert (cue.kind, cue.say.split(".")[0]) == ("get-ready", "Hands stay down")


def test_a_pause_for_pain_says_what_to_do():
    cues = followed("glute-bridge", (17.5, "pause", ()))
    assert cues[-1].say == "Paused"
    session = Session([CATALOG.choose("glute-bridge")], 0.0)
    before = session.look(1.0)
    session.pause(1.5, "pain")
    [cue] = due(before, session.look(1.5))
    assert cue.say == "Paused. Ease down and breathe"


def test_nobody_who_stops_early_hears_well_done():
    session = Session([CATALOG.choose("glute-bridge")], 0.0)
    before = session.look(1.0)
    session.end(1.5, "pain")
    [cue] = due(before, session.look(1.5))
    assert (cue.kind, cue.say, cue.bells) == ("done", "The session ends here", 3)


def test_on_the_second_side_of_clam_shells_every_step_rings():
    steps = [cue for _, cue in heard("clam-shells") if cue.rep]
    assert {cue.bells for cue in steps if cue.side == "left"} == {1}
    assert {cue.bells for cue in steps if cue.side == "right" and cue.breath == "easy"} == {0}


def test_all_rings_every_step_also_where_it_is_seen():
    assert {cue.bells for _, cue in heard("mobility-squat:chair", bell="all") if cue.rep} == {1}


@pytest.mark.parametrize("ref", EVERY)
def test_every_rep_is_counted_on_a_breath_out_and_the_end_rings_thrice(ref):
    cues = heard(ref)
    choice = CATALOG.choose(ref)
    turns = 2 if choice.sides == "each" else 1
    numbers = [
        int(match[1])
        for _, cue in cues
        if cue.breath == "exhale" and (match := re.search(r", (\d+)(?=[,.]|$)", cue.say))
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
    assert "Rest. Next: Glute Bridge, 10 reps, hold 3 seconds" in said


@pytest.mark.parametrize("ref", EVERY)
def test_the_title_names_the_stage_and_the_time_left(ref):
    for _, cue in heard(ref):
        if cue.kind not in ("tick", "done"):
            assert re.match(r"^[A-Z ]+ · .+ · \d+:\d\d left$", cue.title)
