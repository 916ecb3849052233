"""No sentence is cut off or late, whatever the voice and the tempo."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from cues.listening import (
    CATALOG,
    EVERY,
    SPEEDS,
    Heard,
    Measured,
    Voice,
    espeak,
    follow,
    spoken_seconds,
)

from trainer.cues.pace import estimate
from trainer.cues.voice import GRACE
from trainer.session.timeline import Pacing, side_words

LATE = 0.2
"""Seconds that a cue may come late with a voice of 150 words a minute or more."""


@pytest.fixture(scope="module")
def measured() -> Iterator[Measured]:
    measured = Measured()
    yield measured
    measured.save()


def overlaps(heard: list[Heard], voice: Voice) -> list[tuple[float, str, str]]:
    """Return the sentences that run into the next one, and by how many seconds."""
    said = [one for one in heard if one.cue.say]
    over = (
        (one.at + voice.seconds(one.cue.say) - following.at, one.cue.say, following.cue.say)
        for one, following in pairwise(said)
    )
    return [late for late in over if late[0] > 0.001]


def sessions(ref: str, voice: Voice) -> Iterator[list[Heard]]:
    """Yield sessions of an exercise at every tempo, with several holds and sets, new and known."""
    for tempo in (0.5, 0.75, 1.0, 1.5, 2.0):
        yield follow([ref], voice=voice, new=tempo >= 1, pacing=Pacing(tempo=tempo))
    yield follow([ref], voice=voice)
    for hold in (2, 4, 10, 30):
        try:
            yield follow([ref], voice=voice, hold=hold)
        except ValueError:
            continue
    yield follow([ref], voice=voice, sets=2, rest=30)
    yield follow([ref], voice=voice, sets=3, rest=15)


# A voice that starts at once is the easier case: the slowest and the fastest are enough.
@pytest.mark.parametrize(
    ("speed", "starts_after"), [*((speed, 0.3) for speed in SPEEDS), (130, 0.0), (200, 0.0)]
)
def test_no_sentence_runs_into_the_next(measured, speed, starts_after):
    voice = Voice(measured, speed, starts_after)
    allowed = LATE if speed >= 150 else GRACE
    said = 0
    for ref in EVERY:
        for heard in sessions(ref, voice):
            said += len(heard)
            late = [one for one in overlaps(heard, voice) if one[0] > allowed]
            assert not late, (ref, late)
    assert said > 5000


@pytest.mark.parametrize("speed", [150, 175, 200])
def test_the_sentences_of_a_voice_that_starts_at_once_never_overlap(measured, speed):
    voice = Voice(measured, speed)
    for ref in EVERY:
        assert not overlaps(follow([ref], voice=voice, new=True), voice), ref


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("tempo", [0.75, 1.0, 1.5])
def test_the_side_is_always_said_before_the_movement(measured, speed, tempo):
    voice = Voice(measured, speed)
    for ref in EVERY:
        choice = CATALOG.choose(ref)
        if choice.sides == "none":
            continue
        side_call = ""
        for one in follow([ref], voice=voice, pacing=Pacing(tempo=tempo)):
            stage = one.state.stage
            begins = stage.first and one.cue.kind == "move"
            if begins and stage.breath == "inhale":
                assert side_words(choice, stage.side) in side_call, (ref, one.at, one.cue.say)
            if one.cue.say and (not begins or stage.breath == "easy"):
                side_call = one.cue.say.lower() if _names_a_side(one.cue.say) else side_call
            if stage.breath == "easy" and begins:
                assert f"{stage.side} knee" in one.cue.say


def _names_a_side(words: str) -> bool:
    return "left" in words.lower() or "right" in words.lower()


def test_the_script_adapts_to_the_pace_of_the_voice(measured):
    slow = follow(["bird-dog"], voice=Voice(measured, 130))
    fast = follow(["bird-dog"], voice=Voice(measured, 200))
    assert sum(len(one.cue.say) for one in slow) < sum(len(one.cue.say) for one in fast)


def test_the_estimate_is_close_to_the_measured_time(measured):
    for ref in EVERY:
        for one in follow([ref]):
            if one.cue.say and one.cue.kind in ("move", "hold"):
                spoken = measured.seconds(one.cue.say, 175)
                assert spoken - estimate(one.cue.say) < 0.15, one.cue.say


@pytest.mark.skipif(not espeak(), reason="espeak-ng is not installed here")
def test_the_measured_times_match_the_voice_on_this_machine(measured):
    for text in ("in, lift, squeeze", "hold, keep breathing", "out, lower, two, heels heavy"):
        for speed in SPEEDS:
            assert spoken_seconds(text, speed) == pytest.approx(
                measured.seconds(text, speed), abs=0.12
            )
