"""Decides when to poll a session: at the frame rate, at the end of a stage, rarely in a pause."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget

PAUSED = 0.5
"""Seconds between two polls of a paused session."""
LATE = 0.001
"""Seconds from the end of a stage to the poll, so that the stage is surely over."""


class Polling:
    """Calls a function as often as the session must be polled."""

    def __init__(self, widget: Widget, poll: Callable[[], object], frames: float) -> None:
        """Begin to call `poll`, `frames` times a second while the session runs."""
        self._widget = widget
        self._poll = poll
        self._frame = 1 / frames
        self._every_frame = widget.set_interval(self._frame, poll)
        self._slow = widget.set_interval(PAUSED, poll, pause=True)
        self._boundary: Timer | None = None
        self._is_paused = False

    def pause(self, paused: bool) -> None:
        """Poll less often during a pause (`paused`), or at the frame rate again."""
        if paused != self._is_paused:
            self._is_paused = paused
            (self._slow if paused else self._every_frame).resume()
            (self._every_frame if paused else self._slow).pause()

    def stage_ends_in(self, seconds: float) -> None:
        """Poll when the stage ends, if the next frame might be too early or too late for that."""
        if seconds < 1.5 * self._frame:
            if self._boundary is not None:
                self._boundary.stop()
            self._boundary = self._widget.set_timer(seconds + LATE, self._poll)
