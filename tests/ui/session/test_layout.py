"""Where everything is on the session screen, from the smallest window to the largest."""

from __future__ import annotations

from itertools import combinations, product

import pytest

from trainer.ui.session.layout import Layout, layout_of, stopped
from trainer.ui.widgets.big_text import height, width
from trainer.ui.widgets.grid import SMALLEST, Rect, size_class

SIZES = list(product(range(46, 221), range(16, 71)))


def rows(rect: Rect | None) -> range:
    assert rect is not None
    return range(rect.y, rect.bottom)


def overlapping(one: Rect, other: Rect) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.bottom and other.y < one.bottom


def assert_valid(rects: dict[str, Rect], columns: int, lines: int) -> None:
    for name, rect in rects.items():
        assert rect.width > 0, name
        assert rect.height > 0, name
        assert rect.x >= 0, name
        assert rect.y >= 0, name
        assert rect.x + rect.width <= columns, name
        assert rect.bottom <= lines, name
    for one, other in combinations(rects, 2):
        assert not overlapping(rects[one], rects[other]), (one, other)


@pytest.mark.parametrize(
    ("size", "name", "word", "number", "unit", "cue", "figure", "then"),
    [
        ((46, 16), "small", range(2, 5), range(2, 5), None, 5, (2, 6, 42, 8), 14),
        ((60, 24), "half", range(2, 8), range(2, 8), 8, 8, (4, 10, 52, 11), 21),
        ((80, 24), "normal", range(2, 8), range(2, 8), 8, 8, (4, 9, 72, 12), 21),
        ((100, 30), "medium", range(3, 8), range(3, 8), 8, 9, (5, 11, 90, 16), 27),
        ((140, 45), "large", range(4, 12), range(4, 12), 12, 14, (7, 17, 126, 24), 42),
        ((120, 20), "wide", range(2, 5), range(11, 16), 15, 6, (43, 2, 72, 16), 17),
    ],
)
def test_the_six_sizes_have_the_expected_layout(size, name, word, number, unit, cue, figure, then):
    layout = layout_of(*size)
    assert layout.name == name
    assert (rows(layout.word), rows(layout.number)) == (word, number)
    assert (layout.unit and layout.unit.y) == unit
    assert (layout.cue.y, layout.figure, layout.then.y) == (cue, figure, then)
    assert (layout.head.y, layout.bar.y, layout.keys.y) == (0, 1, size[1] - 1)
    assert rows(layout.left) == rows(layout.right) == range(size[1])


@pytest.mark.parametrize(
    ("size", "name"),
    [
        ((200, 60), "huge"), ((190, 56), "huge"), ((189, 56), "large"), ((130, 36), "large"),
        ((130, 35), "medium"), ((96, 26), "medium"), ((95, 26), "normal"), ((79, 20), "normal"),
        ((78, 20), "half"), ((46, 20), "half"), ((80, 19), "small"), ((90, 19), "wide"),
        ((110, 25), "wide"), ((109, 25), "normal"), ((220, 20), "wide"),
    ],
)  # fmt: skip
def test_the_first_size_class_that_fits_is_used(size, name):
    assert size_class(*size) == name


def test_at_every_size_nothing_overlaps_or_leaves_the_window():
    for (columns, lines), digits in product(SIZES, (1, 2, 3)):
        layout = layout_of(columns, lines, digits)
        assert_valid(layout.rects, columns, lines)
        for rows in (1, 2, 3):
            assert_valid(layout.ready(rows).rects, columns, lines)


def test_at_every_size_the_longest_word_fits_beside_its_number():
    for columns, lines in SIZES:
        layout = layout_of(columns, lines, digits=1)
        assert width("EXHALE", layout.word_scale) <= layout.word.width
        assert height(layout.word_scale) <= layout.word.height
        assert width("8", layout.number_scale) <= layout.number.width
        layout = layout_of(columns, lines)
        assert width("READY", layout.word_scale) <= layout.word.width
        assert width("88", layout.number_scale) <= layout.number.width
        assert height(layout.number_scale) <= layout.number.height


def test_the_figure_gets_at_least_seven_rows_and_40_percent():
    for columns, lines in SIZES:
        layout = layout_of(columns, lines)
        assert layout.ready(3).figure.height >= 7
        figure = layout.figure
        assert figure.height >= 7
        assert figure.width >= 38
        assert figure.height > lines * 0.4


def test_a_larger_window_of_the_same_class_never_shrinks_the_figure():
    def sizes_of(layout: Layout) -> tuple[int, int]:
        return layout.figure.width, layout.figure.height

    for columns, lines in SIZES:
        here = layout_of(columns, lines)
        for other in ((columns + 1, lines), (columns, lines + 1)):
            there = layout_of(*other)
            if there.name == here.name and there.cue.height == here.cue.height:
                narrower = there.left.width > here.left.width
                assert narrower or sizes_of(there)[0] >= sizes_of(here)[0] - 1
                assert sizes_of(there)[1] >= sizes_of(here)[1] - 1


def test_while_getting_ready_the_figure_loses_only_the_rows_that_the_setup_needs():
    for (columns, lines), rows in product(SIZES, (1, 2, 3)):
        layout = layout_of(columns, lines)
        ready = layout.ready(rows)
        taken = layout.figure.height - ready.figure.height
        if layout.name == "wide":
            assert ready is layout
            continue
        assert taken == min(rows - 1, layout.figure.height - 7)
        assert ready.then.height == taken + 1
        assert layout.then.bottom - ready.then.bottom == layout.then.height - 1


def test_the_pain_question_has_room_at_every_size():
    for columns, lines in SIZES:
        places = stopped(columns, lines)
        assert_valid(places, columns, lines)
        assert places["body"].height >= 9
        assert width("STOPPED", layout_of(columns, lines).word_scale) <= places["word"].width


@pytest.mark.parametrize("size", [(45, 16), (46, 15), (10, 3), (1, 2)])
def test_the_pain_question_fits_a_window_that_is_too_small_for_a_session(size):
    assert size[0] < SMALLEST[0] or size[1] < SMALLEST[1]
    assert_valid(stopped(*size), *size)
