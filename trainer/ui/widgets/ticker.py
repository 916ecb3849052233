"""A timer of a widget that can rest while another screen is in front."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget


class Ticker:
    """Calls a function at regular intervals. The widget's screen says when it rests."""

    def __init__(self, widget: Widget, tick: Callable[[], object]) -> None:
        self._widget = widget
        self._tick = tick
        self._timer: Timer | None = None

    def every(self, seconds: float | None) -> None:
        """Call the function every so many seconds from now on; None stops that."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if seconds is not None:
            rests = not self._widget.screen.is_active
            self._timer = self._widget.set_interval(seconds, self._tick, pause=rests)

    def rest(self) -> None:
        """Stop while another screen is in front."""
        if self._timer is not None:
            self._timer.pause()

    def go_on(self) -> None:
        """Start again."""
        if self._timer is not None:
            self._timer.resume()
