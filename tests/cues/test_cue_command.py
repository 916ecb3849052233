"""`glute-trainer cues`: each cue in turn, and why one is missing."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from trainer.cli.cue_commands import APART, cues, play
from trainer.places import Places
from trainer.settings import CueSettings


def test_each_cue_is_announced_before_it_is_played():
    sent, waited, lines = [], [], []
    for line in play(["bell", "title"], CueSettings(), sent.append, waited.append):
        lines.append((line, len(sent)))
    assert lines[0] == ("bell: one bell: a new step", 0)
    assert sent[0] == "\a"
    assert sent[-1] == "\x1b[23;2t"
    assert waited == [APART] * 4


def test_a_missing_layer_says_why(monkeypatch):
    monkeypatch.setattr("trainer.cli.cue_commands.command", lambda: None)
    lines = list(play(["voice", "hook"], CueSettings(), print, print))
    assert "no speech program here" in lines[0]
    assert "hook" in lines[1]


def test_over_ssh_the_voice_says_why_it_is_silent(monkeypatch):
    monkeypatch.setenv("SSH_CONNECTION", "1 2 3 4")
    monkeypatch.setattr("trainer.cli.cue_commands.command", lambda: ("true",))
    assert "silent over SSH" in next(iter(play(["voice"], CueSettings(), print, print)))


def test_the_command_says_when_there_is_no_terminal(tmp_path: Path):
    places = Places(tmp_path, tmp_path / "config.toml")
    result = CliRunner().invoke(cues, ["--only", "hook"], obj=places)
    assert result.exit_code == 0
    assert "not a terminal" in result.output
