"""A timer that can be paused while another screen is in front."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget


class Ticker:
    """Calls a function at regular intervals. The screen of the widget pauses it with `pause`."""

    def __init__(self, widget: Widget, tick: Callable[[], object]) -> None:
        self._widget = widget
        self._tick = tick
        self._timer: Timer | None = None

    def every(self, seconds: float | None) -> None:
        """Call the function every `seconds` from now on. None stops the calls."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if seconds is not None:
            rests = not self._widget.screen.is_active
            self._timer = self._widget.set_interval(seconds, self.tick, pause=rests)

    def tick(self) -> None:
        """Call the function, unless the widget has been removed since the timer went off."""
        if self._widget.is_attached:
            self._tick()

    def pause(self) -> None:
        """Pause, because another screen is in front."""
        if self._timer is not None:
            self._timer.pause()

    def resume(self) -> None:
        """Continue after a pause."""
        if self._timer is not None:
            self._timer.resume()
