"""Pictures made of dots, each held in one whole number: a bit a dot, a stride a row.

Python shifts and combines a few hundred bytes in one step, so painting one shape behind another,
or leaving a gap around it, costs the same as adding two numbers. A cell of text is two dots wide
and four high; that is a Braille character, and its dots are about square.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor, hypot, sqrt

_BRAILLE_BITS = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)
_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"

BRAILLE = "".join(
    chr(0x2800 + sum(bit for n, bit in enumerate(_BRAILLE_BITS) if cell >> n & 1)) if cell else " "
    for cell in range(256)
)
"""The Braille character of each pattern of a cell: bit `2 * row + column`."""
BLOCKS = "".join(
    _QUARTERS[
        bool(cell & 0x05) | bool(cell & 0x0A) << 1 | bool(cell & 0x50) << 2 | bool(cell & 0xA0) << 3
    ]
    for cell in range(256)
)
"""The same patterns in quarters of a cell, for fonts without Braille."""

_SPREAD = tuple(bytes(byte >> shift & 3 for shift in (0, 2, 4, 6)) for byte in range(256))
_PRESENT = tuple(bytes(bool(byte >> shift & 3) for shift in (0, 2, 4, 6)) for byte in range(256))
_THINNEST = 0.55


class Paper:
    """A grid of dots, and the shapes that can be put on it.

    `width` and `height` are in dots; y runs down from the top. A shape is an `int`, to be
    combined with others by `|`, `&` and `~`; what lies outside the grid is cut off.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        # At least one empty column, so that a shape that grows does not reach the next row.
        self.stride = (width // 8 + 1) * 8
        row = (1 << width) - 1
        self.full = sum(row << y * self.stride for y in range(height))
        self.chequer = self.full & sum(
            (0x55 << y % 2 & 0xFF) << 8 * n + y * self.stride
            for y in range(height)
            for n in range(self.stride // 8)
        )
        self._firsts = sum(row << y * self.stride for y in range(0, height, 4))

    def bar(self, left: float, right: float, top: float, bottom: float) -> int:
        """An upright rectangle; at least one dot wide and high."""
        x0, y0 = max(round(left), 0), max(round(top), 0)
        x1 = min(max(round(right), x0 + 1), self.width)
        y1 = min(max(round(bottom), y0 + 1), self.height)
        if x0 >= x1 or y0 >= y1:
            return 0
        row = (1 << x1) - (1 << x0)
        shape = 0
        for _ in range(y0, y1):
            shape = shape << self.stride | row
        return shape << y0 * self.stride

    @lru_cache(maxsize=512)  # noqa: B019  (there are few papers, and what lies still is many frames)
    def capsule(self, x0: float, y0: float, r0: float, x1: float, y1: float, r1: float) -> int:
        """Two discs and everything between them: a limb, thicker at one end than at the other."""
        r0, r1 = max(r0, _THINNEST), max(r1, _THINNEST)
        top = max(ceil(min(y0 - r0, y1 - r1) - 0.5), 0)
        bottom = min(floor(max(y0 + r0, y1 + r1) - 0.5), self.height - 1)
        if top > bottom:
            return 0
        lefts = [1e9] * (bottom - top + 1)
        rights = [-1e9] * (bottom - top + 1)
        for x, y, r in ((x0, y0, r0), (x1, y1, r1)):
            square = r * r
            for row in range(max(ceil(y - r - 0.5), top), min(floor(y + r - 0.5), bottom) + 1):
                dy = row + 0.5 - y
                half = sqrt(max(square - dy * dy, 0.0))
                n = row - top
                if x - half < lefts[n]:
                    lefts[n] = x - half
                if x + half > rights[n]:
                    rights[n] = x + half
        dx, dy = x1 - x0, y1 - y0
        length = hypot(dx, dy)
        if length > abs(r0 - r1):
            # The two straight edges touch each disc where its radius is square to them.
            along = (r0 - r1) / length
            across = sqrt(1 - along * along)
            ux, uy = dx / length, dy / length
            for side in (across, -across):
                nx, ny = ux * along - uy * side, uy * along + ux * side
                self._edge(
                    lefts, rights, top, x0 + r0 * nx, y0 + r0 * ny, x1 + r1 * nx, y1 + r1 * ny
                )
        shape = 0
        for left, right in zip(reversed(lefts), reversed(rights), strict=True):
            first, last = max(ceil(left - 0.5), 0), min(floor(right - 0.5), self.width - 1)
            shape <<= self.stride
            if first <= last:
                shape |= (2 << last) - (1 << first)
        return shape << top * self.stride

    @staticmethod
    def _edge(
        lefts: list[float],
        rights: list[float],
        top: int,
        ax: float,
        ay: float,
        bx: float,
        by: float,
    ) -> None:
        if ay > by:
            ax, ay, bx, by = bx, by, ax, ay
        if by - ay < 1e-9:
            return
        slope = (bx - ax) / (by - ay)
        first, last = max(ceil(ay - 0.5) - top, 0), min(floor(by - 0.5) - top, len(lefts) - 1)
        x = ax + (first + top + 0.5 - ay) * slope
        for n in range(first, last + 1):
            if x < lefts[n]:
                lefts[n] = x
            if x > rights[n]:
                rights[n] = x
            x += slope

    def grown(self, shape: int) -> int:
        """A shape and the dots that touch it."""
        wide = shape | shape << 1 | shape >> 1
        return wide | wide << self.stride | wide >> self.stride

    def cells(self, ink: int, alphabet: str) -> list[str]:
        """A picture as lines of characters; the alphabet has one for each pattern of a cell."""
        spread = b"".join(map(_SPREAD.__getitem__, self._bytes(ink)))
        row, columns = self.stride // 2, self.width // 2
        lines = []
        for start in range(0, len(spread), 4 * row):
            cell = 0
            for n in range(4):
                at = start + n * row
                cell |= int.from_bytes(spread[at : at + columns], "little") << 2 * n
            lines.append("".join(map(alphabet.__getitem__, cell.to_bytes(columns, "little"))))
        return lines

    def topmost(self, layers: list[int]) -> list[bytes]:
        """For each line of cells, the number of the last layer with ink in the cell, from 1."""
        row, columns = self.stride // 2, self.width // 2
        lines = self.height // 4
        found = [bytes(columns)] * lines
        seen = [0] * lines
        for number, ink in enumerate(layers):
            if not ink:
                continue
            folded = ink | ink >> self.stride
            folded |= folded >> 2 * self.stride
            rows = self._bytes(folded & self._firsts)
            width = self.stride // 8
            for line in range(lines):
                part = rows[4 * line * width : (4 * line + 1) * width]
                if any(part):
                    cells = b"".join(map(_PRESENT.__getitem__, part))
                    seen[line] |= int.from_bytes(cells, "little") << number
        for line, bits in enumerate(seen):
            if bits:
                found[line] = bits.to_bytes(row + 1, "little")[:columns].translate(_HIGHEST)
        return found

    def _bytes(self, ink: int) -> bytes:
        return (ink & self.full).to_bytes(self.stride // 8 * self.height, "little")


_HIGHEST = bytes(bits.bit_length() for bits in range(256))
