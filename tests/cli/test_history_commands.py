from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from datetime import date, datetime, timedelta, timezone

import pytest
from click.testing import CliRunner, Result
from history.samples import BIRD_DOG, on, session

from trainer.cli import cli, loading
from trainer.history.file.layout import HEADER, block
from trainer.history.store import HistoryStore

NOW = datetime(2026, 11, 23, 7, 45, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def run(places, monkeypatch):
    monkeypatch.setattr(loading, "now", lambda: NOW)

    def command(*arguments: str) -> Result:
        given = ["--data-dir", str(places.data_dir), "--config", str(places.config_file)]
        return CliRunner().invoke(cli, [arguments[0], *given, *arguments[1:]])

    return command


def status(run, *arguments: str) -> dict:
    return json.loads(run("status", "--json", *arguments).stdout)


def broken(places) -> bytes:
    places.data_dir.mkdir(exist_ok=True)
    text = (HEADER + block(session(0)) + block(session(1))).replace("effort = 5", "effort =", 1)
    places.history_file.write_text(text)
    return places.history_file.read_bytes()


# status


def test_status_without_a_history_prints_one_line(run):
    result = run("status")
    assert (result.exit_code, result.stdout) == (0, "· streak 0 days, week 0/5\n")


def test_status_follows_the_settings(run, store, places):
    for record in on(*(date(2026, 11, day) for day in (17, 18, 20, 21))):
        store.append(record)
    since = '[rest_days_since]\n2026-11-01 = ["thu", "sun"]\n'
    places.config_file.write_text(f'week_goal = 3\nrest_days = ["thu", "sun"]\n{since}')
    m = 0.5 ** ((3 / 7) ** 0.5 / 13)
    assert status(run) == {
        "day": "2026-11-23",
        "trained_today": False,
        "streak": 4,
        "best_streak": 4,
        "week_done": 0,
        "week_goal": 3,
        "strength": pytest.approx((1 - m) * (m**3 / 3 + m**2 * 2 / 3 + m + 1)),
    }


def test_new_rest_days_in_the_settings_do_not_change_the_past(run, store, places):
    for record in on(*(date(2026, 11, day) for day in (17, 18, 20, 21))):
        store.append(record)
    before = status(run)
    places.config_file.write_text('rest_days = ["thu", "sun"]\n')
    assert status(run) == before


def test_status_still_counts_for_yesterday_after_midnight(run, store, monkeypatch):
    store.append(session(0, exercises=(BIRD_DOG,)))
    monkeypatch.setattr(loading, "now", lambda: NOW + timedelta(hours=19))
    found = status(run)
    assert (found["day"], found["trained_today"], found["streak"]) == ("2026-11-23", True, 1)


def test_status_given_check_exits_with_an_error_until_an_exercise_is_done(run, store):
    assert run("status", "--check").exit_code == 1
    store.append(session(0))
    result = run("status", "--check")
    assert (result.exit_code, result.stdout) == (0, "✓ streak 1 day, week 1/5\n")


def test_status_can_use_a_custom_format(run, store):
    store.append(session(0))
    form = "{streak}/{best} {done} {week} of {goal} {strength} {day}"
    assert run("status", "--format", form).stdout == "1/1 ✓ 1 of 5 1% 2026-11-23\n"


def test_an_unknown_placeholder_is_refused(run):
    result = run("status", "--format", "{strek}")
    assert result.exit_code == 2
    assert "{strek}" in result.stderr
    assert "{streak}" in result.stderr


def test_every_status_placeholder_is_in_the_help(run):
    text = run("status", "--help").stdout
    for name in ("streak", "best", "done", "week", "goal", "strength", "day"):
        assert f"{{{name}}}" in text


def test_the_readable_part_of_a_broken_history_is_printed_with_the_error(run, places):
    before = broken(places)
    for command in (["status"], ["history"], ["report"], ["export"]):
        result = run(*command)
        assert result.exit_code == 2
        assert f"{places.history_file}: line 13, column 9: " in result.stderr
        assert result.stdout
    assert places.history_file.read_bytes() == before


# history


def test_history_prints_a_line_per_session_newest_last(run, store):
    store.append(session(1))
    store.append(session(0, note="calm \x1b[31m \u202e\nmorning"))
    result = run("history")
    assert result.exit_code == 0
    first, second = result.stdout.splitlines()
    assert first.startswith("2026-11-23 07:30  partial    Bird Dog 10/10, Glute Bridge 4/10")
    assert first.endswith("calm �[31m � morning")
    assert second.startswith("2026-11-24")
    assert run("history", "--last", "1").stdout.splitlines() == [second]


def test_history_as_json_is_an_array_of_records(run, store):
    assert json.loads(run("history", "--json").stdout) == []
    for number in range(3):
        store.append(session(number))
    found = json.loads(run("history", "--json", "--last", "2").stdout)
    assert [record["id"] for record in found] == [session(1).id, session(2).id]
    assert found[0]["exercise"][1]["stopped"] == "pain"


def test_an_invalid_record_is_named_and_the_rest_is_shown(run, places):
    places.data_dir.mkdir()
    faulty = block(session(1)).replace("effort = 5", "effort = 50")
    places.history_file.write_text(HEADER + block(session(0)) + faulty)
    result = run("history")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert "session 2" in result.stderr
    assert "effort: is 50; give a whole number from 0 to 10" in result.stderr


# log


def test_log_saves_a_session_done_elsewhere(run, store):
    result = run("log", "bird-dog", "glute-bridge", "--note", " at the hotel ")
    assert result.exit_code == 0
    assert "Bird Dog 10/10, Glute Bridge 10/10" in result.stdout
    [record] = store.load().sessions
    assert (record.day, record.started, record.ended) == (date(2026, 11, 23), NOW, NOW)
    assert (record.source, record.status, record.note) == ("log", "completed", "at the hotel")
    bird, bridge = record.exercises
    assert (bird.done_reps, bird.done_left, bird.done_right, bird.seconds) == (10, 5, 5, 0)
    assert (bridge.done_left, bridge.hold, bridge.variant) == (None, 3, "standard")
    assert record.id.startswith("20261123T074500-")


def test_log_records_the_day_from_which_the_rest_days_apply(run, places):
    places.config_file.write_text('# mine\nrest_days = ["sun"]\n')
    assert run("status").exit_code == 0
    assert "since" not in places.config_file.read_text()
    assert run("log", "bird-dog").exit_code == 0
    written = places.config_file.read_text()
    assert written.startswith("# mine\n")
    assert tomllib.loads(written)["rest_days_since"] == {"2026-11-23": ["sun"]}
    assert run("log", "bird-dog").exit_code == 0
    assert places.config_file.read_text() == written


def test_log_accepts_a_variant_and_fewer_reps(run, store):
    assert run("log", "bird-dog:hands-down", "--reps", "7").exit_code == 0
    [record] = store.load().sessions
    [bird] = record.exercises
    assert (bird.variant, bird.status, bird.done_reps) == ("hands-down", "partial", 7)
    assert (bird.planned_reps, bird.done_left, record.status) == (10, None, "partial")
    assert not status(run)["trained_today"]


def test_log_accepts_a_past_day(run, store):
    assert run("log", "glute-bridge", "--date", "2026-11-20").exit_code == 0
    [record] = store.load().sessions
    assert record.day == record.started.date() == date(2026, 11, 20)
    assert record.started.tzinfo is not None


@pytest.mark.parametrize(
    "arguments",
    [
        ["bird-dgo"],
        ["bird-dog:upside-down"],
        ["bird-dog", "--date", "2026-11-24"],
        ["bird-dog", "--date", "yesterday"],
        ["bird-dog", "--date", "2026-02-30"],
        ["bird-dog", "--reps", "-1"],
        ["bird-dog", "--note", "x" * 100_001],
        [],
    ],
)
def test_log_refuses_invalid_arguments_and_writes_nothing(run, places, arguments):
    result = run("log", *arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert "Traceback" not in result.stderr
    assert not places.history_file.exists()


def test_a_session_logged_to_a_broken_history_goes_to_the_pending_file(run, places):
    before = broken(places)
    result = run("log", "glute-bridge")
    assert result.exit_code == 0
    assert "line 13, column 9" in result.stderr
    assert str(places.pending_file) in result.stderr
    assert places.history_file.read_bytes() == before
    assert "Glute Bridge" in places.pending_file.read_text()


# export and import


@pytest.mark.parametrize("form", ["toml", "json"])
def test_an_exported_history_can_be_imported_again(run, store, places, tmp_path, form):
    for number in range(3):
        store.append(session(number))
    file = tmp_path / "out"
    assert run("export", "--format", form, "-o", str(file)).exit_code == 0
    assert run("import", str(file)).stdout == "0 added, 3 already there, 0 refused.\n"
    store.delete(session(1).id)
    assert run("import", str(file)).stdout == "1 added, 2 already there, 0 refused.\n"
    assert store.load().sessions == tuple(session(n) for n in range(3))


def test_export_prints_toml_by_default(run, store):
    store.append(session(0))
    assert tomllib.loads(run("export").stdout)["session"][0]["id"] == session(0).id
    assert run("export", "--format", "csv").stdout.count("bird-dog") == 1
    assert "BEGIN:VEVENT" in run("export", "--format", "ics").stdout


def test_export_refuses_to_overwrite_the_history_or_write_to_unusable_places(
    run, store, places, tmp_path
):
    store.append(session(0))
    before = places.history_file.read_bytes()
    for output in (places.history_file, tmp_path, tmp_path / "gone" / "file"):
        result = run("export", "-o", str(output))
        assert result.exit_code == 2
        assert str(output) in result.stderr
    assert places.history_file.read_bytes() == before


def test_import_names_each_refused_session_with_the_reason(run, places, tmp_path):
    file = tmp_path / "in.toml"
    faulty = block(session(1)).replace("effort = 5", "effort = 50")
    file.write_text(HEADER + block(session(0)) + faulty)
    result = run("import", str(file))
    assert (result.exit_code, result.stdout) == (0, "1 added, 0 already there, 1 refused.\n")
    assert f"{file}: line " in result.stderr
    assert "effort: is 50" in result.stderr


@pytest.mark.parametrize("text", [None, "= =", '[{"id": }]'])
def test_importing_an_unreadable_file_is_an_error(run, places, tmp_path, text):
    file = tmp_path / "in"
    if text is not None:
        file.write_text(text)
    result = run("import", str(file))
    assert result.exit_code == 2
    assert 1 <= len(result.stderr.splitlines()) <= 2
    assert not places.history_file.exists()


# report, and all commands


def test_report_goes_back_as_many_weeks_as_requested(run, store):
    for number in range(-30, 1):
        store.append(session(number))
    assert "7 sessions" in run("report", "--weeks", "1").stdout
    assert "28 sessions" in run("report").stdout


@pytest.mark.parametrize(
    "command", ["history", "status", "log glute-bridge", "export", "import {}", "report"]
)
def test_no_command_loads_textual(places, store, tmp_path, command):
    store.append(session(0))
    HistoryStore(places)
    file = tmp_path / "in.toml"
    file.write_text(HEADER)
    words = [word.format(file) for word in command.split()]
    arguments = [words[0], "--data-dir", str(places.data_dir), *words[1:]]
    script = (
        "import sys\nfrom trainer.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "assert not any(m.split('.')[0] in ('textual', 'rich') for m in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
