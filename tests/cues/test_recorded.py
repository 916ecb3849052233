"""Every exercise is recorded with a real voice and compared with its timeline.

The voice is that of espeak-ng. Without espeak-ng, these tests are skipped.
"""

from __future__ import annotations

import array
import wave
from collections.abc import Callable
from functools import cache
from itertools import pairwise, repeat
from pathlib import Path

import pytest
from cues.listening import EVERY, Heard, espeak, follow, render, wave_seconds

from trainer.cues.pace import Pace
from trainer.cues.tones import write

pytestmark = pytest.mark.skipif(not espeak(), reason="espeak-ng is not installed here")
RATE = 22_050
QUIET = 300
"""Samples below this count as silence; the largest possible sample is 32,767."""


class Recorder:
    """Records each text once, however often the text is used."""

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

    def samples(self, text: str) -> array.array[int]:
        samples = array.array("h")
        with wave.open(str(self.file(text))) as sound:
            assert sound.getframerate() == RATE
            samples.frombytes(sound.readframes(sound.getnframes()))
        return samples


@pytest.fixture(scope="module")
def recorders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Recorder]:
    """Return a function that returns the recorder for a speed."""
    return cache(lambda speed: Recorder(tmp_path_factory.mktemp(f"voice-{speed}"), speed))


def mixed(said: list[Heard], recorder: Recorder) -> array.array[int]:
    """Return the samples of a session, and check that no utterance runs into the next."""
    samples = array.array("h")
    for one in said:
        begin = round(one.at * RATE)
        assert len(samples) <= begin, one.cue.say
        samples.extend(repeat(0, begin - len(samples)))
        samples.extend(recorder.samples(one.cue.say))
    return samples


@pytest.mark.parametrize("speed", [150, 175])
@pytest.mark.parametrize("ref", EVERY)
def test_every_utterance_starts_on_time_after_silence(recorders, ref, speed):
    recorder = recorders(speed)
    heard = follow([ref], voice=recorder, new=True, pace=Pace())
    said = [one for one in heard if one.cue.say]
    samples = mixed(said, recorder)
    assert len(samples) / RATE == pytest.approx(
        said[-1].at + recorder.seconds(said[-1].cue.say), abs=0.1
    )
    for one, following in pairwise(said):
        assert one.at + recorder.seconds(one.cue.say) <= following.at, one.cue.say
        # There is silence just before an utterance; then the voice begins.
        before = samples[round((following.at - 0.02) * RATE) : round(following.at * RATE)]
        assert max(map(abs, before)) < QUIET, following.cue.say
        after = samples[round(following.at * RATE) : round((following.at + 0.2) * RATE)]
        assert max(map(abs, after)) > QUIET, following.cue.say


def test_a_tone_ends_well_before_the_words_do(tmp_path, recorders):
    recorder = recorders(175)
    write(tmp_path / "inhale.wav", "inhale", 0.5)
    assert wave_seconds(tmp_path / "inhale.wav") < recorder.seconds("in, lift, squeeze") / 2
