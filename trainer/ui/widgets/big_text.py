"""Words and numbers large enough to read from the floor."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import chain, count
from math import ceil

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

HEIGHT = 5
"""The height of each letter in `_LETTERS`, in pixels."""

_LETTERS = {
    "A": "####/#  #/####/#  #/#  #",
    "B": "### /#  #/### /#  #/### ",
    "C": "####/#   /#   /#   /####",
    "D": "### /#  #/#  #/#  #/### ",
    "E": "####/#   /### /#   /####",
    "F": "####/#   /### /#   /#   ",
    "G": "####/#   /# ##/#  #/####",
    "H": "#  #/#  #/####/#  #/#  #",
    "I": "#/#/#/#/#",
    "J": "   #/   #/   #/#  #/####",
    "K": "#  #/# # /##  /# # /#  #",
    "L": "#   /#   /#   /#   /####",
    "M": "#   #/## ##/# # #/#   #/#   #",
    "N": "#   #/##  #/# # #/#  ##/#   #",
    "O": "####/#  #/#  #/#  #/####",
    "P": "####/#  #/####/#   /#   ",
    "Q": "####/#  #/#  #/# ##/####",
    "R": "####/#  #/### /# # /#  #",
    "S": "####/#   /####/   #/####",
    "T": "#####/  #  /  #  /  #  /  #  ",
    "U": "#  #/#  #/#  #/#  #/####",
    "V": "#   #/#   #/#   #/ # # /  #  ",
    "W": "#   #/#   #/# # #/## ##/#   #",
    "X": "#  #/#  #/ ## /#  #/#  #",
    "Y": "#   #/ # # /  #  /  #  /  #  ",
    "Z": "####/  # / #  /#   /####",
    "0": "####/#  #/#  #/#  #/####",
    "1": " # /## / # / # /###",
    "2": "####/   #/####/#   /####",
    "3": "####/   #/ ###/   #/####",
    "4": "#  #/#  #/####/   #/   #",
    "5": "####/#   /####/   #/####",
    "6": "####/#   /####/#  #/####",
    "7": "####/   #/   #/   #/   #",
    "8": "####/#  #/####/#  #/####",
    "9": "####/#  #/####/   #/####",
    "-": "   /   /###/   /   ",
    " ": "  /  /  /  /  ",
}
_QUARTERS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""Block characters. The index of a character is the sum of its filled quarters: 1 is upper left, 2
upper right, 4 lower left, and 8 lower right."""


Scale = float
"""The width of a letter's pixel in columns: a whole number, or `NARROW`."""
NARROW: Scale = 1.5
"""A scale with letters as high as those of scale 2, but narrower, for narrow windows."""


def width(text: str, scale: Scale) -> int:
    """Return the width of a text in columns, or 0 if none of its letters can be drawn."""
    letters = [_LETTERS[letter] for letter in text.upper() if letter in _LETTERS]
    inked = sum(ceil(letter.index("/") * scale) for letter in letters)
    return inked + _space(scale) * (len(letters) - 1) if letters else 0


def height(scale: Scale) -> int:
    """Return the height of a text in lines."""
    return -(-HEIGHT * ceil(scale) // 2)


def fitting(text: str, columns: int, lines: int) -> Scale:
    """Return the largest scale at which a text fits, or 0 if it never fits."""
    if not width(text, 1):
        return 0
    found: Scale = 0
    for scale in chain((1, NARROW), count(2)):
        if width(text, scale) > columns or height(scale) > lines:
            break
        found = scale
    return found


@lru_cache(maxsize=64)
def draw(text: str, scale: Scale, above: int = 0) -> tuple[str, ...]:
    """Draw a text as lines of block characters, with rounded corners at scale 1.5 and above.

    `above` is the number of blank half lines above the text.
    """
    letters = [_letter(letter, scale, above) for letter in text.upper() if letter in _LETTERS]
    space = " " * _space(scale)
    return tuple(space.join(parts) for parts in zip(*letters, strict=True))


def _space(scale: Scale) -> int:
    return max(1, int(scale + 1) // 2)


@lru_cache(maxsize=256)
def _letter(letter: str, scale: Scale, above: int) -> tuple[str, ...]:
    """Return the lines of one letter. A cell has four quarters: two across and two down."""
    rows = _LETTERS[letter].split("/")
    across, down = len(rows[0]), HEIGHT
    wide, high = int(2 * scale), ceil(scale)
    columns, lines = 2 * ceil(across * scale), (above + down * high + 1) // 2

    def inked(x: int, y: int) -> bool:
        return 0 <= x < across and 0 <= y < down and rows[y][x] == "#"

    quarters = [
        [inked(x // wide, (y - above) // high) for x in range(columns)] for y in range(2 * lines)
    ]
    if scale > 1:
        for y in range(down):
            for x in range(across):
                for turn in _turned(inked, x, y):
                    left, top = wide * x, above + high * y
                    column = left if turn[0] < 0 else left + wide - 1
                    row = top if turn[1] < 0 else top + high - 1
                    for step in range(min(high - 1, 2)):
                        quarters[row][column - turn[0] * step] = not inked(x, y)
    return tuple(
        "".join(
            _QUARTERS[above[x] + 2 * above[x + 1] + 4 * below[x] + 8 * below[x + 1]]
            for x in range(0, columns, 2)
        )
        for above, below in zip(quarters[::2], quarters[1::2], strict=True)
    )


def _turned(inked: Callable[[int, int], bool], x: int, y: int) -> list[tuple[int, int]]:
    """Return which corners of a pixel to change, each as a direction.

    Outer corners of a letter are cut off, and inner corners are filled.
    """
    sideways = [dx for dx in (-1, 1) if inked(x + dx, y)]
    upright = [dy for dy in (-1, 1) if inked(x, y + dy)]
    if inked(x, y):
        outer = len(sideways) == len(upright) == 1
        return [(-sideways[0], -upright[0])] if outer else []
    return [(dx, dy) for dx in sideways for dy in upright if not inked(x + dx, y + dy)]


class BigText(Widget):
    """A short text at the bottom of the widget, at scale `largest` or, if need be, smaller.

    If the widget has one line more than `largest` needs, the last half line is blank.
    """

    DEFAULT_CSS = """
    BigText { width: 1fr; height: 3; text-style: bold; }
    """

    text: reactive[str] = reactive("", repaint=False)
    """The text to show."""
    largest: reactive[Scale] = reactive(2)
    """The largest scale to use."""
    is_right: reactive[bool] = reactive(False)
    """Whether the text is aligned to the right."""

    def __init__(
        self,
        text: str = "",
        *,
        right: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Create the widget. `right` aligns the text to the right."""
        super().__init__(id=id, classes=classes)
        self.set_reactive(BigText.text, text)
        self.set_reactive(BigText.is_right, right)
        self._lines: list[str] = []
        self._for: tuple[str, Size, Scale, bool] | None = None
        self._look: Style | None = None

    def watch_text(self) -> None:
        # Redraw only the cells that the new text changes.
        before, after = self._lines, self.lines
        if len(before) != len(after):
            self.refresh()
            return
        for y, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                first, last = changed_span(old, new)
                self.refresh(Region(first, y, last - first, 1))

    def notify_style_update(self) -> None:
        self._look = None  # the style has changed, with the stage or the theme
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        if self._look is None:
            self._look = self.rich_style
        lines = self.lines
        text = lines[y] if y < len(lines) else " " * self.size.width
        return Strip([Segment(text, self._look)], self.size.width)

    @property
    def lines(self) -> list[str]:
        """All lines of the widget, padded to its width."""
        wanted = (self.text, self.size, self.largest, self.is_right)
        if self._for != wanted:
            columns, lines = self.size
            scale = min(fitting(self.text, columns, lines), self.largest)
            below = 2 * lines > HEIGHT * ceil(self.largest) + 1
            above = 2 * lines - HEIGHT * ceil(scale) - below
            drawn = draw(self.text, scale, above) if scale else (self.text[:columns],)[:lines]
            side = str.rjust if self.is_right else str.ljust
            blank = [" " * columns] * (lines - len(drawn))
            drawn = (*drawn, *blank) if scale else (*blank, *drawn)
            self._lines = [side(line, columns) for line in drawn]
            self._for = wanted
        return self._lines


def changed_span(old: str, new: str) -> tuple[int, int]:
    """Return the first position where two texts differ, and the position after the last one.

    If the lengths differ, return the span of the longer text.
    """
    if len(old) != len(new):
        return 0, max(len(old), len(new))
    first = next((x for x, (a, b) in enumerate(zip(old, new, strict=True)) if a != b), 0)
    behind = zip(reversed(old), reversed(new), strict=True)
    last = next((x for x, (a, b) in enumerate(behind) if a != b), len(new))
    return first, len(new) - last
