"""All colours are legible, and every theme has all of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from trainer.ui import theme
from trainer.ui.history import days as drawn
from trainer.ui.theme import DARK_ROLES, LEGIBLE, LIGHT_ROLES, contrast, roles_of

NOT_TEXT = {"ground", "panel", "track", "line", "on-key"}
"""Roles that are never text on the ground. `on-key` is text on a key, and has its own check."""


def least_contrast(roles: dict[str, str], behind: str) -> float:
    ground = Color.parse(roles[behind])
    return min(contrast(Color.parse(roles[role]), ground) for role in roles.keys() - NOT_TEXT)


def test_contrast_is_measured_as_in_the_accessibility_guidelines():
    assert contrast(Color.parse("#000"), Color.parse("#fff")) == pytest.approx(21)
    assert contrast(Color.parse("#777"), Color.parse("#fff")) == pytest.approx(4.48, abs=0.01)
    assert contrast(Color.parse("#123456"), Color.parse("#123456")) == 1


OURS = {"dark": DARK_ROLES, "light": LIGHT_ROLES}


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize("behind", ["ground", "panel"])
def test_every_text_role_is_legible_on_the_background_and_on_a_panel(name: str, behind: str):
    roles = OURS[name]
    assert NOT_TEXT - {"on-key"} < roles.keys()  # every role is checked except these
    assert least_contrast(roles, behind) >= LEGIBLE
    variables = theme.house_theme(name == "dark").variables
    numbers = {role: value for role, value in variables.items() if role.startswith("number-")}
    assert len(numbers) == len(theme.STAGES)
    assert least_contrast({**numbers, behind: roles[behind]}, behind) >= LEGIBLE


@pytest.mark.parametrize("name", OURS)
def test_a_chosen_answer_is_legible(name: str):
    roles = {role: Color.parse(colour) for role, colour in OURS[name].items()}
    on_key = Color.parse(theme.house_theme(name == "dark").variables["on-key"])
    assert contrast(on_key, roles["key"]) >= LEGIBLE
    assert contrast(roles["ink"], roles["line"]) >= LEGIBLE


@pytest.mark.parametrize("name", OURS)
def test_the_shades_of_the_calendar_differ_from_each_other_and_from_the_background(name: str):
    roles = {role: Color.parse(colour) for role, colour in OURS[name].items()}
    marks = (drawn.MISSED, drawn.LITTLE, drawn.NORMAL, drawn.MUCH)
    shades = [contrast(shade(mark.style, roles), roles["ground"]) for mark in marks]
    assert shades[-1] >= MARK
    assert all(more / less > 1.2 for less, more in pairwise([1.0, *shades]))


MARK = 3.0
"""The least contrast of a mark with its background (Web Content Accessibility Guidelines, AA)."""


def shade(style: str, roles: dict[str, Color]) -> Color:
    """Return the colour of a style such as `$good 38%` on the ground."""
    role, _, share = style.removeprefix("$").partition(" ")
    return roles["ground"].blend(roles[role], float(share.rstrip("%") or 100) / 100)


@pytest.mark.parametrize("dark", [True, False])
def test_a_theme_of_sixteen_colours_uses_only_the_terminals_own_and_is_legible(dark):
    roles = theme._ROLES[dark, "sixteen"]
    parts = {part for colour in roles.values() for part in Color.parse(colour).rgb}
    assert parts <= {0x00, 0x55, 0xAA, 0xFF}
    assert least_contrast(roles, "ground") > 4


@pytest.mark.parametrize("dark", [True, False])
def test_without_colour_there_are_two_tones_on_one_background(dark):
    roles = theme._ROLES[dark, "none"]
    assert len(set(roles.values())) == 3
    assert least_contrast(roles, "ground") > 7


@pytest.mark.parametrize("each", BUILTIN_THEMES.values(), ids=BUILTIN_THEMES)
def test_the_themes_from_textual_get_every_role_and_are_legible(each: Theme):
    roles = roles_of(each)
    assert DARK_ROLES.keys() - {"ground", "panel"} <= roles.keys()
    assert {f"number-{stage}" for stage in theme.STAGES} <= roles.keys()
    if not each.ansi:
        ground = each.to_color_system().generate()["background"]
        assert least_contrast({**roles, "ground": ground}, "ground") >= 4.4
        assert contrast(Color.parse(roles["on-key"]), Color.parse(roles["key"])) >= 4.4


def test_a_theme_that_defines_its_roles_is_not_changed():
    assert roles_of(theme.DARK) == {}
    assert theme.DARK.variables["stage-hold"] == DARK_ROLES["stage-hold"]


def test_a_number_is_brighter_than_the_word_of_its_stage():
    ground = Color.parse(DARK_ROLES["ground"])
    for stage in theme.STAGES:
        number = Color.parse(theme.DARK.variables[f"number-{stage}"])
        word = Color.parse(DARK_ROLES[f"stage-{stage}"])
        assert contrast(number, ground) > contrast(word, ground)


@pytest.mark.parametrize(
    ("colours", "no_color", "depth"),
    [("truecolor", False, "many"), ("256", False, "many"), ("standard", False, "sixteen"),
     ("standard", True, "none"), ("truecolor", True, "none"), (None, False, "many")],
)  # fmt: skip
def test_the_colour_depth_follows_the_terminal_and_no_color(colours, no_color, depth):
    assert theme.depth(colours, no_color) == depth
