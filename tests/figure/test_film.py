"""A movement is drawn once, and shown again in every rep."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from movements import Movement, any_movement, figure

from trainer.figure import MOMENTS, Figure, Film, Frame, Style, film_of, rows_of

REACH = Frame(("all-fours", "reach"), 0, "right", "left")


class Counted(Figure):
    """A figure that counts how often it is drawn."""

    drawn = 0

    def draw(self, *args, **kwargs):  # type: ignore[no-untyped-def]
        Counted.drawn += 1
        return super().draw(*args, **kwargs)


@pytest.fixture
def film() -> Film:
    from movements import poses

    Counted.drawn = 0
    return Film(Counted.from_poses(poses("bird-dog")), REACH, 28, 8, Style())


def test_a_moment_is_drawn_only_once(film: Film) -> None:
    first = film.at(0.5)
    assert film.at(0.5) is first
    assert film.at(0.5 + 0.2 / MOMENTS["braille"]) is first
    assert Counted.drawn == 1


def test_a_film_can_be_drawn_completely_in_advance(film: Film) -> None:
    count = 0
    while film.draw_ahead():
        count += 1
    assert count == Counted.drawn == MOMENTS["braille"] + 1
    film.at(0.123)
    assert Counted.drawn == MOMENTS["braille"] + 1


def test_a_still_pose_has_only_one_moment() -> None:
    film = film_of(figure("bird-dog"), Frame(("reach", "reach"), 0, "right"), 28, 8)
    assert film.draw_ahead()
    assert not film.draw_ahead()
    assert film.at(0.1) is film.at(0.9)


def test_the_next_rep_reuses_the_film() -> None:
    bird_dog = figure("bird-dog")
    assert film_of(bird_dog, REACH, 28, 8) is film_of(
        bird_dog, Frame(REACH.path, 0.7, "right", "left"), 28, 8
    )
    assert film_of(bird_dog, REACH, 28, 8) is not film_of(bird_dog, REACH, 28, 9)
    assert film_of(bird_dog, REACH, 28, 8) is not film_of(bird_dog, REACH, 28, 8, Style("octants"))


@settings(max_examples=20)
@given(any_movement())
def test_the_rows_of_a_moment_have_the_requested_size(movement: Movement) -> None:
    for progress in (-1, 0, 0.3, 1, 2):
        rows = rows_of(movement.figure, movement.at(progress), 20, 6)
        assert [len(row) for row in rows] == [20] * 6


def test_neighbouring_moments_share_most_of_their_cells(film: Film) -> None:
    """Only changed cells have to be sent."""
    for number in range(MOMENTS["braille"]):
        one, two = film.at(number / MOMENTS["braille"]), film.at((number + 1) / MOMENTS["braille"])
        changed = sum(
            a != b for x, y in zip(one, two, strict=True) for a, b in zip(x, y, strict=True)
        )
        assert changed < 0.3 * 28 * 8
