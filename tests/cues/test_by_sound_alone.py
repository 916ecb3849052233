"""What is heard in every exercise, and when, so that it can be done with closed eyes."""

from __future__ import annotations

import re

import pytest
from cues.listening import CATALOG, EVERY, Heard, follow, words

from trainer import catalog
from trainer.cues.due import Script
from trainer.cues.pace import Pace
from trainer.session.machine import Session
from trainer.session.timeline import Pacing

FAST = 1.0
"""The pace of a voice of 175 words a minute."""


def said(*refs: str, pace: float = FAST, **given) -> list[str]:
    return words(follow(refs, pace=Pace(pace), **given))


def stretch(said: list[str], first: str, last: str) -> list[str]:
    """Return the utterances from `first` to `last`."""
    begin = said.index(first)
    return said[begin : said.index(last, begin) + 1]


def after(keys: list[tuple[float, str]], ref: str, **given) -> list[Heard]:
    """Return what is heard from the first key on."""
    heard = follow([ref], pace=Pace(FAST), keys=keys, **given)
    return [one for one in heard if one.at >= keys[0][0]]


def test_a_new_exercise_is_explained_and_then_coached():
    heard = said("glute-bridge", new=True)
    assert heard[:15] == [
        "Glute Bridge. Lie down on your back and bend your knees, sliding your feet up as close "
        "as you can to your buttocks. Your arms should be on the floor, extended alongside your "
        "torso.",
        "Breathe in, press your feet into the ground, raise your hips, and squeeze your glutes. "
        "Hold, and keep breathing. Breathe out, and lower. Ten times, held for a count of three. "
        "Stay comfortable, and stop if the pain gets worse. Get ready.",
        "three", "two", "one",
        "in, lift, squeeze", "hold, keep breathing", "three", "out, lower, one",
        "in, lift, squeeze", "hold", "two", "three", "out, lower, two, heels heavy",
        "in, lift, squeeze",
    ]  # fmt: skip
    assert heard[-1] == (
        "Finished. Well done. Bend your knees, roll onto your side, and push up with your hands."
    )


def test_a_known_exercise_is_introduced_by_a_short_reminder():
    assert said("glute-bridge")[0] == (
        "Glute Bridge. On your back. Knees bent, feet near your buttocks. "
        "Ten times, held for a count of three."
    )


def test_the_words_on_an_exhale_count_encourage_and_correct():
    outs = [text for text in said("glute-bridge") if text.startswith("out")]
    assert outs == [
        "out, lower, one", "out, lower, two, heels heavy", "out, lower, three",
        "out, lower, four, ribs down", "out, lower, five, half way",
        "out, lower, six, shins upright", "out, lower, seven", "out, lower, eight, two more",
        "out, lower, nine, one more", "out, lower, ten",
    ]  # fmt: skip


def test_the_bird_dog_names_arm_and_leg_before_they_move():
    heard = said("bird-dog")
    assert heard[0].endswith("Ten in all. First, right arm, left leg.")
    assert heard[4:9] == [
        "in, reach, squeeze left glute",
        "out, lower, one, next left arm, right leg",
        "in, reach, squeeze, hips level",
        "out, lower, two, next right arm, left leg",
        "in, reach, squeeze left glute",
    ]
    assert heard[-2:] == [
        "out, lower, ten",
        "Finished. Well done. Stand up slowly, one foot first.",
    ]


def test_the_easier_bird_dog_names_only_the_leg():
    heard = said("bird-dog:hands-down")
    assert heard[0].endswith("Ten in all. First, left leg.")
    assert heard[4:6] == ["in, leg back, squeeze left glute", "out, lower, one, next right leg"]


def test_the_leg_extension_names_the_leg_the_bend_and_the_raise():
    heard = said("supine-leg-extension")
    assert stretch(heard, "right knee, bend", "left knee, bend") == [
        "right knee, bend",
        "in, knee up, squeeze", "hold, keep breathing", "three", "out, lower, one",
        "straighten",
        "left knee, bend",
    ]  # fmt: skip
    assert [text for text in heard if text.endswith("bend")] == [
        "right knee, bend", "left knee, bend"
    ] * 5  # fmt: skip


def test_clam_shells_announce_the_other_side_and_start_again():
    heard = said("clam-shells")
    assert stretch(heard, "out, lower, ten", "in, knee up, squeeze") == [
        "out, lower, ten",
        "Half way. Roll onto your back, then onto your right side, left leg on top. "
        "Knees stacked, feet together.",
        "three", "two", "one",
        "in, knee up, squeeze",
    ]  # fmt: skip


def test_the_squat_is_cued_part_by_part_and_the_chair_squat_as_down_and_up():
    assert said("mobility-squat")[4:10] == [
        "in, sit down low", "hands on the floor", "out, walk hands forward, to a plank",
        "in, walk hands back, hips back", "chest up arms out", "out, stand, squeeze, one",
    ]  # fmt: skip
    assert said("mobility-squat:chair")[4:8] == [
        "in, sit back", "out, stand, no arms, squeeze, one",
        "in, sit back, chest forward", "out, stand, no arms, squeeze, two",
    ]  # fmt: skip


def test_a_slow_voice_leaves_out_the_least_important_words():
    slow = said("bird-dog", pace=1.17)
    assert "in, reach, squeeze, hips level" in slow
    assert "out, lower, two, next right arm, left leg" in slow
    assert "out, lower, five, left arm, right leg" in slow  # instead of "half way"


def test_at_a_fast_tempo_the_word_squeeze_moves_to_the_hold_or_replaces_lift():
    heard = said("glute-bridge", pacing=Pacing(tempo=0.75))
    lifts = [text for text in heard if text.startswith("in, ")]
    assert lifts == ["in, lift"] * 3 + ["in, squeeze", "in, lift"] * 3 + ["in, squeeze"]
    assert stretch(heard, "in, lift", "out, lower, one")[1:3] == [
        "squeeze, keep breathing", "three"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "first", "later"),
    [
        (2, ["hold, keep breathing"], ["hold", "two"]),
        (3, ["hold, keep breathing", "three"], ["hold", "two", "three"]),
        (4, ["hold, keep breathing", "three", "four"], ["hold", "two", "three", "four"]),
        (
            10,
            ["hold, ten seconds", "keep breathing", "five seconds", "three", "two", "one"],
            ["hold", "keep breathing", "five seconds", "three", "two", "one"],
        ),
    ],
)
def test_a_hold_is_counted_aloud_to_its_end(seconds, first, later):
    heard = follow(["glute-bridge"], pace=Pace(FAST), hold=seconds)

    def in_rep(number: int) -> list[str]:
        return [h.cue.say for h in heard if h.state.kind == "hold" and h.cue.rep == number]

    assert in_rep(1) == [w for w in first if w != "four"] + (["four"] if "four" in first else [])
    assert in_rep(2) == later


def test_a_long_hold_says_how_much_is_left():
    heard = follow(["glute-bridge"], pace=Pace(FAST), hold=30)
    holds = [
        (round(h.state.elapsed), h.cue.say)
        for h in heard
        if h.state.kind == "hold" and h.cue.rep == 1
    ]
    assert holds == [
        (0, "hold, thirty seconds"), (4, "keep breathing"), (10, "twenty seconds"),
        (20, "ten seconds"), (24, "keep breathing"), (27, "three"), (28, "two"), (29, "one"),
    ]  # fmt: skip


def test_a_rest_between_sets_announces_the_set_and_then_the_position():
    heard = follow(["bird-dog"], pace=Pace(FAST), sets=2, rest=30)
    rests = [(round(h.state.elapsed), h.cue.say) for h in heard if h.state.kind == "rest"]
    assert rests == [
        (0, "Rest, thirty seconds. Next is set two of two."),
        (20, "Ten seconds left. On your hands and knees. First, right arm, left leg."),
        (27, "three"), (28, "two"), (29, "one"),
    ]  # fmt: skip


def test_a_rest_before_an_exercise_names_the_exercise_without_counting_down():
    heard = follow(["bird-dog", "glute-bridge"], pace=Pace(FAST))
    assert [h.cue.say for h in heard if h.state.kind == "rest"] == [
        "Rest. Next, Glute Bridge, on your back."
    ]


def test_the_very_first_session_explains_what_glutes_are():
    script = Script(Pace(FAST), (), very_first=True, extends_get_ready=True)
    choice = CATALOG.choose("glute-bridge")
    later = Script(Pace(FAST), (), extends_get_ready=True)
    assert script.ready_seconds(choice) > later.ready_seconds(choice)
    session, last, said = Session([choice], 0.0, Pacing(get_ready=60)), None, []
    for now in range(60):
        state = session.advance_to(float(now))
        said += [cue.say for cue in script.due(last, state)]
        last = state
    assert "Your glutes are the muscles in your butt." in " ".join(said)


def test_there_is_time_to_get_into_position_before_the_movement_is_explained():
    heard = follow(["clam-shells"], new=True, pace=Pace(FAST))
    position, movement = heard[0], heard[1]
    assert position.cue.say.endswith("90 degrees to your hips.")
    assert "on your left side" in position.cue.say
    assert movement.cue.say.startswith("Keep your feet together. Breathe in")
    assert movement.at - position.at >= Pace(FAST).seconds(position.cue.say) + 5


@pytest.mark.parametrize(
    ("paused_at", "told"),
    [
        (3.0, ["Bird Dog. Assume", "Breathe in, reach"]),
        (9.0, ["Breathe in, reach"]),
        (20.0, ["Bird Dog. On your hands and knees. Look down. Ten in all. First, right arm"]),
    ],
)
def test_after_a_pause_the_explanation_is_repeated_as_time_allows(paused_at, told):
    heard = after([(paused_at, "pause"), (paused_at + 1, "resume")], "bird-dog", new=True)
    again = [h.cue.say for h in heard if h.state.kind == "get-ready"][1 : len(told) + 2]
    assert again[-1] == "three"
    assert all(text.startswith(begins) for text, begins in zip(again, told, strict=False))


def test_a_pause_is_announced_once_and_resuming_counts_down():
    heard = after([(17.5, "pause"), (30.0, "resume")], "glute-bridge")
    assert [one.cue.say for one in heard[:7]] == [
        "Paused.",
        "Back into position, hips up.", "three", "two", "one",
        "hold", "two",
    ]  # fmt: skip
    assert heard[0].cue.title.startswith("PAUSED · Glute Bridge 1/10")


def test_resuming_at_the_start_of_a_bird_dog_rep_repeats_the_side():
    said = [h.cue.say for h in after([(17.5, "pause"), (18.0, "resume")], "bird-dog")]
    assert said[1:6] == [
        "Hands and knees, left arm, right leg.", "three", "two", "one",
        "in, reach, squeeze",
    ]  # fmt: skip


def test_a_rep_reached_by_skip_or_repeat_names_its_side():
    [skipped, *_] = after([(11.0, "skip")], "bird-dog")
    assert skipped.cue.say == "left arm, right leg, in, reach"
    [again, *_] = after([(19.0, "repeat")], "bird-dog")
    assert again.cue.say == "left arm, right leg, in, reach"


def test_what_a_key_did_is_announced_if_there_is_time():
    slow = Pacing(tempo=1.5)
    [skipped, *_] = after([(11.0, "skip")], "glute-bridge:standard", pacing=slow)
    assert skipped.cue.say == "in, lift, squeeze"
    [skipped, *_] = after([(16.0, "skip")], "glute-bridge:standard", pacing=slow)
    assert skipped.cue.say == "skip, in, lift, squeeze"
    [again, *_] = after([(29.0, "repeat")], "glute-bridge:standard", pacing=slow)
    assert again.cue.say == "again, in, lift, squeeze"


def test_starting_before_the_wait_is_over_names_the_side_with_the_first_movement():
    [first, *_] = after([(2.0, "ready")], "bird-dog")
    assert first.cue.say == "right arm, left leg, in, reach"


def test_getting_ready_for_another_variant_is_announced():
    script = Script(Pace(FAST), ())
    session = Session([CATALOG.choose("bird-dog")], 0.0)
    session.ready(0.5)
    before = session.advance_to(1.0)
    script.due(None, before)
    session.change_variant(CATALOG.choose("bird-dog:hands-down"), 1.5)
    [cue] = script.due(before, session.advance_to(1.5))
    assert (cue.kind, cue.say.split(".")[0]) == ("get-ready", "Bird Dog, hands stay down")


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("key", "Paused."),
        ("pain", "Stopped. Ease down, breathe, rest. How much does it hurt, zero to ten?"),
        (
            "leaving",
            "End here? You have not done a rep yet. Press enter to end, space to carry on.",
        ),
    ],
)
def test_the_reason_for_a_pause_is_announced(why, said):
    script, session = Script(), Session([CATALOG.choose("glute-bridge")], 0.0)
    before = session.advance_to(1.0)
    script.due(None, before)
    session.pause(1.5, why)
    [cue] = script.due(before, session.advance_to(1.5))
    assert cue.say == said


def test_a_question_is_spoken_even_in_a_pause():
    script, session = Script(), Session([CATALOG.choose("glute-bridge")], 0.0)
    script.due(None, session.advance_to(1.0))
    session.pause(1.5)
    paused = session.advance_to(2.0)
    session.pause(3.0, "pain")
    asking = session.advance_to(3.0)
    [cue] = script.due(paused, asking)
    assert cue.say.startswith("Stopped.")
    assert script.due(asking, session.advance_to(4.0)) == []


def test_the_voice_says_how_many_reps_are_saved_when_a_session_is_left():
    heard = after([(60.0, "end")], "glute-bridge")
    assert heard[0].cue.say == (
        "The session has ended. Five of ten reps are saved. "
        "Bend your knees, roll onto your side, and push up with your hands."
    )
    assert heard[0].cue.bells == 3


def test_a_longer_hold_is_announced_in_the_next_hold():
    script = Script(Pace(FAST))
    session = Session([CATALOG.choose("glute-bridge")], 0.0, Pacing(get_ready=0))
    last, holds, now = None, [], 0.0
    while now < 20:
        state = session.advance_to(now)
        holds += [cue.say for cue in script.due(last, state) if cue.kind == "hold" and cue.say]
        last = state
        if round(now, 2) == 4.5:
            session.hold(1, now)
        now += 0.05
    assert holds[:2] == ["hold, keep breathing", "hold, four seconds"]


def test_the_bell_rings_twice_for_turning_over_and_the_last_seconds_tick():
    heard = follow(["clam-shells"], pace=Pace(FAST))
    [turn] = [one for one in heard if one.cue.kind == "switch-sides"]
    assert (turn.cue.bells, turn.cue.tone) == (2, "switch")
    ticks = [h for h in heard if turn.at < h.at < turn.at + 15]
    assert [(round(h.at - turn.at), h.cue.bells) for h in ticks] == [(12, 1), (13, 1), (14, 1)]


def test_every_breath_and_hold_has_its_own_tone():
    tones = {
        (h.state.stage.breath if h.cue.kind == "move" else h.cue.kind): h.cue.tone
        for h in follow(["supine-leg-extension"])
        if h.cue.kind in ("move", "hold", "done")
    }
    assert tones == {
        "inhale": "inhale", "exhale": "exhale", "easy": "tick", "hold": "hold", "done": "end",
    }  # fmt: skip


def bells_rung(ref: str, rings: str) -> list[tuple[int | None, str | None, int]]:
    script = Script(rings=rings)
    session, last, now = Session([CATALOG.choose(ref)], 0.0), None, 0.0
    cues = []
    while last is None or last.kind != "done":
        state = session.advance_to(now)
        cues += [(c.rep, c.breath, c.bells) for c in script.due(last, state)]
        last, now = state, now + 0.5
    return cues


def test_the_bell_rings_at_every_step_on_the_second_side_of_clam_shells():
    script = Script()
    session, last, now, steps = Session([CATALOG.choose("clam-shells")], 0.0), None, 0.0, []
    while last is None or last.kind != "done":
        state = session.advance_to(now)
        steps += [c for c in script.due(last, state) if c.rep]
        last, now = state, now + 0.5
    assert {cue.bells for cue in steps if cue.side == "left"} == {1}
    assert {cue.bells for cue in steps if cue.side == "right" and cue.breath == "easy"} == {0}


def test_the_bell_setting_says_at_which_steps_the_bell_rings():
    chair = "mobility-squat:chair"
    assert {bells for rep, _, bells in bells_rung(chair, "all") if rep} == {1}
    assert {bells for rep, _, bells in bells_rung("glute-bridge", "off")} == {0}
    for rings in ("auto", "turns"):
        steps = [(rep, breath) for rep, breath, bells in bells_rung(chair, rings) if bells and rep]
        assert steps == [(n, "inhale") for n in range(1, 6)]


def test_in_the_bridge_the_bell_rings_at_each_exhale_unless_set_to_turns_only():
    def steps(rings: str) -> set[int]:
        counted = [c for c in bells_rung("glute-bridge", rings) if c[1] in ("inhale", "exhale")]
        return {bells for rep, breath, bells in counted if rep and breath == "exhale"}

    assert steps("auto") == {1}
    assert steps("turns") == {0}


@pytest.mark.parametrize("ref", EVERY)
def test_every_rep_is_counted_or_encouraged_on_its_exhale(ref):
    choice = CATALOG.choose(ref)
    turns = 2 if choice.sides == "each" else 1
    outs = [h for h in follow([ref]) if h.state.stage.is_last_exhale]
    assert len(outs) == choice.exercise.reps * turns
    numbers = (
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "half way", "two more", "last one", *choice.exercise.corrections,
    )  # fmt: skip
    for one in outs:
        assert any(number in one.cue.say for number in numbers), one.cue.say


@pytest.mark.parametrize("ref", EVERY)
def test_every_rep_says_squeeze_at_the_normal_tempo(ref):
    reps: dict[object, str] = {}
    for one in follow([ref], pace=Pace(1.17)):
        if one.cue.rep:
            reps[one.state.stage.rep] = reps.get(one.state.stage.rep, "") + one.cue.say
    assert len(reps) >= 5
    assert all("squeeze" in text for text in reps.values())


@pytest.mark.parametrize("ref", EVERY)
@pytest.mark.parametrize("new", [True, False])
def test_no_cue_ever_tells_anybody_to_hold_the_breath(ref, new):
    for tempo in (0.5, 1.0, 2.0):
        for text in words(follow([ref], new=new, pacing=Pacing(tempo=tempo))):
            assert not catalog.asks_to_hold_breath(text)


@pytest.mark.parametrize("ref", EVERY)
def test_the_window_title_names_the_stage_and_the_time_left(ref):
    for one in follow([ref]):
        if one.cue.kind not in ("tick", "done"):
            assert re.match(r"^[A-Z ]+ · .+ · \d+:\d\d left$", one.cue.title)


def test_each_correction_is_said_once_on_each_side():
    heard = said("clam-shells")
    assert sum("don't roll back" in text for text in heard) == 2
    assert sum("feet together" in text and "out" in text for text in heard) == 2


def test_a_users_own_exercise_is_coached_without_words_written_for_the_voice(tmp_path):
    file = tmp_path / "exercises.toml"
    file.write_text(
        """
format = 1
[[exercise]]
id = "kick-back"
name = "Kick Back"
position = "standing, hands on a table"
sides = "each"
side_label = "{side} leg"
reps = 4
setup = ["Stand tall in front of a sturdy table and rest both hands on it."]
  [[exercise.step]]
  kind = "move"
  cue = "Lift {side} leg back"
  breath = "inhale"
  seconds = 2
  squeeze = true
  [[exercise.step]]
  kind = "hold"
  cue = "Hold, keep breathing"
  say = "hold"
  breath = "easy"
  seconds = 3
  squeeze = true
  [[exercise.step]]
  kind = "move"
  cue = "Lower {side} leg"
  breath = "exhale"
  seconds = 2
"""
    )
    own = catalog.read(file)
    assert not own.problems
    script = Script(Pace(FAST), ())
    session = Session([own.choose("kick-back")], 0.0, Pacing(get_ready=40))
    last, heard, now = None, [], 0.0
    while last is None or last.kind != "done":
        state = session.advance_to(now)
        heard += [cue.say for cue in script.due(last, state) if cue.say]
        last, now = state, now + 0.25
    assert heard[:2] == [
        "Kick Back. Stand tall in front of a sturdy table and rest both hands on it.",
        "Breathe in, lift right leg back, and squeeze. Hold, and keep breathing. Breathe out, "
        "lower right leg. Four on each side, held for a count of three. Stay comfortable, and stop "
        "if the pain gets worse. First, right leg.",
    ]
    assert heard[5:9] == [
        "in, lift right leg back", "squeeze, keep breathing", "three", "out, lower right leg"
    ]  # fmt: skip
    assert "Half way. Change sides, left leg." in heard
