"""Draws one line of a screen as SVG shapes, at the top left.

Most fonts leave seams between block characters, and few draw Braille dots round. So blocks and dots
are drawn as shapes, exactly where a terminal puts them. Everything else is text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby

from rich.cells import cell_len
from rich.color import Color
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.strip import Strip

from trainer.figure import Cell as FigureCell
from trainer.figure.cells import OCTANTS

WIDTH, HEIGHT = 10, 20
"""The size of a cell, in units of the picture."""
DOT = 2.5
"""Units from the edge of a cell to a Braille dot; two dots are twice as far apart."""

# Left, top, width and height of each block, in eighths of a cell.
_BLOCKS = {
    **{glyph: (0, 7 - n, 8, n + 1) for n, glyph in enumerate("▁▂▃▄▅▆▇")},
    **{glyph: (0, 0, n + 1, 8) for n, glyph in enumerate("▏▎▍▌▋▊▉")},
}
_MOSAIC = {glyph: pattern for pattern, glyph in enumerate(OCTANTS) if glyph != " "}
_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))


@dataclass(frozen=True, slots=True)
class Cell:
    """One character, with its place and its style."""

    x: int
    glyph: str
    ink: str
    ground: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


def hexadecimal(colour: Iterable[int]) -> str:
    """A colour of three bytes in SVG notation."""
    return "#" + "".join(f"{part:02x}" for part in colour)


def line(strip: Strip, theme: TerminalTheme) -> str:
    """The shapes of one line of the screen."""
    return _shapes(list(_cells(strip, theme)), hexadecimal(theme.background_color))


def figure_line(row: Iterable[FigureCell], colours: Mapping[str, str], ground: str) -> str:
    """The shapes of one line of a figure; `colours` gives the colour of each ink."""
    cells = [
        Cell(x, cell.glyph, colours.get(cell.ink, ground), colours.get(cell.ground, ground))
        for x, cell in enumerate(row)
    ]
    return _shapes(cells, ground)


def _shapes(cells: list[Cell], ground: str) -> str:
    return "".join([*_grounds(cells, ground), *_inks(cells)])


def _cells(strip: Strip, theme: TerminalTheme) -> Iterator[Cell]:
    x = 0
    for segment in strip:
        style = segment.style or Style()
        ink, ground = _colours(style, theme)
        for glyph in segment.text:
            yield Cell(
                x, glyph, ink, ground, bool(style.bold), bool(style.italic), bool(style.underline)
            )
            x += cell_len(glyph)


def _colours(style: Style, theme: TerminalTheme) -> tuple[str, str]:
    def plain(colour: Color | None, foreground: bool) -> str:
        return hexadecimal((colour or Color.default()).get_truecolor(theme, foreground))

    ink, ground = plain(style.color, True), plain(style.bgcolor, False)
    return (ground, ink) if style.reverse else (ink, ground)


def _grounds(cells: list[Cell], plain: str) -> Iterator[str]:
    for ground, group in groupby(cells, key=lambda cell: cell.ground):
        run = list(group)
        if ground != plain:
            width = (run[-1].x - run[0].x + 1) * WIDTH
            yield _rect(run[0].x * WIDTH, 0, width, HEIGHT, ground)


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{fill}"/>'


def _inks(cells: list[Cell]) -> Iterator[str]:
    def key(cell: Cell) -> tuple[object, ...]:
        return _kind(cell.glyph), cell.ink, cell.bold, cell.italic, cell.underline

    for (kind, *_), group in groupby(cells, key=key):
        run = list(group)
        if kind == "dots":
            yield _dotted(run)
        elif kind == "mosaic":
            yield _mosaic(run)
        elif kind == "blocks":
            yield from _blocks(run)
        else:
            yield from _text(run)


def _kind(glyph: str) -> str:
    if "⠀" <= glyph <= "⣿":
        return "dots"
    if glyph in _MOSAIC:
        return "mosaic"
    return "blocks" if glyph in _BLOCKS else "text"


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
        f'<text xml:space="preserve" x="{x}" y="15" fill="{first.ink}"'
        f' textLength="{cell_len(bare) * WIDTH}"{styles}>{escape(bare)}</text>'
    )


def _blocks(run: list[Cell]) -> Iterator[str]:
    """Blocks as rectangles; neighbours of full width share one."""
    for _, group in groupby(run, key=lambda cell: cell.glyph):
        same = list(group)
        if _BLOCKS[same[0].glyph][2] == 8:
            yield _rect_of(same[0], len(same))
        else:
            yield from map(_rect_of, same)


def _mosaic(run: list[Cell]) -> str:
    """Octants, quarters and halves of cells, as one path of rectangles."""
    path, open_ = [], dict[tuple[int, int], int]()
    for row in range(5):
        spans: list[list[int]] = []
        for cell in run if row < 4 else ():
            for half in (0, 1):
                if _MOSAIC[cell.glyph] >> 2 * row + half & 1:
                    left = 2 * cell.x + half
                    if spans and spans[-1][1] == left:
                        spans[-1][1] = left + 1
                    else:
                        spans.append([left, left + 1])
        now = {(left, right) for left, right in spans}
        for span in sorted(set(open_) - now):
            top, wide = open_.pop(span), (span[1] - span[0]) * WIDTH // 2
            high = (row - top) * HEIGHT // 4
            path.append(f"M{span[0] * WIDTH // 2} {top * HEIGHT // 4}h{wide}v{high}h-{wide}z")
        for span in now - set(open_):
            open_[span] = row
    return f'<path fill="{run[0].ink}" d="{"".join(path)}"/>'


def _rect_of(cell: Cell, cells: int = 1) -> str:
    """The rectangle of a block over `cells` cells, slightly larger, so that no seams show."""
    x, y, width, height = _BLOCKS[cell.glyph]
    across, down = WIDTH / 8, HEIGHT / 8
    wide = (width + 8 * (cells - 1)) * across
    return _rect(cell.x * WIDTH + x * across, y * down, wide + 0.3, height * down + 0.3, cell.ink)


def _dotted(run: list[Cell]) -> str:
    """Dots as dashes of length zero with round ends; neighbours in a row share one line."""
    dots = sorted(
        (1 + 2 * y, cell.x * 4 + 1 + 2 * x)
        for cell in run
        for bit, (x, y) in enumerate(_DOTS)
        if ord(cell.glyph) - 0x2800 >> bit & 1
    )
    lines: list[list[int]] = []
    for y, x in dots:
        if lines and lines[-1][1] == y and lines[-1][2] == x - 2:
            lines[-1][2] = x
        else:
            lines.append([x, y, x])
    path = "".join(f"M{x} {y}h{last - x}.1" for x, y, last in lines)
    return f'<path class="dots" stroke="{run[0].ink}" d="{path}"/>' if path else ""
