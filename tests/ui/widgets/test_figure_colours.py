"""The figure is visible on every theme, and its parts differ even with few colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich._palettes import EIGHT_BIT_PALETTE
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from trainer.figure import INKS, LEVELS
from trainer.ui.theme import OWN
from trainer.ui.widgets import figure_colours
from trainer.ui.widgets.figure_colours import flat, graded, shaded

THEMES = {theme.name: theme for theme in (*OWN, *BUILTIN_THEMES.values()) if not theme.ansi}


def contrast(one: Color, two: Color) -> float:
    """Contrast as defined by WCAG 2, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(two)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ground(name: str) -> Color:
    theme = THEMES[name]
    fallback = "#121212" if theme.dark else "#efefef"
    return Color.parse(theme.background or fallback)


@pytest.mark.parametrize("name", THEMES)
def test_every_tone_is_visible_on_every_theme(name: str) -> None:
    """A picture needs a contrast of 3 in its brightest parts (WCAG 1.4.11), and less in shadows."""
    colours = shaded(THEMES[name].dark, ground(name))
    for ink, colour in colours.items():
        if ink == "mat":
            assert contrast(colour, ground(name)) < 2
            continue
        tone, _, level = ink.partition("-")
        strongest = int(level) == (LEVELS if THEMES[name].dark else 1)
        shadow = 1.5 if THEMES[name] in OWN else 1.3
        assert contrast(colour, ground(name)) > (2.9 if strongest else shadow), ink
        if tone in ("accent", "glow") and strongest:
            assert contrast(colour, ground(name)) > 3


@pytest.mark.parametrize("colours_of", [shaded, graded])
@pytest.mark.parametrize("own", OWN, ids=lambda theme: theme.name)
def test_a_pillow_differs_in_colour_from_everything_that_lies_on_it(
    own: Theme, colours_of: Callable[[bool, Color], dict[str, Color]]
) -> None:
    """An almost white pillow once looked like part of the thigh."""
    colours = colours_of(own.dark, ground(own.name))
    for level in range(1, LEVELS + 1):
        pillow = colours[f"pillow-{level}"]
        for tone in ("skin", "shirt", "shorts", "accent", "glow"):
            other = colours[f"{tone}-{level}"]
            apart = max(abs(a - b) for a, b in zip(pillow.rgb, other.rgb, strict=True))
            assert apart >= 24, (tone, level, apart)


@pytest.mark.parametrize("own", OWN, ids=lambda theme: theme.name)
def test_with_256_colours_the_figure_uses_the_terminals_palette_and_stays_visible(
    own: Theme,
) -> None:
    behind = ground(own.name)
    colours = graded(own.dark, behind)
    for ink, colour in colours.items():
        number = colour.rich_color.downgrade(ColorSystem.EIGHT_BIT).number
        assert number is not None
        shown = Color(*EIGHT_BIT_PALETTE[number])
        assert max(abs(a - b) for a, b in zip(shown.rgb, colour.rgb, strict=True)) <= 12, ink
        assert (contrast(colour, behind) > 1.5) == (ink != "mat"), ink
    for tone in ("skin", "shirt", "shorts", "accent", "glow"):
        lights = [_luminance(colours[f"{tone}-{level}"]) for level in range(1, LEVELS + 1)]
        assert lights == sorted(set(lights))


@pytest.mark.parametrize("dark", [True, False])
def test_the_levels_of_a_tone_go_from_dark_to_light(dark: bool) -> None:
    colours = shaded(dark, Color(0, 0, 0))
    for tone in {ink.partition("-")[0] for ink in INKS} - {"mat"}:
        lights = [_luminance(colours[f"{tone}-{level}"]) for level in range(1, LEVELS + 1)]
        assert lights == sorted(set(lights))


@pytest.mark.parametrize("dark", [True, False])
def test_the_moving_limb_and_the_working_glute_have_distinct_hues(dark: bool) -> None:
    colours = shaded(dark, Color(0, 0, 0))
    three = [colours[f"{tone}-3"].hsl for tone in ("accent", "glow", "shorts")]
    for one, two in ((0, 1), (0, 2), (1, 2)):
        apart = abs(three[one].h - three[two].h)
        assert min(apart, 1 - apart) > 0.1


@pytest.mark.parametrize(
    "tones",
    [
        figure_colours.SIXTEEN_DARK,
        figure_colours.SIXTEEN_LIGHT,
        figure_colours.ANSI_DARK,
        figure_colours.ANSI_LIGHT,
    ],
)
def test_with_sixteen_colours_body_limb_and_glute_differ(tones: dict[str, str]) -> None:
    assert set(flat(tones)) == set(INKS)
    assert len({tones[tone] for tone in ("skin", "accent", "glow", "prop", "mat")}) == 5
    assert len({tones[tone] for tone in ("skin", "accent", "glow", "band", "shorts", "mat")}) == 6


def test_a_dimmed_figure_has_less_contrast() -> None:
    for dark, behind in ((True, Color.parse("#0f1419")), (False, Color.parse("#fbfbf8"))):
        bright, faint = shaded(dark, behind), shaded(dark, behind, 0.45)
        assert all(contrast(faint[ink], behind) < contrast(bright[ink], behind) for ink in INKS)
