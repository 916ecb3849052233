"""JointFrames are drawn at the right size, with the right limb, glute and side."""

from __future__ import annotations

from itertools import product
from math import hypot
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from movements import Movement, any_movement, any_progress, figure, movements

from trainer.figure import BLANK, INKS, Figure, Frame, Glyphs, Rows, Shading, texts
from trainer.figure.cells import ALPHABETS
from trainer.figure.picture import Side
from trainer.figure.raster import TONES

GLYPHS: tuple[Glyphs, ...] = get_args(Glyphs)


def dots(shown: Figure, frame: Frame, *tones: str) -> set[tuple[int, int]]:
    """Return the column and row of each dot of these tones, in a picture of 80 × 48 dots."""
    drawn = shown.dots(frame, 80, 48)
    wanted = {TONES.index(tone) for tone in tones}
    return {(i % 80, i // 80) for i, tone in enumerate(drawn.tones) if tone in wanted}


def opposite(side: Side) -> Side:
    return "left" if side == "right" else "right"


def middle(places: set[tuple[int, int]]) -> tuple[float, float]:
    return (
        sum(x for x, _ in places) / len(places),
        sum(y for _, y in places) / len(places),
    )


@given(
    any_movement(),
    any_progress(),
    st.integers(1, 90),
    st.integers(1, 30),
    st.sampled_from(GLYPHS),
    st.sampled_from(get_args(Shading)),
)
def test_a_drawing_has_exactly_the_requested_size(
    movement: Movement, progress: float, width: int, height: int, glyphs: Glyphs, shading: Shading
) -> None:
    rows = movement.figure.draw(movement.at(progress), width, height, glyphs, shading).rows
    assert [len(row) for row in rows] == [width] * height
    for cell in {cell for row in rows for cell in row}:
        assert cell.glyph in ALPHABETS[glyphs]
        assert (cell == BLANK) == (cell.glyph == " ")
        assert cell == BLANK or cell.ink in INKS
        assert cell.ground in ("", *INKS)
        if glyphs == "braille" or shading == "dither":
            assert not cell.ground


@given(any_movement(), any_progress())
def test_the_body_is_never_cut_off_at_the_edge(movement: Movement, progress: float) -> None:
    body = dots(movement.figure, movement.at(progress), *TONES[1:-1])
    assert all(0 < x < 79 and 0 < y < 47 for x, y in body)


@pytest.mark.parametrize("side", ["left", "right"])
def test_nothing_is_cut_off_while_the_clam_turns_over(side: Side) -> None:
    for n in range(25):
        frame = Frame(("closed",), n / 24, side, turning=True)
        assert all(0 < x < 79 and 0 < y < 47 for x, y in dots(figure("clam-shells"), frame, "skin"))


def test_the_picture_does_not_jump_between_the_poses_of_an_exercise() -> None:
    """A foot that stays in place covers the same dots in every pose."""
    heels = [
        min(
            x for x, y in dots(figure("mobility-squat"), Frame((name,)), "shoe", "accent") if y > 40
        )
        for name in ("stand", "squat")
    ]
    assert max(heels) - min(heels) <= 1


def test_no_step_begins_with_a_jump() -> None:
    """Each joint begins a movement at the dot where the movement before left it.

    Only the squat has two cameras. The picture jumps when the camera changes between movements.
    """
    seen: dict[tuple[str, str, bool], list[tuple[float, float]]] = {}
    for movement, progress in product(movements(), (0.0, 1.0)):
        frame = movement.at(progress)
        pose = frame.path[0] if progress == 0 else frame.path[-1]
        shown, exercise = movement.figure, f"{movement.exercise} {frame.side}"
        close = "hands-down" in frame.path or frame.path == ("plank", "plank")
        places = [shown.place(frame, joint, 80, 48) for joint in ("head", "pelvis", "left-toe")]
        for before, now in zip(
            seen.setdefault((exercise, pose, close), places), places, strict=True
        ):
            assert now == pytest.approx(before, abs=0.7), (exercise, pose, frame.path)


def test_the_camera_is_close_and_still_while_the_hands_are_down() -> None:
    squat = figure("mobility-squat")

    def trunk(path: tuple[str, ...], progress: float) -> float:
        (neck_x, neck_y), (hips_x, hips_y) = (
            squat.place(Frame(path, progress), joint, 160, 96) for joint in ("neck", "pelvis")
        )
        return hypot(neck_x - hips_x, neck_y - hips_y)

    wide = trunk(("stand", "squat"), 1)
    assert trunk(("squat",), 1) == pytest.approx(wide)
    for path in (("squat", "hands-down"), ("hands-down", "walk-1", "walk-2", "walk-3", "plank")):
        for there in (path, path[::-1]):
            toes = [squat.place(Frame(there, n / 8), "left-toe", 160, 96) for n in range(9)]
            for toe in toes:
                assert toe == pytest.approx(toes[0], abs=0.7)
    close = trunk(("squat", "hands-down"), 0)
    assert 1.25 * wide < close == pytest.approx(trunk(("hands-down", "squat"), 1))


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_reaching_arm_and_leg_are_highlighted(side: Side) -> None:
    moving = figure("bird-dog").accents(("all-fours", "reach"))
    assert moving == {"right-arm", "left-leg"}
    bright = {
        x for x, _ in dots(figure("bird-dog"), Frame(("all-fours", "reach"), 1, side), "accent")
    }
    assert min(bright) < 12
    assert max(bright) > 65


@pytest.mark.parametrize(
    ("exercise", "path", "limbs"),
    [
        ("bird-dog", ("all-fours", "leg-back"), {"left-leg"}),
        ("bird-dog", ("all-fours",), set()),
        ("bird-dog", ("all-fours", "all-fours"), set()),
        ("glute-bridge", ("lying", "bridge"), {"left-leg", "right-leg"}),
        ("glute-bridge", ("bridge", "bridge"), {"left-leg", "right-leg"}),
        ("supine-leg-extension", ("prone", "knee-bent"), {"right-leg"}),
        ("supine-leg-extension", ("knee-bent", "knee-raised"), {"right-leg"}),
        ("supine-leg-extension", ("knee-raised", "knee-raised"), {"right-leg"}),
        ("clam-shells", ("closed", "open"), {"right-leg"}),
        ("clam-shells", ("hand-closed", "hand-open"), {"right-leg"}),
        ("mobility-squat", ("stand", "squat"), {"left-leg", "right-leg", "left-arm", "right-arm"}),
        (
            "mobility-squat",
            ("hands-down", "walk-1", "walk-2", "walk-3", "plank"),
            {"left-arm", "right-arm"},  # the hands walk, while the feet stay where they are
        ),
    ],
)
def test_moving_limbs_are_highlighted_and_stay_highlighted_in_a_hold(
    exercise: str, path: tuple[str, ...], limbs: set[str]
) -> None:
    assert figure(exercise).accents(path) == limbs


def joint_on_screen(exercise: str, frame: Frame, name: str) -> tuple[float, float]:
    """Return the place of a joint in the picture."""
    return figure(exercise).place(frame, name, 80, 48)


@pytest.mark.parametrize(
    ("exercise", "path"),
    [
        ("bird-dog", ("all-fours", "reach")),
        ("bird-dog", ("all-fours", "leg-back")),
        ("supine-leg-extension", ("knee-bent", "knee-raised")),
        ("supine-leg-extension", ("pillow-bent", "pillow-raised")),
        ("clam-shells", ("closed", "open")),
        ("clam-shells", ("hand-closed", "hand-open")),
        ("clam-shells", ("band-closed", "band-open")),
    ],
)
@pytest.mark.parametrize("works", ["left", "right"])
@pytest.mark.parametrize("progress", [0, 0.5, 1])
def test_the_working_glute_glows_on_its_side_from_the_first_frame(
    exercise: str, path: tuple[str, ...], works: Side, progress: float
) -> None:
    """The glow is nearer to the hip of its side than the glow of the other glute would be."""
    side = works if exercise != "bird-dog" else opposite(works)
    shown, lit = figure(exercise), {}
    for squeeze in (works, opposite(works)):
        lit[squeeze] = dots(shown, Frame(path, progress, side, squeeze), "glow")
    assert len(lit[works]) >= 20
    if not lit[opposite(works)]:
        return  # on that side, only the working glute can be seen
    own, other = (
        joint_on_screen(exercise, Frame(path, progress, side), f"{hip}-hip") for hip in lit
    )
    (x, y), (other_x, other_y) = middle(lit[works]), middle(lit[opposite(works)])
    assert (x - other_x) * (own[0] - other[0]) + (y - other_y) * (own[1] - other[1]) > 0


@given(any_movement(), any_progress(), st.sampled_from([(56, 32), (80, 48), (180, 64)]))
def test_a_glow_is_always_within_the_outline_of_the_body(
    movement: Movement, progress: float, size: tuple[int, int]
) -> None:
    """A glow beyond it would look like an object beside the body."""
    width, height = size
    tones = movement.figure.dots(movement.at(progress), width, height).tones
    beyond = {0, TONES.index("mat")}
    for i, tone in enumerate(tones):
        if tone == TONES.index("glow"):
            around = {tones[i - 1], tones[i + 1], tones[i - width], tones[i + width]}
            assert not around & beyond


@given(any_movement(), any_progress(), st.sampled_from([(28, 8), (40, 12), (90, 16)]))
def test_there_are_no_pinholes_in_the_body(
    movement: Movement, progress: float, size: tuple[int, int]
) -> None:
    """Lines between parts of the body are dark, not empty."""
    width, height = size
    frame = movement.at(progress)
    dots = movement.figure.dots(frame, 2 * width, 4 * height)
    codes = movement.figure.draw(frame, width, height, "octants").codes
    mat = TONES.index("mat")
    assert all(code or tone in (0, mat) for tone, code in zip(dots.tones, codes, strict=True))


@given(any_movement(), any_progress())
def test_nothing_glows_unless_a_glute_works(movement: Movement, progress: float) -> None:
    glowing = dots(movement.figure, movement.at(progress), "glow")
    assert bool(glowing) == (movement.frame.squeeze is not None)


def test_both_glutes_glow_in_the_bridge_and_on_the_way_up_from_the_squat() -> None:
    for exercise, path in (
        ("glute-bridge", ("lying", "bridge")),
        ("mobility-squat", ("squat", "stand")),
    ):
        for progress in (0, 0.5, 1):
            assert len(dots(figure(exercise), Frame(path, progress, None, "both"), "glow")) >= 10


def test_the_other_side_of_the_bird_dog_is_seen_from_the_same_place() -> None:
    right = joint_on_screen("bird-dog", Frame(("reach",), 1, "right"), "left-ankle")
    left = joint_on_screen("bird-dog", Frame(("reach",), 1, "left"), "right-ankle")
    assert abs(right[0] - left[0]) < 20
    head = [
        joint_on_screen("bird-dog", Frame(("reach",), 1, side), "head")
        for side in ("left", "right")
    ]
    assert head[0] == pytest.approx(head[1], abs=0.5)


def test_on_the_other_side_of_the_clam_the_head_is_where_the_feet_were() -> None:
    right, left = (Frame(("open",), 1, side) for side in ("right", "left"))
    assert joint_on_screen("clam-shells", right, "head")[0] > 50
    assert joint_on_screen("clam-shells", left, "head")[0] < 30
    above = joint_on_screen("clam-shells", left, "left-knee")
    below = joint_on_screen("clam-shells", left, "right-knee")
    assert above[1] < below[1]


@pytest.mark.parametrize("side", ["left", "right"])
def test_turning_over_begins_on_one_side_and_ends_on_the_other(side: Side) -> None:
    other: Side = "left" if side == "right" else "right"
    clam = figure("clam-shells")
    for progress, shown in ((0, other), (1, side)):
        turning = clam.dots(Frame(("closed",), progress, side, turning=True), 80, 48)
        still = clam.dots(Frame(("closed",), 1, shown), 80, 48)
        unlike = sum(one != two for one, two in zip(turning.tones, still.tones, strict=True))
        assert unlike < 0.02 * len(still.tones), (progress, unlike)


def test_props_are_drawn_only_in_the_poses_that_have_them() -> None:
    for exercise, plain, with_prop, tone in (
        ("mobility-squat", "stand", "chair-stand", "prop"),
        ("mobility-squat", "stand", "low-chair-sit", "prop"),
        ("clam-shells", "closed", "band-closed", "band"),
        ("clam-shells", "closed", "hand-closed", "band"),
        ("supine-leg-extension", "prone", "pillow-prone", "pillow"),
    ):
        assert not dots(figure(exercise), Frame((plain,)), "prop", "band", "pillow")
        assert dots(figure(exercise), Frame((with_prop,)), tone)


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_band_is_a_loop_that_stretches_as_the_knees_part(side: Side) -> None:
    clam = figure("clam-shells")
    heights = []
    for progress in (0, 0.5, 1):
        frame = Frame(("band-closed", "band-open"), progress, side)
        band = {y for _, y in dots(clam, frame, "band")}
        for knee in ("left-knee", "right-knee"):
            assert min(band) - 6 <= clam.place(frame, knee, 80, 48)[1] <= max(band) + 6
        assert band == set(range(min(band), max(band) + 1))
        heights.append(len(band))
    assert heights[0] < heights[1] < heights[2]


@pytest.mark.parametrize("side", ["left", "right"])
def test_an_arrow_above_the_hand_points_down_at_the_knee_that_rises(side: Side) -> None:
    clam = figure("clam-shells")
    points = []
    for progress in (0, 0.5, 1):
        frame = Frame(("hand-closed", "hand-open"), progress, side)
        arrow = dots(clam, frame, "band")
        rows = [[x for x, y in arrow if y == row] for row in sorted({y for _, y in arrow})]
        knee, hand = (clam.place(frame, f"{side}-{joint}", 80, 48) for joint in ("knee", "wrist"))
        point = max(y for _, y in arrow)
        assert point <= min(knee[1], hand[1]) + 1, "it hides neither the knee nor the hand"
        assert abs(sum(rows[-1]) / len(rows[-1]) - knee[0]) < 8
        shaft, head = rows[: len(rows) // 3], rows[len(rows) // 2 :]
        assert max(map(len, shaft)) < max(map(len, head))
        points.append((point, min(knee[1], hand[1]) - point))
    assert points[0][0] > points[-1][0], "it is pushed up"
    assert points[0][1] > points[-1][1], "the knee comes nearer"
    assert all(gap < 12 for _, gap in points)


@given(any_movement())
def test_a_trail_is_drawn_only_beside_the_body(movement: Movement) -> None:
    plain = movement.figure.dots(movement.at(1), 80, 48)
    frame = Frame(movement.frame.path, 1, movement.frame.side, movement.frame.squeeze, trail=True)
    trail = movement.figure.dots(frame, 80, 48)
    added = [
        i for i, (one, two) in enumerate(zip(plain.tones, trail.tones, strict=True)) if one != two
    ]
    assert all(TONES[plain.tones[i]] in ("", "mat") for i in added)
    if len(set(frame.path)) == 1:
        assert not added


def test_the_trail_of_the_bird_dog_is_visible_beside_the_body() -> None:
    plain = dots(figure("bird-dog"), Frame(("all-fours", "reach"), 1, "right"), "accent")
    trail = dots(
        figure("bird-dog"), Frame(("all-fours", "reach"), 1, "right", trail=True), "accent"
    )
    assert len(trail - plain) > 8


def test_the_error_for_an_unknown_pose_lists_the_poses_that_exist() -> None:
    with pytest.raises(LookupError, match=r"'handstand'.*all-fours"):
        figure("bird-dog").draw(Frame(("handstand",)), 40, 12)


def test_a_picture_without_width_or_height_is_empty() -> None:
    assert figure("bird-dog").draw(Frame(("all-fours",)), 0, 3).rows == ((), (), ())
    assert figure("bird-dog").draw(Frame(("all-fours",)), 9, 0).rows == ()


def test_every_movement_is_visible_even_at_a_small_size() -> None:
    def seen(movement: Movement, progress: float) -> Rows:
        return movement.figure.draw(movement.at(progress), 24, 6).rows

    for movement in movements():
        if len(set(movement.frame.path)) > 1:
            assert texts(seen(movement, 0)) != texts(seen(movement, 1)), movement
