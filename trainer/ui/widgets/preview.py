"""A figure that repeats one rep slowly or, without motion, shows its most telling moment."""

from __future__ import annotations

from trainer.catalog import Choice
from trainer.clock import Clock
from trainer.figure import Figure, Frame
from trainer.session import breath, timeline
from trainer.session.timeline import Stage
from trainer.settings.model import Drawing
from trainer.ui.widgets.figure_view import FigureView
from trainer.ui.widgets.motion import Motion
from trainer.ui.widgets.ticker import Ticker


class Preview(FigureView):
    """A figure that shows one rep in a loop."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._stages: list[Stage] = []
        self._length = 0.0
        self._clock: Clock | None = None
        self._since = 0.0
        self.ticker = Ticker(self, self._move_on)

    @property
    def shows_something(self) -> bool:
        """Whether there is a figure, and figures are turned on."""
        return self.figure is not None and self.drawing != "off"

    def show(self, figure: Figure | None, choice: Choice) -> None:
        """Show another exercise: its first rep, or the first two if sides alternate."""
        stages = timeline.build_timeline([choice]).stages
        shown = 2 if choice.sides == "alternate" else 1
        self._stages = [s for s in stages if s.rep and s.rep.number <= shown and s.rep.set == 1]
        if choice.sides == "each":
            self._stages = [s for s in self._stages if s.side == "right"]
        self._length = sum(stage.seconds for stage in self._stages)
        self.figure = figure
        self._since = self._clock.monotonic() if self._clock else 0.0
        self.still()

    def move(self, drawing: Drawing, motion: Motion, clock: Clock) -> None:
        """Set the characters to draw with and the level of motion. Without motion, the figure is
        still."""
        self.drawing = drawing
        self._clock = clock
        self.ticker.every(None if motion.level == "off" else 1 / motion.preview_frames)

    def _move_on(self) -> None:
        if self._clock is not None and self.screen.is_active:
            self.at(self._clock.monotonic() - self._since)

    def still(self) -> None:
        """Show the most telling moment, which is the end of the first squeeze."""
        passed = 0.0
        for stage in self._stages:
            passed += stage.seconds
            if stage.squeeze:
                break
        self.at(max(passed - 0.01, 0.0))

    def at(self, seconds: float) -> None:
        """Show the moment `seconds` after the loop began."""
        if not self._length:
            return
        left = seconds % self._length
        for stage in self._stages:
            if left < stage.seconds:
                come = breath.progress(stage, left)
                self.frame = Frame(stage.path, come, stage.side, stage.squeeze)
                return
            left -= stage.seconds
