"""Sends only the cells that changed to the terminal.

Textual repaints large parts of a line if anything in them may have changed. Most of its output
changes nothing. This module records what every cell on the terminal shows. It reduces an update to
the cells that really look different, and sends only the parts of a style that change from one cell
to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from trainer.files.safe_text import forbidden_character, is_ordinary, may_join

NARROW_GAP = 4
"""Up to this many unchanged cells are sent again, because that takes fewer bytes than a jump."""

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29"}
"""For each attribute, the code that turns it off."""


class Pen(NamedTuple):
    """The look of a character, as codes for the terminal (SGR)."""

    attributes: frozenset[str] = frozenset()
    foreground: str = "39"
    background: str = "49"

    def after(self, before: Pen | None) -> str:
        """Return the codes that change the look from `before`, or from any look, to this one."""
        if before is self:
            return ""
        if before is None:
            parts = ["0", *sorted(self.attributes), self.foreground, self.background]
        else:
            ended = {_OFF[code] for code in before.attributes - self.attributes}
            still_on = frozenset[str]() if ended else before.attributes
            parts = [*sorted(ended), *sorted(self.attributes - still_on)]
            if before.foreground != self.foreground:
                parts.append(self.foreground)
            if before.background != self.background:
                parts.append(self.background)
        return f"\x1b[{';'.join(parts)}m" if parts else ""


@lru_cache(maxsize=4096)
def pen(style: Style, colours: ColorSystem | None) -> Pen:
    """Return the codes of a style in this colour system."""

    def codes(part: Style) -> str:
        before, _, _ = part.render("x", color_system=colours).partition("x")
        return before[2:-1]

    attributes = frozenset(filter(None, codes(style.without_color).split(";"))) & frozenset(_OFF)
    return _same(
        Pen(
            attributes,
            codes(Style(color=style.color)) or "39",
            codes(Style(bgcolor=style.bgcolor)) or "49",
        )
    )


@lru_cache(maxsize=4096)
def _same(pen: Pen) -> Pen:
    """Return the same object for equal looks, so that looks can be compared with `is`."""
    return pen


Cell = tuple[str, Pen]
"""A character and its look. An empty string is the right half of a wide character."""
Span = tuple[int, int, list[Cell]]
"""The number of a line, the first column, and the cells from that column on."""

_NOTHING: Cell = ("", Pen())


class Painting:
    """A record of what the terminal shows, cell by cell."""

    def __init__(self) -> None:
        self._shown: dict[int, list[Cell]] = {}
        self.sent = 0
        """Bytes sent so far."""

    def forget(self) -> None:
        """Forget everything, for example after a resize, when the terminal may show anything."""
        self._shown.clear()

    def changes(self, update: CompositorUpdate) -> CompositorUpdate:
        """Return the same update without the cells that the terminal already shows."""
        if isinstance(update, (ChopsUpdate, LayoutUpdate)):
            return _Changes(self, update)
        return update

    def paint(self, spans: Iterable[Span], most: int | None = None) -> str:
        """Record these cells as shown, and return the text that makes the terminal show them.

        Stop after a span when the text has `most` characters or more. If `spans` is an iterator,
        the caller can take the remaining spans from it.
        """
        sent: list[str] = []
        now: Pen | None = None
        for y, first, cells in spans:
            shown = self._shown.setdefault(y, [])
            shown.extend([_NOTHING] * (first + len(cells) - len(shown)))
            at = -1
            for begin, end in _runs(shown[first : first + len(cells)], cells):
                left = first + begin
                sent.append(f"\x1b[{y + 1};{left + 1}H" if at < 0 else f"\x1b[{left - at}C")
                for character, look in cells[begin:end]:
                    if look is not now:
                        sent.append(look.after(now))
                        now = look
                    sent.append(character)
                at = first + end
            shown[first : first + len(cells)] = cells
            if most is not None and sum(map(len, sent)) >= most:
                break
        if now is not None:
            sent.append("\x1b[0m")
        text = "".join(sent)
        self.sent += len(text.encode())
        return text


class _Changes(CompositorUpdate):
    def __init__(self, painting: Painting, update: ChopsUpdate | LayoutUpdate) -> None:
        self._painting = painting
        self._update = update

    def render_segments(self, console: Console) -> str:
        return self._painting.paint(_spans(self._update, console._color_system))


def _spans(update: ChopsUpdate | LayoutUpdate, colours: ColorSystem | None) -> Iterator[Span]:
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            cells = [cell for strip in line for cell in cells_of_strip(strip, colours)]
            yield y, update.region.x, cells
        return
    for y, left, right in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < right and end > left:
                first, last = max(left - x, 0), min(end, right) - x
                yield y, x + first, cells_of_strip(strip, colours)[first:last]


def cells_of_strip(strip: Strip, colours: ColorSystem | None) -> list[Cell]:
    """Return the cells of a line that Textual rendered."""
    cells: list[Cell] = []
    for text, style, control in strip:
        if not control:
            add_cells(cells, text, pen(style, colours) if style else _NOTHING[1])
    return cells


def add_cells(cells: list[Cell], text: str, look: Pen) -> None:
    """Append text with one look to a line of cells, and make control characters harmless."""
    if len(text) == cell_len(text) and is_ordinary(text):
        cells.extend([(character, look) for character in text])
        return
    for character in text:
        width = get_character_cell_size(character)
        if width == 0:
            # A character without width could be a control character.
            if cells and may_join(character, cells[-1][0]):
                cells[-1] = (cells[-1][0] + character, cells[-1][1])
        else:
            cells.append(("�" if forbidden_character(character) else character, look))
            cells.extend([("", look)] * (width - 1))


def _runs(old: list[Cell], new: list[Cell]) -> Iterator[tuple[int, int]]:
    """Yield the runs of cells that differ, each as its begin and end.

    Two runs are joined if the gap between them is narrow, and all its cells have the same look.
    """
    if old == new:
        return
    begin = end = -1
    for x, (was, cell) in enumerate(zip(old, new, strict=True)):
        if was == cell:
            continue
        if begin < 0:
            begin = x
        elif x - end > NARROW_GAP or any(look is not new[end - 1][1] for _, look in new[end:x]):
            yield begin, end
            begin = x
        end = x + 1
        while end < len(new) and not new[end][0]:
            end += 1  # the right half of a wide character belongs to its left half
    yield begin, end
