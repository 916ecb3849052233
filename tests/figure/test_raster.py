"""Capsules are turned into dots: lines separate the limbs, and a small body is drawn stouter."""

from __future__ import annotations

import pytest

from trainer.figure.body import PARTS
from trainer.figure.camera import Ball, Camera, Fit, ProjectedCapsule
from trainer.figure.raster import LINE, Dots, draw

WIDTH, HEIGHT = 40, 32


def seen(part: str, start: Ball, end: Ball, tone: str = "skin") -> ProjectedCapsule:
    return ProjectedCapsule(start, end, tone, PARTS.index(part))


def ball(x: float, y: float, depth: float, radius: float) -> Ball:
    return Ball(x, y, depth, radius)


def picture(*capsules: ProjectedCapsule, scale: float = 1.0) -> Dots:
    """Draw capsules; the origin is in the middle of the lowest row."""
    return draw(capsules, WIDTH, HEIGHT, Fit(scale, WIDTH / 2, HEIGHT), Camera(0, 10))


TRUNK = seen("trunk", ball(-12, 10, 20, 6), ball(12, 10, 20, 6))


def before_the_trunk(part: str) -> ProjectedCapsule:
    return seen(part, ball(0, 4, 0, 2), ball(0, 16, 0, 2))


def test_an_arm_in_front_of_the_trunk_has_a_line_around_it() -> None:
    assert LINE in picture(TRUNK, before_the_trunk("left-arm")).edges


def test_no_line_separates_the_head_from_the_body() -> None:
    assert not any(picture(TRUNK, before_the_trunk("head")).edges)


def test_a_tiny_piece_between_gaps_is_removed() -> None:
    """Only a few dots of a short arm behind a leg would be seen to the left of the leg."""
    leg = seen("left-leg", ball(0, 2, 0, 4), ball(0, 28, 0, 4))

    def left_of_the_leg(reach: float) -> int:
        arm = seen("left-arm", ball(-reach, 15, 20, 1.2), ball(16, 15, 20, 1.2))
        drawn = picture(leg, arm)
        return sum(
            bool(tone) and edge != LINE
            for i, (tone, edge) in enumerate(zip(drawn.tones, drawn.edges, strict=True))
            if i % WIDTH < WIDTH / 2 - 4
        )

    assert left_of_the_leg(6) == 0
    assert left_of_the_leg(14) > 10


@pytest.mark.parametrize(("tone", "stouter"), [("skin", True), ("prop", False)])
def test_a_body_is_drawn_stouter_when_small_but_a_prop_is_not(tone: str, stouter: bool) -> None:
    def width(scale: float) -> float:
        """Return the drawn width of a leg 15.2 cm thick, in centimetres."""
        leg = seen("left-leg", ball(0, 0, 0, 7.6), ball(0, 12 / scale, 0, 7.6), tone)
        drawn = picture(leg, scale=scale)
        row = drawn.tones[25 * WIDTH : 26 * WIDTH]
        return sum(map(bool, row)) / scale

    assert width(1.0) == pytest.approx(15.2, abs=1.5)
    assert (width(0.17) > 20) == stouter
