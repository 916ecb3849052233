"""The cues for a page in a browser: what the page says, plays and shows."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from driving import HandClock

from trainer.cues import Cue, in_page
from trainer.cues.page import PageSound, PageStage
from trainer.cues.tones import TONES
from trainer.settings.model import CueSettings, Settings


@pytest.fixture
def sent() -> list[Mapping[str, object]]:
    return []


def heard(sent: list[Mapping[str, object]]) -> list[tuple[object, object]]:
    return [(each["say"], each["tone"]) for each in sent if each["type"] == "hear"]


def test_the_page_gets_its_sound_settings_first(sent):
    PageSound(sent.append, CueSettings(volume=20, speed=150, speaker="Daniel"), lambda: 0.0)
    [message] = sent
    assert (message["volume"], message["speed"], message["speaker"]) == (0.2, 150, "Daniel")
    assert set(message["tones"]) == set(TONES)
    assert message["tones"]["switch"] == [(0.14, 440, 440, 0.08), (0.14, 660, 660, 0.0)]


def test_the_words_and_tone_of_a_stage_go_to_the_page(sent):
    sound = PageSound(sent.append, CueSettings(), lambda: 0.0)
    sound.play(Cue("move", say="in, lift, squeeze", tone="inhale"))
    assert heard(sent) == [("in, lift, squeeze", "inhale")]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (CueSettings(voice="off"), [("", "inhale")]),
        (CueSettings(sound="off"), [("in, lift", None)]),
        (CueSettings(sound="bell"), [("in, lift", None)]),
        (CueSettings(voice="off", sound="off"), []),
    ],
)
def test_sounds_that_are_switched_off_are_not_sent(sent, settings, expected):
    sound = PageSound(sent.append, settings, lambda: 0.0)
    sound.play(Cue("move", say="in, lift", tone="inhale"))
    assert heard(sent) == expected


def test_a_count_is_left_out_while_words_are_being_said(sent):
    now = 0.0
    sound = PageSound(sent.append, CueSettings(), lambda: now)
    sound.play(Cue("hold", say="hold, keep breathing"))
    sound.play(Cue("tick", say="two"))
    now = 30.0
    sound.play(Cue("tick", say="three"))
    assert heard(sent) == [("hold, keep breathing", None), ("three", None)]


def test_the_page_reports_when_speech_ends_and_how_long_it_took(sent):
    cues, sound = in_page(Settings(), lambda _: None, sent.append, HandClock())
    before = cues.pace.seconds("in, lift, squeeze")
    cues.say("in, lift, squeeze")
    assert cues.busy
    sound.heard("something else", 1.0)
    assert cues.busy
    sound.heard("in, lift, squeeze", 2 * before)
    assert not cues.busy
    assert cues.pace.seconds("in, lift, squeeze") == pytest.approx(2 * before)


def test_a_muted_page_shows_the_stage_without_sound(sent):
    cues, _ = in_page(Settings(), lambda _: None, sent.append, HandClock())
    cues.muted = True
    sent.clear()
    cues.play(Cue("move", say="in, lift", stage="INHALE", text="Lift", rep=2, reps=10, seconds=2))
    [message] = sent
    assert message["type"] == "stage"
    assert (message["stage"], message["text"], message["rep"]) == ("INHALE", "Lift", 2)
    assert message["lines"] == ["In, lift."]


def test_the_page_gets_one_message_that_the_session_is_over(sent):
    stage = PageStage(sent.append)
    stage.close()
    assert sent == []
    stage.play(Cue("move", stage="INHALE"))
    stage.close()
    stage.close()
    assert [each["type"] for each in sent] == ["stage", "over"]


@pytest.mark.parametrize("awake", [True, False])
def test_the_page_keeps_the_screen_on_if_the_settings_say_so(sent, awake):
    cues, _ = in_page(Settings(awake=awake), lambda _: None, sent.append, HandClock())
    cues.play(Cue("move", stage="INHALE"))
    assert [each["awake"] for each in sent if each["type"] == "stage"] == [awake]


def test_a_page_rings_the_bell_only_if_the_sound_is_set_to_bell(sent):
    for sound, expected in (("tones", []), ("bell", ["\a"]), ("off", [])):
        written: list[str] = []
        settings = Settings(cues=CueSettings(sound=sound, title=False))
        cues, _ = in_page(settings, written.append, sent.append, HandClock())
        cues.play(Cue("move", bells=1))
        assert written == expected
