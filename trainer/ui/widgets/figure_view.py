"""The animated figure, as a widget that draws what it is told.

Each line keeps the strip it showed last, and only the part of a line that changed is sent again.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from trainer.figure import LAYERS, Figure, Frame, Layer, Run

_CLASSES = {layer: f"figure--{layer}" for layer in LAYERS}


class FigureView(Widget):
    """A person in the middle of a movement, as large as there is room."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(_CLASSES.values())

    DEFAULT_CSS = """
    FigureView {
        width: 1fr;
        height: 1fr;
        & > .figure--floor { color: $foreground 35%; }
        & > .figure--far { color: $foreground 60%; }
        & > .figure--prop { color: $secondary; }
        & > .figure--body { color: $foreground; }
        & > .figure--near { color: $primary; text-style: bold; }
        & > .figure--glow { color: $warning; text-style: bold; }
        &:ansi > .figure--floor { color: ansi_bright_black; }
        &:ansi > .figure--far { color: ansi_bright_black; }
    }
    """

    figure: reactive[Figure | None] = reactive[Figure | None](None, repaint=False)
    """Whose movement it is; None draws nothing."""
    frame: reactive[Frame | None] = reactive[Frame | None](None, repaint=False)
    """The moment to show; None draws nothing."""
    drawing: reactive[Literal["braille", "blocks", "off"]] = reactive[
        Literal["braille", "blocks", "off"]
    ]("braille", repaint=False)
    """In Braille dots, in quarter blocks for fonts without them, or not at all."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: list[list[Run]] = []
        self._drawn_at = Size()
        self._strips: dict[int, Strip] = {}
        self._styles: dict[Layer, Style] = {}

    def watch_figure(self) -> None:
        """Another exercise."""
        self._draw()

    def watch_frame(self) -> None:
        """Another moment."""
        self._draw()

    def watch_drawing(self) -> None:
        """Another way to draw."""
        self._draw()

    def on_resize(self) -> None:
        """Another size, another scale."""
        self._draw()

    def notify_style_update(self) -> None:
        """Another theme: same drawing, other colours."""
        self._strips.clear()
        self._styles.clear()
        super().notify_style_update()

    def _draw(self) -> None:
        old, self._rows = self._rows, self._drawn()
        if len(old) != len(self._rows):
            self._strips.clear()
            self.refresh()
            return
        changed = []
        for y, (before, after) in enumerate(zip(old, self._rows, strict=True)):
            if before != after:
                self._strips.pop(y, None)
                first, last = changed_cells(before, after)
                changed.append(Region(first, y, last - first, 1))
        if changed:
            self.refresh(*changed)

    def _drawn(self) -> list[list[Run]]:
        self._drawn_at = self.size
        width, height = self.size
        if self.figure is None or self.frame is None or self.drawing == "off":
            return []
        # A figure and the frame that suits it are set one after the other.
        if not self.frame.path or not set(self.frame.path) <= set(self.figure.poses):
            return []
        return _drawing(self.figure, self.frame, width, height, self.drawing)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines asked for; of another size they may be before it has been told."""
        if self.size != self._drawn_at:
            self._strips.clear()
            self._rows = self._drawn()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line, kept until it changes."""
        if y >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        strip = self._strips.get(y)
        if strip is None:
            segments = [Segment(text, self._style(layer)) for text, layer in self._rows[y]]
            strip = self._strips[y] = Strip(segments, self.size.width)
        return strip

    def _style(self, layer: Layer) -> Style:
        if layer not in self._styles:
            self._styles[layer] = self.get_component_rich_style(_CLASSES[layer])
        return self._styles[layer]


@lru_cache(maxsize=512)
def _drawing(
    figure: Figure, frame: Frame, width: int, height: int, drawing: Literal["braille", "blocks"]
) -> list[list[Run]]:
    """A drawing, kept: every rep goes through the same moments again."""
    return figure.draw(frame, width, height, drawing)


def changed_cells(before: list[Run], after: list[Run]) -> tuple[int, int]:
    """The first cell that differs between two different lines, and the one after the last."""
    old, new = _cells(before), _cells(after)
    width = max(len(old), len(new))
    if len(old) != len(new):
        return 0, width
    differs = [n for n, (one, two) in enumerate(zip(old, new, strict=True)) if one != two]
    return differs[0], differs[-1] + 1


def _cells(row: list[Run]) -> list[tuple[str, str]]:
    return list(chain.from_iterable([(cell, run.layer) for cell in run.text] for run in row))
