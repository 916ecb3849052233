"""The layout of the picker at every size: a pure function of the size.

The head is at the top, then Today, then the list. In windows of at least eighty columns, the
exercise under the cursor is to the right of the list: its figure, and as much of its text as fits
whole. In narrower windows the figure is below the list. In the smallest windows there are only two
lines of text, and no figure.
"""

from __future__ import annotations

from msgspec import Struct

from trainer.ui.widgets.grid import MARGINS, ROOM_FOR_TWICE, Rect, SizeClass, size_class

LISTS: dict[SizeClass, int] = {"normal": 36, "medium": 40, "wide": 40, "large": 46, "huge": 46}
"""The width of the list in the size classes with something to the right of it."""
BETWEEN = 3
"""Columns between the list and the part to the right of it."""
ABOUT = 2
"""Lines about the exercise under the cursor, if nothing is to the right of the list."""
SHORT_LIST = 8
"""Up to this many rows of the list are shown before the text about one of them gets any room."""
FIGURE = 5
"""The fewest rows for a figure."""
WEEKS = 11
"""Rows of the last four weeks, with their heading."""
BAR = 1
"""Columns to the right of the list, for its scroll bar."""
FOOT = 2
"""Rows at the foot: a blank one and the keys."""
CURSOR = 2
"""Columns to the left of the margin, for the cursor."""


class PickerLayout(Struct, frozen=True):
    """The layout at one size, for the window without its foot."""

    name: SizeClass
    margin: int
    row: int
    """Lines of an exercise in the list, with the blank one after it: 1, 2 or 3."""
    rects: dict[str, Rect]
    """The rectangle of each part, by id; a part without one is not shown."""

    @property
    def is_narrow(self) -> bool:
        """Whether nothing is to the right of the list."""
        return self.name not in LISTS

    @property
    def list_width(self) -> int:
        """The width of a row, without the cursor and the scroll bar."""
        return self.rects["exercises"].width - CURSOR - BAR


def picker_layout(
    width: int, height: int, items: int, panel: int, *, reading: bool = False, figure: bool = True
) -> PickerLayout:
    """The layout for a window of `width` columns and `height` rows.

    `items` is the number of items in the list, and `panel` the number of lines in Today. `reading`
    gives the text about an exercise all the room it can have. `figure` is whether there is one.
    """
    name = size_class(width, height)
    if width < ROOM_FOR_TWICE:
        name = "half" if height >= 20 else "small"
    margin = MARGINS[name]
    inner = max(width - 2 * margin, 1)
    roomy = height >= 20
    top = 3 if roomy else 2
    foot = height - FOOT
    first = top + panel + 1
    room = max(foot - first, 1)
    before = margin - CURSOR
    rects = {
        "head": Rect(margin, 0, inner, 2 if roomy else 1),
        "today": Rect(before, top, inner + CURSOR, panel),
    }
    if name in LISTS:
        columns = LISTS[name]
        row = _row_height(items, room)
        rects["exercises"] = Rect(before, first, columns + CURSOR + BAR, room)
        x = margin + columns + BETWEEN
        rest = Rect(x, first, width - margin - x, room)
        rects |= _beside(rest, name, figure and not reading)
        listed = items * row
        if name in ("large", "huge") and room - listed > WEEKS:
            y = min(first + max(listed + 2, room // 2), foot - WEEKS)
            rects["exercises"] = Rect(before, first, columns + CURSOR + BAR, listed)
            rects["weeks"] = Rect(margin, y, columns, WEEKS)
    elif reading:
        rects["exercises"] = Rect(before, first, inner + CURSOR + BAR, 0)
        rects["scroll"] = Rect(margin, first, inner, room)
        row = 1
    else:
        row = 1
        beside_about = room - ABOUT - 1
        listed = min(items, room if beside_about < min(items, SHORT_LIST) else beside_about)
        rects["exercises"] = Rect(before, first, inner + CURSOR + BAR, listed)
        if room - listed >= ABOUT:
            rects["scroll"] = Rect(margin, foot - ABOUT, inner, ABOUT)
        between = room - listed - ABOUT - 2
        if figure and between >= FIGURE:
            rects["figure"] = Rect(margin, first + listed + 1, inner, between)
    return PickerLayout(name=name, margin=margin, row=row, rects=rects)


def _row_height(items: int, room: int) -> int:
    """Lines for each exercise: the most with which all of them fit; two if all never fit."""
    return next((row for row in (3, 2, 1) if items * row - (row == 3) <= room), 2)


def _beside(rest: Rect, name: SizeClass, figure: bool) -> dict[str, Rect]:
    """The figure above the text; in a short window it is to the left of the text."""
    x, y, width, height = rest
    if not figure:
        return {"scroll": rest}
    if name == "wide":
        half = width // 2
        return {
            "figure": Rect(x, y, half, height),
            "scroll": Rect(x + half + 2, y, width - half - 2, height),
        }
    # In the smallest of these windows, another row of text is worth more than one of the figure.
    rows = (height - 1 if name == "normal" else height) // 2
    return {
        "figure": Rect(x, y, width, rows),
        "scroll": Rect(x, y + rows + 1, width, height - rows - 1),
    }
