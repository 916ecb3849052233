"""The hook: a command of the user, run at every cue."""

from __future__ import annotations

import os

import pytest
from cues.programs import Occupied, program, seen

from trainer.cues import Cue
from trainer.cues.hook import Hook, environment
from trainer.cues.process import FAILURES


def test_the_hook_gets_the_cue_in_its_environment(tmp_path):
    heard = tmp_path / "heard"
    fake = program(
        tmp_path,
        "hook",
        f"env | grep ^GLUTE_TRAINER_CUE_ | sort > {heard}.part; mv {heard}.part {heard}",
    )
    hook = Hook(str(fake), {"PATH": os.environ["PATH"]})
    hook.play(
        Cue("move", text="Raise $(touch x)\x1b[2J", exercise="glute-bridge", rep=4, seconds=2.0)
    )
    assert seen(heard.exists)
    lines = dict(line.split("=", 1) for line in heard.read_text().splitlines())
    assert lines["GLUTE_TRAINER_CUE_KIND"] == "move"
    assert lines["GLUTE_TRAINER_CUE_TEXT"] == "Raise $(touch x)�[2J"
    assert lines["GLUTE_TRAINER_CUE_REP"] == "4"
    assert lines["GLUTE_TRAINER_CUE_SIDE"] == ""
    hook.close()


def test_cue_values_in_the_environment_have_no_null_or_line_break():
    values = environment(Cue("hold", say="a\0b", text="line\nline"))
    assert all("\0" not in value and "\n" not in value for value in values.values())


def test_a_hook_that_keeps_failing_is_still_called(tmp_path):
    runs = tmp_path / "runs"
    hook = Hook([str(program(tmp_path, "hook", f"echo x >> {runs}; exit 1"))])
    for n in range(1, FAILURES + 3):
        hook.play(Cue("move"))
        assert seen(lambda n=n: runs.exists() and len(runs.read_text()) == 2 * n)
    hook.close()


def test_a_new_stage_replaces_a_running_hook_but_a_tick_does_not():
    beside = Occupied()
    hook = Hook("ring", {}, beside)
    for kind in ("hold", "tick", "tick", "move"):
        hook.play(Cue(kind))
    assert beside.asked == ["ring", "ring"]


def test_a_hook_in_the_home_folder_can_be_written_with_a_tilde(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Hook("~/ring --soft").program == str(tmp_path / "ring")


def test_an_invalid_hook_command_is_refused():
    for command in ("", '"open', []):
        with pytest.raises(ValueError, match=r"empty|quotation"):
            Hook(command)
