"""The widget for the animated figure. It draws the frame that it is given.

A figure consists of rows of cells, made by `trainer.figure` without Textual. The property `rows`
holds the rows that are shown now. `style_of` returns the style of a cell.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from itertools import groupby

from rich.style import Style
from textual import work
from textual.color import Color
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.worker import get_current_worker

from trainer.figure import Cell, Figure, Film, Frame, Rows, Shading, film_of
from trainer.figure import Style as FigureStyle
from trainer.settings.model import Drawing
from trainer.ui.terminal.moving import Line, MovingPart
from trainer.ui.widgets import figure_colours, glyphs

Row = tuple[Cell, ...]

_MOST_LINES = 4096
"""The most lines to cache."""
_AHEAD = 1 / 20
"""Seconds to wait after each picture drawn ahead of time, so that the app can do other work."""
_GROUP = "draw-ahead"


class FigureView(MovingPart):
    """A person in the middle of a movement, as large as the widget allows."""

    DEFAULT_CSS = """
    FigureView {
        width: 1fr;
        height: 1fr;
    }
    """

    can_wait = True
    figure: reactive[Figure | None] = reactive[Figure | None](None, repaint=False)
    """The figure to draw, or None for nothing."""
    frame: reactive[Frame | None] = reactive[Frame | None](None, repaint=False)
    """The moment of the movement to show, or None for nothing."""
    drawing: reactive[Drawing] = reactive[Drawing]("auto", repaint=False)
    """The setting that says which characters to draw with."""
    dim: reactive[float] = reactive(0.0, repaint=False)
    """The share of the background mixed in, 0-1. During a pause the figure is fainter."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: Rows = ()
        self._drawn_at = Size()
        self._lines: dict[int, tuple[Row, Line]] = {}
        self._looks: dict[tuple[str, str], Style] = {}
        self._ahead: list[Film] = []
        self._rest = threading.Event()

    def watch_figure(self) -> None:
        self._ahead = []
        self._draw()

    def watch_frame(self) -> None:
        self._draw()

    def watch_drawing(self) -> None:
        self._ahead = []
        self._draw()

    def watch_dim(self) -> None:
        self._forget_looks()
        self.moved_after_words()

    def on_resize(self) -> None:
        self._ahead = []
        self._draw()

    def notify_style_update(self) -> None:
        self._forget_looks()
        if self.is_attached:
            self._draw()  # a theme with fewer colours needs another picture
        super().notify_style_update()

    def _forget_looks(self) -> None:
        self._lines.clear()
        self._looks.clear()

    @property
    def rows(self) -> Rows:
        """The cells shown, as a tuple for each line. Empty if nothing is drawn."""
        return self._rows

    @property
    def style_of_figure(self) -> FigureStyle | None:
        """How to draw the figure on this terminal, or None if the figure is turned off."""
        chosen = glyphs.resolve(
            self.drawing, os.environ, self.app.console.color_system, self.app.is_web
        )
        return FigureStyle(chosen, self.shading) if chosen else None

    @property
    def shading(self) -> Shading:
        """How to draw different tones in this terminal and theme.

        Tones are levels of brightness, flat colours or, without colour, more or fewer dots.
        """
        if self.app.no_color:
            return "dither"
        few = self.app.native_ansi_color or self.app.console.color_system == "standard"
        return "flat" if few else "levels"

    def style_of(self, cell: Cell) -> Style:
        """Return the style of a cell, on the widget's background."""
        key = (cell.ink, cell.ground)
        if key not in self._looks:
            colours = self._colours()
            self._looks[key] = self.rich_style + Style(
                color=colours[cell.ink].rich_color if cell.ink in colours else None,
                bgcolor=colours[cell.ground].rich_color if cell.ground in colours else None,
                dim=True if self.dim and self.shading != "levels" else None,
            )
        return self._looks[key]

    def _colours(self) -> dict[str, Color]:
        dark = self.app.current_theme.dark
        match self.shading:
            case "dither":
                return {}
            case "levels":
                many = self.app.console.color_system == "256"
                colours = figure_colours.graded if many else figure_colours.shaded
                return colours(dark, self.background_colors[1], self.dim)
            case _ if self.app.native_ansi_color:
                return figure_colours.flat(
                    figure_colours.ANSI_DARK if dark else figure_colours.ANSI_LIGHT
                )
            case _:
                return figure_colours.flat(
                    figure_colours.SIXTEEN_DARK if dark else figure_colours.SIXTEEN_LIGHT
                )

    def prepare(self, frames: Iterable[Frame], size: tuple[int, int] | None = None) -> None:
        """Draw movements ahead of time in a worker, so that no frame is late when it is shown.

        `size` is the size to draw them at, in columns and rows. By default it is the widget's size.
        """
        films = (self._film(frame, size) for frame in frames)
        self._ahead = list(dict.fromkeys(film for film in films if film and not film.complete))
        if self._ahead and not any(w.group == _GROUP and not w.is_finished for w in self.workers):
            self._draw_all()

    @work(thread=True, group=_GROUP)
    def _draw_all(self) -> None:
        """Draw one picture after another, and wait a little after each."""
        worker = get_current_worker()
        while not worker.is_cancelled and self.draw_ahead():
            self._rest.wait(_AHEAD)

    def draw_ahead(self) -> bool:
        """Draw one picture ahead of time. Return False if all are already drawn."""
        return any(film.draw_ahead() for film in self._ahead)

    def _film(self, frame: Frame | None, size: tuple[int, int] | None = None) -> Film | None:
        width, height = size or self.size
        style = self.style_of_figure
        if self.figure is None or frame is None or style is None or not width * height:
            return None
        # The figure and the frame are set separately, so for a moment they may not match.
        if not frame.path or not set(frame.path) <= set(self.figure.poses):
            return None
        return film_of(self.figure, frame, width, height, style)

    def _draw(self) -> None:
        old, self._rows = self._rows, self._drawn()
        if old is not self._rows and old != self._rows:
            self.moved()

    def _drawn(self) -> Rows:
        self._drawn_at = self.size
        film = self._film(self.frame)
        return film.at(self.frame.progress) if film and self.frame else ()

    def render_lines(self, crop: Region) -> list[Strip]:
        # Textual can call this before the resize event, so the rows may have the old size.
        if self.size != self._drawn_at:
            self._rows = self._drawn()
        return super().render_lines(crop)

    @property
    def lines(self) -> list[Line]:
        """The rows, each as runs of text in one style."""
        if not self._rows:
            return [((" " * self.size.width, self.rich_style),)] * self.size.height
        return [self._line(row) for row in self._rows]

    def _line(self, row: Row) -> Line:
        """Return a row as runs of text in one style.

        The runs are cached, because each rep shows the same row objects again.
        """
        kept = self._lines.get(id(row))
        if kept is None:
            if len(self._lines) >= _MOST_LINES:
                self._lines.clear()
            line = tuple(
                ("".join(cell.glyph for cell in run), self.style_of(cell))
                for cell, run in _runs(row)
            )
            kept = self._lines[id(row)] = row, line
        return kept[1]


def _runs(row: Row) -> Iterable[tuple[Cell, list[Cell]]]:
    """Yield runs of neighbouring cells in one style, each with its first cell."""
    for _, group in groupby(row, key=lambda cell: (cell.ink, cell.ground)):
        cells = list(group)
        yield cells[0], cells
