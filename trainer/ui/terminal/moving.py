"""Draws moving parts directly, without Textual's compositor.

A moving part is a widget that changes many times a second. One is the figure. Another is the breath
light, a column at each edge of the screen that rises with every inhale. In Textual, each change
takes a message, a wait for idleness, a timer, and a compositor that renders whole widgets. Here,
the cells that changed are sent in the same turn of the event loop. Textual draws everything else.

The result is always the same as if Textual had drawn the part:

- Before a part is drawn, it has its new state, and Textual's cache of its lines is cleared. If
  Textual then renders the part, it gets the same picture.
- The colours of a part come from Textual. The function that renders widgets is called with one cell
  for each style, and with the current filters and opacity. This is repeated whenever Textual would
  render the part again.
- A part is drawn only if its screen is on the terminal, nothing overlaps it, and no layout or batch
  is in progress. If not, Textual is asked to refresh the part, at most once in
  COVERED_SECONDS.
- The painter's record of the terminal is always right, because everything in the record was sent in
  one write. A part that could not be drawn is drawn completely the next time.

This relies on Textual's internals (`Screen._compositor`, `_layout_required`, `App._batch_count`,
`Widget._styles_cache`), because Textual has no public way to paint a region at once.
"""

from __future__ import annotations

import asyncio
import select
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from rich.segment import Segment
from rich.style import Style
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._styles_cache import StylesCache
from textual.driver import Driver
from textual.geometry import Region, Size, Spacing
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from trainer.ui.terminal.pace import Allowance, Pace
from trainer.ui.terminal.painting import Cell, Painting, Pen, Span, add_cells, cells_of_strip

if TYPE_CHECKING:
    from trainer.ui.terminal.app import TerminalApp

Line = tuple[tuple[str, Style], ...]
"""One line of a part: pieces of text with their styles. Together they are as wide as the part."""

RETRY_SECONDS = 1 / 24
"""If a part could not be drawn, drawing is tried again after this many seconds."""
COVERED_SECONDS = 1 / 10
"""Textual refreshes a covered part at most once in this many seconds."""
SMALL, LARGE = 15_000.0, 26_000.0
"""Bytes a second, on normal and on large screens. Above this rate, some parts skip frames."""
PIECE = 600
"""On a slow connection, a frame is sent in pieces of about this many characters.

The effect of a key then never waits for a whole frame.
"""
LARGE_CELLS = 110 * 34
"""A screen with more cells than this counts as large."""
_MOST_LINES = 4096
"""The cells of at most this many lines are cached. This is enough for every frame of a figure."""


class MovingPart(Widget):
    """A widget that changes many times a second. It has no border, outline or padding.

    Subclasses implement `lines`, and call `moved` after each change.
    """

    can_wait: ClassVar[bool] = False
    """Whether the part may skip frames when too much is being sent."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._last_drawn: Sequence[Line] = ()
        self._cells: dict[Line, list[Cell]] = {}
        self._pens: dict[Style, Pen] = {}
        self._pens_for: object = None

    @property
    def lines(self) -> Sequence[Line]:
        """The lines that the part shows now, from top to bottom.

        Return the same object as before for an unchanged line, so that the line is skipped.
        """
        raise NotImplementedError

    @property
    def _painter(self) -> PartPainter | None:
        return getattr(self.app, "part_painter", None) if self.is_attached else None

    def moved(self) -> None:
        """Draw the changes, at once if possible."""
        self._styles_cache.clear()
        painter = self._painter
        if painter is None or not painter.accepts(self):
            self.render_anew()

    def moved_after_words(self) -> None:
        """Draw the changes, but after Textual's next refresh.

        Call this for large changes. On a slow connection, the text that answers a key should be
        sent first.
        """
        self.call_after_refresh(self.moved)

    def render_line(self, y: int) -> Strip:
        lines = self.lines
        if y >= len(lines):
            return Strip.blank(self.size.width, self.rich_style)
        return Strip([Segment(text, style) for text, style in lines[y]])

    def refresh(self, *regions: Region, **kwargs: Any) -> Self:
        """Draw the whole part again, after the text that changes at the same time.

        Its colours are looked up again, because they may have changed.
        """
        self.forget()
        painter = self._painter
        if regions or kwargs.get("layout") or painter is None or not painter.is_on:
            return super().refresh(*regions, **kwargs)
        self.moved_after_words()
        return self

    def render_anew(self) -> None:
        """Let Textual render the whole part."""
        self.forget()
        super().refresh()

    def notify_style_update(self) -> None:
        self.forget()
        super().notify_style_update()

    def forget(self) -> None:
        """Forget which lines were drawn, and their colours."""
        self._last_drawn = ()
        self._pens_for = None

    def draw_all_next(self) -> None:
        """Draw the whole part the next time, not only the changes."""
        self._last_drawn = ()

    def spans(self, region: Region) -> Iterator[Span] | None:
        """Yield the lines that changed since the part was last drawn, as cells in `region`.

        Return None if the part's lines do not fill the region.
        """
        lines = self.lines
        if len(lines) != region.height:
            return None
        earlier, self._last_drawn = self._last_drawn, lines
        if len(earlier) != len(lines):
            changed = list(enumerate(lines))
        else:
            changed = [
                (y, line)
                for y, (line, old) in enumerate(zip(lines, earlier, strict=True))
                if line is not old
            ]
        return self._spans(changed, region)

    def _spans(self, changed: list[tuple[int, Line]], region: Region) -> Iterator[Span]:
        self._look_up({style for _, line in changed for _, style in line})
        for y, line in changed:
            cells = self._cells.get(line)
            if cells is None:
                cells = []
                for text, style in line:
                    add_cells(cells, text, self._pens[style])
                if len(self._cells) >= _MOST_LINES:
                    self._cells.clear()
                self._cells[line] = cells
            if len(cells) == region.width:
                yield region.y + y, region.x, cells

    def _look_up(self, styles: set[Style]) -> None:
        """Find the pen (the escape codes) with which Textual would draw each style now."""
        app = self.app
        filters, colours = list(self.get_line_filters()), app.console._color_system
        looks_for = (filters, colours)
        if looks_for != self._pens_for:
            self._pens_for = looks_for
            self._pens.clear()
            self._cells.clear()
        unknown = [style for style in styles if style not in self._pens]
        if not unknown:
            return
        probe = Strip([Segment("x", style) for style in unknown])
        size = Size(len(unknown), 1)
        [drawn] = StylesCache().render(
            self.styles, size, *self.background_colors, lambda _: probe, filters, None, None,
            content_size=size, padding=Spacing(), opacity=self.opacity,
            ansi_theme=app.ansi_theme, native_ansi=app.native_ansi_color,
        )  # fmt: skip
        found = (look for _, look in cells_of_strip(drawn, colours))
        self._pens.update(zip(unknown, found, strict=True))


class PartPainter:
    """Sends moving parts to the terminal, in one write per turn of the event loop."""

    def __init__(self, app: TerminalApp, painting: Painting) -> None:
        self._app = app
        self._painting = painting
        self._moved: dict[MovingPart, None] = {}
        self._waiting: asyncio.Handle | None = None
        self._refreshed = -COVERED_SECONDS
        self.now: Callable[[], float] = lambda: asyncio.get_running_loop().time()
        """Return the time in seconds on the event loop's clock."""
        self._places: object = None
        self._free: dict[Widget, Region | None] = {}
        self.pace = Pace()
        self._allowance = Allowance()
        self._next_line = 0
        """The line of the screen where the next piece of a frame begins."""
        self.displayed: Screen[Any] | None = None
        """The screen that Textual displayed last."""

    @property
    def is_on(self) -> bool:
        """Whether there is a terminal to draw on."""
        driver = self._app._driver
        return not self._app.is_headless and driver is not None and not driver.is_inline

    def accepts(self, part: MovingPart) -> bool:
        """Plan to draw a part that has changed. Return False if Textual must draw the part."""
        if not self.is_on:
            return False
        self._moved[part] = None
        if self._waiting is None:
            self._waiting = asyncio.get_running_loop().call_soon(self._show)
        return True

    def _show(self) -> None:
        """Draw the parts that have changed. If some cannot be drawn now, try again later."""
        self._waiting = None
        app, now = self._app, self.now()
        if app._closing or app._closed:
            self._moved.clear()
            return
        if not app._batch_count:
            screen = self._screen()
            free = screen is not None and not screen._layout_required
            places = {part: self._place(screen, part) if free else None for part in self._moved}
            self._refresh([part for part, place in places.items() if not place], now)
            self._send({part: place for part, place in places.items() if place}, now)
        if self._moved:
            self._waiting = asyncio.get_running_loop().call_later(RETRY_SECONDS, self._show)

    def _refresh(self, parts: Sequence[MovingPart], now: float) -> None:
        """Let Textual draw these parts, but not in every frame, because it takes longer."""
        is_time = now - self._refreshed >= COVERED_SECONDS
        for part in parts:
            part.draw_all_next()
            if is_time:
                self._refreshed = now
                del self._moved[part]
                if part.is_attached:
                    part.render_anew()

    def _send(self, places: dict[MovingPart, Region], now: float) -> None:
        """Draw these parts, unless the connection is too slow for a frame now."""
        driver = self._app._driver
        if not places or driver is None:
            return
        may_send = self.pace.may_send(now, waiting(driver))
        rate = LARGE if self._app.size.width * self._app.size.height > LARGE_CELLS else SMALL
        too_much = self._allowance.is_used_up(now, self._painting.sent, rate)
        spans: list[Span] = []
        for part, place in places.items():
            if not may_send or (too_much and part.can_wait):
                part.draw_all_next()
                continue
            del self._moved[part]
            found = part.spans(place)
            if found is None:
                part.render_anew()
            else:
                spans.extend(found)
        most = PIECE if self.pace.is_slow(now) else None
        if most is not None:  # begin below the last piece, so that every line gets a turn
            spans.sort(key=lambda span: (span[0] < self._next_line, span[0]))
        rest = iter(spans)
        text = self._painting.paint(rest, most)
        if left := next(rest, None):
            self._next_line = left[0]
            for part in places:
                part.draw_all_next()
                self._moved[part] = None
        if text:
            text += self.pace.question(now)
            sync = self._app._sync_available
            driver.write(f"{SYNC_START}{text}{SYNC_END}" if sync else text)

    def _screen(self) -> Screen[Any] | None:
        """Return the current screen, or None if the terminal does not show it yet."""
        app = self._app
        ready = app._running and app.screen_stack
        return app.screen if ready and app.screen is self.displayed else None

    def _place(self, screen: Screen[Any] | None, part: MovingPart) -> Region | None:
        """Return the region of a part, or None if the part is not fully visible.

        The regions are cached for each layout.
        """
        if screen is None:
            return None
        places = screen._compositor.visible_widgets
        if places is not self._places:
            self._places = places
            self._free.clear()
        if part not in self._free:
            self._free[part] = _free_place(places, part, screen.region)
        return self._free[part]


def _free_place(
    places: dict[Widget, tuple[Region, Region]], part: MovingPart, screen: Region
) -> Region | None:
    """Return the region of a part, or None if the part is cut off or another widget overlaps it.

    `places` begins with the frontmost widget.
    """
    if part not in places:
        return None
    region, clip = places[part]
    whole = clip.contains_region(region) and screen.contains_region(region)
    if not whole or region.size != part.size:
        return None
    for widget, (other, other_clip) in places.items():
        if widget is part:
            return region
        if region.overlaps(other.intersection(other_clip)):
            return None
    return None


def waiting(driver: Driver) -> bool:
    """Check whether earlier output has not been sent yet.

    In a terminal, Textual's driver writes through a thread with a queue. For a page in a browser,
    its driver writes at once, and blocks.
    """
    thread = getattr(driver, "_writer_thread", None)
    if thread is not None:
        return bool(thread._queue.qsize())
    if driver.is_web and (number := getattr(driver, "fileno", None)) is not None:
        try:
            return not select.select([], [number], [], 0)[1]
        except (OSError, ValueError):
            return False
    return False
