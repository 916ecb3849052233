"""What no body can do is named: the pose, the joint, the limit."""

from __future__ import annotations

import pytest

from trainer.figure import check


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("at 0 0 60", "left-ankle is 33 cm below the floor"),
        ("pelvis 90; left-knee 170", "left-knee flexion is 170 degrees; from -12 to 160 is human"),
        ("pelvis 90; lumbar 80", "lumbar flexion is 80 degrees"),
        ("pelvis 90; right-hip -60", "right-hip flexion is -60 degrees"),
        ("pelvis 90; head 0 60", "head bend to the side is 60 degrees"),
        ("pelvis 45", "outside what touches the floor, so it would fall over"),
        ("plant hands flat 20 20", "the left hand cannot reach its place: 8"),
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
def test_a_possible_pose_is_let_through(line: str) -> None:
    assert check({"pose": line}) == []


def test_somebody_on_a_chair_does_not_fall_over() -> None:
    seated = "pelvis 4; at -35 0 56; hips 90 5; knees 90; plant feet tip 13 15"
    assert any("fall over" in fault for _, fault in check({"pose": seated}))
    assert check({"pose": f"{seated}; chair -58 -16 45"}) == []


@pytest.mark.parametrize("line", ["", "10", "10 20 30", "a b", "nan 10", "200 10", "0 0", "0 90"])
def test_a_camera_that_sees_nothing_is_refused(line: str) -> None:
    assert [name for name, _ in check({"pose": "pelvis 0", "camera": line})] == ["camera"]


def test_both_ways_to_show_the_other_side_are_known_and_the_older_word_too() -> None:
    for word in ("swap", "turn-over", "mirror"):
        assert check({"pose": "pelvis 0", "other_side": word}) == []


@pytest.mark.parametrize(
    ("close", "message"),
    [("up", "at least two"), ("up handstand", "'handstand' is not among the poses: up, down")],
)
def test_close_names_poses_there_are(close: str, message: str) -> None:
    poses = {"up": "pelvis 0", "down": "pelvis 90; ankles -75"}
    assert check({**poses, "close": "up down"}) == []
    ((name, fault),) = check({**poses, "close": close})
    assert name == "close"
    assert message in fault
