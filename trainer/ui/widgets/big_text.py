"""Words and numbers large enough to read from the floor."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

HEIGHT = 5
"""Pixels in a glyph; two pixels share a cell, one above the other."""

_GLYPHS = {
    "A": " ## /#  #/####/#  #/#  #",
    "B": "### /#  #/### /#  #/### ",
    "C": " ###/#   /#   /#   / ###",
    "D": "### /#  #/#  #/#  #/### ",
    "E": "####/#   /### /#   /####",
    "F": "####/#   /### /#   /#   ",
    "G": " ###/#   /# ##/#  #/ ###",
    "H": "#  #/#  #/####/#  #/#  #",
    "I": "###/ # / # / # /###",
    "J": "  ##/   #/   #/#  #/ ## ",
    "K": "#  #/# # /##  /# # /#  #",
    "L": "#   /#   /#   /#   /####",
    "M": "#   #/## ##/# # #/#   #/#   #",
    "N": "#   #/##  #/# # #/#  ##/#   #",
    "O": " ## /#  #/#  #/#  #/ ## ",
    "P": "### /#  #/### /#   /#   ",
    "Q": " ## /#  #/#  #/# # / # #",
    "R": "### /#  #/### /# # /#  #",
    "S": " ###/#   / ## /   #/### ",
    "T": "#####/  #  /  #  /  #  /  #  ",
    "U": "#  #/#  #/#  #/#  #/ ## ",
    "V": "#   #/#   #/#   #/ # # /  #  ",
    "W": "#   #/#   #/# # #/## ##/#   #",
    "X": "#   #/ # # /  #  / # # /#   #",
    "Y": "#   #/ # # /  #  /  #  /  #  ",
    "Z": "####/  # / #  /#   /####",
    "0": " ## /#  #/#  #/#  #/ ## ",
    "1": " # /## / # / # /###",
    "2": "### /   #/ ## /#   /####",
    "3": "### /   #/ ## /   #/### ",
    "4": "#  #/#  #/####/   #/   #",
    "5": "####/#   /### /   #/### ",
    "6": " ## /#   /### /#  #/ ## ",
    "7": "####/   #/  # / #  / #  ",
    "8": " ## /#  #/ ## /#  #/ ## ",
    "9": " ## /#  #/ ###/   #/ ## ",
    "✓": "     #/    # /#  #  / ##   / #    ",
    "‖": "# #/# #/# #/# #/# #",
    "-": "   /   /###/   /   ",
    " ": "  /  /  /  /  ",
}
_HALVES = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def pixels(text: str) -> list[str]:
    """The rows of a text, `#` for ink; unknown characters are left out."""
    glyphs = [_GLYPHS[character].split("/") for character in text.upper() if character in _GLYPHS]
    return [" ".join(glyph[row] for glyph in glyphs) for row in range(HEIGHT)] if glyphs else []


def fitting(text: str, width: int, height: int) -> int:
    """The largest whole scale at which a text fits in cells, 0 where none does."""
    rows = pixels(text)
    if not rows:
        return 0
    return max(0, min(width // len(rows[0]), height * 2 // HEIGHT))


def draw(text: str, scale: int) -> list[str]:
    """A text as lines of half-block characters."""
    rows = ["".join(ink * scale for ink in row) for row in pixels(text) for _ in range(scale)]
    if len(rows) % 2:
        rows.append(" " * len(rows[0]))
    return [
        "".join(_HALVES[above == "#", below == "#"] for above, below in zip(*pair, strict=True))
        for pair in zip(rows[::2], rows[1::2], strict=True)
    ]


class BigText(Widget):
    """One short text in the middle, as large as it fits; in ordinary letters where it does not."""

    DEFAULT_CSS = """
    BigText { width: 1fr; height: 3; text-style: bold; }
    """

    text: reactive[str] = reactive("", repaint=False)
    """What to show."""
    largest: reactive[int] = reactive(2)
    """The largest scale to use."""

    def __init__(
        self, text: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(BigText.text, text)
        self._lines: list[str] = []
        self._for: tuple[str, Size, int] | None = None
        self._look: Style | None = None

    def watch_text(self) -> None:
        """Send only the lines that another text makes different."""
        before = list(self._lines)
        after = self._drawn()
        if len(before) != len(after):
            self.refresh()
            return
        width = self.size.width
        for y, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                self.refresh(self._changed(y, old, new, width))

    def notify_style_update(self) -> None:
        """Another stage or theme: same letters, other colours."""
        self._look = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line, in the middle of the widget."""
        lines = self._drawn()
        top = (self.size.height - len(lines)) // 2
        line = lines[y - top] if 0 <= y - top < len(lines) else ""
        if self._look is None:
            self._look = self.rich_style
        return Strip([Segment(line.center(self.size.width), self._look)], self.size.width)

    def _changed(self, y: int, old: str, new: str, width: int) -> Region:
        top = (self.size.height - len(self._lines)) // 2
        first, last = changed_span(old.center(width), new.center(width))
        return Region(first, y + top, last - first, 1)

    def _drawn(self) -> list[str]:
        wanted = (self.text, self.size, self.largest)
        if self._for != wanted:
            scale = min(fitting(self.text, *self.size), self.largest)
            self._lines = draw(self.text, scale) if scale else [self.text[: self.size.width]]
            self._for = wanted
        return self._lines


def changed_span(old: str, new: str) -> tuple[int, int]:
    """Where two texts differ: first cell and the cell after the last; all, if one is longer."""
    if len(old) != len(new):
        return 0, max(len(old), len(new))
    first = next((x for x, (a, b) in enumerate(zip(old, new, strict=True)) if a != b), 0)
    behind = zip(reversed(old), reversed(new), strict=True)
    last = next((x for x, (a, b) in enumerate(behind) if a != b), len(new))
    return first, len(new) - last
