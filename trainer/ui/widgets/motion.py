"""Decides what moves on screen, and how often. No other module decides this."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from trainer.figure import Frame
from trainer.files.remote import over_ssh, prefers
from trainer.session import breath
from trainer.session.machine import SessionState
from trainer.session.timeline import Stage

Level = Literal["full", "reduced", "off"]
LOWEST = 0.12
"""The height of the breath light when the lungs are empty, 0-1."""
_UNMOVED = {"hold": 0.8, "get-ready": 0.1, "switch-sides": 0.1, "rest": 0.1, "re-entry": 0.1}
"""How full the lungs are drawn, 0-1, with motion off, in stages without inhale or exhale."""
_FRAMES = {"full": 24.0, "reduced": 5.0, "off": 2.0}


class Motion(Struct, frozen=True):
    """The level of motion, and every animated value at that level."""

    level: Level = "full"

    @property
    def frames(self) -> float:
        """How many times a second the session is polled. A new stage is always shown at once."""
        return _FRAMES[self.level]

    @property
    def preview_frames(self) -> float:
        """The frames per second of the figure in the picker, which moves slowly."""
        return min(self.frames / 2, 5.0)

    def light(self, state: SessionState) -> float:
        """Return the height of the breath light, 0-1. It is 0 only after the session.

        With motion off, the height changes once per stage: high for an inhale, low for an exhale.
        """
        if state.kind == "done":
            return 0.0
        unmoved = _UNMOVED.get(state.kind, state.stage.lungs[1])
        return LOWEST + (1 - LOWEST) * (unmoved if self.level == "off" else state.lungs)

    def frame(self, state: SessionState) -> Frame | None:
        """Return the figure's frame, or None if the stage has no poses.

        With less than full motion, the frame is the pose at the end of the stage. In a switch stage
        the figure turns over to the next side. In the countdown after a pause, the figure is in
        the position to get back into.
        """
        stage, progress = state.stage, state.progress
        if state.kind == "re-entry" and state.next is not None:
            stage = state.next
            progress = breath.progress(stage, state.seconds - state.seconds_left - stage.start)
        if not stage.path:
            return None
        return self._frame(stage, progress)

    def frames_ahead(self, state: SessionState, stages: Iterable[Stage]) -> list[Frame]:
        """Return the movements of the current exercise that can be drawn ahead of time.

        They are in order and without repeats. With less than full motion there are none, because
        each stage shows only one pose.
        """
        if self.level != "full":
            return []
        frames = (
            self._frame(stage, 0.0)
            for stage in stages
            if stage.exercise == state.stage.exercise and stage.path
        )
        return list(dict.fromkeys(frames))

    def _frame(self, stage: Stage, progress: float) -> Frame:
        sweep = self.level == "full"
        return Frame(
            path=stage.path,
            progress=progress if sweep else 1.0,
            side=stage.side,
            squeeze=stage.squeeze,
            turning=stage.kind == "switch-sides" and sweep,
            trail=not sweep,
        )


def resolve(
    setting: Literal["auto", "full", "reduced", "off"], environ: Mapping[str, str]
) -> Motion:
    """Return the motion to use. `auto` means less motion over SSH or if the device asks for it."""
    if setting != "auto":
        return Motion(setting)
    if environ.get("TEXTUAL_ANIMATIONS") == "none":
        return Motion("off")
    return Motion("reduced" if over_ssh(environ) or prefers("still", environ) else "full")
