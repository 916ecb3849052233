"""The coach's advice on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result

from tests.patients.cases import CASES, Case
from tests.patients.notation import FILLER, ROTATION, TODAY, history, refused, shown
from trainer.cli import cli, loading
from trainer.files.places import Places
from trainer.history.file.layout import HEADER, block

NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 8, tzinfo=UTC)


@pytest.fixture
def places(tmp_path) -> Places:
    (tmp_path / "data").mkdir()
    return Places(tmp_path / "data", tmp_path / "config.toml")


@pytest.fixture
def run(places, monkeypatch):
    monkeypatch.setattr(loading, "now", lambda: NOW)

    def command(*arguments: str) -> Result:
        given = ["--data-dir", str(places.data_dir), "--config", str(places.config_file)]
        return CliRunner().invoke(cli, [arguments[0], *given, *arguments[1:]])

    return command


def write(places: Places, sessions) -> None:
    places.history_file.write_text(HEADER + "".join(map(block, sessions)))


class As:
    """A suggestion from the JSON, with the attributes that the notation reads."""

    def __init__(self, plain: dict) -> None:
        self.__dict__.update(plain)


FROM_FILES = [c for c in CASES if c.pain is None and not c.routine and not c.settings.no]


@pytest.mark.parametrize("case", FROM_FILES, ids=lambda case: case.name)
def test_patients_get_the_same_advice_from_their_history_files(run, places, case: Case):
    write(places, case.sessions)
    result = run("today", "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert list(found) == [
        *("day", "done", "kind", "suggestion", "reason", "question", "offer", "resting"),
    ]
    assert shown(As(one) for one in found["suggestion"]) == case.today
    assert found["kind"] == case.kind
    assert (found["question"] == "next-morning") == case.question
    assert bool(found["offer"]) == bool(case.offer)


def test_an_offer_names_both_rungs(run, places):
    case = next(case for case in CASES if case.name == "6 three good days")
    write(places, case.sessions)
    offer = json.loads(run("today", "--json").stdout)["offer"]
    assert offer == {"id": "clam-shells", "from": "standard", "to": "hand"}


def test_the_today_command_prints_the_suggestion_and_its_reason(run, places):
    write(places, history(f"{FILLER}; {ROTATION}"))
    lines = run("today").stdout.splitlines()
    assert lines == [
        "Clam Shells: 10 reps on each side; then Mobility Squat · Chair squat: 5 reps",
        "Next in turn.",
    ]


def test_nothing_is_suggested_on_a_day_with_pain_of_eight(run, places):
    write(places, [*history(ROTATION), refused(0, 8)])
    line = "Pain 8. No exercises today. Walk a little if that feels all right.\n"
    assert run("today").stdout == line


def test_the_today_command_can_show_the_advice_for_another_day(run, places):
    write(places, history("GB -3; BD -1"))
    found = json.loads(run("today", "--json", "--day", "2026-11-24").stdout)
    assert (found["day"], found["suggestion"][0]["id"]) == ("2026-11-24", "bird-dog")


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "0001-01-01", ""])
def test_an_invalid_day_is_refused(run, day):
    result = run("today", "--day", day)
    assert result.exit_code == 2
    assert "--day" in result.stderr


def test_a_clock_behind_the_history_is_reported(run, places):
    write(places, [*history("GB -3"), *history("BD 90")])
    assert "Sessions after today (up to 2027-02-24) are ignored." in run("today").stdout


def test_status_can_show_todays_suggestion(run, places):
    write(places, history(f"{FILLER}; {ROTATION}"))
    result = run("status", "--format", "{today}: {reason} ({kind})")
    assert result.stdout == "Clam Shells + Mobility Squat: Next in turn. (least)\n"


def test_a_session_with_an_unknown_next_morning_still_counts(run, places):
    write(places, history("GB -3 =terrible"))
    assert json.loads(run("today", "--json").stdout)["kind"] == "new"
    result = run("check", str(places.history_file))
    assert result.exit_code == 1
    assert "next_morning" in result.stdout + result.stderr


def test_the_today_command_uses_the_readable_part_of_a_broken_history(run, places):
    write(places, history(f"{FILLER}; {ROTATION}"))
    with places.history_file.open("a") as file:
        file.write("\n[[session]]\nid = \n")
    result = run("today")
    assert result.exit_code == 2
    assert "Next in turn." in result.stdout


def test_the_today_command_never_loads_textual(places):
    code = (
        "import sys; from trainer.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "assert not any(name.split('.')[0] in ('textual', 'rich') for name in sys.modules)\n"
    )
    given = ["--data-dir", str(places.data_dir), "--config", str(places.config_file), "today"]
    done = subprocess.run([sys.executable, "-c", code, *given], capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr
