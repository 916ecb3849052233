"""The timeline of a session, and the breath in its stages."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import Table, choices, examples, exercises, pacings, sessions_of, table

from trainer import catalog
from trainer.catalog import Choice, Exercise, Step, choose, load_catalog
from trainer.session import timeline
from trainer.session.breath import lungs, progress
from trainer.session.timeline import LONGEST_BREATH, Pacing, Rep, Stage, Timeline, build_timeline


def choice_with(**changed: object) -> Choice:
    """Return a choice of an exercise with some fields replaced."""
    found = catalog.check({"format": 1, "exercise": [table(**changed)]})
    assert not found.problems
    return choose(found.exercises[0])


def one_step(**changed: object) -> Table:
    return {"kind": "move", "cue": "Up", "breath": "inhale", "seconds": 2.0} | changed


def kinds(line: Timeline) -> list[str]:
    """Return the kinds of the stages in order, and a side and number for each rep."""
    names: list[str] = []
    for stage in line.stages:
        word = f"{stage.side or ''}{stage.rep.number}" if stage.rep else stage.kind
        if names[-1:] != [word]:
            names.append(word)
    return names


# Time


@examples(60)
@given(sessions_of(), pacings)
def test_stages_follow_one_another_without_gap_or_overlap(
    chosen: tuple[Choice, ...], pacing: Pacing
):
    line = build_timeline(chosen, pacing)
    assert line.stages[0].start == 0
    assert all(one.end == two.start for one, two in pairwise(line.stages))
    assert line.seconds == pytest.approx(sum(stage.seconds for stage in line.stages))
    assert all(stage.seconds > 0 for stage in line.stages)


@examples(60)
@given(sessions_of(2), pacings)
def test_a_stage_includes_its_start_but_not_its_end(chosen: tuple[Choice, ...], pacing: Pacing):
    line = build_timeline(chosen, pacing)
    for number, stage in enumerate(line.stages):
        assert line.index_at(stage.start) == number
        assert line.index_at(stage.start + stage.seconds / 2) == number
        assert line.index_at(stage.end) == number + 1
        following = line.stages[number + 1] if stage is not line.stages[-1] else None
        assert line.stage_after(number) == following
    assert line.index_at(-1) == 0
    assert line.index_at(line.seconds + 1) == len(line.stages)


def test_getting_ready_names_the_position_and_how_to_get_there():
    ready = build_timeline([choice_with(setup=["Lie down.", "Bend your knees."])]).stages[0]
    assert (ready.cue, ready.detail) == ("On your back", "Lie down. Bend your knees.")


def test_changing_sides_names_the_next_side():
    turning = choice_with(
        sides="each", side_label="{side} leg", switch_cue="Onto your {other_side} side",
        switch_detail="{side_label} on top.",
    )  # fmt: skip
    (turn,) = [s for s in build_timeline([turning]).stages if s.kind == "switch-sides"]
    assert (turn.cue, turn.detail) == ("Onto your right side", "Left leg on top.")


def test_a_rep_is_counted_at_its_last_exhale():
    breathing = [one_step(breath=breath) for breath in ("inhale", "exhale", "easy", "exhale")]
    steps = build_timeline([choice_with(step=breathing, reps=1)]).stages[1:]
    assert [stage.is_last_exhale for stage in steps] == [False, False, False, True]
    silent = build_timeline([choice_with(step=[one_step(), one_step()])]).stages
    assert not any(stage.is_last_exhale for stage in silent)


def test_the_steps_lead_from_one_position_to_the_next_and_back():
    steps = [one_step(end="{side} knee up"), one_step()]
    line = build_timeline([choice_with(step=steps, reps=2)])
    assert [(s.starts_at, s.ends_at) for s in line.stages if s.rep] == [
        ("on your back", "right knee up"),
        ("right knee up", "on your back"),
        ("on your back", "left knee up"),
        ("left knee up", "on your back"),
    ]


def test_an_exercise_without_sides_names_no_side():
    assert timeline.side_words(choice_with(sides="none"), None) == ""


def test_a_timeline_without_exercises_is_empty():
    assert build_timeline([]).seconds == 0
    assert build_timeline([]).index_at(0) == 0


@examples(60)
@given(choices(), pacings)
def test_the_tempo_changes_only_the_length_of_movements(choice: Choice, pacing: Pacing):
    usual = build_timeline([choice], at_tempo(pacing, tempo=1.0)).stages
    paced = build_timeline([choice], pacing).stages
    assert len(usual) == len(paced)
    for one, other in zip(usual, paced, strict=True):
        if one.kind != "move":
            assert other.seconds == one.seconds
        elif other.seconds != pytest.approx(one.seconds * pacing.tempo):
            assert one.breath in ("inhale", "exhale")
            assert other.seconds == max(one.seconds, LONGEST_BREATH)


def at_tempo(pacing: Pacing, tempo: float) -> Pacing:
    return Pacing(tempo, pacing.get_ready, pacing.switch, pacing.rest)


def test_a_slow_tempo_makes_no_breath_longer_than_four_seconds():
    bundled = catalog.load_catalog()
    line = build_timeline([choose(exercise) for exercise in bundled.exercises], Pacing(tempo=2))
    breaths = [s.seconds for s in line.stages if s.breath in ("inhale", "exhale")]
    assert max(breaths) == LONGEST_BREATH == 4


@examples(60)
@given(sessions_of(2), st.sampled_from([0.5, 1.0, 2.0]))
def test_stages_of_zero_length_are_left_out(chosen: tuple[Choice, ...], tempo: float):
    line = build_timeline(chosen, Pacing(tempo, get_ready=0, switch=0, rest=0))
    waits = {(stage.kind, stage.seconds) for stage in line.stages if not stage.rep}
    assert {kind for kind, _ in waits} <= {"rest"}
    assert line.stages[0].rep


def test_the_length_of_a_wait_comes_from_the_user_then_the_catalog_then_the_defaults():
    given_by_catalog = choice_with(sides="each", get_ready=20, switch=12)
    silent = choice_with(sides="each")

    def waits(choice: Choice, pacing: Pacing) -> list[float]:
        return [stage.seconds for stage in build_timeline([choice], pacing).stages if not stage.rep]

    assert waits(given_by_catalog, Pacing(get_ready=5, switch=6)) == [5, 6]
    assert waits(given_by_catalog, Pacing()) == [20, 12]
    assert waits(silent, Pacing()) == [10, 10]
    assert waits(choice_with(sides="each", get_ready=0, switch=0), Pacing()) == []


# Reps


@examples(60)
@given(sessions_of(), pacings)
def test_every_planned_rep_appears_once_with_all_its_steps_in_a_row(
    chosen: tuple[Choice, ...], pacing: Pacing
):
    line = build_timeline(chosen, pacing)
    for number, choice in enumerate(chosen):
        reps = line.reps(number)
        assert len(reps) == len(set(reps)) == choice.planned_reps
        for rep in reps:
            first, last = line.first_of(rep), line.last_of(rep)
            stretch = line.stages[first : last + 1]
            assert {stage.rep for stage in stretch} == {rep}
            assert [s.kind for s in stretch] == [step.kind for step in choice.exercise.steps]
            assert [s.first for s in stretch] == [True] + [False] * (len(stretch) - 1)
            assert {s.side for s in stretch} == {rep.side}


@examples(60)
@given(exercises(), pacings)
def test_reps_are_done_on_the_sides_that_the_exercise_prescribes(
    exercise: Exercise, pacing: Pacing
):
    reps = build_timeline([choose(exercise)], pacing).reps(0)
    first_set = [rep.side for rep in reps if rep.set == 1]
    match exercise.sides:
        case "none":
            assert {rep.side for rep in reps} == {None}
        case "alternate":
            assert first_set == (["right", "left"] * exercise.reps)[: exercise.reps]
        case "each":
            assert first_set == ["right"] * exercise.reps + ["left"] * exercise.reps


def test_alternating_reps_count_both_sides_and_begin_on_the_right():
    line = build_timeline([choice_with(sides="alternate", reps=3, step=[one_step()])])
    assert kinds(line) == ["get-ready", "right1", "left2", "right3"]


def test_the_next_set_begins_on_the_side_that_was_done_last():
    line = build_timeline([choice_with(sides="each", reps=2, sets=2, rest=20, step=[one_step()])])
    assert kinds(line) == [
        *["get-ready", "right1", "right2", "switch-sides", "left1", "left2"],
        *["rest", "left1", "left2", "switch-sides", "right1", "right2"],
    ]


def test_sets_are_separated_by_a_rest_and_exercises_by_a_rest_and_getting_ready():
    plain = choice_with(sides="none", reps=1, sets=2, rest=20, step=[one_step()])
    line = build_timeline([plain, plain])
    assert kinds(line) == [
        *["get-ready", "1", "rest", "1"],
        *["rest", "get-ready", "1", "rest", "1"],
    ]
    rests = [stage for stage in line.stages if stage.kind == "rest"]
    assert [(rest.exercise, rest.seconds) for rest in rests] == [(0, 20), (1, 15), (1, 20)]
    between = ("Set 2 of 2 comes next", "")
    coming = (f"Next: {plain.name}", "2 sets of 1 rep")
    assert [(rest.cue, rest.detail) for rest in rests] == [between, coming, between]


@examples(60)
@given(sessions_of(2), pacings)
def test_a_wait_belongs_to_the_exercise_set_and_side_that_follow(
    chosen: tuple[Choice, ...], pacing: Pacing
):
    for one, two in pairwise(build_timeline(chosen, pacing).stages):
        if one.rep is None:
            assert (one.side, one.set, one.exercise) == (two.side, two.set, two.exercise)


def test_a_squeeze_is_on_the_same_side_on_the_other_side_or_on_both():
    def squeezed(**changed: object) -> list[object]:
        return [s.squeeze for s in build_timeline([choice_with(reps=2, **changed)]).stages if s.rep]

    assert squeezed(step=[one_step(squeeze=True)]) == ["right", "left"]
    assert squeezed(step=[one_step(squeeze="other")]) == ["left", "right"]
    assert squeezed(step=[one_step(squeeze=True)], sides="none") == ["both", "both"]
    assert squeezed(step=[one_step()]) == [None, None]


def test_sides_are_filled_into_every_text_of_a_step():
    step = one_step(cue="{side} arm, {other_side} leg", detail="{side_label}", say="{other_side}")
    line = build_timeline([choice_with(reps=2, side_label="the {side} one", step=[step])])
    texts = [(s.cue, s.detail, s.say) for s in line.stages if s.rep]
    assert texts == [
        ("Right arm, left leg", "The right one", "left"),
        ("Left arm, right leg", "The left one", "right"),
    ]


@examples(60)
@given(sessions_of(2), pacings)
def test_every_placeholder_for_a_side_is_filled_in(chosen: tuple[Choice, ...], pacing: Pacing):
    for stage in build_timeline(chosen, pacing).stages:
        if stage.side:
            assert "{" not in stage.cue + stage.detail + stage.say


# Breath


@examples(60)
@given(sessions_of(), pacings)
def test_a_hold_has_easy_breathing_and_a_wait_prescribes_no_breath(
    chosen: tuple[Choice, ...], pacing: Pacing
):
    for stage in build_timeline(chosen, pacing).stages:
        assert stage.kind != "hold" or stage.breath == "easy"
        assert (stage.breath is None) == (stage.rep is None)


@examples(60)
@given(sessions_of(), pacings)
def test_the_level_of_the_lungs_never_jumps_and_stays_between_zero_and_one(
    chosen: tuple[Choice, ...], pacing: Pacing
):
    before = 0.0
    for stage in build_timeline(chosen, pacing).stages:
        curve = [lungs(stage, stage.seconds * n / 100) for n in range(101)]
        assert curve[0] == pytest.approx(before, abs=1e-9)
        assert all(0 <= level <= 1 for level in curve)
        steepest = max(abs(two - one) for one, two in pairwise(curve))
        assert steepest < 0.02 * max(1, stage.seconds / 2)
        before = curve[-1]


@examples(60)
@given(sessions_of(), pacings)
def test_an_inhale_fills_the_lungs_an_exhale_empties_them_and_a_hold_changes_nothing(
    chosen: tuple[Choice, ...], pacing: Pacing
):
    for stage in build_timeline(chosen, pacing).stages:
        begun, ended = lungs(stage, 0), lungs(stage, stage.seconds)
        if stage.breath == "inhale":
            assert ended == 1
        elif stage.breath == "exhale":
            assert ended == 0
        else:
            assert ended == pytest.approx(begun)


@examples(60)
@given(st.floats(0.5, 60), st.sampled_from([0.0, 1.0]))
def test_during_a_hold_the_lungs_fill_and_empty_in_small_waves(seconds: float, level: float):
    hold = Stage(0, seconds, "hold", 0, 1, "", breath="easy", lungs=(level, level))
    curve = [lungs(hold, seconds * n / 500) for n in range(501)]
    assert 0.15 < max(curve) - min(curve) < 0.3


@examples(60)
@given(st.floats(0.1, 60), st.floats(-1, 61))
def test_the_progress_of_a_movement_runs_from_zero_to_one(seconds: float, elapsed: float):
    move = Stage(0, seconds, "move", 0, 1, "", breath="inhale", lungs=(0.0, 1.0))
    assert 0 <= progress(move, elapsed) <= 1
    assert (progress(move, 0), progress(move, seconds)) == (0, 1)
    assert progress(move, seconds / 2) == pytest.approx(0.5)


# Dose and length in words


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"reps": 10}, "10 reps, 5 a side, hold 3 s"),
        ({"reps": 9}, "9 reps, alternating, hold 3 s"),
        ({"reps": 10, "sides": "each"}, "10 reps on each side, hold 3 s"),
        ({"reps": 10, "sides": "none", "sets": 2}, "2 sets of 10 reps, hold 3 s"),
        ({"reps": 1, "sides": "none", "step": [one_step()]}, "1 rep"),
    ],
)
def test_the_dose_is_given_in_words(changed: Table, said: str):
    assert timeline.dose(choice_with(**changed)) == said


@examples(60)
@given(choices(), pacings)
def test_an_exercise_is_as_long_as_all_its_stages_together(choice: Choice, pacing: Pacing):
    assert timeline.length(choice, pacing) == build_timeline([choice], pacing).seconds


def test_reps_of_an_exercise_done_twice_are_distinct():
    once = choice_with(reps=1, sides="none", step=[one_step()])
    line = build_timeline([once, once])
    assert line.reps(0) == [Rep(0, 1, None, 1)]
    assert line.reps(1) == [Rep(1, 1, None, 1)]


def test_the_path_of_a_step_leads_from_the_previous_pose_to_its_own():
    squat = build_timeline([catalog.load_catalog().choose("mobility-squat")])
    out = next(stage for stage in squat.stages if stage.say_short == "walk hands forward")
    assert out.path == ("hands-down", "walk-1", "walk-2", "walk-3", "plank")
    for one, two in pairwise(squat.stages):
        assert one.path[-1] == two.path[0]


def test_a_step_without_a_pose_stays_in_the_previous_pose():
    step = Step("move", "Up", "inhale", 1.0)
    exercise = Exercise("a", "A", "down", "none", 1, ("Lie.",), (step,))
    assert {stage.path for stage in build_timeline([choose(exercise)]).stages} == {()}
    posed = msgspec.structs.replace(
        exercise, steps=(msgspec.structs.replace(step, pose="up"), step)
    )
    assert timeline.start_pose(choose(posed)) is None
    assert build_timeline([choose(posed)]).stages[-1].path == ("up",) * 2


@pytest.mark.parametrize(("breath", "level"), [("inhale", 1.0), ("exhale", 0.0)])
def test_a_second_breath_of_the_same_kind_does_not_change_the_lungs(breath, level):
    move = Stage(0, 2.0, "move", 0, 1, "", breath=breath, lungs=(level, level))
    assert {lungs(move, n / 10) for n in range(21)} == {level}


@pytest.mark.parametrize(("seconds", "waves"), [(0.5, 1), (3, 1), (4.4, 1), (6, 2), (10, 3)])
def test_during_a_hold_there_is_a_small_breath_every_three_seconds(seconds, waves):
    hold = Stage(0, seconds, "hold", 0, 1, "", breath="easy", lungs=(0.0, 0.0))
    depth = [lungs(hold, seconds * n / 600) for n in range(601)]
    peaks = sum(depth[n - 1] < depth[n] > depth[n + 1] for n in range(1, 600))
    assert peaks == waves


def test_the_last_stage_of_a_rep_can_be_found_from_any_of_its_stages():
    timeline = build_timeline([load_catalog().choose("glute-bridge")], Pacing())
    assert [timeline.last_from(index) for index in range(6)] == [0, 4, 4, 4, 4, 8]
    assert timeline.last_from(len(timeline.stages) - 1) == len(timeline.stages) - 1
    for index, stage in enumerate(timeline.stages[1:], 1):
        assert stage.rep is not None
        assert timeline.last_of(stage.rep) == timeline.last_from(index)
        assert timeline.first_of(stage.rep) <= index
