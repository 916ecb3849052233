"""How much moves on screen. This is the only place that decides frame rates and what moves."""

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
"""Height of the light when the lungs are empty, 0-1."""
_UNMOVED = {"hold": 0.8, "get-ready": 0.1, "switch-sides": 0.1, "rest": 0.1, "re-entry": 0.1}
"""How full the lungs are shown with motion off, 0-1, in stages that are not an inhale or exhale."""
_FRAMES = {"full": 24.0, "reduced": 5.0, "off": 2.0}


class Motion(Struct, frozen=True):
    """The level of motion, and every animated value at that level."""

    level: Level = "full"

    @property
    def frames(self) -> float:
        """How many times a second the session is polled. Changes of stage are shown at once at
        every level of motion."""
        return _FRAMES[self.level]

    @property
    def preview_frames(self) -> float:
        """Frames per second of the figure in the picker, which moves slowly."""
        return min(self.frames / 2, 5.0)

    def light(self, state: SessionState) -> float:
        """The height of the breath light, 0-1. It goes out only when the session is done.

        With motion off it is set once per stage: high for an inhale, low for an exhale.
        """
        if state.kind == "done":
            return 0.0
        unmoved = _UNMOVED.get(state.kind, state.stage.lungs[1])
        return LOWEST + (1 - LOWEST) * (unmoved if self.level == "off" else state.lungs)

    def frame(self, state: SessionState) -> Frame | None:
        """The figure's frame. Below full motion, it is the pose at the end of the stage.

        While sides are switched, the figure turns over to the next side. In the countdown after a
        pause, it shows the position to get back into. None if the stage has no poses.
        """
        stage, progress = state.stage, state.progress
        if state.kind == "re-entry" and state.next is not None:
            stage = state.next
            progress = breath.progress(stage, state.seconds - state.left - stage.start)
        if not stage.path:
            return None
        return self._frame(stage, progress)

    def frames_ahead(self, state: SessionState, stages: Iterable[Stage]) -> list[Frame]:
        """The movements of the current exercise, in order and without repeats, to be drawn ahead.

        Empty below full motion: then each stage shows one pose only.
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
    """The motion to use: as set; with `auto`, less over a network or if the device asks for it."""
    if setting != "auto":
        return Motion(setting)
    if environ.get("TEXTUAL_ANIMATIONS") == "none":
        return Motion("off")
    return Motion("reduced" if over_ssh(environ) or prefers("still", environ) else "full")
