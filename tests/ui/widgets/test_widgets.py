"""The small widgets by themselves."""

from __future__ import annotations

import math
import unicodedata
from itertools import pairwise

import pyte
import pytest
from textual.app import App, ComposeResult

from trainer.session.stages import ALL
from trainer.ui.terminal.painting import Painting, Pen
from trainer.ui.widgets.big_text import BigText, changed_span, draw, fitting, pixels
from trainer.ui.widgets.orb import BreathOrb, upper_half
from trainer.ui.widgets.scale import Scale
from trainer.ui.widgets.text_block import TextBlock


def filled(width: int, height: int, lungs: float) -> float:
    """Cells of ink in the upper half of an orb."""
    below, left = " ▁▂▃▄▅▆▇█", " ▏▎▍▌▋▊▉█"

    def ink(cell: str) -> float:
        if "\ue000" < cell < "\ue020":
            return (ord(cell) & 15) / 8
        return max(below.find(cell), left.find(cell)) / 8

    return sum(ink(cell) for line in upper_half(width, height, lungs) for cell in line)


@pytest.mark.parametrize("size", [(18, 10), (24, 12), (45, 22), (8, 4)])
def test_the_orb_grows_with_every_breath_in_and_stays_inside(size):
    levels = [filled(*size, n / 40) for n in range(41)]
    assert all(a <= b for a, b in pairwise(levels))
    assert levels[-1] > 3 * levels[0] > 0
    assert all(len(line) == size[0] for line in upper_half(*size, 1.0))


def test_the_orb_is_as_round_as_cells_allow():
    lines = upper_half(44, 22, 1.0)
    widths = [len(line.strip()) for line in lines]
    assert widths == sorted(widths)
    assert widths[-1] == 44
    assert filled(44, 22, 1.0) == pytest.approx(math.pi * 22 * 22 / 4, rel=0.02)


def test_every_stage_word_can_be_drawn_large_at_80_columns():
    for words in ALL:
        assert fitting(words.word, 78, 3) == 1
        assert len(set(map(len, pixels(words.word)))) == 1
        assert len(draw(words.word, 1)) == 3


class Passages(App[None]):
    """Nine cells of text in one line, two lines, and as many as it needs."""

    CSS = "TextBlock { width: 9; } #one { height: 1; } #two { height: 2; }"

    def __init__(self, said: str) -> None:
        super().__init__()
        self.said = said

    def compose(self) -> ComposeResult:
        for name in ("one", "two", "all"):
            yield TextBlock(self.said, id=name)

    def said_by(self, name: str) -> list[str]:
        widget = self.query_one(f"#{name}")
        return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


@pytest.mark.parametrize(
    ("said", "one", "two", "whole"),
    [
        ("on back", ["on back"], ["on back", ""], ["on back"]),
        ("on my back", ["on my…"], ["on my", "back"], ["on my", "back"]),
        ("exactly 9 cells", ["exactly…"], ["exactly 9", "cells"], ["exactly 9", "cells"]),
        ("unpronounceable", ["unpronou…"], ["unpronoun", "ceable"], ["unpronoun", "ceable"]),
        ("侧卧屈膝抬腿 a", ["侧卧屈膝…"], ["侧卧屈膝", "抬腿 a"], ["侧卧屈膝", "抬腿 a"]),
        ("[b]a b c d e f", ["[b]a b c…"], ["[b]a b c", "d e f"], ["[b]a b c", "d e f"]),
    ],
)
async def test_a_passage_owns_up_to_what_it_leaves_out(said, one, two, whole):
    app = Passages(said)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert [app.said_by(name) for name in ("one", "two", "all")] == [one, two, whole]
        app.query_one("#all", TextBlock).content = "one two three four"
        await pilot.pause()
        assert app.said_by("all") == ["one two", "three", "four"]


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
def test_only_what_changed_is_sent(old, new, span):
    assert changed_span(old, new) == span


def test_a_wide_character_in_the_place_of_another_moves_nothing_beside_it():
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
        yield BreathOrb(id="orb")


async def test_a_digit_sets_the_scale_and_one_zero_is_ten():
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
async def test_all_eleven_steps_are_there_in_every_window(width: int, value: int | None):
    async with Board().run_test(size=(width, 16)) as pilot:
        scale = pilot.app.query_one(Scale)
        scale.value = value
        await pilot.pause()
        said = str(scale.render())
        assert said.replace("[", " ").replace("]", " ").split() == [str(n) for n in range(11)]
        assert (f"[{value}]" in said) == (value is not None)
        assert len(said) == (24 if width == 46 else 34)


async def test_the_orb_and_the_word_fill_their_place_at_any_size():
    async with Board().run_test(size=(30, 12)) as pilot:
        orb, word = pilot.app.query_one(BreathOrb), pilot.app.query_one(BigText)
        for size in [(3, 2), (80, 24), (1, 1), (200, 60), (46, 16)]:
            await pilot.resize_terminal(*size)
            for orb.lungs, word.text in [(0.7, "SWITCH SIDES"), (0.2, "HOLD")]:
                await pilot.pause()
                for widget in (orb, word):
                    rows = [widget.render_line(y) for y in range(widget.size.height)]
                    assert {row.cell_length for row in rows} <= {widget.size.width}
                    assert size < (46, 16) or any(row.text.strip() for row in rows)
