"""The layout of the picker at every size: a pure function of the size.

The head is at the top, then Today (the coach's suggestion), then the list. In a wide window, the
figure and the text of the exercise under the cursor are to the right of the list. In a narrow
window, the figure and two lines of text are below the list. In the smallest windows there is no
figure.
"""

from __future__ import annotations

from msgspec import Struct

from trainer.ui.widgets.grid import MARGINS, ROOM_FOR_TWICE, Rect, SizeClass, size_class

LISTS: dict[SizeClass, int] = {"normal": 36, "medium": 40, "wide": 40, "large": 46, "huge": 46}
"""The width of the list, in columns, for size classes with a part to the right of the list."""
BETWEEN = 3
"""The blank columns between the list and the part to its right."""
ABOUT = 2
"""The lines of text about the exercise under the cursor, in a narrow window."""
SHORT_LIST = 8
"""The list gets room for up to this many items before the text about an exercise gets any."""
FIGURE = 5
"""The fewest rows of a figure."""
WEEKS = 11
"""The rows of the last four weeks, with the heading."""
BAR = 1
"""The columns for the scroll bar to the right of the list."""
FOOT = 2
"""The rows at the foot: a blank row and the keys."""
CURSOR = 2
"""The columns for the cursor, which is in the left margin."""


class PickerLayout(Struct, frozen=True):
    """The layout of the window above the foot, at one size."""

    name: SizeClass
    margin: int
    row: int
    """The lines of an exercise in the list: 1, 2, or 3 with a blank line."""
    rects: dict[str, Rect]
    """The rectangle of each part, by id. A part without a rectangle is not shown."""

    @property
    def is_narrow(self) -> bool:
        """Whether nothing is to the right of the list."""
        return self.name not in LISTS

    @property
    def list_width(self) -> int:
        """The width of a row in columns, without the cursor and the scroll bar."""
        return self.rects["exercises"].width - CURSOR - BAR


def picker_layout(
    width: int, height: int, items: int, panel: int, *, reading: bool = False, figure: bool = True
) -> PickerLayout:
    """Return the layout for a window of `width` columns and `height` rows.

    The list has `items` rows, and Today has `panel` lines. With `reading`, the text about an
    exercise replaces the figure and, in a narrow window, the list. `figure` says whether there is
    a figure to show.
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
    """Return the largest height of a row at which all rows fit, or 2 if they never do."""
    return next((row for row in (3, 2, 1) if items * row - (row == 3) <= room), 2)


def _beside(rest: Rect, name: SizeClass, figure: bool) -> dict[str, Rect]:
    """Put the figure above the text or, in a wide, short window, to the left of the text."""
    x, y, width, height = rest
    if not figure:
        return {"scroll": rest}
    if name == "wide":
        half = width // 2
        return {
            "figure": Rect(x, y, half, height),
            "scroll": Rect(x + half + 2, y, width - half - 2, height),
        }
    # In the smallest of these windows, the text needs a row more than the figure does.
    rows = (height - 1 if name == "normal" else height) // 2
    return {
        "figure": Rect(x, y, width, rows),
        "scroll": Rect(x, y + rows + 1, width, height - rows - 1),
    }
