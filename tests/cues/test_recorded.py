"""Every exercise recorded with a real voice and held against its timeline.

Each utterance is spoken into a file by espeak-ng, and sox mixes the files at their moments. Where
either is not installed these tests are skipped, and say so.
"""

from __future__ import annotations

import array
import shutil
import subprocess
import wave
from itertools import pairwise
from pathlib import Path

import pytest
from cues.listening import EVERY, Heard, espeak, follow, render, wave_seconds

from trainer.cues.pace import Pace
from trainer.cues.tones import write

pytestmark = pytest.mark.skipif(
    not (espeak() and shutil.which("sox")), reason="espeak-ng or sox is not installed here"
)
RATE = 22_050
QUIET = 300
"""Of 32,767: below this nobody speaks."""


class Recorder:
    """Speaks each text once, however often it is said."""

    def __init__(self, folder: Path, speed: int) -> None:
        self._folder = folder
        self._speed = speed
        self._files: dict[str, Path] = {}

    def file(self, text: str) -> Path:
        if text not in self._files:
            self._files[text] = self._folder / f"{len(self._files)}.wav"
            render(text, self._speed, self._files[text])
        return self._files[text]

    def seconds(self, text: str) -> float:
        return wave_seconds(self.file(text))


class Speaker:
    """A voice to follow a session with, as long as the real one."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def seconds(self, text: str) -> float:
        return self._recorder.seconds(text)


def mixed(said: list[Heard], recorder: Recorder, out: Path) -> array.array[int]:
    """One file with every utterance at its moment, and its samples."""
    inputs: list[str] = []
    for one in said:
        inputs += ["-v", "1", f"|sox {recorder.file(one.cue.say)} -p pad {one.at:.3f}"]
    subprocess.run(
        ["sox", "-m", *inputs, "-r", str(RATE), "-c", "1", "-b", "16", str(out)],
        check=True,
        timeout=120,
        capture_output=True,
    )
    samples = array.array("h")
    with wave.open(str(out)) as sound:
        samples.frombytes(sound.readframes(sound.getnframes()))
    return samples


@pytest.mark.parametrize("speed", [150, 175])
@pytest.mark.parametrize("ref", EVERY)
def test_a_recording_has_every_word_at_its_moment_and_silence_before_the_next(tmp_path, ref, speed):
    recorder = Recorder(tmp_path, speed)
    heard = follow([ref], voice=Speaker(recorder), new=True, pace=Pace())
    said = [one for one in heard if one.cue.say]
    samples = mixed(said, recorder, tmp_path / "session.wav")
    assert len(samples) / RATE == pytest.approx(
        said[-1].at + recorder.seconds(said[-1].cue.say), abs=0.1
    )
    for one, following in pairwise(said):
        assert one.at + recorder.seconds(one.cue.say) <= following.at, one.cue.say
        # The moment before somebody is spoken to is silent, and then the voice begins.
        before = samples[round((following.at - 0.02) * RATE) : round(following.at * RATE)]
        assert max(map(abs, before)) < QUIET, following.cue.say
        after = samples[round(following.at * RATE) : round((following.at + 0.2) * RATE)]
        assert max(map(abs, after)) > QUIET, following.cue.say


def test_tones_are_heard_beside_the_voice(tmp_path):
    """A tone at half volume is as loud as the words, and over before they are."""
    recorder = Recorder(tmp_path, 175)
    write(tmp_path / "inhale.wav", "inhale", 0.5)
    assert wave_seconds(tmp_path / "inhale.wav") < recorder.seconds("in, lift, squeeze") / 2
