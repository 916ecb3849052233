"""The smallest Textual app to compare with: one Static, which may be updated regularly.

Run as `python -m benchmarks.one_static [UPDATES_A_SECOND]`.
"""

from __future__ import annotations

import sys
import time

from textual.app import App, ComposeResult
from textual.widgets import Static


class OneStatic(App[None]):
    """Shows one line of text."""

    def __init__(self, updates: float = 0.0) -> None:
        super().__init__()
        self._updates = updates

    def compose(self) -> ComposeResult:
        """One Static."""
        yield Static("one static", id="line")

    def on_mount(self) -> None:
        """Start updating the line, if asked to."""
        if self._updates:
            self.set_interval(1 / self._updates, self._update)

    def _update(self) -> None:
        self.query_one("#line", Static).update(f"one static {time.monotonic():.2f}")


if __name__ == "__main__":
    OneStatic(float(sys.argv[1]) if len(sys.argv) > 1 else 0.0).run()
