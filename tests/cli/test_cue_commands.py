"""`glute-trainer cues` plays each cue in turn, and says why a cue is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from trainer.cli.cue_commands import cues
from trainer.cues.cue_test import APART, SECOND, CueEnvironment, play
from trainer.cues.hook import Hook
from trainer.files.places import Places
from trainer.settings.model import CueSettings

XTERM = {"TERM": "xterm-256color"}


def nowhere(_: str) -> None:
    """Find no program, as on a machine that has none."""


def lines_of(layer: str, settings: CueSettings | None = None, environ=XTERM, find=nowhere, **more):
    here = CueEnvironment(settings or CueSettings(), environ, find=find, **{"write": None, **more})
    return list(play([layer], here, lambda _: None))


def test_each_cue_is_announced_before_it_is_played():
    sent, waited, lines = [], [], []
    here = CueEnvironment(CueSettings(), XTERM, sent.append, nowhere)
    for line in play(["bell", "title"], here, waited.append):
        lines.append((line, "".join(sent)))
    assert lines[0] == ("bell: one bell: a new step", "")
    assert lines[1][1] == "\a"
    assert lines[-2][0].startswith("title: the window's title says HOLD")
    assert sent[-1] == "\x1b[23;2t"
    assert waited.count(APART - SECOND) == 5


def test_three_ticks_come_a_second_apart():
    sent, waited = [], []
    here = CueEnvironment(CueSettings(), XTERM, sent.append, nowhere)
    for line in play(["bell"], here, lambda seconds: waited.append((seconds, len(sent)))):
        if "three ticks, a second apart" in line:
            waited.clear()
            before = len(sent)
        if "three bells" in line:
            break
    assert waited[:3] == [(SECOND, before + n) for n in (1, 2, 3)]


def test_a_pipe_receives_only_text():
    for layer in ("bell", "title"):
        assert lines_of(layer) == [f"{layer}: not played: this output is not a terminal"]


def test_a_console_without_a_window_has_no_title():
    [line] = lines_of("title", environ={"TERM": "linux"}, write=print)
    assert "of type linux has no title" in line


def test_a_machine_without_a_voice_says_how_to_get_one():
    [line] = lines_of("voice")
    assert line.endswith("Install the package espeak-ng.")
    [line] = lines_of("voice", find={"apt": "/usr/bin/apt"}.get)
    assert line.endswith("Install one with: sudo apt install espeak-ng")


def test_over_ssh_the_voice_is_silent_unless_switched_on():
    remote = {**XTERM, "SSH_CONNECTION": "1 2 3 4"}
    [line] = lines_of("voice", environ=remote, find={"say": "/bin/true"}.get)
    assert "over SSH" in line
    forced = lines_of(
        "voice", CueSettings(voice="on"), environ=remote, find={"say": "/bin/true"}.get
    )
    assert forced[0] == "voice: a voice says: in, lift, squeeze"


def test_the_cue_test_plays_a_cue_that_is_off_and_says_so():
    sent = []
    lines = lines_of("bell", CueSettings(bell="off"), write=sent.append)
    assert lines[0] == "bell: off in your settings, played here anyway"
    assert "\a" in sent


def test_an_unset_unreadable_or_missing_hook_is_reported():
    assert "none is set" in lines_of("hook")[0]
    assert "cannot be read" in lines_of("hook", CueSettings(hook='notify "open'))[0]
    assert "no program ring" in lines_of("hook", CueSettings(hook="ring --soft"))[0]


def test_a_kiosk_user_cannot_test_a_hook():
    alone = {**XTERM, "GLUTE_TRAINER_KIOSK": "1"}
    [line] = lines_of("hook", CueSettings(hook="true"), environ=alone, find=lambda name: name)
    assert line == "hook: not played: your own commands are switched off here"


def test_a_hook_that_fails_is_reported_in_full(monkeypatch):
    monkeypatch.setattr(Hook, "fails", True)
    *_, last = lines_of("hook", CueSettings(hook="true --soft"), find=lambda name: name)
    assert last == "hook: it ended with an error; run it by hand to see why: true --soft"


def test_the_cue_test_says_if_there_is_no_terminal(tmp_path: Path):
    places = Places(tmp_path, tmp_path / "config.toml")
    result = CliRunner().invoke(cues, ["--only", "bell"], obj=places)
    assert result.exit_code == 0
    assert result.output == "bell: not played: this output is not a terminal\n"


def test_interrupting_the_cue_test_restores_the_title():
    sent = []
    lines = play(
        ["title", "bell"], CueEnvironment(CueSettings(), XTERM, sent.append, nowhere), interrupt
    )
    assert next(lines).startswith("title")
    with pytest.raises(KeyboardInterrupt):
        next(lines)
    assert sent[-1] == "\x1b[23;2t"
    assert list(lines) == []


def interrupt(_: float) -> None:
    raise KeyboardInterrupt
