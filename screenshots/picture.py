"""A screen of the app made into an SVG picture.

Fonts leave seams between block characters and few draw Braille dots round, so blocks and dots
are drawn as shapes, exactly where a terminal puts them. All else is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.app import App
from textual.strip import Strip

WIDTH, HEIGHT = 10, 20
"""Units of one cell."""
MARGIN, BAR = 14, 34
"""Units around the screen, and of the window's title bar."""

# Left, top, width and height of the ink in eighths of a cell.
_BLOCKS = {
    "█": (0, 0, 8, 8),
    "▀": (0, 0, 8, 4),
    "▄": (0, 4, 8, 4),
    **{glyph: (0, 7 - n, 8, n + 1) for n, glyph in enumerate("▁▂▃▄▅▆▇")},
    **{glyph: (0, 0, n + 1, 8) for n, glyph in enumerate("▏▎▍▌▋▊▉")},
    "▐": (4, 0, 4, 8),
}
_QUADRANTS = {
    "▖": (2,), "▗": (3,), "▘": (0,), "▝": (1,), "▙": (0, 2, 3), "▚": (0, 3),
    "▛": (0, 1, 2), "▜": (0, 1, 3), "▞": (1, 2), "▟": (1, 2, 3),
}  # fmt: skip
_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))


@dataclass(frozen=True, slots=True)
class Cell:
    """One character where a terminal shows it."""

    x: int
    y: int
    glyph: str
    ink: str
    ground: str
    bold: bool
    italic: bool
    underline: bool


def svg(app: App[object], theme: TerminalTheme) -> str:
    """The screen of a running app as an SVG document."""
    strips = app.screen._compositor.render_strips()
    columns, lines = app.size
    cells = list(_cells(strips, theme))
    width, height = columns * WIDTH + 2 * MARGIN, lines * HEIGHT + 2 * MARGIN + BAR
    ground = _hex(theme.background_color)
    buttons = "".join(
        f'<circle cx="{MARGIN + 8 + 20 * n}" cy="{BAR / 2 + 4}" r="6" fill="{colour}"/>'
        for n, colour in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    shapes = "\n".join([*_grounds(cells, ground), *_inks(cells)])
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
font-family="'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="16.6">
<rect width="{width}" height="{height}" rx="10" fill="{ground}" stroke="#8884"/>
{buttons}
<g shape-rendering="crispEdges" transform="translate({MARGIN} {MARGIN + BAR - 6})">
{shapes}
</g>
</svg>
"""


def _hex(colour: Iterable[int]) -> str:
    return "#" + "".join(f"{part:02x}" for part in colour)


def _cells(strips: Iterable[Strip], theme: TerminalTheme) -> Iterator[Cell]:
    for y, strip in enumerate(strips):
        x = 0
        for segment in strip:
            ink, ground = _colours(segment.style or Style(), theme)
            style = segment.style or Style()
            for glyph in segment.text:
                yield Cell(
                    x,
                    y,
                    glyph,
                    ink,
                    ground,
                    bool(style.bold),
                    bool(style.italic),
                    bool(style.underline),
                )
                x += cell_len(glyph)


def _colours(style: Style, theme: TerminalTheme) -> tuple[str, str]:
    def plain(colour: Color | None, foreground: bool) -> str:
        return _hex((colour or Color.default()).get_truecolor(theme, foreground))

    ink, ground = plain(style.color, True), plain(style.bgcolor, False)
    return (ground, ink) if style.reverse else (ink, ground)


def _grounds(cells: list[Cell], plain: str) -> Iterator[str]:
    for (y, ground), run in groupby(cells, key=lambda cell: (cell.y, cell.ground)):
        line = list(run)
        if ground != plain:
            yield _rect(
                line[0].x * WIDTH, y * HEIGHT, (line[-1].x - line[0].x + 1) * WIDTH, HEIGHT, ground
            )


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"/>'


def _inks(cells: list[Cell]) -> Iterator[str]:
    def key(cell: Cell) -> tuple[object, ...]:
        kind = "drawn" if _drawn(cell.glyph) else "text"
        return cell.y, kind, cell.ink, cell.bold, cell.italic, cell.underline

    for (_, kind, *_), group in groupby(cells, key=key):
        run = list(group)
        if kind == "text":
            yield from _text(run)
        else:
            yield from (shape for cell in run for shape in _shape(cell))


def _drawn(glyph: str) -> bool:
    return glyph in _BLOCKS or glyph in _QUADRANTS or "⠀" <= glyph <= "⣿"


def _text(run: list[Cell]) -> Iterator[str]:
    text = "".join(cell.glyph for cell in run)
    bare = text.strip()
    if not bare:
        return
    x = run[len(text) - len(text.lstrip())].x * WIDTH
    first = run[0]
    styles = "".join(
        (
            ' font-weight="bold"' if first.bold else "",
            ' font-style="italic"' if first.italic else "",
            ' text-decoration="underline"' if first.underline else "",
        )
    )
    yield (
        f'<text xml:space="preserve" x="{x}" y="{first.y * HEIGHT + 15}" fill="{first.ink}"'
        f' textLength="{cell_len(bare) * WIDTH}"{styles}>{escape(bare)}</text>'
    )


def _shape(cell: Cell) -> Iterator[str]:
    left, top = cell.x * WIDTH, cell.y * HEIGHT
    if cell.glyph in _BLOCKS:
        x, y, width, height = _BLOCKS[cell.glyph]
        across, down = WIDTH / 8, HEIGHT / 8
        yield _rect(
            left + x * across, top + y * down, width * across + 0.3, height * down + 0.3, cell.ink
        )
    elif cell.glyph in _QUADRANTS:
        for quarter in _QUADRANTS[cell.glyph]:
            x, y = left + quarter % 2 * WIDTH / 2, top + quarter // 2 * HEIGHT / 2
            yield _rect(x, y, WIDTH / 2, HEIGHT / 2, cell.ink)
    else:
        dots = ord(cell.glyph) - 0x2800
        for bit, (x, y) in enumerate(_DOTS):
            if dots >> bit & 1:
                cx, cy = left + 2.5 + x * 5, top + 2.5 + y * 5
                yield f'<circle cx="{cx:g}" cy="{cy:g}" r="2.1" fill="{cell.ink}"/>'
