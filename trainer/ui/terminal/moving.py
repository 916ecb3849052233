"""Moving parts, handed straight to the painter, bypassing Textual's compositor.

A light, a figure: parts of the screen that change many times a second. In Textual, each change is a
message, a wait for idleness, a timer, and a compositor that renders whole widgets again. Here a
part says which lines it shows now, and the cells that differ are sent in the same turn of the loop.
Everything else on the screen stays Textual's.

Why the result is always what Textual would have shown:

- Before anything is handed over the part is in its new state, and what Textual remembers of its
  lines is thrown away. So whatever Textual renders next, for whatever reason, is the same picture.
- The colours of a part are Textual's: a line with one cell for each style goes through the very
  function that renders widgets, with the filters and the opacity of that moment. They are asked
  for again whenever Textual would render the part again.
- A part is handed over only by the screen that was displayed last, in a place that nothing
  overlaps, and never while a layout or a batch is under way. Otherwise Textual is asked to refresh
  it, so many times a second at the most.
- The painter's memory of the terminal is the truth. What it has been given has been sent, in one
  write. A part that could not be handed over is handed over whole the next time.

It relies on Textual's insides (`Screen._compositor`, `_layout_required`, `App._batch_count`,
`Widget._styles_cache`), since Textual has no public way to paint a place at once.
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
"""Stretches of text with their styles, which together are as wide as the part."""

AGAIN = 1 / 24
"""Seconds after which what could not be handed over is tried again."""
COVERED = 1 / 10
"""Seconds between two refreshes by Textual of a part that lies under something."""
SMALL, LARGE = 15_000.0, 26_000.0
"""Bytes a second after which parts that can wait miss frames, on usual and on large screens."""
LARGE_CELLS = 110 * 34
_MOST_LINES = 4096
"""Lines whose cells are kept: all moments of a figure, and little memory."""


class MovingPart(Widget):
    """A widget that changes many times a second. It has no border, outline or padding.

    A part says in `lines` what it shows, and calls `moved` after each change of that.
    """

    can_wait: ClassVar[bool] = False
    """Whether it may miss frames where more would be sent than a terminal should get."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._handed: Sequence[Line] = ()
        self._cells: dict[Line, list[Cell]] = {}
        self._pens: dict[Style, Pen] = {}
        self._pens_for: object = None

    @property
    def lines(self) -> Sequence[Line]:
        """What it shows, one for each row of its size.

        A line that has not changed should be the same object, since those are passed over.
        """
        raise NotImplementedError

    def moved(self) -> None:
        """Show what has changed, at once where that is possible."""
        self._styles_cache.clear()
        app = self.app if self.is_attached else None
        painter: PartPainter | None = getattr(app, "part_painter", None)
        if painter is None or not painter.shows(self):
            self.refresh()

    def moved_after_words(self) -> None:
        """Show what has changed once what Textual is about to show is on its way.

        For a change of many cells: over a slow line the words of an answer to a key come first.
        """
        self.call_after_refresh(self.moved)

    def render_line(self, y: int) -> Strip:
        """A line, for Textual."""
        lines = self.lines
        if y >= len(lines):
            return Strip.blank(self.size.width, self.rich_style)
        return Strip([Segment(text, style) for text, style in lines[y]])

    def refresh(self, *regions: Region, **kwargs: Any) -> Self:
        """Textual will render it again, maybe in other colours: those are to be asked for again."""
        self.forget()
        return super().refresh(*regions, **kwargs)

    def notify_style_update(self) -> None:
        """Other styles, other colours."""
        self.forget()
        super().notify_style_update()

    def forget(self) -> None:
        """Forget what was handed over before."""
        self._handed = ()
        self._pens_for = None

    def not_handed_over(self) -> None:
        """Hand over everything the next time, not just what changed since."""
        self._handed = ()

    def spans(self, region: Region) -> Iterator[Span] | None:
        """What is new since it was last handed over; None where it does not fill its place."""
        lines = self.lines
        if len(lines) != region.height:
            return None
        handed, self._handed = self._handed, lines
        if len(handed) != len(lines):
            changed = list(enumerate(lines))
        else:
            changed = [
                (y, line)
                for y, (line, before) in enumerate(zip(lines, handed, strict=True))
                if line is not before
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
        """Learn the pen of each style, as Textual would draw it here and now."""
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
    """Sends moving parts to the terminal, one write per batch."""

    def __init__(self, app: TerminalApp, painting: Painting) -> None:
        self._app = app
        self._painting = painting
        self._moved: dict[MovingPart, None] = {}
        self._waiting: asyncio.Handle | None = None
        self._refreshed = -COVERED
        self.now: Callable[[], float] = lambda: asyncio.get_running_loop().time()
        """Seconds, on the clock of the loop."""
        self._places: object = None
        self._free: dict[Widget, Region | None] = {}
        self.pace = Pace()
        self._allowance = Allowance()
        self.displayed: Screen[Any] | None = None
        """The screen that Textual displayed last."""

    def shows(self, part: MovingPart) -> bool:
        """Take a part that has moved, to show it before long; False where Textual must."""
        if self._app.is_headless or self._app._driver is None or self._app._driver.is_inline:
            return False
        self._moved[part] = None
        if self._waiting is None:
            self._waiting = asyncio.get_running_loop().call_soon(self._show)
        return True

    def _show(self) -> None:
        """Send what has moved, or see to it that it is sent later."""
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
            self._waiting = asyncio.get_running_loop().call_later(AGAIN, self._show)

    def _refresh(self, parts: Sequence[MovingPart], now: float) -> None:
        """Leave parts to Textual, which needs more time for it: so not every time."""
        is_time = now - self._refreshed >= COVERED
        for part in parts:
            part.not_handed_over()
            if is_time:
                self._refreshed = now
                del self._moved[part]
                if part.is_attached:
                    part.refresh()

    def _send(self, places: dict[MovingPart, Region], now: float) -> None:
        """Hand over parts, as far as the line has room for them: decided before painting."""
        driver = self._app._driver
        if not places or driver is None:
            return
        may_send = self.pace.may_send(now, waiting(driver))
        rate = LARGE if self._app.size.width * self._app.size.height > LARGE_CELLS else SMALL
        too_much = self._allowance.is_used_up(now, self._painting.sent, rate)
        spans: list[Span] = []
        for part, place in places.items():
            if not may_send or (too_much and part.can_wait):
                part.not_handed_over()
                continue
            del self._moved[part]
            found = part.spans(place)
            if found is None:
                part.refresh()
            else:
                spans.extend(found)
        if text := self._painting.paint(spans):
            text += self.pace.question(now)
            sync = self._app._sync_available
            driver.write(f"{SYNC_START}{text}{SYNC_END}" if sync else text)

    def _screen(self) -> Screen[Any] | None:
        """The screen in front, where it is what the terminal shows and may be painted on."""
        app = self._app
        ready = app._running and app.screen_stack
        return app.screen if ready and app.screen is self.displayed else None

    def _place(self, screen: Screen[Any] | None, part: MovingPart) -> Region | None:
        """Where a part is on the screen, if all of it can be seen; asked once a layout."""
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
    """The region of a part that nothing overlaps; `places` begins with what is foremost."""
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
    """Whether something that was written before is not sent yet.

    Textual's drivers write through a thread with a queue, or at once, waiting, where a page in a
    browser is the terminal.
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
