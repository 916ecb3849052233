"""The small widgets, one by one."""

from __future__ import annotations

import unicodedata

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.content import Content

from trainer.session.stages import ALL
from trainer.ui.session.session_bar import segments
from trainer.ui.terminal.painting import Painting, Pen
from trainer.ui.widgets.big_text import BigText, changed_span, draw, fitting
from trainer.ui.widgets.big_text import height as big_height
from trainer.ui.widgets.big_text import width as big_width
from trainer.ui.widgets.edge import Edge, glyph, level
from trainer.ui.widgets.hanging import hang
from trainer.ui.widgets.key_bar import fitting as fitting_keys
from trainer.ui.widgets.scale import Scale
from trainer.ui.widgets.spaced_page import gaps
from trainer.ui.widgets.text_block import TextBlock


@pytest.mark.parametrize("rows", [16, 20, 24, 30, 45, 60])
def test_the_light_rises_with_every_inhale_from_bottom_to_top(rows):
    levels = [level(n / 100, rows) for n in range(101)]
    assert levels == sorted(levels)
    assert (levels[0], levels[-1]) == (0, 8 * rows)
    columns = ["".join(glyph(each, row) for row in range(rows)) for each in levels]
    assert all(column.rstrip(" ").rstrip("▁▂▃▄▅▆▇").strip("█") == "" for column in columns)
    assert columns[-1] == "█" * rows


def test_one_step_of_the_light_changes_only_one_row():
    for high in range(8 * 24):
        before, after = ([glyph(each, row) for row in range(24)] for each in (high, high + 1))
        assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_with_less_motion_the_light_moves_by_whole_rows():
    assert {level(n / 50, 24, whole_rows=True) % 8 for n in range(51)} == {0}


@pytest.mark.parametrize("light", [-1.0, 1.5])
def test_the_light_stays_in_the_window_at_values_out_of_range(light):
    assert 0 <= level(light, 10) <= 80


def test_every_stage_word_fits_beside_a_number_in_the_smallest_window():
    for style in ALL:
        assert " " not in style.word
        assert big_width(style.word, 1) <= 42
        counted = style.word not in ("PAUSED", "STOPPED", "DONE", "ENDED")
        assert not counted or big_width(style.word, 1) + 1 + big_width("88", 1) <= 42


def test_the_word_exhale_fits_beside_two_digits_at_scale_two_in_80_columns():
    assert big_width("EXHALE", 2) == 53
    assert big_width("EXHALE", 2) + 1 + big_width("88", 2) <= 72


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
@pytest.mark.parametrize("text", ["EXHALE", "SWITCH", "10", "7", "READY", "X"])
def test_a_big_text_has_the_size_it_reports(text, scale):
    lines = draw(text, scale)
    assert len(lines) == big_height(scale)
    assert {len(each) for each in lines} == {big_width(text, scale)}


def test_corners_are_round_and_diagonals_unbroken_at_scale_two():
    assert draw("O", 2) == ("▟██████▙", "██    ██", "██    ██", "██    ██", "▜██████▛")
    assert draw("X", 2) == ("██    ██", "██▖  ▗██", " ▐████▌ ", "██▘  ▝██", "██    ██")
    assert draw("H", 2)[0] == "██    ██"  # the end of a stroke is not a corner


def test_text_that_cannot_be_drawn_big_gets_scale_zero():
    assert fitting("橋", 80, 5) == 0
    assert fitting("EXHALE", 20, 3) == 0
    assert fitting("EXHALE", 60, 5) == 2


@pytest.mark.parametrize(
    ("marks_by_side", "rep_done", "width", "bar"),
    [
        ((("done", "skipped", "now", "ahead"),), 0.5, 15, "━━━ ╌╌╌ ━━─ ───"),
        ((("done", "done"), ("now", "ahead")), 1.0, 16, "━━━ ━━━  ━━━ ───"),
        ((("done",) * 20 + ("ahead",) * 20,), 0.0, 40, "━" * 20 + "─" * 20),
        ((("now",),), 0.25, 8, "━━──────"),
    ],
)
def test_the_progress_bar_has_a_segment_for_each_rep_and_one_half_for_each_side(
    marks_by_side, rep_done, width, bar
):
    assert "".join(cell for cell, _ in segments(marks_by_side, rep_done, width)) == bar


@given(
    st.lists(st.sampled_from(["done", "skipped", "now", "ahead"]), min_size=1, max_size=300),
    st.integers(1, 2),
    st.floats(0, 1),
    st.integers(42, 190),
)
def test_the_progress_bar_is_always_as_wide_as_its_row(marks, sides, rep_done, width):
    assert len(segments((tuple(marks),) * sides, rep_done, width)) == width


def test_keys_are_two_spaces_apart_and_dropped_if_they_do_not_fit():
    pairs = [Content("space pause"), Content("x it hurts"), Content("q end")]
    assert str(fitting_keys(pairs, 80)) == "space pause  x it hurts  q end"
    assert str(fitting_keys(pairs, 30)) == "space pause  x it hurts  q end"
    assert str(fitting_keys(pairs, 29)) == "space pause  x it hurts"
    assert str(fitting_keys(pairs, 5)) == ""


class Passages(App[None]):
    """Three text blocks nine cells wide: of one line, of two lines, and of any number of lines."""

    CSS = "TextBlock { width: 9; } #one { height: 1; } #two { height: 2; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def compose(self) -> ComposeResult:
        for name in ("one", "two", "all"):
            yield TextBlock(self.text, id=name)

    def lines_of(self, name: str) -> list[str]:
        widget = self.query_one(f"#{name}")
        return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


@pytest.mark.parametrize(
    ("text", "one", "two", "whole"),
    [
        ("on back", ["on back"], ["on back", ""], ["on back"]),
        ("on my back", ["on my…"], ["on my", "back"], ["on my", "back"]),
        ("exactly 9 cells", ["exactly…"], ["exactly 9", "cells"], ["exactly 9", "cells"]),
        ("unpronounceable", ["unpronou…"], ["unpronoun", "ceable"], ["unpronoun", "ceable"]),
        ("侧卧屈膝抬腿 a", ["侧卧屈膝…"], ["侧卧屈膝", "抬腿 a"], ["侧卧屈膝", "抬腿 a"]),
        ("[b]a b c d e f", ["[b]a b c…"], ["[b]a b c", "d e f"], ["[b]a b c", "d e f"]),
    ],
)
async def test_a_text_block_that_is_cut_short_ends_in_an_ellipsis(text, one, two, whole):
    app = Passages(text)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert [app.lines_of(name) for name in ("one", "two", "all")] == [one, two, whole]
        app.query_one("#all", TextBlock).content = "one two three four"
        await pilot.pause()
        assert app.lines_of("all") == ["one two", "three", "four"]


@pytest.mark.parametrize(
    ("old", "new", "span"),
    [
        ("aaaa", "abba", (1, 3)),
        ("aaaa", "aaab", (3, 4)),
        ("aaaa", "baaa", (0, 1)),
        ("ab", "ba", (0, 2)),
        ("ab", "abc", (0, 3)),
    ],
)
def test_only_the_changed_span_of_a_big_text_is_sent(old, new, span):
    assert changed_span(old, new) == span


def test_replacing_wide_characters_moves_nothing_beside_them():
    look = Pen()

    def cells(text: str) -> list[tuple[str, Pen]]:
        return [
            (part, look)
            for c in text
            for part in ((c, "") if unicodedata.east_asian_width(c) == "W" else (c,))
        ]

    painting, screen = Painting(), pyte.Screen(40, 1)
    stream = pyte.Stream(screen)
    for text in ("橋の運動と 16 of 20 reps", "鳥の運動犬 27 of 20 reps"):
        stream.feed(painting.paint([(0, 0, cells(text))]))
        assert screen.display[0].rstrip() == text


class Board(App[None]):
    def compose(self) -> ComposeResult:
        yield Scale(id="scale")
        yield BigText("HOLD", id="word")
        yield Edge(id="edge")


async def test_digits_set_the_scale_and_1_followed_by_0_means_ten():
    async with Board().run_test() as pilot:
        scale = pilot.app.query_one(Scale)
        scale.focus()
        await pilot.press("7")
        assert scale.value == 7
        await pilot.press("1", "0")
        assert scale.value == 10
        await pilot.press("right")
        assert scale.value == 10
        await pilot.press("left", "left")
        assert scale.value == 8
        await pilot.press("backspace")
        assert scale.value is None
        await pilot.press("right")
        assert scale.value == 0


@pytest.mark.parametrize("value", [None, 0, 4, 9, 10])
@pytest.mark.parametrize("width", [46, 80])
async def test_the_scale_shows_all_eleven_steps_at_every_width(width: int, value: int | None):
    async with Board().run_test(size=(width, 16)) as pilot:
        scale = pilot.app.query_one(Scale)
        scale.value = value
        await pilot.pause()
        text = str(scale.render())
        assert text.replace("[", " ").replace("]", " ").split() == [str(n) for n in range(11)]
        assert (f"[{value}]" in text) == (value is not None)
        assert len(text) == {46: 33 + (value == 10), 80: 44}[width]


async def test_the_light_and_the_word_fill_their_space_at_any_size():
    async with Board().run_test(size=(30, 12)) as pilot:
        edge, word = pilot.app.query_one(Edge), pilot.app.query_one(BigText)
        for size in [(3, 2), (80, 24), (1, 1), (200, 60), (46, 16)]:
            await pilot.resize_terminal(*size)
            for edge.light, word.text in [(0.7, "STOPPED"), (0.2, "HOLD")]:
                await pilot.pause()
                for widget in (edge, word):
                    rows = [widget.render_line(y) for y in range(widget.size.height)]
                    assert {row.cell_length for row in rows} <= {widget.size.width}
                    assert size < (46, 16) or any(row.text.strip() for row in rows)


def test_free_rows_are_placed_between_parts_from_the_top():
    joined = [False, False, True, False, False]
    assert [sorted(gaps(joined, free)) for free in range(-1, 6)] == [
        [], [], [0], [0, 1], [0, 1, 3], [0, 1, 3, 4], [0, 1, 3, 4],
    ]  # fmt: skip


def test_a_wrapped_text_is_indented_from_its_second_line_on():
    rows = [(Content("  "), Content("one two three")), (Content("x  "), Content("one two three"))]
    assert [line.plain for line in hang(rows, 9)] == [
        "  one",
        "    two",
        "    three",
        "x  one",
        "   two",
        "   three",
    ]
