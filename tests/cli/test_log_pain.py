"""Pain, effort and sides of a session recorded by hand."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result

from trainer.catalog import load_catalog
from trainer.cli import cli
from trainer.history.by_hand import manual_record, with_done_reps


@pytest.fixture
def run(tmp_path):
    def command(*arguments: str) -> Result:
        given = ["--data-dir", str(tmp_path), "--config", str(tmp_path / "c.toml")]
        return CliRunner().invoke(cli, [arguments[0], *given, *arguments[1:]])

    return command


def test_log_saves_pain_and_effort(run):
    answers = ("--pain-before", "4", "--pain-after", "2", "--effort", "3")
    assert run("log", "glute-bridge", "bird-dog", *answers).exit_code == 0
    [session] = json.loads(run("history", "--json").stdout)
    assert (session["pain_before"], session["pain_after"], session["effort"]) == (4, 2, 3)


def test_reps_logged_for_each_side_count_on_both_sides(run):
    assert run("log", "clam-shells", "--each-side", "6").exit_code == 0
    [session] = json.loads(run("history", "--json").stdout)
    [exercise] = session["exercise"]
    assert (exercise["done_reps"], exercise["done_left"], exercise["done_right"]) == (12, 6, 6)


@pytest.mark.parametrize(
    "wrong",
    [
        ("bird-dog", "--reps", "6", "--each-side", "3"),
        ("glute-bridge", "--each-side", "3"),
        ("bird-dog", "--pain-before", "11"),
    ],
)
def test_contradictory_log_options_are_refused_and_nothing_is_saved(run, wrong):
    assert run("log", *wrong).exit_code == 2
    assert json.loads(run("history", "--json").stdout) == []


def test_correcting_reps_updates_the_status_and_the_sides():
    catalog = load_catalog()
    now = datetime(2026, 11, 26, 8, tzinfo=UTC)
    choices = [catalog.choose("bird-dog"), catalog.choose("glute-bridge")]
    record = manual_record(choices, now.date(), now)
    fewer = with_done_reps(record, [6, 10])
    bird_dog, bridge = fewer.exercises
    assert (fewer.status, bird_dog.status, bridge.status) == ("partial", "partial", "completed")
    assert (bird_dog.done_left, bird_dog.done_right) == (3, 3)
    assert with_done_reps(fewer, [7, 10]).exercises[0].done_left is None
    assert with_done_reps(fewer, [10, 10]) == record
    assert with_done_reps(record, [10, 10]) is record
