"""The colours by role, in our own two themes and in every other theme.

A role is a theme variable, such as `$quiet`, `$key` or `$stage-hold`. Style sheets and styled text
use roles, never colours. Nothing on screen depends on colour alone: a word or a symbol always
says the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from rich.color import ColorSystem
from textual.app import App
from textual.color import Color
from textual.theme import Theme

Depth = Literal["many", "sixteen", "none"]
"""How many colours the terminal can show. "none" means that `NO_COLOR` is set."""

STAGES = ("inhale", "exhale", "hold", "ready", "switch", "still", "done")
"""The kinds of stage that have colours.

Each has two: for example `$stage-inhale` for the word, and `$number-inhale` for the number.
"""

DARK_ROLES = {
    "ground": "#0f1419",  # the background
    "panel": "#1a222c",  # the row under the cursor, fields
    "track": "#161d25",  # the unlit part of the edges
    "line": "#33404d",  # rules and grids
    "quiet": "#8b98a6",  # less important text
    "ink": "#dde3ec",  # text
    "strong": "#ffffff",  # the most important line
    "key": "#4fd1c5",  # keys, cursor, choices, reps done
    "good": "#7ee787",  # done, days trained
    "care": "#ff9d8a",  # pain, exercises to skip for now, where to get help; never an error
    "stage-inhale": "#5cc8ff",
    "stage-exhale": "#b39dff",
    "stage-hold": "#ffb86b",
    "stage-ready": "#f2e279",
    "stage-switch": "#ff8fc7",
    "stage-still": "#a9b8c9",
    "stage-done": "#7ee787",
}
LIGHT_ROLES = {
    "ground": "#fbfbf8",
    "panel": "#eceae2",
    "track": "#f1f0ea",
    "line": "#c6c9c8",
    "quiet": "#5d6873",
    "ink": "#1f2933",
    "strong": "#000000",
    "key": "#0f766e",
    "good": "#137638",
    "care": "#b3382a",
    "stage-inhale": "#0369a1",
    "stage-exhale": "#6d28d9",
    "stage-hold": "#a84c08",
    "stage-ready": "#7a5f00",
    "stage-switch": "#be185d",
    "stage-still": "#475569",
    "stage-done": "#137638",
}

# These are exactly the sixteen colours of a terminal, so that none has to be approximated.
_BLACK, _GREY, _SILVER, _WHITE = "#000000", "#555555", "#aaaaaa", "#ffffff"
SIXTEEN_DARK_ROLES = {
    "ground": _BLACK, "panel": _BLACK, "track": _BLACK, "line": _GREY, "quiet": _SILVER,
    "ink": _WHITE, "strong": _WHITE, "key": "#55ffff", "good": "#55ff55", "care": "#ffff55",
    "stage-inhale": "#55ffff", "stage-exhale": "#5555ff", "stage-hold": "#ffff55",
    "stage-ready": "#ffff55", "stage-switch": "#ff55ff", "stage-still": _SILVER,
    "stage-done": "#55ff55",
}  # fmt: skip
SIXTEEN_LIGHT_ROLES = {
    "ground": _WHITE, "panel": _WHITE, "track": _WHITE, "line": _SILVER, "quiet": _GREY,
    "ink": _BLACK, "strong": _BLACK, "key": "#0000aa", "good": _BLACK, "care": "#aa0000",
    "stage-inhale": "#0000aa", "stage-exhale": "#aa00aa", "stage-hold": "#aa5500",
    "stage-ready": "#aa5500", "stage-switch": "#aa0000", "stage-still": _GREY,
    "stage-done": _BLACK,
}  # fmt: skip


def _without_colour(roles: dict[str, str], ground: str, strong: str, quiet: str) -> dict[str, str]:
    """Return roles in three greys.

    `ground` is used for backgrounds, `quiet` for lines and less important text, and `strong` for
    everything else.
    """
    tones = {"ground": ground, "panel": ground, "track": ground, "line": quiet, "quiet": quiet}
    return {role: tones.get(role, strong) for role in roles}


_ROLES: dict[tuple[bool, Depth], dict[str, str]] = {
    (True, "many"): DARK_ROLES,
    (False, "many"): LIGHT_ROLES,
    (True, "sixteen"): SIXTEEN_DARK_ROLES,
    (False, "sixteen"): SIXTEEN_LIGHT_ROLES,
    (True, "none"): _without_colour(DARK_ROLES, _BLACK, "#e8e8e8", "#b0b0b0"),
    (False, "none"): _without_colour(LIGHT_ROLES, _WHITE, _BLACK, _GREY),
}
_ANSI_ROLES = {
    True: {
        "panel": "ansi_default", "track": "ansi_default", "line": "ansi_bright_black",
        "quiet": "ansi_white", "ink": "ansi_default", "strong": "ansi_bright_white",
        "key": "ansi_bright_cyan", "good": "ansi_bright_green", "care": "ansi_bright_yellow",
        "stage-inhale": "ansi_bright_cyan", "stage-exhale": "ansi_bright_blue",
        "stage-hold": "ansi_bright_yellow", "stage-ready": "ansi_bright_yellow",
        "stage-switch": "ansi_bright_magenta", "stage-still": "ansi_white",
        "stage-done": "ansi_bright_green", "on-key": "ansi_black",
    },
    False: {
        "panel": "ansi_default", "track": "ansi_default", "line": "ansi_white",
        "quiet": "ansi_bright_black", "ink": "ansi_default", "strong": "ansi_black",
        "key": "ansi_blue", "good": "ansi_green", "care": "ansi_red",
        "stage-inhale": "ansi_blue", "stage-exhale": "ansi_magenta",
        "stage-hold": "ansi_yellow", "stage-ready": "ansi_yellow",
        "stage-switch": "ansi_red", "stage-still": "ansi_bright_black",
        "stage-done": "ansi_green", "on-key": "ansi_bright_white",
    },
}  # fmt: skip
"""Roles for themes that use the terminal's own colours, by whether the theme is dark."""

LEGIBLE = 4.5
"""The contrast that text needs (Web Content Accessibility Guidelines, level AA)."""
NUMBER = 0.6
"""The share of `strong` in the colour of a stage's number, 0-1.

This makes the number's colour different from the word's.
"""


def _numbers(roles: dict[str, str], share: float = NUMBER) -> dict[str, str]:
    """Mix the colour of each stage's number. `share` is the share of `strong`, 0-1."""
    strong = roles["strong"]
    if strong.startswith("ansi"):
        return {f"number-{stage}": strong for stage in STAGES}
    return {
        f"number-{stage}": Color.parse(roles[f"stage-{stage}"])
        .blend(Color.parse(strong), share)
        .hex
        for stage in STAGES
    }


def depth(colours: str | None, no_color: bool) -> Depth:
    """Return how many colours to use. `colours` is Rich's name for the terminal's colour system."""
    if no_color:
        return "none"
    return "sixteen" if colours == ColorSystem.STANDARD.name.lower() else "many"


def shades(app: App[Any]) -> bool:
    """Check whether the terminal has enough colours to show shades of one colour."""
    many = depth(app.console.color_system, app.no_color) == "many"
    return many and not app.current_theme.ansi


def house_theme(dark: bool, depth: Depth = "many") -> Theme:
    """Return one of our two themes, for a terminal with this many colours."""
    roles = _ROLES[dark, depth]
    many = depth == "many"
    between = roles["track"]
    return Theme(
        name="glute-dark" if dark else "glute-light",
        primary=roles["key"],
        secondary=("#7aa2f7" if dark else "#1d4ed8") if many else roles["stage-inhale"],
        accent=roles["stage-hold"],
        foreground=roles["ink"],
        background=roles["ground"],
        surface=between,
        panel=roles["panel"],
        success=roles["good"],
        warning=roles["stage-hold"],
        error=("#ff7b72" if dark else "#b91c1c") if many else roles["care"],
        dark=dark,
        variables={
            **{role: colour for role, colour in roles.items() if role not in ("ground", "panel")},
            **_numbers(roles, NUMBER if many else 1.0),
            "on-key": roles["ground"],
            "footer-key-foreground": roles["key"],
            "scrollbar-background": between,
            "scrollbar-background-hover": between,
            "scrollbar-background-active": between,
        },
    )


DARK, LIGHT = house_theme(dark=True), house_theme(dark=False)
OWN = (DARK, LIGHT)


def roles_of(theme: Theme) -> dict[str, str]:
    """Return the roles for a theme that does not define them.

    Their colours are mixed from those of the theme, and are legible on its background. If the theme
    defines the roles, return an empty dictionary.
    """
    if "quiet" in theme.variables:
        return {}
    if theme.ansi:
        roles = _ANSI_ROLES[theme.dark]
        return {**roles, **_numbers(roles)}
    made = theme.to_color_system().generate()
    ground, ink = Color.parse(made["background"]), Color.parse(made["foreground"])
    text = {
        "quiet": ground.blend(ink, 0.65),
        "ink": ink,
        "strong": Color.parse("#ffffff" if theme.dark else "#000000"),
        "key": Color.parse(made["primary"]),
        "good": Color.parse(made["success"]),
        "care": Color.parse(made["warning"]),
        "stage-inhale": Color.parse(made["primary"]),
        "stage-exhale": Color.parse(made["secondary"]),
        "stage-hold": Color.parse(made["warning"]),
        "stage-ready": Color.parse(made["accent"]),
        "stage-switch": Color.parse(made["error"]),
        "stage-still": ground.blend(ink, 0.75),
        "stage-done": Color.parse(made["success"]),
    }
    roles = {role: _legible(colour, ground, text["strong"]).hex for role, colour in text.items()}
    between = {"track": ground.blend(ink, 0.04).hex, "line": ground.blend(ink, 0.2).hex}
    between["on-key"] = ground.hex
    return {**between, **roles, **_numbers(roles)}


def marks(roles: Mapping[str, str], *, shades: bool) -> dict[str, str]:
    """Return the styles for the row under the cursor, and for text fields.

    Without `shades`, the panel's colour cannot be seen. Then the row is reversed, and the field is
    underlined.
    """
    row, row_style, field = "ink", "bold", "none"
    if not shades:
        row, row_style, field = "key", "bold reverse", "underline"
    return {"row-color": roles[row], "row-text-style": row_style, "field-text-style": field}


def contrast(first: Color, second: Color) -> float:
    """Return the contrast of two colours (Web Content Accessibility Guidelines).

    It is 1 for equal colours, and 21 for black on white.
    """
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    parts = (part / 255 for part in colour.rgb)
    red, green, blue = (p / 12.92 if p <= 0.04 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _legible(colour: Color, ground: Color, strong: Color) -> Color:
    """Mix enough of `strong` into a colour to make it legible on the background."""
    shares = (part / 10 for part in range(11))
    mixed = (colour.blend(strong, share) for share in shares)
    return next((each for each in mixed if contrast(each, ground) >= LEGIBLE), strong)
