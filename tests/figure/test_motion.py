"""In a movement, limbs keep their length, planted limbs stay, and nobody sinks or falls."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from movements import Movement, any_movement, any_progress, movements, solved

from trainer.figure import ease
from trainer.figure.body import SHAPES
from trainer.figure.checking import off_balance, pose_problems
from trainer.figure.motion import frames_between, frames_of
from trainer.figure.skeleton import JOINT_INDEX, JOINTS, LIMBS
from trainer.figure.space import between, length, minus, plus, times


def test_each_of_the_five_exercises_has_movements() -> None:
    assert {movement.exercise for movement in movements()} == {
        "bird-dog",
        "glute-bridge",
        "supine-leg-extension",
        "clam-shells",
        "mobility-squat",
    }


def test_every_key_pose_is_balanced_and_possible_for_a_human() -> None:
    for exercise in {movement.exercise for movement in movements()}:
        for name, pose in solved(exercise).items():
            assert list(pose_problems(pose)) == [], (exercise, name)


@given(any_movement(), any_progress())
def test_limbs_keep_their_length_in_every_frame(movement: Movement, progress: float) -> None:
    frames = movement.joints(progress)
    for limb in LIMBS.values():
        top, middle, end = (frames[n][0] for n in (limb.top, limb.middle, limb.end))
        assert length(minus(top, middle)) == pytest.approx(limb.upper, abs=0.01)
        assert length(minus(middle, end)) == pytest.approx(limb.lower, abs=0.01)


@given(any_movement(), any_progress())
def test_a_limb_planted_in_both_poses_stays_in_place(movement: Movement, progress: float) -> None:
    """The joint moves by less than 3.5 mm."""
    a, b, _ = movement.between(progress)
    frames = movement.joints(progress)
    later = {plant.limb: plant for plant in b.plants}
    for plant in a.plants:
        if plant.kind != "on" and later.get(plant.limb) == plant:
            limb = LIMBS[plant.limb]
            joint = limb.tip if plant.kind == "tip" else limb.end
            assert length(minus(frames[joint][0], frames_of(a)[joint][0])) < 0.35, plant


@given(any_movement(), any_progress())
def test_nothing_sinks_into_the_floor(movement: Movement, progress: float) -> None:
    """Soft parts may be compressed by a centimetre and a half."""
    frames = movement.joints(progress)
    for shape in SHAPES:
        origin, axes = frames[shape.joint]
        for end, radius in ((shape.start, shape.start_radius), (shape.end, shape.end_radius)):
            low = plus(origin, times(axes, end))[2] - radius
            assert low > -1.6, (JOINTS[shape.joint].name, low)


@given(any_movement(), any_progress())
def test_the_weight_is_always_supported(movement: Movement, progress: float) -> None:
    pose = min(movement.between(progress)[:2], key=lambda one: len(one.plants))
    assert off_balance(movement.joints(progress), pose) == 0


@given(any_movement(), any_progress())
def test_no_joint_jumps_in_a_small_step_of_time(movement: Movement, progress: float) -> None:
    now, later = movement.joints(progress), movement.joints(min(progress + 0.002, 1))
    for (one, _), (two, _) in zip(now, later, strict=True):
        assert length(minus(one, two)) < 5


def test_a_movement_begins_and_ends_in_its_poses() -> None:
    for movement in movements():
        for progress, name in ((0, movement.frame.path[0]), (1, movement.frame.path[-1])):
            wanted = frames_of(solved(movement.exercise)[name])
            for (now, _), (then, _) in zip(movement.joints(progress), wanted, strict=True):
                assert now == pytest.approx(then, abs=0.05)


def test_walking_hands_are_lifted_one_after_the_other() -> None:
    poses = solved("mobility-squat")
    path = ["hands-down", "walk-1", "walk-2", "walk-3"]
    for one, two in pairwise(path):
        half = frames_between(poses[one], poses[two], 0.5)
        heights = sorted(half[JOINT_INDEX[f"{side}-wrist"]][0][2] for side in ("left", "right"))
        assert heights[0] < 6 < heights[1] - 2


def test_the_bridge_is_one_line_from_shoulder_to_knee() -> None:
    frames = frames_of(solved("glute-bridge")["bridge"])
    shoulder, hip, knee = (
        frames[JOINT_INDEX[f"right-{one}"]][0] for one in ("shoulder", "hip", "knee")
    )
    on_the_line = between(shoulder, knee, (hip[0] - shoulder[0]) / (knee[0] - shoulder[0]))
    assert hip[2] == pytest.approx(on_the_line[2], abs=2)


def test_arm_and_leg_of_the_bird_dog_are_level_with_shoulder_and_hip() -> None:
    frames = frames_of(solved("bird-dog")["reach"])
    at = {joint.name: frames[n][0] for n, joint in enumerate(JOINTS)}
    assert at["right-wrist"][2] == pytest.approx(at["right-shoulder"][2], abs=5)
    assert at["left-ankle"][2] == pytest.approx(at["left-hip"][2], abs=5)


def test_the_knee_of_the_leg_extension_rises_a_few_inches() -> None:
    low, high = (
        frames_of(solved("supine-leg-extension")[name])[JOINT_INDEX["right-knee"]][0][2]
        for name in ("knee-bent", "knee-raised")
    )
    assert 5 < high - low < 13


def test_the_feet_of_the_clam_stay_together_while_the_knee_opens() -> None:
    shut, open_ = (frames_of(solved("clam-shells")[name]) for name in ("closed", "open"))

    def apart(frames: object, joint: str) -> float:
        return length(
            minus(frames[JOINT_INDEX[f"left-{joint}"]][0], frames[JOINT_INDEX[f"right-{joint}"]][0])  # type: ignore[index]
        )

    assert apart(open_, "ankle") == pytest.approx(apart(shut, "ankle"), abs=0.5)
    assert apart(open_, "knee") > apart(shut, "knee") + 20


def test_the_weight_comes_over_the_feet_before_the_hips_leave_the_chair() -> None:
    from trainer.figure.solving import centre_of_mass

    poses = solved("mobility-squat")
    assert centre_of_mass(frames_of(poses["chair-sit"]))[0] < -10
    assert -7 < centre_of_mass(frames_of(poses["chair-touch"]))[0] < 20


def test_a_movement_starts_and_ends_gently() -> None:
    assert [ease(t) for t in (-1, 0, 0.5, 1, 2)] == pytest.approx([0, 0, 0.5, 1, 1])
    assert ease(0.1) < 0.05
    assert ease(0.1) + ease(0.9) == pytest.approx(1)
