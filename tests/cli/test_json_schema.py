"""The JSON Schemas accept what the program reads and reject what it refuses."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from strategies import Table, table

from trainer import catalog
from trainer.catalog import bundled_file, example_file
from trainer.cli import cli
from trainer.cli.json_schema import schema
from trainer.history.by_hand import manual_record
from trainer.history.file.layout import HEADER, block
from trainer.history.records import to_plain
from trainer.settings import model


def as_json(plain: object) -> Any:
    """TOML values as an editor passes them to a validator: dates become text."""

    def text(value: object) -> str:
        assert isinstance(value, date | datetime | time)
        return value.isoformat()

    return json.loads(json.dumps(plain, default=text))


def faults(kind: str, plain: object) -> list[str]:
    checker = jsonschema.Draft7Validator(
        schema(kind), format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
    )
    return [error.json_path for error in checker.iter_errors(as_json(plain))]


def toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def catalog_with(**changed: object) -> Table:
    """A catalog with one exercise, some of its fields replaced."""
    return {"format": 1, "exercise": [table(**changed)]}


def routine(**changed: object) -> Table:
    one = {"id": "bird-dog", "hold": 10, "each_side": 5} | changed
    return {"format": 1, "routine": [{"id": "mine", "name": "Mine", "exercise": [one]}]}


def step(**changed: object) -> Table:
    move = {"kind": "move", "cue": "Up", "breath": "inhale", "seconds": 2.0}
    return catalog_with(step=[move | changed])


# Valid files


@pytest.mark.parametrize("kind", ["catalog", "history", "settings"])
def test_each_schema_is_a_valid_schema(kind: str):
    rules = jsonschema.Draft7Validator(jsonschema.Draft7Validator.META_SCHEMA)
    assert list(rules.iter_errors(schema(kind))) == []


@pytest.mark.parametrize("file", [bundled_file(), example_file()], ids=lambda file: file.name)
def test_a_valid_catalog_validates(file: Path):
    assert faults("catalog", toml(file)) == []


def test_a_saved_history_validates():
    choices = [catalog.choose(exercise) for exercise in catalog.load_catalog().exercises]
    now = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    record = manual_record(choices, now.date(), now, note="left side shaky")
    plain = tomllib.loads(HEADER + block(record))
    assert faults("history", plain) == []


def test_history_fields_of_a_newer_version_are_allowed():
    now = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    record = to_plain(
        manual_record([catalog.choose(catalog.load_catalog().exercises[0])], now.date(), now)
    )
    assert faults("history", {"format": 1, "session": [record | {"mood": "good"}]}) == []


def test_settings_of_every_type_validate():
    plain = tomllib.loads(
        "hold = 4\nrest_days = ['sat']\nrest_dates = [2026-12-24]\nday_starts_at = 04:00:00\n"
        "motion = 'off'\n[cues]\nbell = 'all'\n"
    )
    assert not model.check_settings(plain).problems
    assert faults("settings", plain) == []


# Invalid files


@pytest.mark.parametrize(
    ("plain", "where"),
    [
        (catalog_with(reps=0), "$.exercise[0].reps"),
        (catalog_with(repz=3), "$.exercise[0]"),
        (catalog_with(sides="both"), "$.exercise[0].sides"),
        (catalog_with(id="My Own"), "$.exercise[0].id"),
        (catalog_with(step=[]), "$.exercise[0].step"),
        (step(seconds=61), "$.exercise[0].step[0].seconds"),
        (step(seconds=5), "$.exercise[0].step[0].seconds"),
        (step(breath="hold"), "$.exercise[0].step[0].breath"),
        (step(hold_range=[2, 4]), "$.exercise[0].step[0]"),
        (step(kind="hold"), "$.exercise[0].step[0].breath"),
        (step(kind="hold", breath="easy", hold_range=[2]), "$.exercise[0].step[0].hold_range"),
        (routine(hold=61), "$.routine[0].exercise[0].hold"),
        (routine(sets="3"), "$.routine[0].exercise[0].sets"),
        (routine(reps=10), "$.routine[0].exercise[0]"),
        ({"format": 2}, "$.format"),
        ({}, "$"),
        ({"format": 1, "routines": []}, "$"),
    ],
    ids=lambda value: None if isinstance(value, dict) else value,
)
def test_the_schema_finds_the_catalog_problems_the_program_finds(plain: Table, where: str):
    assert set(faults("catalog", plain)) == {where}
    assert catalog.check(plain, catalog.load_catalog().exercises).problems


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"pain_after": 11}, "$.session[0].pain_after"),
        ({"day": "yesterday"}, "$.session[0].day"),
        ({"status": "done"}, "$.session[0].status"),
        ({"exercise": []}, "$.session[0].exercise"),
    ],
    ids=lambda value: None if isinstance(value, dict) else value,
)
def test_the_schema_finds_a_problem_in_a_history(changed: Table, where: str):
    now = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    record = to_plain(
        manual_record([catalog.choose(catalog.load_catalog().exercises[0])], now.date(), now)
    )
    assert faults("history", {"format": 1, "session": [record | changed]}) == [where]


# What an editor shows


def test_an_editor_can_show_what_a_field_means_and_allows():
    step = schema("catalog")["definitions"]["Step"]["properties"]
    assert step["squeeze"]["description"] == (
        "Which glute works: this side's, none, or the other side's. "
        'Allowed: true, false or "other".'
    )
    assert "in all sets" in str(schema("history")).lower()
    assert schema("settings")["properties"]["week_goal"]["description"] == "Training days a week."


def test_the_schemas_use_nothing_newer_than_draft_7():
    for kind in ("catalog", "history", "settings"):
        text = json.dumps(schema(kind))
        for word in ("prefixItems", "$defs", '"null"', r"\\Z"):
            assert word not in text


@pytest.mark.parametrize("kind", ["catalog", "history", "settings"])
def test_the_command_prints_a_schema(kind: str):
    done = CliRunner().invoke(cli, ["schema", kind])
    assert done.exit_code == 0
    assert json.loads(done.output) == json.loads(json.dumps(schema(kind)))


def test_an_unknown_schema_is_refused():
    assert CliRunner().invoke(cli, ["schema", "exercise"]).exit_code == 2
