"""A plain animated Textual app to compare with: a widget that is updated 24 times a second.

A disc as large as the figure grows and shrinks with a breath of six seconds. Run as
`python -m benchmarks.animated`.
"""

from __future__ import annotations

import math
import time

from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static

COLUMNS, LINES = 40, 12
BREATH = 6.0
"""Seconds of a breath."""
FRAMES = 24


class Animated(App[None]):
    """Shows a disc that grows and shrinks."""

    def compose(self) -> ComposeResult:
        """A heading and the disc."""
        yield Static("animated")
        yield Static(id="disc")

    def on_mount(self) -> None:
        """Start drawing the disc, FRAMES times a second."""
        self.set_interval(1 / FRAMES, self._draw)

    def _draw(self) -> None:
        radius = 0.6 + 0.4 * math.sin(2 * math.pi * time.monotonic() / BREATH)
        lines = []
        for y in range(LINES):
            half = math.sqrt(max(0.0, radius**2 - (2 * (y + 0.5) / LINES - 1) ** 2))
            cells = round(half * COLUMNS)
            row = Content(" " * ((COLUMNS - cells) // 2))
            lines.append(row + Content.styled(" " * cells, "on #3fae9f"))
        self.query_one("#disc", Static).update(Content("\n").join(lines))


if __name__ == "__main__":
    Animated().run()
