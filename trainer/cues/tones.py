"""Six short tones that can be told apart without words, played by the system's own player.

Breathing in is a rising tone, and breathing out a falling one. A hold is one steady note, a change
of sides is two notes, the end is three, and each count is a click. The tones are made once per
session, with the standard library.
"""

from __future__ import annotations

import array
import contextlib
import math
import shutil
import sys
import tempfile
import threading
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from trainer.cues.cue import Cue, Tone
from trainer.cues.player import Player
from trainer.cues.process import Call, ProgramRunner

RATE = 22_050
"""Samples a second."""
LOUDEST = 0.6
"""The level at a volume of 100, where 1 is full scale. The voice can still be heard over it."""
_SOFT = 0.02
"""Seconds over which a note fades in and out, so that it does not click."""
TAIL = 1.0
"""Seconds that the last tone may go on after the session's end."""


@dataclass(frozen=True, slots=True)
class Note:
    """One sound that glides from `begins` to `ends` (Hz), followed by a `pause` (seconds)."""

    seconds: float
    begins: float
    ends: float
    pause: float = 0.0


TONES: dict[Tone, tuple[Note, ...]] = {
    "inhale": (Note(0.40, 320, 720),),
    "exhale": (Note(0.40, 720, 320),),
    "hold": (Note(0.35, 480, 480),),
    "switch": (Note(0.14, 440, 440, 0.08), Note(0.14, 660, 660)),
    "end": (Note(0.14, 440, 440, 0.06), Note(0.14, 554, 554, 0.06), Note(0.28, 660, 660)),
    "tick": (Note(0.05, 1000, 1000),),
}

PLAYERS: dict[str, tuple[str, ...]] = {
    "afplay": (),
    "pw-play": (),
    "paplay": (),
    "aplay": ("-q",),
}
"""Programs that play sound files, in the order they are tried, with their options."""


def samples(notes: Sequence[Note], volume: float) -> array.array[int]:
    """A tone as 16-bit samples, at a volume of 0-1."""
    sound = array.array("h")
    for note in notes:
        count, phase = int(note.seconds * RATE), 0.0
        for n in range(count):
            part = n / count
            phase += (note.begins + (note.ends - note.begins) * part) / RATE
            left = min(n, count - n) / RATE
            level = LOUDEST * volume * min(1.0, left / _SOFT)
            # The octave makes the tone audible on a small speaker.
            value = 0.8 * math.sin(math.tau * phase) + 0.2 * math.sin(2 * math.tau * phase)
            sound.append(round(32_767 * level * value))
        sound.extend([0] * int(note.pause * RATE))
    return sound


def write(file: Path, tone: Tone, volume: float) -> None:
    """Write a tone as a WAV file, at a volume of 0-1. Raises OSError."""
    sound = samples(TONES[tone], volume)
    if sys.byteorder == "big":
        sound.byteswap()
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(sound.tobytes())


def find_tone_player(find: Callable[[str], str | None] = shutil.which) -> tuple[str, ...] | None:
    """Return the command of a player, to be followed by a file; None if none is installed."""
    for program, options in PLAYERS.items():
        if path := find(program):
            return (path, *options)
    return None


class Tones(Player):
    """Plays the cue's tone. A new tone ends the previous one, but a count's tick never does."""

    sounds = True

    def __init__(
        self, program: Sequence[str], volume: int = 50, runner: ProgramRunner | None = None
    ) -> None:
        """`volume` is in per cent."""
        self._program = tuple(program)
        self._volume = volume / 100
        self._runner = runner or ProgramRunner(limit=5)
        self._folder: Path | None = None
        self._unwritable = False
        self._ending = False

    @property
    def program(self) -> str:
        """The path of the player."""
        return self._program[0]

    @property
    def fails(self) -> bool:
        """Whether the player could not play the last tone."""
        return self._runner.failures > 0

    @property
    def works(self) -> bool:
        """Whether the player is still used."""
        return not (self._runner.given_up or self._unwritable)

    @property
    def error(self) -> str:
        """Why no tones can be played; empty if they can."""
        if self._unwritable:
            return "No tones: the temporary folder is full."
        if self._runner.given_up:
            name = Path(self.program).name
            return f"No tones: {name} cannot play here. Is there a sound device?"
        return ""

    def play(self, cue: Cue) -> None:
        """Play the cue's tone, if it has one."""
        if cue.tone is None or self._unwritable or (cue.kind == "tick" and self._runner.busy):
            return
        self._ending = cue.kind == "done"
        if file := self._file(cue.tone):
            self._runner.run(Call((*self._program, str(file))))

    def _file(self, tone: Tone) -> Path | None:
        """The file of a tone, made when it is first needed; None if it cannot be written."""
        try:
            if self._folder is None:
                self._folder = Path(tempfile.mkdtemp(prefix="glute-trainer-"))
            file = self._folder / f"{tone}.wav"
            if not file.exists():
                write(file, tone, self._volume)
        except OSError:
            self._unwritable = True
            return None
        return file

    def hush(self) -> None:
        """Stop the tone at once."""
        self._runner.stop()

    def close(self) -> None:
        """Stop playing, but let the tone of the session's end finish."""
        self._runner.close(within=TAIL if self._ending else 0)
        if self._folder is not None:
            after = threading.Timer(TAIL + 0.5 if self._ending else 0, self._clear)
            after.start()

    def _clear(self) -> None:
        with contextlib.suppress(OSError):
            shutil.rmtree(self._folder or "")
