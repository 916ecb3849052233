"""Makes SVG pictures of the app's screens, still or animated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.terminal_theme import TerminalTheme
from textual.app import App

from screenshots.glyphs import DOT, HEIGHT, WIDTH, hexadecimal, line

MARGIN, BAR = 14, 34
"""The margin around the screen, and the height of the window's title bar, in units."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The contents of a screen: a piece of SVG for every line."""

    lines: tuple[str, ...]
    columns: int
    ground: str


def frame(app: App[Any], theme: TerminalTheme) -> Frame:
    """The current screen of a running app."""
    strips = app.screen._compositor.render_strips()
    lines = tuple(line(strip, theme) for strip in strips)
    return Frame(lines, app.size.width, hexadecimal(theme.background_color))


def still(shown: Frame) -> str:
    """One screen as an SVG document."""
    lines = (
        f'<g transform="translate(0 {y * HEIGHT})">{shapes}</g>'
        for y, shapes in enumerate(shown.lines)
        if shapes
    )
    return _window(shown, "\n".join(lines))


def moving(frames: Sequence[Frame], seconds: float) -> str:
    """An SVG document that loops through screens, each shown for `seconds`.

    Every line is stored once, however many screens show it. The screens are side by side on a
    strip, which moves past the window one screen at a time.
    """
    first = frames[0]
    width = first.columns * WIDTH
    numbers = {
        shapes: n for n, shapes in enumerate(dict.fromkeys(s for f in frames for s in f.lines))
    }
    parts = (f'<g id="l{n}">{shapes}</g>' for shapes, n in numbers.items())
    screens = (
        f'<g transform="translate({width * n} 0)">'
        + "".join(
            f'<use href="#l{numbers[shapes]}" y="{y * HEIGHT}"/>'
            for y, shapes in enumerate(shown.lines)
            if shapes
        )
        + "</g>"
        for n, shown in enumerate(frames)
    )
    end, whole = -width * len(frames), seconds * len(frames)
    strip = "\n".join(screens)
    return _window(
        first,
        f"""\
<defs>
{chr(10).join(parts)}
</defs>
<style>@keyframes pull {{ to {{ transform: translateX({end}px) }} }}
.strip {{ animation: pull {whole:g}s steps({len(frames)}) infinite }}</style>
<svg width="{width}" height="{len(first.lines) * HEIGHT}"><g class="strip">
{strip}
</g></svg>""",
    )


def _window(shown: Frame, inside: str) -> str:
    width = shown.columns * WIDTH + 2 * MARGIN
    height = len(shown.lines) * HEIGHT + 2 * MARGIN + BAR
    buttons = "".join(
        f'<circle cx="{MARGIN + 8 + 20 * n}" cy="{BAR / 2 + 4}" r="6" fill="{colour}"/>'
        for n, colour in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
font-family="'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="16.6">
<style>.dots {{ fill: none; stroke-width: 1.7; stroke-linecap: round; \
stroke-dasharray: 0 2; transform: scale({DOT}); shape-rendering: auto }}</style>
<rect width="{width}" height="{height}" rx="10" fill="{shown.ground}" stroke="#8884"/>
{buttons}
<g shape-rendering="crispEdges" transform="translate({MARGIN} {MARGIN + BAR - 6})">
{inside}
</g>
</svg>
"""
