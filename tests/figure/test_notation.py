"""Pose lines are read, and what is wrong with one is said."""

from __future__ import annotations

import pytest

from trainer.figure import Figure, FigureError, PoseError, check, parse_pose
from trainer.figure.skeleton import Segment, joints_of

LINE = (
    "pin near-knee 100 7, far-knee, wrists; trunk 6; head 5 -15 -95;"
    " arms -90 -90 0; near-leg -90 180 180; far-leg -90*0.5 180 180"
)


def test_a_line_says_where_the_body_is_and_how_each_segment_points() -> None:
    pose = parse_pose(LINE)
    assert (pose.root, pose.at) == ("near-knee", 100 + 7j)
    assert pose.pins == ("far-knee", "near-wrist", "far-wrist")
    assert pose.segment("trunk") == Segment(6)
    assert pose.limb("far arm") == pose.limb("near arm") == (Segment(-90), Segment(-90), Segment(0))
    assert pose.segment("far thigh") == Segment(-90, 0.5)
    assert pose.segment("hips").factor == 0


def test_the_first_pin_places_the_body() -> None:
    joints = joints_of(parse_pose(LINE))
    assert joints["near-knee"] == pytest.approx(100 + 7j)
    assert joints["near-hip"] == pytest.approx(100 + 52j)
    assert joints["near-ankle"] == pytest.approx(57.5 + 7j)


def test_clauses_may_come_in_any_order() -> None:
    assert parse_pose("; ".join(reversed(LINE.split(";")))) == parse_pose(LINE)


def test_things_have_their_measures() -> None:
    pose = parse_pose(f"{LINE}; chair 3 35 40; band 0.85")
    assert [(prop.kind, prop.measures) for prop in pose.props] == [
        ("chair", (3, 35, 40)),
        ("band", (0.85,)),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "pin is missing"),
        (LINE.replace("pin near-knee 100 7", "pin near-knee 100"), "one joint and its place"),
        (LINE.replace("pin near-knee", "pin tail"), "one joint and its place"),
        (LINE.replace("far-knee", "far-tail"), "'far-tail' is not a joint; joints are: pelvis"),
        (LINE.replace("far-knee", "far-knee 3 4"), "only the first joint has a place"),
        (LINE.replace("100 7", "100 high"), "'high' is not a number"),
        (LINE.replace("trunk 6;", ""), "trunk is missing"),
        (LINE.replace("arms", "near-arm"), "far upper arm, far forearm, far hand are missing"),
        (LINE.replace("-90 -90 0", "-90 -90"), "arms takes 3 angles (upper arm, forearm, hand)"),
        (LINE.replace("trunk 6", "trunk up"), "'up' is not an angle"),
        (LINE.replace("trunk 6", "trunk nan"), "'nan' is not an angle"),
        (LINE.replace("trunk 6", "trunk 400"), "further than 360"),
        (LINE.replace("*0.5", "*1.5"), "longer than it is"),
        (LINE.replace("trunk 6", "trunk 6; trunk 7"), "trunk is given twice"),
        (f"{LINE}; arms 1 2 3", "near upper arm is given twice"),
        (f"{LINE}; pin chest 1 2", "pin is given twice"),
        (f"{LINE}; tail 40", "'tail' is not a clause; there are: pin, trunk"),
        (f"{LINE}; chair 35 3 40", "its left edge, its right edge and its height"),
        (f"{LINE}; chair 3 35", "chair takes 3 numbers, not 2"),
        (f"{LINE}; band 2", "from 0 (the hip) to 1 (the knee)"),
    ],
)
def test_a_faulty_line_is_refused_with_the_reason(line: str, message: str) -> None:
    with pytest.raises(PoseError) as refused:
        parse_pose(line)
    assert message in str(refused.value)


def test_every_faulty_pose_is_named_at_once() -> None:
    poses = {
        "good": LINE,
        "armless": LINE.replace("arms -90 -90 0;", ""),
        "long": LINE.replace("*0.5", "*2"),
        "sunk": LINE.replace("100 7", "100 -20"),
        "other_side": "upside-down",
    }
    faults = dict(check(poses))
    assert set(faults) == {"armless", "long", "sunk", "other_side"}
    assert "cm below the floor" in faults["sunk"]
    with pytest.raises(FigureError) as refused:
        Figure.from_poses(poses)
    assert all(name in str(refused.value) for name in faults)


def test_a_figure_needs_a_pose() -> None:
    with pytest.raises(FigureError):
        Figure.from_poses({"other_side": "mirror"})
