"""Programs run beside a session get data only through the environment; nothing opens a socket."""

from __future__ import annotations

import socket
import sys
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from hostile.planted import TEXTS

from trainer.cli import cli
from trainer.cues import Cue, of_settings
from trainer.cues.hook import Hook
from trainer.cues.process import ProgramRunner
from trainer.settings.model import CueSettings

SHELLS = {**TEXTS, "nul": "a\x00b", "quote": "\"'`$(touch owned)\n; touch owned #\\"}


@pytest.mark.parametrize("text", SHELLS.values(), ids=SHELLS)
def test_no_text_of_a_cue_is_ever_read_by_a_shell(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    told = tmp_path / "told"
    program = tmp_path / "hook.py"
    program.write_text(
        "import os, sys\n"
        f"text = os.environ['GLUTE_TRAINER_CUE_TEXT']\n"
        f"open({str(told)!r}, 'w').write(text + '|' + '|'.join(sys.argv[1:]))\n"
    )
    beside = ProgramRunner(10.0, failures=None)
    hook = Hook(f"{sys.executable} {program} one", runner=beside)
    hook.play(Cue("done", text=text[:2000], exercise=text[:200], say=text[:2000]))
    hook.close()
    for thread in threading.enumerate():
        if thread.name == "cue":
            thread.join(10)
    said, _, words = told.read_text().rpartition("|")
    assert words == "one"
    assert said.isprintable() or "\ue000" in said
    assert sorted(file.name for file in tmp_path.iterdir()) == ["hook.py", "told"]


@pytest.mark.parametrize("variable", ["GLUTE_TRAINER_KIOSK", "TEXTUAL_DRIVER"])
def test_there_is_no_hook_at_a_kiosk_or_in_a_browser(
    variable: str, monkeypatch: pytest.MonkeyPatch
):
    settings = CueSettings(hook="true", voice="off")
    assert any(isinstance(player, Hook) for player in of_settings(settings, None)._players)
    monkeypatch.setenv(variable, "1")
    assert not any(isinstance(player, Hook) for player in of_settings(settings, None)._players)


def test_no_command_opens_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def never(*arguments: object, **more: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", never)
    monkeypatch.setattr(socket, "create_connection", never)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    places = ["--data-dir", str(tmp_path), "--config", str(tmp_path / "config.toml")]
    commands = ["list", "show bird-dog", "plan bird-dog", "log bird-dog", "history", "status"]
    for command in [*commands, "export", "report", "check", f"import {tmp_path}/history.toml"]:
        result = CliRunner().invoke(cli, [*places, *command.split()], catch_exceptions=False)
        assert result.exit_code == 0, result.output
