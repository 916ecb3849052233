"""Pose lines are turned into bodies in space, with contact, reach and balance."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from trainer.figure.body import BODY_PARTS, lowest
from trainer.figure.motion import frames_of
from trainer.figure.notation import parse
from trainer.figure.skeleton import JOINT_INDEX, JOINTS
from trainer.figure.solving import centre_of_mass, solve

REFERENCE = tomllib.loads((Path(__file__).parent / "solved_poses.toml").read_text(encoding="utf-8"))
POSES = [(exercise, name) for exercise, poses in REFERENCE["pose"].items() for name in poses]


@pytest.mark.parametrize(("exercise", "name"), POSES)
def test_every_joint_is_at_its_reference_position(exercise: str, name: str) -> None:
    frames = frames_of(solve(parse(REFERENCE["pose"][exercise][name])))
    for joint, place in REFERENCE["expected"][exercise][name].items():
        assert frames[JOINT_INDEX[joint]][0] == pytest.approx(place, abs=0.1), joint


def place(line: str, joint: str) -> tuple[float, float, float]:
    return frames_of(solve(parse(line)))[JOINT_INDEX[joint]][0]


def test_a_standing_body_has_its_soles_on_the_floor() -> None:
    frames = frames_of(solve(parse("pelvis 0")))
    assert lowest(frames, BODY_PARTS) == pytest.approx(0, abs=0.01)
    assert 165 < frames[JOINT_INDEX["head"]][0][2] + 22 < 180


def test_the_left_hand_of_a_body_facing_right_is_away_from_the_viewer() -> None:
    assert place("pelvis 0", "left-wrist")[1] > 0 > place("pelvis 0", "right-wrist")[1]


def test_flexion_brings_a_limb_forward_and_abduction_outward() -> None:
    x, y, _ = place("at 0 0 90; shoulders 90", "right-wrist")
    assert x > 50
    assert y == pytest.approx(-18, abs=0.1)
    assert place("at 0 0 90; shoulders 0 90", "right-wrist")[1] < -60
    assert place("at 0 0 90; shoulders 0 90", "left-wrist")[1] > 60


def test_a_planted_foot_is_at_the_place_in_the_pose_line() -> None:
    line = "at 0 0 80; plant feet tip 13 15 0"
    assert place(line, "left-toe") == pytest.approx((13, 15, 2.7), abs=0.01)
    assert place(line, "right-toe") == pytest.approx((13, -15, 2.7), abs=0.01)


def test_a_plant_out_of_reach_is_reported_with_the_missing_distance() -> None:
    missed = solve(parse("at 0 0 92; plant left-hand flat 90 20")).missed
    assert missed["left-arm"] > 30
    assert solve(parse("at 0 0 80; plant feet tip 13 15 0")).missed["left-leg"] == 0


def test_balance_puts_the_weight_over_a_point_while_the_feet_stay() -> None:
    line = (
        "pelvis 30; at -20 0 60; hips 90; knees 90; shoulders 90; balance 3; plant feet tip 13 15"
    )
    frames = frames_of(solve(parse(line)))
    assert centre_of_mass(frames)[0] == pytest.approx(3, abs=0.1)
    assert frames[JOINT_INDEX["left-toe"]][0][0] == pytest.approx(13, abs=0.01)


def test_a_hand_can_be_planted_on_another_joint() -> None:
    frames = frames_of(
        solve(parse("at 0 0 92; hips 80; knees 80; plant right-hand on right-hip 9 0 -20"))
    )
    hand, knee = frames[JOINT_INDEX["right-wrist"]][0], frames[JOINT_INDEX["right-knee"]][0]
    assert abs(hand[0] - knee[0]) < 35
    assert hand[2] > knee[2]


def test_the_masses_of_the_body_parts_add_up_to_one() -> None:
    from trainer.figure.skeleton import MASSES

    total = sum(MASSES[joint.kind][0] for joint in JOINTS if joint.kind in MASSES)
    assert total == pytest.approx(1, abs=0.002)
