"""Between the poses: limbs keep their length, what is pinned stays, nothing sinks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from movements import Movement, any_movement, any_progress, movements

from trainer import catalog
from trainer.figure import Pose, ease, parse_pose
from trainer.figure.motion import between
from trainer.figure.skeleton import BONES, LENGTHS, joints_of

POSES = {
    exercise.id: {
        name: parse_pose(line) for name, line in exercise.poses.items() if name != "other_side"
    }
    for exercise in catalog.load_catalog().exercises
}
THROUGH_THE_PICTURE = {"near thigh", "near shank"}
"""The clam's top leg swings towards the viewer: it is seen shorter on its way."""


def leg_of_the_path(movement: Movement, progress: float) -> tuple[Pose, Pose, float]:
    poses = [POSES[movement.exercise][name] for name in movement.frame.path]
    legs = list(pairwise(poses)) or [(poses[0], poses[0])]
    along = progress * len(legs)
    number = min(int(along), len(legs) - 1)
    return *legs[number], along - number


def opposite(joint: str) -> str:
    if joint.startswith("near"):
        return joint.replace("near", "far")
    return joint.replace("far", "near")


def test_there_are_movements_of_all_five_exercises() -> None:
    assert {movement.exercise for movement in movements()} == {
        "bird-dog",
        "glute-bridge",
        "supine-leg-extension",
        "clam-shells",
        "mobility-squat",
    }


@given(any_movement(), any_progress())
def test_limbs_keep_their_length_in_every_frame(movement: Movement, progress: float) -> None:
    joints = movement.figure.joints(movement.at(progress))
    a, b, t = leg_of_the_path(movement, progress)
    swapped = movement.frame.side == "left" and movement.exercise != "clam-shells"
    for bone in BONES:
        start, end = (opposite(j) if swapped else j for j in (bone.start, bone.end))
        one, two = a.segment(bone.segment).factor, b.segment(bone.segment).factor
        wanted = LENGTHS[bone.segment] * abs(bone.share) * (one + (two - one) * t)
        seen = abs(joints[end] - joints[start])
        if movement.exercise == "clam-shells" and bone.segment in THROUGH_THE_PICTURE:
            assert 0.75 * wanted < seen <= 1.02 * wanted
        else:
            assert seen == pytest.approx(wanted, rel=0.02, abs=1e-6), bone


@given(any_movement(), any_progress())
def test_what_both_poses_pin_stays_in_place(movement: Movement, progress: float) -> None:
    """Within a dot at 40 × 12 cells, where a dot is 2.1 cm or more."""
    a, b, t = leg_of_the_path(movement, progress)
    now, before, after = between(a, b, t), joints_of(a), joints_of(b)
    for pin in {a.root, *a.pins} & {b.root, *b.pins}:
        if abs(after[pin] - before[pin]) < 4:
            assert min(abs(now[pin] - before[pin]), abs(now[pin] - after[pin])) < 1.0, pin


def test_pinned_poses_of_one_movement_agree_where_the_pin_is() -> None:
    for movement in movements():
        for one, two in pairwise(movement.frame.path):
            a, b = POSES[movement.exercise][one], POSES[movement.exercise][two]
            for pin in {a.root, *a.pins} & {b.root, *b.pins}:
                moved = abs(joints_of(a)[pin] - joints_of(b)[pin])
                steps = movement.exercise == "mobility-squat" and pin.endswith("wrist")
                assert moved < 1.0 or (steps and moved > 20), (movement, pin)


@given(any_movement(), any_progress())
def test_no_joint_sinks_below_the_floor(movement: Movement, progress: float) -> None:
    joints = movement.figure.joints(movement.at(progress))
    assert min(point.imag for point in joints.values()) > -0.5


@given(any_movement(), any_progress())
def test_a_small_step_in_time_is_a_small_step_on_the_picture(
    movement: Movement, progress: float
) -> None:
    now = movement.figure.joints(movement.at(progress))
    later = movement.figure.joints(movement.at(min(progress + 0.002, 1)))
    assert max(abs(now[name] - later[name]) for name in now) < 5


def test_a_path_begins_and_ends_in_its_poses() -> None:
    for movement in movements():
        if movement.frame.side == "left":
            continue
        poses = POSES[movement.exercise]
        for progress, name in ((0, movement.frame.path[0]), (1, movement.frame.path[-1])):
            joints = movement.figure.joints(movement.at(progress))
            wanted = joints_of(poses[name])
            assert all(joints[joint] == pytest.approx(wanted[joint]) for joint in wanted)


def test_hands_that_walk_are_lifted() -> None:
    poses = POSES["mobility-squat"]
    joints = between(poses["walk-1"], poses["walk-2"], 0.5)
    assert joints["far-wrist"].imag > joints["near-wrist"].imag + 3


def test_a_segment_turns_the_shorter_way() -> None:
    line = "pin pelvis 0 50; trunk {}; head 90 90 0; arms -90 -90 0; legs -90 -90 0"
    half = between(parse_pose(line.format(170)), parse_pose(line.format(-170)), 0.5)
    assert half["chest"].real == pytest.approx(-LENGTHS["trunk"])


def test_easing_is_soft_at_both_ends_and_even_about_the_middle() -> None:
    assert [ease(t) for t in (-1, 0, 0.5, 1, 2)] == pytest.approx([0, 0, 0.5, 1, 1])
    assert ease(0.1) < 0.05
    assert ease(0.1) + ease(0.9) == pytest.approx(1)
