"""The players of cues: the bell, the window title, and all players together."""

from __future__ import annotations

import pytest

from trainer.cues import Cue, Cues, Player
from trainer.cues.bell import GAP, Bell
from trainer.cues.title import Title, has_window


def test_several_bells_ring_a_moment_apart():
    sent, later = [], []
    Bell(sent.append, lambda seconds, call: later.append((seconds, call))).play(
        Cue("done", bells=3)
    )
    assert sent == ["\a"]
    assert [seconds for seconds, _ in later] == [GAP, 2 * GAP]
    for _, call in later:
        call()
    assert sent == ["\a"] * 3


def test_a_bell_that_is_closed_finishes_ringing_and_then_stays_silent():
    sent, later = [], []
    bell = Bell(sent.append, lambda _, call: later.append(call))
    bell.play(Cue("done", bells=3))
    bell.close()
    for call in later:
        call()
    bell.play(Cue("move", bells=1))
    assert sent == ["\a"] * 3


def test_a_lost_terminal_causes_no_error():
    def gone(_: str) -> None:
        raise OSError

    def at_once(_: float, call) -> None:
        call()

    for player in (Bell(gone, at_once), Title(gone)):
        player.play(Cue("switch-sides", bells=2, title="SWITCH"))
        player.close()


def test_only_a_terminal_with_a_window_has_a_title():
    assert has_window({"TERM": "tmux-256color"})
    assert not has_window({"TERM": "linux"})
    assert not has_window({})


def test_the_title_is_sanitized_and_restored():
    sent = []
    title = Title(sent.append)
    title.play(Cue("move", title="INHALE\x1b]2;evil\a · \u202eBird"))
    title.close()
    assert sent[0].startswith("\x1b[22;2t\x1b]2;INHALE")
    assert sent[0].endswith("\x1b\\")
    inside = sent[0].removeprefix("\x1b[22;2t\x1b]2;").removesuffix("\x1b\\")
    assert not any(ord(character) < 32 or character == "\u202e" for character in inside)
    assert sent[1] == "\x1b[23;2t"


def test_mute_silences_the_bell_and_the_voice_but_not_the_title():
    sent = []
    cues = Cues([Bell(sent.append), Title(sent.append)])
    cues.muted = True
    cues.play(Cue("move", bells=1, title="INHALE"))
    assert len(sent) == 1
    assert "\a" not in sent[0]


def test_a_failing_cue_player_does_not_affect_the_others():
    class Broken(Player):
        def play(self, cue: Cue) -> None:
            raise RuntimeError

        def close(self) -> None:
            raise RuntimeError

    sent = []
    cues = Cues([Broken(), Bell(sent.append)])
    cues.play(Cue("move", bells=1))
    cues.close()
    assert sent == ["\a"]


class Sounding(Player):
    """A player with a better sound than the bell, until the player breaks."""

    sounds = True
    broken = False

    @property
    def works(self) -> bool:
        return not self.broken


@pytest.mark.parametrize("bell", ["auto", "all", "off"])
def test_the_bell_rings_only_at_turns_while_a_better_sound_works(bell):
    better = Sounding()
    cues = Cues([Bell(lambda _: None), better], bell=bell)
    assert cues.rings == ("turns" if bell == "auto" else bell)
    better.broken = True
    assert cues.rings == bell


def test_the_word_muted_is_spoken_before_the_sound_goes_off():
    spoken = []

    class Heard(Player):
        sounds = True

        def play(self, cue: Cue) -> None:
            spoken.append(cue.say)

        def hush(self) -> None:
            spoken.append("hushed")

    cues = Cues([Heard()])
    cues.mute_after("Muted.")
    cues.say("lift")
    assert spoken == ["Muted."]


def test_a_cue_can_be_sent_to_a_page_as_json():
    import msgspec

    cue = Cue("move", say="in, lift, squeeze", tone="inhale", stage="INHALE", rep=1)
    assert msgspec.json.decode(msgspec.json.encode(cue)) == {
        "kind": "move", "say": "in, lift, squeeze", "tone": "inhale", "stage": "INHALE", "rep": 1
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ("out, lower, two, heels heavy", ["Out, lower, 2, heels heavy."]),
        ("three", ["3"]),
        ("hold", ["Hold."]),
        ("Paused.", ["Paused."]),
        ("Bird Dog. Look down. Ten in all.", ["Bird Dog.", "Look down.", "Ten in all."]),
        ("How much does it hurt, zero to ten?", ["How much does it hurt, zero to ten?"]),
        ("", []),
    ],
)
def test_spoken_words_are_shown_as_sentences_with_digits(said, lines):
    assert Cue("move", say=said).lines == lines


def test_after_the_session_only_the_voice_stays_open():
    closed, said = [], []

    class Layer(Player):
        def __init__(self, speaks: bool) -> None:
            self.speaks = self.sounds = speaks

        def play(self, cue: Cue) -> None:
            said.append((cue.kind, cue.say))

        def close(self) -> None:
            closed.append(self.speaks)

    cues = Cues([Layer(False), Layer(True)])
    cues.close_all_but_voice()
    assert closed == [False]
    cues.ask("How much does it hurt now, zero to ten?")
    cues.last_words("Kept.")
    assert said == [("question", "How much does it hurt now, zero to ten?"), ("done", "Kept.")]
    cues.close()
    assert closed == [False, True]
