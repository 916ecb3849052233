"""What bash, zsh and fish offer when somebody presses Tab."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import FishComplete, ShellComplete, ZshComplete

from trainer.cli import cli
from trainer.cli.bash import WholeWords

OWN = """
format = 1
[source]
title = "mine"
[[exercise]]
id = "my-own"
name = "My Own"
level = "basic"
position = "standing"
sides = "none"
reps = 3
sees_screen = "yes"
setup = ["Stand."]
[[exercise.step]]
kind = "move"
cue = "Lift"
detail = "Lift"
breath = "inhale"
seconds = 2.0
[[exercise.step]]
kind = "move"
cue = "Lower"
detail = "Lower"
breath = "exhale"
seconds = 2.0
"""


def complete(*words: str, shell: type[ShellComplete] = ShellComplete) -> list[str]:
    """Return the completions of the last word."""
    completer = shell(cli, {}, "glute-trainer", "_GLUTE_TRAINER_COMPLETE")
    *args, incomplete = words
    return [item.value for item in completer.get_completions(args, incomplete)]


def typed(shell: type[ShellComplete], monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    """Return what the shell receives if Tab is pressed after these words."""
    monkeypatch.setenv("COMP_WORDS", "\n".join(["glute-trainer", *words]))
    cword = str(len(words)) if shell is not FishComplete else words[-1]
    monkeypatch.setenv("COMP_CWORD", cword)
    return shell(cli, {}, "glute-trainer", "_GLUTE_TRAINER_COMPLETE").complete()


@pytest.fixture(autouse=True)
def no_own_catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLUTE_TRAINER_CONFIG", str(tmp_path / "config.toml"))


def test_commands_are_offered_except_the_merge_driver():
    assert {"start", "show", "plan", "log", "status"} <= set(complete(""))
    assert "merge-driver" not in complete("")


@pytest.mark.parametrize("command", ["start", "show", "plan", "log"])
def test_exercises_are_offered_with_their_variants(command: str):
    assert complete(command, "bird") == [
        "bird-dog",
        *(ref for ref in complete(command, "") if ref.startswith("bird-dog:")),
    ]
    assert "bird-dog:hands-down" in complete(command, "bird-dog:h")
    assert len([ref for ref in complete(command, "") if ":" not in ref]) == 5
    assert complete(command, "no-such") == []


def test_completion_also_works_for_a_second_exercise():
    assert "glute-bridge" in complete("start", "bird-dog", "glute")


def test_completion_offers_the_users_own_exercises(tmp_path: Path):
    own = tmp_path / "mine.toml"
    own.write_text(OWN)
    assert complete("show", "--catalog", str(own), "my") == ["my-own"]
    (tmp_path / "exercises.toml").write_text(OWN)
    assert complete("start", "my") == ["my-own"]


def test_the_five_exercises_are_offered_even_if_the_own_catalog_is_broken(tmp_path: Path):
    (tmp_path / "exercises.toml").write_text("format =")
    assert "bird-dog" in complete("start", "bird")


def test_bash_gets_only_the_part_after_the_colon(monkeypatch: pytest.MonkeyPatch):
    assert "plain,bird-dog" in typed(WholeWords, monkeypatch, "start", "bird").splitlines()
    for words in (("bird-dog", ":", "hands"), ("bird-dog", ":")):
        offered = typed(WholeWords, monkeypatch, "start", *words).splitlines()
        assert "plain,hands-down" in offered
        assert not any("bird-dog" in line for line in offered)
    assert "plain,bird-dog:hands-down" in typed(WholeWords, monkeypatch, "show", "bird-dog:hands")


def test_zsh_and_fish_also_complete_the_names_of_exercises(monkeypatch: pytest.MonkeyPatch):
    assert "plain\nbird-dog\nBird Dog" in typed(ZshComplete, monkeypatch, "start", "bird")
    assert "bird-dog\\:hands-down\n" in typed(ZshComplete, monkeypatch, "start", "bird-dog:h")
    assert "bird-dog" in typed(FishComplete, monkeypatch, "start", "bird")


def program(tmp_path: Path, **environment: str) -> dict[str, str]:
    """An environment in which `glute-trainer` is this program."""
    command = tmp_path / "bin" / "glute-trainer"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m trainer "$@"\n')
    command.chmod(0o755)
    root = str(Path(__file__).parents[2])
    path = f"{command.parent}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": root, **environment}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_setup_line_prints_a_completion_script(shell: str, tmp_path: Path):
    done = subprocess.run(
        ["glute-trainer"],
        env=program(tmp_path, _GLUTE_TRAINER_COMPLETE=f"{shell}_source"),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert "_GLUTE_TRAINER_COMPLETE" in done.stdout


def test_a_variant_can_be_completed_in_a_real_bash(tmp_path: Path):
    bash = shutil.which("bash")
    assert bash
    script = (
        'eval "$(_GLUTE_TRAINER_COMPLETE=bash_source glute-trainer)"\n'
        "COMP_WORDS=(glute-trainer start bird-dog : hands) COMP_CWORD=4\n"
        "_glute_trainer_completion glute-trainer\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        [bash, "--norc", "-c", script], env=program(tmp_path), capture_output=True, text=True
    )
    assert done.stdout.splitlines() == ["hands-down"]


def test_the_catalog_is_only_loaded_when_somebody_presses_tab():
    code = (
        "import sys, trainer.cli.completing, trainer.cli.history_commands;"
        "sys.exit('trainer.catalog' in sys.modules or 'click.shell_completion' in sys.modules)"
    )
    root = str(Path(__file__).parents[2])
    assert subprocess.run([sys.executable, "-c", code], cwd=root).returncode == 0


def test_completion_offers_routines(tmp_path: Path):
    routine = '[[routine]]\nid = "for-me"\nname = "Mine"\nexercise = [{ id = "bird-dog" }]\n'
    (tmp_path / "exercises.toml").write_text(f"format = 1\n{routine}")
    for command in ("start", "show", "plan", "log"):
        assert complete(command, "for") == ["for-me"]


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_the_zsh_lines_in_the_guide_work_without_a_zshrc(tmp_path: Path):
    guide = (Path(__file__).parents[2] / "docs" / "ssh-and-tmux.md").read_text(encoding="utf-8")
    lines = guide.partition("# .zshrc\n")[2].partition("# config.fish")[0]
    (tmp_path / "glute-trainer").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m trainer "$@"\n', encoding="utf-8"
    )
    (tmp_path / "glute-trainer").chmod(0o755)
    script = f'{lines}\nprint -r -- "completed by ${{_comps[glute-trainer]}}"\n'
    result = subprocess.run(
        ["zsh", "-f", "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        start_new_session=True,
        env={
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "HOME": str(tmp_path),
            "TERM": "dumb",
        },
    )
    assert result.stderr == ""
    assert "completed by _glute_trainer_completion" in result.stdout
