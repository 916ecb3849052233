"""Pose lines are read, or refused with the reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.figure import Figure, FigureError, PoseError, check, is_older, translated
from trainer.figure.motion import frames_of
from trainer.figure.notation import Plant, Prop, parse
from trainer.figure.older import read_pose
from trainer.figure.skeleton import JOINT_INDEX
from trainer.figure.solving import solve

LINE = (
    "pelvis 79; hips 80 2; right-hip 70; knees 91; shoulders 82; left-elbow 10 90;"
    " plant hands flat 48 17 0 1; plant left-foot tip 13 15"
)


def test_a_pose_line_sets_the_angles_of_each_joint() -> None:
    pose = parse(LINE)
    assert pose.pelvis == (79, 0, 0)
    assert pose.turns["left-hip"] == (80, 2, 0)
    assert pose.turns["right-hip"] == (70, 0, 0)
    assert pose.turns["left-elbow"] == (10, 90, 0)
    assert "right-elbow" not in pose.turns


def test_a_plural_joint_means_both_sides_and_plant_entries_keep_their_order() -> None:
    assert parse(LINE).plants == (
        Plant("left-arm", "flat", (48, 17, 0, 1)),
        Plant("right-arm", "flat", (48, 17, 0, 1)),
        Plant("left-leg", "tip", (13, 15, 0, 0)),
    )


def test_the_clauses_for_place_support_and_props_are_read() -> None:
    pose = parse(
        "at 1 2 3; floor trunk head; hold neck -54 11; balance 6; scapulae 1 2 3;"
        " plant right-hand on right-hip 5 -7 -25; chair -58 -16 45; pillow -14 16 9; band 0.84;"
        " push 0.9 66"
    )
    assert pose.at == (1, 2, 3)
    assert pose.floor == {"trunk", "head"}
    assert pose.hold == ("neck", -54, 11)
    assert pose.balance == 6
    assert pose.shifts == {"left-shoulder": (1, 2, 3), "right-shoulder": (1, 2, 3)}
    assert pose.plants == (Plant("right-arm", "on", (5, -7, -25, 0), "right-hip"),)
    assert pose.props == (
        Prop("chair", (-58, -16, 45)),
        Prop("pillow", (-14, 16, 9)),
        Prop("band", (0.84,)),
        Prop("push", (0.9, 66)),
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "is empty"),
        (" ; ; ", "is empty"),
        ("tail 40", "'tail' is not a clause; the clauses are: pelvis, at"),
        ("knees", "knees takes 1 number, not 0"),
        ("knees 10 20", "knees takes 1 number, not 2"),
        ("hips 1 2 3 4", "hips takes 1 to 3 numbers, not 4"),
        ("knees straight", "'straight' is not a number"),
        ("knees nan", "'nan' is not a number"),
        ("knees 1e9", "'1e9' is not a number"),
        ("knees 100000", "too large"),
        ("at 1 2", "at takes 3 numbers, not 2"),
        ("hold tail 1 2", "'tail' is not a joint; joints are: pelvis"),
        ("hold neck 1", "hold takes 2 numbers, not 1"),
        ("hold", "a joint is missing"),
        ("floor", "a part is missing"),
        ("floor knees", "'knees' is not a part; parts are: head"),
        ("plant", "'' is not one of: hands, feet"),
        ("plant knees flat 1 2", "'knees' is not one of: hands, feet"),
        ("plant hands tip 1 2", "followed by flat or on, not 'tip'"),
        ("plant feet flat 1 2", "followed by tip or on, not 'flat'"),
        ("plant hands flat 1", "takes 2 to 4 numbers, not 1"),
        ("plant left-hand on tail 1 2 3", "'tail' is not a joint"),
        ("plant feet tip 1 2; plant left-foot tip 3 4", "the same hand or foot twice"),
        ("chair 35 3 40", "its left edge, its right edge and the height"),
        ("chair 3 35", "chair takes 3 numbers, not 2"),
        ("push -1 60", "push must be from 0 (the hip) to 1 (the knee)"),
        ("band 2", "from 0 (the hip) to 1 (the knee)"),
    ],
)
def test_an_invalid_line_is_refused_with_the_reason(line: str, message: str) -> None:
    with pytest.raises(PoseError) as refused:
        read_pose(line)
    assert message in str(refused.value)


@given(st.text(max_size=60) | st.from_regex(r"(pin|knees|plant|at|hold) [a-z0-9 .;*-]{0,40}"))
def test_any_text_is_read_or_refused_with_a_message(line: str) -> None:
    for name, message in check({"pose": line}):
        assert name == "pose"
        assert message


def test_all_invalid_poses_are_named_in_one_error() -> None:
    poses = {
        "good": "pelvis 0",
        "tailed": "tail 40",
        "other_side": "upside down",
        "camera": "30",
    }
    assert [name for name, _ in check(poses)] == ["tailed", "other_side", "camera"]
    with pytest.raises(FigureError) as refused:
        Figure.from_poses(poses)
    assert "tailed: " in str(refused.value)
    assert "camera: " in str(refused.value)


def test_without_poses_there_is_no_figure() -> None:
    with pytest.raises(FigureError):
        Figure.from_poses({"camera": "-20 14"})


# Old-style lines

KICK_BACK = {
    "standing": "pin far-toe 73 0, wrists; trunk 80; head 80 75 -15; arms -40 -20 0;"
    " legs -95 -90 -23",
    "lifted": "pin far-toe 73 0, wrists; trunk 76; head 76 72 -18; arms -38 -18 0;"
    " near-leg -125 -130 -60; far-leg -95 -90 -23",
}


def test_an_old_style_line_is_translated() -> None:
    assert is_older(KICK_BACK["lifted"])
    line = translated(KICK_BACK["lifted"])
    assert not is_older(line)
    pose = solve(parse(line))
    frames = frames_of(pose)
    at = {name: frames[number][0] for name, number in JOINT_INDEX.items()}
    assert at["right-ankle"][0] < at["left-ankle"][0] - 20
    assert at["right-ankle"][2] > at["left-ankle"][2] + 5
    assert at["left-toe"] == pytest.approx((at["left-toe"][0], at["left-toe"][1], 2.7), abs=0.1)
    assert at["head"][0] > at["pelvis"][0]


def test_in_an_old_style_line_near_means_the_right_side() -> None:
    line = translated(
        KICK_BACK["standing"].replace("legs -95 -90 -23", "near-leg -20 -90 0; far-leg -95 -90 -23")
    )
    turns = parse(line).turns
    assert turns["right-hip"][0] == pytest.approx(80, abs=1)
    assert turns["left-hip"][0] == pytest.approx(5, abs=1)


def test_a_figure_of_old_style_lines_is_valid() -> None:
    assert check(KICK_BACK) == []
    assert set(Figure.from_poses(KICK_BACK).poses) == {"standing", "lifted"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("trunk 80; ", ""), "trunk is missing"),
        (("arms", "near-arm"), "left-arm is missing"),
        (("-40 -20 0", "-40 -20"), "arms takes 3 angles, not 2"),
        (("trunk 80", "trunk up"), "'up' is not an angle"),
        (("-40 -20 0", "-40*1.5 -20 0"), "is not an angle"),
        (("far-toe 73 0", "far-toe"), "one joint and its place"),
        (("wrists", "tails"), "pin 'tails' is not a joint"),
        (("trunk 80", "trunk 80; tail 4"), "'tail' is not a clause"),
    ],
)
def test_an_invalid_old_style_line_is_refused(change: tuple[str, str], message: str) -> None:
    with pytest.raises(PoseError) as refused:
        read_pose(KICK_BACK["standing"].replace(*change))
    assert message in str(refused.value)
