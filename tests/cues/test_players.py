"""The layers by themselves: bell and title, and all of them together."""

from __future__ import annotations

from trainer.cues import Cue, Cues
from trainer.cues.bell import GAP, Bell
from trainer.cues.title import Title, has_window


def test_two_bells_are_rung_a_moment_apart():
    sent, later = [], []
    Bell(sent.append, lambda seconds, call: later.append((seconds, call))).play(
        Cue("done", bells=3)
    )
    assert sent == ["\a"]
    assert [seconds for seconds, _ in later] == [GAP, 2 * GAP]
    for _, call in later:
        call()
    assert sent == ["\a"] * 3


def test_a_closed_bell_rings_out_and_then_no_more():
    sent, later = [], []
    bell = Bell(sent.append, lambda _, call: later.append(call))
    bell.play(Cue("done", bells=3))
    bell.close()
    for call in later:
        call()
    bell.play(Cue("move", bells=1))
    assert sent == ["\a"] * 3


def test_a_terminal_that_has_gone_is_no_trouble():
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


def test_the_title_is_set_cleaned_and_given_back():
    sent = []
    title = Title(sent.append)
    title.play(Cue("move", title="INHALE\x1b]2;evil\a · \u202eBird"))
    title.close()
    assert sent[0].startswith("\x1b[22;2t\x1b]2;INHALE")
    assert sent[0].endswith("\x1b\\")
    inside = sent[0].removeprefix("\x1b[22;2t\x1b]2;").removesuffix("\x1b\\")
    assert not any(ord(character) < 32 or character == "\u202e" for character in inside)
    assert sent[1] == "\x1b[23;2t"


def test_mute_silences_bell_and_voice_and_leaves_the_title():
    sent = []
    cues = Cues([Bell(sent.append), Title(sent.append)])
    cues.muted = True
    cues.play(Cue("move", bells=1, title="INHALE"))
    assert len(sent) == 1
    assert "\a" not in sent[0]


def test_a_layer_that_fails_reaches_no_other():
    class Broken:
        def play(self, cue: Cue) -> None:
            raise RuntimeError

        def close(self) -> None:
            raise RuntimeError

    sent = []
    cues = Cues([Broken(), Bell(sent.append)])
    cues.play(Cue("move", bells=1))
    cues.close()
    assert sent == ["\a"]
