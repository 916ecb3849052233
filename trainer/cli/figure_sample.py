"""Prints the figure in every character set, so that people can see which one looks best."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import get_args

from rich.console import Console
from rich.style import Style
from rich.text import Text
from textual.color import Color

from trainer.catalog import load_catalog
from trainer.figure import Cell, Frame, Glyphs, Shading
from trainer.settings.model import Drawing
from trainer.ui.theme import DARK
from trainer.ui.widgets import figure_colours, glyphs
from trainer.ui.widgets.figures import figure_of

COLUMNS, ROWS = 40, 10
_SAMPLE = Frame(("lying", "bridge"), squeeze="both")


def show_samples(setting: Drawing, console: Console | None = None) -> None:
    """Print a picture in each character set, finest first, and say which one the app uses."""
    console = console or Console(highlight=False)
    figure = figure_of(load_catalog().exercise("glute-bridge"))
    assert figure is not None
    shading: Shading = "levels"
    if console.no_color or console.color_system is None:
        shading = "dither"
    elif console.color_system == "standard":
        shading = "flat"
    colours = _colours(shading, console.color_system)
    used = glyphs.resolve(setting, os.environ, console.color_system, False)
    for kind in reversed(get_args(Glyphs)):
        here = ", used here" if kind == used else ""
        console.print(Text(f'figure: {kind}{here}: figure = "{kind}"'))
        for row in figure.draw(_SAMPLE, COLUMNS, ROWS, kind, shading).rows:
            console.print(_line(row, colours), soft_wrap=True)
    console.print(Text("Choose one without gaps or empty boxes; auto chooses for your terminal."))


def _colours(shading: Shading, system: str | None) -> dict[str, Color]:
    match shading:
        case "dither":
            return {}
        case "flat":
            return figure_colours.flat(figure_colours.SIXTEEN_DARK)
        case _:
            many = figure_colours.graded if system == "256" else figure_colours.shaded
            return many(True, Color.parse(DARK.background or "black"))


def _line(row: Iterable[Cell], colours: Mapping[str, Color]) -> Text:
    line = Text()
    for cell in row:
        ink, ground = colours.get(cell.ink), colours.get(cell.ground)
        style = Style(
            color=ink.rich_color if ink else None, bgcolor=ground.rich_color if ground else None
        )
        line.append(cell.glyph, style)
    return line
