"""Turns dots into cells of text: a glyph, its colour, and sometimes a background colour.

A cell is one character: two dots wide and four high. A Braille cell has one colour. Quarter blocks
and octants leave no gaps between dots. So a cell full of dots can show two colours, one of them as
the background. Two colours improve the picture more than a finer grid would.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import add
from typing import Literal, NamedTuple

from trainer.figure.raster import LINES, TONES, Dots

Glyphs = Literal["braille", "quarters", "octants"]
Shading = Literal["levels", "flat", "dither"]
"""`levels`: three levels of brightness per tone; `flat`: one level; `dither`: no colour, and fewer
dots in darker parts."""
LEVELS = 3
"""Levels of brightness of each tone, the darkest first."""
HYSTERESIS = 0.35, 0.5
"""How far past the boundary between two levels the brightness must go before the level changes.
This prevents flicker, and saves bytes. The first number is for a cell of one colour, the second for
a dot of a two-coloured cell."""


class Cell(NamedTuple):
    """One character of the picture."""

    glyph: str
    ink: str
    """Tone and level of the glyph: `skin-2`, or `mat`; empty if the cell is empty."""
    ground: str = ""
    """Tone and level of the background; empty for the screen's own background."""


Rows = tuple[tuple[Cell, ...], ...]
BLANK = Cell(" ", "")
_PLAIN = frozenset({"mat"})
"""Tones without levels."""
INKS: tuple[str, ...] = tuple(
    ink
    for tone in TONES[1:]
    for ink in ([tone] if tone in _PLAIN else [f"{tone}-{level}" for level in range(1, LEVELS + 1)])
)
"""Every colour that a cell can have."""

# In a pattern, bit `2 * row + column` is the dot at that row and column of the cell.
_BRAILLE_BITS = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)
_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"


def _braille() -> str:
    patterns = (
        sum(bit for n, bit in enumerate(_BRAILLE_BITS) if pattern >> n & 1)
        for pattern in range(256)
    )
    return " " + "".join(chr(0x2800 + bits) for bits in patterns if bits)


def _octants() -> str:
    """The glyphs of all 256 patterns: 26 are older characters, the rest octants of Unicode 16."""
    older = {
        0b00000000: " ", 0b11111111: "█", 0b00001111: "▀", 0b11110000: "▄",
        0b01010101: "▌", 0b10101010: "▐", 0b00000101: "▘", 0b00001010: "▝",
        0b01010000: "▖", 0b10100000: "▗", 0b10100101: "▚", 0b01011010: "▞",
        0b01011111: "▛", 0b10101111: "▜", 0b11110101: "▙", 0b11111010: "▟",
        0b00000011: "🮂", 0b11000000: "▂", 0b00111111: "🮅", 0b11111100: "▆",
        0b00000001: "𜺨", 0b00000010: "𜺫", 0b01000000: "𜺣", 0b10000000: "𜺠",
        0b00010100: "🯦", 0b00101000: "🯧",
    }  # fmt: skip
    glyphs, following = [], 0x1CD00
    for pattern in range(256):
        if pattern in older:
            glyphs.append(older[pattern])
        else:
            glyphs.append(chr(following))
            following += 1
    return "".join(glyphs)


BRAILLE = _braille()
OCTANTS = _octants()
QUARTERS = "".join(
    _QUARTERS[
        bool(p & 0x05) | bool(p & 0x0A) << 1 | bool(p & 0x50) << 2 | bool(p & 0xA0) << 3
    ]
    for p in range(256)
)  # fmt: skip
ALPHABETS: dict[Glyphs, str] = {"braille": BRAILLE, "quarters": QUARTERS, "octants": OCTANTS}
"""The glyph for each of the 256 patterns."""

_MAT, _GLOW = TONES.index("mat"), TONES.index("glow")
_WEIGHTS = {_GLOW: 1.6, TONES.index("band"): 1.4, TONES.index("accent"): 1.15,
            TONES.index("prop"): 0.9, _MAT: 0.2}  # fmt: skip
"""How much each dot of a tone counts when the colour of its cell is chosen; 1 if not listed."""
_INKED = bytes(bool(code >> 2) and code >> 2 != _MAT for code in range(256))
_BUMP = re.compile(rb"(?<![\x01\x02])\x01{1,2}(?![\x01\x02])")
"""One or two half-inked quarters in a row, with nothing on either side."""
_HOLE = 3
"""The code of a dot that leaves its quarter empty."""
_SOLID = frozenset({_GLOW, TONES.index("accent")})
_HAIR = TONES.index("hair")
_MAT_BIT = 4
_MAT_DOT = 1 << _MAT_BIT
"""The dot of a Braille cell that shows the mat."""


def _level_table(hysteresis: float) -> bytes:
    """Make a table that has the new level at index `brightness * 4 + before`.

    `before` is the previous level, or 0 if there was none.
    """
    table = bytearray()
    for brightness in range(256):
        exact = brightness / 256 * LEVELS + 1
        for before in range(LEVELS + 1):
            level = min(int(exact), LEVELS)
            if before and before - hysteresis <= exact < before + 1 + hysteresis:
                level = before
            table.append(level)
    return bytes(table)


_CELL_LEVEL, _DOT_LEVEL = map(_level_table, HYSTERESIS)


class Drawn(NamedTuple):
    """The cells of one picture, and the codes that are needed to draw the next one."""

    rows: Rows
    codes: bytes
    """The tone and level of each dot; in Braille, of each cell."""


def cells(dots: Dots, glyphs: Glyphs, shading: Shading, before: bytes = b"") -> Drawn:
    """Turn a picture into cells. `before` holds the codes of the previous picture, if any."""
    if shading == "dither":
        return Drawn(_dithered(_without_edges(dots), ALPHABETS[glyphs]), b"")
    if glyphs == "braille":
        return _of_one_colour(_without_edges(dots), shading, before)
    return _of_two_colours(dots, glyphs, shading, before)


def _without_edges(dots: Dots) -> Dots:
    """Remove the dots that border on a nearer part of the body."""
    if not dots.edges:
        return dots
    pairs = zip(dots.tones, dots.edges, strict=True)
    return dots._replace(tones=bytearray([0 if edge else tone for tone, edge in pairs]))


def _with_lines(codes: bytes, edges: bytes, glyphs: Glyphs, shading: Shading) -> bytes:
    """Add a line between each part of the body and a nearer part.

    Parts of different hues need no line. Between parts of the same hue, the line is dark. If the
    shading has no dark level, dots are left out instead, even though that looks like a hole.
    """
    if shading == "flat":
        hole = _HOLE if glyphs == "quarters" else 0
        return bytes([hole if edge else code for code, edge in zip(codes, edges, strict=True)])
    parted = bytearray(codes)
    for line in LINES.finditer(edges):
        parted[line.start()] &= ~3
    return bytes(parted)


def _without_bumps(codes: bytes, width: int) -> bytes:
    """Remove single dots on an outline, because a quarter block would make them twice as high."""
    smooth = bytearray(codes)
    inked = codes.translate(_INKED)
    lines = [inked[start : start + width] for start in range(0, len(inked), width)]
    covers = [bytes(map(add, *pair)) for pair in zip(lines[::2], lines[1::2], strict=True)]
    for n, cover in enumerate(covers):
        for bump in _BUMP.finditer(cover):
            first, end = bump.span()
            below = any(lines[2 * n + 1][first:end])
            if below and any(lines[2 * n][first:end]):
                continue
            beyond = n - 1 if below else n + 1
            if 0 <= beyond < len(covers) and any(covers[beyond][max(first - 1, 0) : end + 1]):
                continue
            row, other = (2 * n + 1, 2 * n) if below else (2 * n, 2 * n + 1)
            smooth[row * width + first : row * width + end] = codes[
                other * width + first : other * width + end
            ]
    return bytes(smooth)


def _code(tone: int, level: int) -> int:
    return tone * 4 + level


@lru_cache(maxsize=256)
def _ink(code: int) -> str:
    tone, level = divmod(code, 4)
    if not tone or TONES[tone] in _PLAIN:
        return TONES[tone]
    return f"{TONES[tone]}-{max(level, 1)}"


@lru_cache(maxsize=4096)
def _cell(glyph: str, ink: int, ground: int = 0) -> Cell:
    """Return the cell with these codes. Equal cells are the same object, so comparing them is
    faster."""
    return Cell(glyph, _ink(ink), _ink(ground)) if ink else BLANK


@lru_cache(maxsize=16384)
def _pattern(tones: bytes) -> tuple[str, int, int]:
    """The Braille glyph of eight dots, the tone of the cell, and the number of inked dots."""
    weights: dict[int, float] = {}
    for tone in tones:
        if tone:
            weights[tone] = weights.get(tone, 0.0) + _WEIGHTS.get(tone, 1.0)
    if not weights:
        return " ", 0, 0
    tone = max(sorted(weights), key=lambda ink: weights[ink])
    # A fully dotted mat has ragged edges around the body. One dot per cell looks like a floor.
    if tone == _MAT:
        return (BRAILLE[_MAT_DOT], tone, 1) if tones[_MAT_BIT] else (" ", 0, 0)
    inked = [bool(dot) and dot != _MAT for dot in tones]
    pattern = sum(1 << n for n, ink in enumerate(inked) if ink)
    return BRAILLE[pattern], tone, sum(inked)


def _of_one_colour(dots: Dots, shading: Shading, before: bytes) -> Drawn:
    columns, lines = dots.width // 2, dots.height // 4
    rows = []
    codes = bytearray()
    for line in range(lines):
        row = []
        tones, bright = (
            _four_rows(dots.tones, dots.width, line),
            _four_rows(dots.bright, dots.width, line),
        )
        if not any(map(any, tones)):
            rows.append((BLANK,) * columns)
            codes += bytes(columns)
            continue
        for x in range(0, dots.width, 2):
            key = b"".join([part[x : x + 2] for part in tones])
            glyph, tone, count = _pattern(key)
            if not tone:
                row.append(BLANK)
                codes.append(0)
                continue
            if shading == "flat" or tone == _MAT:
                code = _code(tone, LEVELS)
            else:
                mean = sum([sum(part[x : x + 2]) for part in bright]) // count
                was = before[len(codes)] if before else 0
                level = was & 3 if was >> 2 == tone else 0
                code = _code(tone, _CELL_LEVEL[4 * min(mean, 255) + level])
            codes.append(code)
            row.append(_cell(glyph, code))
        rows.append(tuple(row))
    return Drawn(tuple(rows), bytes(codes))


def _four_rows(dots: bytearray, width: int, line: int) -> list[bytes]:
    start = 4 * line * width
    return [bytes(dots[start + n * width : start + (n + 1) * width]) for n in range(4)]


def _of_two_colours(dots: Dots, glyphs: Glyphs, shading: Shading, before: bytes) -> Drawn:
    if shading == "flat":
        codes = bytes([tone * 4 + LEVELS if tone else 0 for tone in dots.tones])
    elif before:
        codes = bytes([
            tone * 4 + _DOT_LEVEL[bright * 4 + (was & 3 if was >> 2 == tone else 0)] if tone else 0
            for tone, bright, was in zip(dots.tones, dots.bright, before, strict=True)
        ])  # fmt: skip
    else:
        codes = bytes([
            tone * 4 + _DOT_LEVEL[bright * 4] if tone else 0
            for tone, bright in zip(dots.tones, dots.bright, strict=True)
        ])  # fmt: skip
    if dots.edges:
        codes = _with_lines(codes, dots.edges, glyphs, shading)
    if glyphs == "quarters":
        codes = _without_bumps(codes, dots.width)
    look = _octant_cell if glyphs == "octants" else _quarter_cell
    columns = dots.width // 2
    rows = []
    for line in range(dots.height // 4):
        start = 4 * line * dots.width
        four = [codes[start + n * dots.width : start + (n + 1) * dots.width] for n in range(4)]
        if any(map(any, four)):
            one, two, three, last = four
            rows.append(tuple([
                look(one[x : x + 2] + two[x : x + 2] + three[x : x + 2] + last[x : x + 2])
                for x in range(0, dots.width, 2)
            ]))  # fmt: skip
        else:
            rows.append((BLANK,) * columns)
    return Drawn(tuple(rows), codes)


@lru_cache(maxsize=32768)
def _octant_cell(codes: bytes) -> Cell:
    return _two_coloured(codes, OCTANTS)


@lru_cache(maxsize=32768)
def _quarter_cell(codes: bytes) -> Cell:
    """A cell of quarter blocks. Each quarter shows the more important of its two dots."""
    quarters = [_quarter(codes[n], codes[n + 2]) for n in (0, 1, 4, 5)]
    a, b, c, d = quarters
    return _two_coloured(bytes([a, b, a, b, c, d, c, d]), QUARTERS)


def _quarter(upper: int, lower: int) -> int:
    if _HOLE in (upper, lower):
        return 0  # otherwise the other dot would close a gap of one dot
    if upper and lower:
        if upper & 3 == 0 or lower & 3 == 0:
            return min(upper, lower, key=lambda code: code & 3)
        return max(upper, lower, key=lambda code: _WEIGHTS.get(code >> 2, 1.0))
    return upper or lower


def _two_coloured(codes: bytes, alphabet: str) -> Cell:
    counts: dict[int, float] = {}
    for code in codes:
        counts[code] = counts.get(code, 0.0) + _WEIGHTS.get(code >> 2, 1.0)
    nothing = counts.pop(0, 0.0)
    if not counts:
        return BLANK
    ranked = sorted(counts, key=lambda code: (-counts[code], code))
    first = ranked[0]
    if nothing:
        body = [code for code in codes if code and code >> 2 != _MAT]
        mat = len(codes) - len(body) - nothing
        if body and mat > nothing:  # body, mat and background would need three colours
            return _two_coloured(codes.replace(b"\0", bytes([_MAT * 4 + LEVELS])), alphabet)
        if body:
            pattern = sum(1 << n for n, code in enumerate(codes) if code and code >> 2 != _MAT)
            first = max(sorted(set(body)), key=lambda code: counts[code])
        else:
            pattern = sum(1 << n for n, code in enumerate(codes) if code)
        return _cell(alphabet[pattern], first)
    if len(ranked) == 1:
        return _cell("█", first)
    second = ranked[1]
    pattern = sum(
        1 << n
        for n, code in enumerate(codes)
        if _difference(code, first) <= _difference(code, second)
    )
    if pattern == 255:
        return _cell("█", first)
    if pattern & 0x80 == 0:  # of two ways to show the same picture, always use this one
        return _cell(alphabet[pattern], first, second)
    return _cell(alphabet[255 - pattern], second, first)


def _difference(one: int, two: int) -> int:
    return (9 if one >> 2 != two >> 2 else 0) + abs((one & 3) - (two & 3))


def _dithered(dots: Dots, alphabet: str) -> Rows:
    """Draw without colour: moving and working parts are solid, darker parts have fewer dots."""
    columns = dots.width // 2
    inked = bytearray(len(dots.tones))
    for i, tone in enumerate(dots.tones):
        if tone and tone != _MAT:
            y, x = divmod(i, dots.width)
            if tone in _SOLID:
                inked[i] = 1
            elif tone == _HAIR or dots.bright[i] < 128:
                inked[i] = (x + y) % 2 == 0
            else:
                inked[i] = x % 2 == 0 or y % 2 == 0
    rows = []
    for line in range(dots.height // 4):
        one, two, three, last = _four_rows(inked, dots.width, line)
        row = []
        for x in range(0, 2 * columns, 2):
            quad = one[x : x + 2] + two[x : x + 2] + three[x : x + 2] + last[x : x + 2]
            pattern = sum(1 << n for n, ink in enumerate(quad) if ink)
            row.append(_cell(alphabet[pattern], _code(1, LEVELS)) if pattern else BLANK)
        rows.append(tuple(row))
    return tuple(rows)


def texts(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """The picture as lines of text, without colours."""
    return ["".join(cell.glyph for cell in row) for row in rows]
