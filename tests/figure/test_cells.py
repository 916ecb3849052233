"""Dots are turned into characters in one colour or two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.figure import LEVELS, Cell, Glyphs, Shading, texts
from trainer.figure.cells import ALPHABETS, BRAILLE, OCTANTS, QUARTERS, cells
from trainer.figure.raster import EDGE, LINE, TONES, Dots

SKIN, ACCENT, GLOW, MAT = (TONES.index(tone) for tone in ("skin", "accent", "glow", "mat"))


def one_cell(
    tones: list[int], glyphs: Glyphs = "braille", bright: int = 250, before: bytes = b""
) -> Cell:
    dots = Dots(2, 4, bytearray(tones), bytearray([bright if tone else 0 for tone in tones]))
    return cells(dots, glyphs, "levels", before).rows[0][0]


def test_every_pattern_has_its_own_character() -> None:
    assert len(set(BRAILLE)) == len(set(OCTANTS)) == len(BRAILLE) == len(OCTANTS) == 256
    assert len(set(QUARTERS)) == 16


def test_octants_match_their_unicode_code_points() -> None:
    """The first octant in Unicode has only the third dot. Whole columns and rows are older
    characters."""
    assert OCTANTS[0b00000100] == chr(0x1CD00)
    assert OCTANTS[0b00000110] == chr(0x1CD01)
    assert OCTANTS[0b00000111] == chr(0x1CD02)
    assert OCTANTS[0b11111110] == chr(0x1CDE5)
    assert OCTANTS[0b00001111] == "▀"
    assert OCTANTS[0b01010101] == "▌"
    assert sum(0x1CD00 <= ord(glyph) <= 0x1CDE5 for glyph in OCTANTS) == 230


def test_braille_dots_are_in_unicode_order() -> None:
    assert one_cell([1, 0, 0, 0, 0, 0, 0, 0]).glyph == "⠁"
    assert one_cell([0, 1, 0, 0, 0, 0, 0, 0]).glyph == "⠈"
    assert one_cell([0, 0, 0, 0, 0, 0, 1, 0]).glyph == "⡀"
    assert one_cell([1] * 8).glyph == "⣿"
    assert one_cell([0] * 8) == Cell(" ", "")


def test_a_braille_cell_has_its_most_common_tone_or_in_a_tie_the_highlight() -> None:
    assert one_cell([SKIN] * 5 + [ACCENT] * 3).ink == "skin-3"
    assert one_cell([SKIN] * 4 + [ACCENT] * 4).ink == "accent-3"
    assert one_cell([SKIN] * 5 + [GLOW] * 3).ink == "skin-3"
    assert one_cell([SKIN] * 4 + [GLOW] * 4).ink == "glow-3"


def test_in_braille_the_mat_next_to_a_body_is_left_out() -> None:
    assert one_cell([SKIN, SKIN, MAT, MAT, MAT, MAT, MAT, MAT]).glyph == "⠉"
    assert one_cell([MAT] * 8) == Cell("⠄", "mat")


@pytest.mark.parametrize("glyphs", ["octants", "quarters"])
def test_a_full_cell_of_two_tones_has_a_foreground_and_a_background_colour(glyphs: Glyphs) -> None:
    left = one_cell([SKIN, ACCENT] * 4, glyphs)
    assert {(left.glyph, left.ink, left.ground)} <= {
        ("▌", "skin-3", "accent-3"),
        ("▐", "accent-3", "skin-3"),
    }
    assert one_cell([SKIN] * 8, glyphs) == Cell("█", "skin-3")


def test_a_cell_with_empty_dots_has_no_background_colour() -> None:
    cell = one_cell([SKIN, 0] * 4, "octants")
    assert cell == Cell("▌", "skin-3")


@given(st.lists(st.sampled_from([0, SKIN, ACCENT, GLOW, MAT]), min_size=8, max_size=8))
def test_braille_has_no_background_colour_and_empty_cells_have_no_colour(tones: list[int]) -> None:
    assert not one_cell(tones).ground
    for glyphs in ALPHABETS:
        cell = one_cell(tones, glyphs)
        assert (cell.glyph == " ") == (not cell.ink)
        assert cell.ink != cell.ground or not cell.ink


def test_darker_dots_get_a_lower_level() -> None:
    levels = [one_cell([SKIN] * 8, bright=bright).ink for bright in (20, 120, 250)]
    assert levels == ["skin-1", "skin-2", f"skin-{LEVELS}"]


@pytest.mark.parametrize("glyphs", ["braille", "octants"])
def test_a_brightness_level_changes_only_well_past_its_border(glyphs: Glyphs) -> None:
    dots = Dots(2, 4, bytearray([SKIN] * 8), bytearray([80] * 8))
    before = cells(dots, glyphs, "levels")
    assert before.rows[0][0].ink == "skin-1"
    for bright, ink in ((90, "skin-1"), (110, "skin-1"), (130, "skin-2")):
        later = Dots(2, 4, dots.tones, bytearray([bright] * 8))
        assert cells(later, glyphs, "levels", before.codes).rows[0][0].ink == ink
    assert one_cell([SKIN] * 8, glyphs, 90).ink == "skin-2"


def test_without_colour_only_moving_or_working_parts_are_solid() -> None:
    def shown(tone: int, bright: int) -> str:
        dots = Dots(2, 4, bytearray([tone] * 8), bytearray([bright] * 8))
        return cells(dots, "braille", "dither").rows[0][0].glyph

    assert shown(ACCENT, 60) == shown(GLOW, 250) == "⣿"
    counts = [bin(ord(shown(SKIN, bright)) - 0x2800).count("1") for bright in (60, 250)]
    assert counts == [4, 6]
    assert shown(MAT, 0) == " "


def test_flat_shading_has_one_brightness_level() -> None:
    for bright in (20, 120, 250):
        dots = Dots(2, 4, bytearray([SKIN] * 8), bytearray([bright] * 8))
        assert cells(dots, "octants", "flat").rows[0][0].ink == "skin-3"


BESIDE_A_NEARER_PART = [SKIN, SKIN, SKIN, SKIN, ACCENT, ACCENT, ACCENT, ACCENT]


def beside(kind: int, glyphs: Glyphs, shading: Shading = "levels") -> Cell:
    """Return a cell whose lower half is in front of its upper half."""
    edges = bytes([0, 0, kind, kind, 0, 0, 0, 0])
    dots = Dots(2, 4, bytearray(BESIDE_A_NEARER_PART), bytearray([250] * 8), edges)
    return cells(dots, glyphs, shading).rows[0][0]


def test_with_one_colour_dots_beside_a_nearer_part_are_left_out() -> None:
    for kind in (EDGE, LINE):
        assert beside(kind, "braille").glyph == BRAILLE[0b11110011]
        assert beside(kind, "octants", "flat").glyph == OCTANTS[0b11110011]


def test_with_two_colours_parts_of_different_hues_have_no_gap() -> None:
    for cell in (beside(EDGE, "quarters"), beside(EDGE, "octants")):
        assert {cell.ink, cell.ground} == {"skin-3", "accent-3"}


@pytest.mark.parametrize("glyphs", ["quarters", "octants"])
def test_parts_of_the_same_hue_are_separated_by_a_dark_line(glyphs: Glyphs) -> None:
    cell = beside(LINE, glyphs)
    assert {cell.ink, cell.ground} == {"skin-1", "accent-3"}


def test_with_one_brightness_level_a_gap_fills_a_whole_quarter() -> None:
    assert beside(LINE, "quarters", "flat") == Cell("▄", "accent-3")


@pytest.mark.parametrize("glyphs", ["quarters", "octants"])
def test_a_cell_beside_a_body_shows_the_mat_only_if_most_of_its_other_dots_are_mat(
    glyphs: Glyphs,
) -> None:
    """A cell has only two colours, and a hole in the mat beside a foot looks like a mistake."""
    more_mat = one_cell([SKIN, SKIN, SKIN, SKIN, MAT, MAT, MAT, 0], glyphs)
    assert {more_mat.ink, more_mat.ground} == {"skin-3", "mat"}
    less_mat = one_cell([SKIN, SKIN, SKIN, SKIN, MAT, 0, 0, 0], glyphs)
    assert less_mat == Cell("▀", "skin-3")


def in_quarters(*lines: str) -> list[str]:
    """Draw dots in quarters. Each character of the lines except a space is a dot."""
    tones = bytearray(SKIN if sign != " " else 0 for line in lines for sign in line)
    bright = bytearray(250 if tone else 0 for tone in tones)
    return texts(cells(Dots(len(lines[0]), len(lines), tones, bright), "quarters", "levels").rows)


def test_a_single_dot_on_an_outline_does_not_become_a_whole_quarter() -> None:
    assert in_quarters("        ", "  .     ", "........", "........") == ["▄▄▄▄"]
    assert in_quarters("........", "........", "   .    ", "        ") == ["▀▀▀▀"]


def test_a_thin_line_stays_unbroken_from_quarter_to_quarter() -> None:
    shown = in_quarters("..      ", " ..     ", "  ..    ", "   ..   ")
    assert shown == ["▀▙▖ "]


def test_a_line_one_dot_high_stays_visible() -> None:
    assert in_quarters("        ", "........", "        ", "        ") == ["▀▀▀▀"]
