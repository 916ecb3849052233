"""Frames become lines of text: the right size, the right ink, the right side."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from movements import Movement, any_movement, any_progress, movements

from trainer import catalog
from trainer.figure import LAYERS, Figure, Frame, Run
from trainer.figure.ink import BLOCKS, BRAILLE, Paper


def figure(id: str) -> Figure:
    return Figure.from_poses(catalog.load_catalog().exercise(id).poses)


def layers(rows: list[list[Run]]) -> set[str]:
    return {run.layer for row in rows for run in row}


def dots(rows: list[list[Run]], *wanted: str) -> set[tuple[int, int]]:
    """Column and row of every dot in cells of these layers (of all, when none is given)."""
    found = set()
    for y, row in enumerate(rows):
        cells = [(cell, run.layer) for run in row for cell in run.text]
        for x, (cell, layer) in enumerate(cells):
            pattern = BRAILLE.index(cell)
            if not wanted or layer in wanted:
                found |= {(2 * x + n % 2, 4 * y + n // 2) for n in range(8) if pattern >> n & 1}
    return found


@given(
    any_movement(),
    any_progress(),
    st.integers(1, 90),
    st.integers(1, 30),
    st.sampled_from(["braille", "blocks"]),
)
def test_a_drawing_is_exactly_as_large_as_asked(
    movement: Movement,
    progress: float,
    width: int,
    height: int,
    style: Literal["braille", "blocks"],
) -> None:
    rows = movement.figure.draw(movement.at(progress), width, height, style)
    alphabet = BRAILLE if style == "braille" else BLOCKS
    assert len(rows) == height
    assert all(sum(len(run.text) for run in row) == width for row in rows)
    assert all(set(run.text) <= set(alphabet) for row in rows for run in row)
    assert all((run.layer == "blank") == (not run.text.strip()) for row in rows for run in row)


@given(any_movement(), any_progress())
def test_nothing_is_drawn_below_the_floor(movement: Movement, progress: float) -> None:
    rows = movement.figure.draw(movement.at(progress), 40, 12, "braille")
    lowest = max(y for _, y in dots(rows))
    assert {x for x, y in dots(rows) if y == lowest} == set(range(80))


@given(any_movement(), any_progress())
def test_the_body_is_never_cut_off_at_the_edge(movement: Movement, progress: float) -> None:
    rows = movement.figure.draw(movement.at(progress), 40, 12, "braille")
    floor = max(y for _, y in dots(rows))
    body = {(x, y) for x, y in dots(rows) if y < floor}
    assert all(0 < x < 79 and y > 0 for x, y in body)


def test_the_picture_does_not_jump_between_the_poses_of_an_exercise() -> None:
    """The foot that stays put is at the same dots in all of them."""
    squat = figure("mobility-squat")
    feet = [
        min(
            x
            for x, y in dots(squat.draw(Frame((name,), 0, None, None, 0), 40, 12, "braille"))
            if y == 46
        )
        for name in ("stand", "squat", "hands-down")
    ]
    assert max(feet) - min(feet) <= 1


def test_the_reaching_arm_and_the_leg_going_back_are_the_ones_to_look_at() -> None:
    bird_dog = figure("bird-dog")
    for side in ("right", "left"):
        rows = bird_dog.draw(Frame(("all-fours", "reach"), 1, side, None, 0), 40, 12, "braille")
        bright = {x for x, _ in dots(rows, "near")}
        assert min(bright) < 20
        assert max(bright) > 65
        assert {"body", "far"} <= layers(rows)


def test_a_resting_figure_has_nothing_to_look_at() -> None:
    rows = figure("bird-dog").draw(Frame(("all-fours",), 0, "right", None, 0), 40, 12, "braille")
    assert layers(rows) == {"blank", "floor", "body"}


def test_the_other_side_of_the_bird_dog_swaps_near_and_far() -> None:
    bird_dog = figure("bird-dog")
    right = bird_dog.joints(Frame(("reach",), 0, "right", None, 0))
    left = bird_dog.joints(Frame(("reach",), 0, "left", None, 0))
    assert left["far-hand"] == right["near-hand"]
    assert left["near-toe"] == right["far-toe"]
    assert left["head"] == right["head"]


def test_the_other_side_of_the_clam_lies_with_the_head_where_the_feet_were() -> None:
    clam = figure("clam-shells")
    right = clam.joints(Frame(("open",), 0, "right", None, 0))
    left = clam.joints(Frame(("open",), 0, "left", None, 0))
    assert right["head"].real > right["near-toe"].real
    assert left["head"].real < left["near-toe"].real
    assert left["near-knee"].imag == right["near-knee"].imag


def test_the_opening_knee_of_the_clam_rises_above_the_hip() -> None:
    clam = figure("clam-shells")
    closed = clam.joints(Frame(("closed",), 0, "right", None, 0))
    opened = clam.joints(Frame(("open",), 0, "right", None, 0))
    assert closed["near-knee"].imag < closed["near-hip"].imag - 15
    assert opened["near-knee"].imag > opened["near-hip"].imag
    assert opened["near-ankle"] == pytest.approx(closed["near-ankle"], abs=1)


@pytest.mark.parametrize(
    ("exercise", "pose", "side", "squeeze"),
    [
        ("supine-leg-extension", "knee-raised", "right", "right"),
        ("clam-shells", "open", "right", "right"),
        ("clam-shells", "open", "left", "left"),
    ],
)
def test_the_working_glute_glows_as_hard_as_it_works(
    exercise: str,
    pose: str,
    side: Literal["left", "right"],
    squeeze: Literal["left", "right"],
) -> None:
    drawn = figure(exercise)
    rest = drawn.draw(Frame((pose,), 0, side, squeeze, 0), 60, 18, "braille")
    faint = drawn.draw(Frame((pose,), 0, side, squeeze, 0.2), 60, 18, "braille")
    bright = drawn.draw(Frame((pose,), 0, side, squeeze, 1), 60, 18, "braille")
    assert not dots(rest, "glow")
    assert 0 < len(dots(faint, "glow")) < len(dots(bright, "glow"))


def test_things_are_drawn_only_where_they_belong() -> None:
    for exercise, plain, with_thing in (
        ("mobility-squat", "stand", "chair-stand"),
        ("clam-shells", "closed", "band-closed"),
        ("supine-leg-extension", "prone", "pillow-prone"),
    ):
        drawn = figure(exercise)
        assert "prop" not in layers(drawn.draw(Frame((plain,), 0, None, None, 0), 40, 12, "blocks"))
        assert "prop" in layers(
            drawn.draw(Frame((with_thing,), 0, None, None, 0), 40, 12, "blocks")
        )


def test_an_unknown_pose_is_named_with_those_there_are() -> None:
    with pytest.raises(LookupError, match=r"'handstand'.*all-fours"):
        figure("bird-dog").draw(Frame(("handstand",), 0, None, None, 0), 40, 12, "braille")


def test_no_room_is_no_drawing() -> None:
    frame = Frame(("all-fours",), 0, None, None, 0)
    assert figure("bird-dog").draw(frame, 0, 3, "braille") == [[], [], []]
    assert figure("bird-dog").draw(frame, 9, 0, "braille") == []


def test_a_cell_takes_the_most_important_layer_in_it() -> None:
    paper = Paper(8, 4)
    numbers = paper.topmost([paper.bar(0, 8, 0, 1), 0, 0, paper.bar(3, 4, 3, 4), 0, 0])
    assert [LAYERS[number] for number in numbers[0]] == ["floor", "body", "floor", "floor"]


def test_every_dot_of_a_cell_has_its_braille_character() -> None:
    paper = Paper(2, 4)
    assert paper.cells(paper.bar(0, 2, 0, 4), BRAILLE) == ["⣿"]
    assert paper.cells(paper.bar(1, 2, 3, 4), BRAILLE) == ["⢀"]
    assert paper.cells(paper.bar(0, 1, 0, 2), BLOCKS) == ["▘"]
    assert paper.cells(0, BRAILLE) == [" "]


def test_a_capsule_is_two_discs_and_what_is_between_them() -> None:
    paper = Paper(80, 48)
    whole = paper.capsule(20, 24, 8, 60, 20, 3)
    assert paper.capsule(20, 24, 8, 20, 24, 8) & ~whole == 0
    assert paper.capsule(60, 20, 3, 60, 20, 3) & ~whole == 0
    assert paper.capsule(40, 22, 5.4, 40, 22, 5.4) & ~whole == 0
    area = 3.1416 * (64 + 9) / 2 + 40.2 * (8 + 3)
    assert whole.bit_count() == pytest.approx(area, rel=0.05)


def test_the_figures_of_all_movements_can_be_drawn_small() -> None:
    for movement in movements():
        assert movement.figure.draw(movement.at(0.5), 24, 6, "braille")
