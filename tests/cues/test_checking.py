"""`check` names the words of a catalog that a slow voice cannot finish in time."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from trainer import catalog
from trainer.cli import cli
from trainer.cues.checking import overlong_words

KICK = """
format = 1
[[exercise]]
id = "kick"
name = "Kick"
position = "standing"
sides = "none"
reps = 2
setup = ["Stand."]
  [[exercise.step]]
  kind = "move"
  cue = "Lift the leg"
  say = {say}
  breath = "inhale"
  seconds = 1.0
  [[exercise.step]]
  kind = "move"
  cue = "Down"
  breath = "exhale"
  seconds = 2
"""


def test_a_slow_voice_can_say_all_the_bundled_words_in_time():
    assert list(overlong_words(catalog.load_catalog())) == []


@pytest.mark.parametrize(
    ("say", "fits"),
    [
        ('"lift the whole leg slowly up"', False),
        ('"lift the whole leg slowly up|lift"', True),
        ('"lift"', True),
    ],
)
def test_a_spoken_text_that_is_too_long_is_reported_with_its_step_and_seconds(tmp_path, say, fits):
    file = tmp_path / "own.toml"
    file.write_text(KICK.replace("{say}", say))
    found = list(overlong_words(catalog.read(file)))
    assert bool(found) is not fits
    for line in found:
        assert line.startswith("exercise kick, step 1, say: a slow voice needs ")
        assert "and has 1 s" in line


def test_check_reports_a_long_spoken_text_but_accepts_the_file(tmp_path: Path):
    file = tmp_path / "own.toml"
    file.write_text(KICK.replace("{say}", '"lift the whole leg slowly up"'))
    ran = CliRunner().invoke(cli, ["check", str(file)])
    assert ran.exit_code == 0
    first, second = ran.output.splitlines()
    assert first.endswith("own.toml: fine")
    assert "step 1, say: a slow voice needs" in second


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("explain", "Breathe in and hold your breath."),
        ("brief", "Hold your breath."),
        ("corrections", '["hold your breath"]'),
        ("get_up", "Hold your breath, and rise."),
    ],
)
def test_spoken_words_that_ask_to_hold_the_breath_are_refused(tmp_path, field, text):
    value = text if text.startswith("[") else f'"{text}"'
    file = tmp_path / "own.toml"
    file.write_text(
        KICK.replace("{say}", '"lift"').replace("reps = 2", f"reps = 2\n{field} = {value}")
    )
    [fault] = catalog.read(file).problems
    assert "hold their breath" in str(fault)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("explain", '"' + "word " * 81 + '"', "80 words"),
        ("brief", '"' + "word " * 11 + '"', "10 words"),
        ("corrections", '["one two three four five"]', "4 words"),
        ("corrections", '["a", "b", "c", "d"]', "3"),
    ],
)
def test_too_many_spoken_words_are_refused(tmp_path, field, value, told):
    file = tmp_path / "own.toml"
    file.write_text(
        KICK.replace("{say}", '"lift"').replace("reps = 2", f"reps = 2\n{field} = {value}")
    )
    [fault] = catalog.read(file).problems
    assert told in str(fault)


@pytest.mark.parametrize("say", ['"a|b|c"', '"|b"', '"a|"'])
def test_a_spoken_text_has_at_most_a_long_and_a_short_form(tmp_path, say):
    file = tmp_path / "own.toml"
    file.write_text(KICK.replace("{say}", say))
    [fault] = catalog.read(file).problems
    assert "long form|short form" in str(fault)
