"""An impossible pose is reported with its name, the joint and the limit."""

from __future__ import annotations

from itertools import pairwise

import pytest
from movements import movements, poses

from trainer.figure import check, check_movements


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("at 0 0 60", "left-ankle is 33 cm below the floor"),
        (
            "pelvis 90; left-knee 170",
            "left-knee flexion is 170 degrees; a human joint allows -12 to 160",
        ),
        ("pelvis 90; lumbar 80", "lumbar flexion is 80 degrees"),
        ("pelvis 90; right-hip -60", "right-hip flexion is -60 degrees"),
        ("pelvis 90; head 0 60", "head bend to the side is 60 degrees"),
        ("pelvis 45", "outside the area that supports it, so the body would fall over"),
        ("plant hands flat 20 20", "the left hand cannot reach its place: it is 8"),
        ("at 0 0 140", "nothing touches the floor"),
        ("at 0 0 92; plant left-foot tip 60 15", "the left foot cannot reach its place"),
    ],
)
def test_an_impossible_pose_is_refused_with_the_reason(line: str, message: str) -> None:
    faults = check({"pose": line})
    assert any(name == "pose" and message in fault for name, fault in faults), faults


@pytest.mark.parametrize(
    "line",
    [
        "pelvis 0",
        "pelvis 90; ankles -75",
        "pelvis -90; hips 50; knees 90",
        "pelvis 90 -90; hips 60; knees 90",
        "at 0 0 92; balance 6; plant feet tip 13 15",
        "at 0 0 92; balance 6; shoulders 50; plant feet tip 13 15; plant hands flat 45 17 0 105",
    ],
)
def test_a_possible_pose_is_accepted(line: str) -> None:
    assert check({"pose": line}) == []


def test_somebody_on_a_chair_does_not_fall_over() -> None:
    seated = "pelvis 4; at -35 0 56; hips 90 5; knees 90; plant feet tip 13 15"
    assert any("fall over" in fault for _, fault in check({"pose": seated}))
    assert check({"pose": f"{seated}; chair -58 -16 45"}) == []


@pytest.mark.parametrize("line", ["", "10", "10 20 30", "a b", "nan 10", "200 10", "0 0", "0 90"])
def test_a_camera_that_sees_nothing_is_refused(line: str) -> None:
    assert [name for name, _ in check({"pose": "pelvis 0", "camera": line})] == ["camera"]


def test_other_side_can_be_set_to_swap_turn_over_or_mirror() -> None:
    for word in ("swap", "turn-over", "mirror"):
        assert check({"pose": "pelvis 0", "other_side": word}) == []


@pytest.mark.parametrize(
    ("close", "message"),
    [("up", "at least two"), ("up handstand", "'handstand' is not among the poses: up, down")],
)
def test_a_close_view_must_name_at_least_two_poses_that_exist(close: str, message: str) -> None:
    poses = {"up": "pelvis 0", "down": "pelvis 90; ankles -75"}
    assert check({**poses, "close": "up down"}) == []
    ((name, fault),) = check({**poses, "close": close})
    assert name == "close"
    assert message in fault


FEET = "plant feet tip 13 15; chair -90 -46 45"


@pytest.mark.parametrize(
    ("one", "two", "message"),
    [
        (
            f"at 0 0 92; balance 6; {FEET}",
            f"pelvis 4; at -62 0 56; hips 90 5; knees 60; {FEET}",
            "half way, the weight is 13 cm outside the area that supports it; at most 4",
        ),
        (
            "pelvis 90; ankles -75",
            "pelvis -90",
            "a quarter of the way, head is 47 cm below the floor; at most 3",
        ),
        (
            "pelvis 60; at 0 0 92; plant left-hand flat 0 20 0 81",
            "pelvis -60; at 0 0 92; plant left-hand flat 0 20 0 81",
            "half way, left-wrist misses its place by 2.2 cm; at most 2",
        ),
    ],
)
def test_an_impossible_movement_between_two_poses_is_reported(
    one: str, two: str, message: str
) -> None:
    lines = {"one": one, "two": two}
    tried = [("one", "two"), ("two", "one"), ("two", "two")]
    assert list(check_movements(lines, tried)) == [("one to two", message)]


def test_lying_down_needs_no_balance_on_the_way() -> None:
    lines = {"up": "pelvis 0", "over": "pelvis 60; at -20 0 70", "down": "pelvis 90; ankles -75"}
    found = [fault for _, fault in check_movements(lines, [("up", "over"), ("up", "down")])]
    assert not any("weight" in fault for fault in found)


def test_every_movement_of_the_five_exercises_is_possible() -> None:
    for movement in movements():
        path = pairwise(movement.frame.path)
        assert list(check_movements(poses(movement.exercise), path)) == [], movement
