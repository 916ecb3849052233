"""The progress bar of an exercise, with a segment for each rep.

If each side has its own reps, the bar has two halves.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from trainer.session.machine import Mark

DONE, TODO, SKIPPED = "━", "─", "╌"
BETWEEN_SIDES = 2
"""Blank columns between the halves."""
WITH_GAP = 3
"""If a segment has at least this many columns, its last column is blank."""

Cell = tuple[str, Mark]
"""The character in a column, and the state of the rep there."""

BLANK: Cell = (" ", "ahead")

_GLYPHS: dict[Mark, str] = {"done": DONE, "skipped": SKIPPED, "ahead": TODO, "now": DONE}


def segments(marks_by_side: Sequence[Sequence[Mark]], rep_done: float, width: int) -> list[Cell]:
    """Return the cells of a bar of `width` columns.

    For the parameters, see `SessionBar`.
    """
    room = width - BETWEEN_SIDES * (len(marks_by_side) - 1)
    cells: list[Cell] = []
    for number, marks in enumerate(marks_by_side):
        begin, end = (room * n // len(marks_by_side) for n in (number, number + 1))
        if number:
            cells += [BLANK] * BETWEEN_SIDES
        cells += _side(marks, rep_done, end - begin)
    return cells


def _side(marks: Sequence[Mark], rep_done: float, width: int) -> list[Cell]:
    gap = 1 if (width + 1) // len(marks) >= WITH_GAP else 0
    cells: list[Cell] = []
    for number, mark in enumerate(marks):
        first, last = ((width + gap) * n // len(marks) for n in (number, number + 1))
        inked = last - first - gap
        if mark == "now":
            filled = round(inked * min(max(rep_done, 0.0), 1.0))
            cells += [(DONE, mark)] * filled + [(TODO, "ahead")] * (inked - filled)
        else:
            cells += [(_GLYPHS[mark], mark)] * inked
        cells += [BLANK] * gap
    return cells[:width]


class SessionBar(Widget):
    """The reps of an exercise. The segment of the current rep fills up in the stage's colour."""

    DEFAULT_CSS = """
    SessionBar { width: 1fr; height: 1; }
    """

    marks_by_side: reactive[tuple[tuple[Mark, ...], ...]] = reactive[tuple[tuple[Mark, ...], ...]](
        (), repaint=False
    )
    """The state of each rep. If each side has its own reps, there is a tuple for each side."""
    rep_done: reactive[float] = reactive(0.0, repaint=False)
    """How much of the current rep is done, 0-1."""
    colour: reactive[str] = reactive("stage-ready")
    """The name of the theme variable with the stage's colour."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cells: list[Cell] = []

    def watch_marks_by_side(self) -> None:
        self._follow()

    def watch_rep_done(self) -> None:
        self._follow()

    def on_resize(self) -> None:
        self._follow()

    def _follow(self) -> None:
        cells = (
            segments(self.marks_by_side, self.rep_done, self.size.width)
            if self.marks_by_side
            else []
        )
        if cells != self._cells:
            self._cells = cells
            self.refresh()

    def render(self) -> RenderResult:
        roles: dict[Mark, str] = {"done": "$key", "now": f"${self.colour}"}
        return Content.assemble(
            *(
                ("".join(glyph for glyph, _ in run), roles.get(mark, "$line"))
                for mark, cells in groupby(self._cells, key=lambda cell: cell[1])
                for run in [list(cells)]
            )
        )
