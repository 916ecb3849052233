"""Follows a session: what is said, when, and how long a voice takes to say it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import wave
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from trainer import catalog
from trainer.catalog import Choice
from trainer.cues.cue import Cue
from trainer.cues.due import Script
from trainer.cues.pace import Pace
from trainer.session.machine import Session, SessionState
from trainer.session.timeline import Pacing

CATALOG = catalog.load_catalog()
EVERY = [
    f"{exercise.id}:{variant}" if variant != "standard" else exercise.id
    for exercise in CATALOG.exercises
    for variant in ("standard", *(v.id for v in exercise.variants))
]
"""Every version of the five exercises."""
SPEEDS = (130, 150, 175, 200)
"""Words a minute of the voices that were measured."""
MEASURED = Path(__file__).with_name("spoken_seconds.json")
"""The seconds that espeak-ng 1.51 takes to say each text at each speed, without the silence at the
end (`-z`). Set MEASURE=1 to add missing texts."""


class Measured:
    """The time that a real voice took to say each text."""

    def __init__(self) -> None:
        self._seconds: dict[str, list[float]] = {}
        self._changed = False
        if MEASURED.exists():
            self._seconds = json.loads(MEASURED.read_text())

    def seconds(self, text: str, speed: int) -> float:
        if text not in self._seconds:
            if not os.environ.get("MEASURE"):
                raise LookupError(f"not measured: {text!r}; run once with MEASURE=1")
            self._seconds[text] = [spoken_seconds(text, s) for s in SPEEDS]
            self._changed = True
        return self._seconds[text][SPEEDS.index(speed)]

    def save(self) -> None:
        if self._changed:
            lines = (f"{json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(self._seconds.items()))
            MEASURED.write_text("{\n" + ",\n".join(lines) + "\n}\n")
            self._changed = False


def espeak() -> str | None:
    return shutil.which("espeak-ng")


def render(text: str, speed: int, file: Path) -> None:
    """Record a text with the voice of this machine."""
    command = [espeak() or "espeak-ng", "-v", "en", "-s", str(speed), "-z", "-w", str(file)]
    subprocess.run([*command, "--", text], check=True, timeout=20)


def wave_seconds(file: Path) -> float:
    with wave.open(str(file)) as sound:
        return sound.getnframes() / sound.getframerate()


def spoken_seconds(text: str, speed: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        render(text, speed, file)
        return round(wave_seconds(file), 3)


@dataclass(frozen=True)
class Heard:
    """One cue of a session."""

    at: float
    """Seconds since the start."""
    cue: Cue
    state: SessionState


@dataclass(frozen=True)
class Voice:
    """A voice that takes as long as the voice that was measured."""

    measured: Measured
    speed: int
    starts_after: float = 0.0
    """Seconds between the call and the first sound."""

    def seconds(self, text: str) -> float:
        return self.starts_after + self.measured.seconds(text, self.speed)


def prepared(refs: Sequence[str], script: Script, **given: object) -> list[Choice]:
    """Return choices whose get-ready time is long enough for all that is said in it."""
    choices = []
    hold = given.pop("hold", None)
    for place, ref in enumerate(refs):
        choice = CATALOG.choose(ref)
        if hold is not None:
            choice = choice.as_prescribed(catalog.Prescribed(choice.id, hold=hold))
        exercise = msgspec.structs.replace(choice.exercise, **given)
        seconds = script.ready_seconds(choice, place)
        if seconds is not None:
            exercise = msgspec.structs.replace(exercise, get_ready=seconds)
        choices.append(replace(choice, exercise=exercise))
    return choices


def follow(
    refs: Sequence[str],
    *,
    voice: Voice | None = None,
    new: bool = False,
    very_first: bool = False,
    pacing: Pacing | None = None,
    pace: Pace | None = None,
    keys: Sequence[tuple[float, str]] = (),
    **given: object,
) -> list[Heard]:
    """Return every cue of a session, with its time.

    The session is updated exactly when something is due, so that the test makes nothing late. If
    there is a `voice`, its words take time, the script learns its pace, and counts are left out
    while it speaks. `keys` are presses and their times in seconds; `given` replaces fields of the
    exercises.
    """
    script = Script(pace or Pace(), () if new else None, very_first, extends_get_ready=True)
    session = Session(prepared(refs, script, **given), 0.0, pacing)
    heard: list[Heard] = []
    last: SessionState | None = None
    now = 0.0
    presses = sorted(keys)
    speaking: tuple[float, str] | None = None
    for _ in range(100_000):
        if presses and presses[0][0] <= now:
            getattr(session, presses.pop(0)[1])(now)
        state = session.advance_to(now)
        if voice and speaking and speaking[0] <= now:
            script.pace.heard(speaking[1], voice.seconds(speaking[1]))
            speaking = None
        for cue in script.due(last, state):
            if voice and cue.say:
                if cue.kind == "tick" and speaking and cue.say.isalpha() and " " not in cue.say:
                    continue
                speaking = (now + voice.seconds(cue.say), cue.say)
            heard.append(Heard(now, cue, state))
        last = state
        if state.kind == "done" or (state.paused and not presses):
            return heard
        step = max(script.wait(state), 0.0) + 1e-6 if not state.paused else 1.0
        if presses:
            step = min(step, max(presses[0][0] - now, 0.0))
        now += min(step, 1.9)
    raise AssertionError("the session did not end")


def words(heard: Sequence[Heard]) -> list[str]:
    return [one.cue.say for one in heard if one.cue.say]
