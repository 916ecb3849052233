"""Caches the pictures of a movement, because every rep shows the same pictures.

A movement is divided into moments. Each moment is drawn only once, when it is first needed or ahead
of time. It starts with the brightness levels of the moment drawn before it. So cells between two
levels do not flicker.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from trainer.figure.cells import Glyphs, Rows, Shading
from trainer.figure.picture import Figure, Frame

MOMENTS: dict[Glyphs, int] = {"braille": 48, "quarters": 32, "octants": 28}
"""The number of moments in a movement. Nobody would notice more, and more would cost bytes. The
two-coloured cells of quarters and octants change more often, so these have fewer moments."""
_NEIGHBOURS = 3
"""Two moments share brightness levels only if they are at most this many moments apart."""


class Style(NamedTuple):
    """How a figure is drawn."""

    glyphs: Glyphs = "braille"
    shading: Shading = "levels"


class Film:
    """The moments of one movement at one size. `width` and `height` are in cells."""

    def __init__(
        self, figure: Figure, movement: Frame, width: int, height: int, style: Style
    ) -> None:
        self._figure = figure
        self._movement = movement
        self._size = width, height
        self._style = style
        moves = len(set(movement.path)) > 1 or movement.turning
        self._shown: list[Rows | None] = [None] * (MOMENTS[style.glyphs] + 1 if moves else 1)
        self._latest = -_NEIGHBOURS - 1, b""
        """The number and codes of the last moment drawn. They are one tuple, to be replaced
        at once, because two threads may draw."""

    def at(self, progress: float) -> Rows:
        """The picture at `progress` (0-1), rounded to the nearest moment."""
        last = len(self._shown) - 1
        return self._moment(round(min(max(progress, 0.0), 1.0) * last))

    @property
    def complete(self) -> bool:
        """Whether every moment has been drawn."""
        return None not in self._shown

    def draw_ahead(self) -> bool:
        """Draw the first missing moment. Return False if there is none."""
        for number, shown in enumerate(self._shown):
            if shown is None:
                self._moment(number)
                return True
        return False

    def _moment(self, number: int) -> Rows:
        shown = self._shown[number]
        if shown is None:
            progress = number / max(len(self._shown) - 1, 1)
            frame = self._movement
            last, codes = self._latest
            near = abs(number - last) <= _NEIGHBOURS
            drawn = self._figure.draw(
                replace(frame, progress=progress),
                *self._size,
                *self._style,
                codes if near else b"",
            )
            shown = self._shown[number] = self._reusing_rows(drawn.rows, last)
            self._latest = number, drawn.codes
        return shown

    def _reusing_rows(self, rows: Rows, last: int) -> Rows:
        """Reuse the row objects of moment `last` where the rows are equal, to save memory."""
        before = self._shown[last] if last >= 0 else None
        if before is None:
            return rows
        return tuple(old if old == new else new for old, new in zip(before, rows, strict=True))


@lru_cache(maxsize=24)
def _film(figure: Figure, movement: Frame, width: int, height: int, style: Style) -> Film:
    return Film(figure, movement, width, height, style)


def film_of(figure: Figure, frame: Frame, width: int, height: int, style: Style = Style()) -> Film:  # noqa: B008  (never changed)
    """Return the cached film of the movement that a frame is part of."""
    return _film(figure, replace(frame, progress=0.0), width, height, style)


def rows_of(figure: Figure, frame: Frame, width: int, height: int, style: Style = Style()) -> Rows:  # noqa: B008
    """The cells of a moment, from the cached film of its movement."""
    return film_of(figure, frame, width, height, style).at(frame.progress)
