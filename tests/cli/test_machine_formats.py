"""Files that other programs read: always UTF-8, and CSV with the byte order mark for Excel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from history.samples import BRIDGE, STARTED, session
from msgspec.structs import replace

from trainer.cli import cli
from trainer.files.places import Places
from trainer.history.file.layout import HEADER, block
from trainer.history.formats.exchange import to_csv, to_json, to_toml
from trainer.history.formats.ics import to_ics
from trainer.history.store import HistoryStore

NOTE = "Rücken müde 左"
ONE = session(0, note=NOTE)


@pytest.fixture
def saved(places: Places) -> Places:
    HistoryStore(places).append(ONE)
    return places


def arguments(places: Places, command: str, *more: str) -> list[str]:
    where = ["--data-dir", str(places.data_dir), "--config", str(places.config_file)]
    return [command, *where, *more]


def run(places: Places, command: str, *more: str) -> Result:
    return CliRunner().invoke(cli, arguments(places, command, *more))


def in_latin_1(places: Places, command: str, *more: str) -> bytes:
    """Return what the program prints into a pipe in a Latin-1 locale."""
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    words = [sys.executable, "-m", "trainer", *arguments(places, command, *more)]
    result = subprocess.run(words, capture_output=True, env=environment, check=True)
    return result.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["export"],
        ["export", "-o", "-"],
        ["export", "--format", "json"],
        ["export", "--format", "csv"],
        ["export", "--format", "ics"],
        ["history", "--json"],
        ["report", "--weeks", "520"],
    ],
    ids=" ".join,
)
def test_machine_formats_are_utf_8_in_every_locale(saved: Places, words: list[str]):
    assert NOTE in in_latin_1(saved, *words).decode("utf-8")


def test_an_export_made_in_any_locale_can_be_imported(saved: Places, tmp_path: Path):
    file = tmp_path / "export.toml"
    file.write_bytes(in_latin_1(saved, "export"))
    other = Places(tmp_path / "other", tmp_path / "config.toml")
    assert run(other, "import", str(file)).stdout == "1 added, 0 already there, 0 refused.\n"
    assert HistoryStore(other).load().sessions == (ONE,)


MARK = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        (["--format", "csv", "-o", "FILE"], True),
        (["--format", "csv", "-o", "FILE", "--no-bom"], False),
        (["--format", "csv"], False),
        (["--format", "csv", "--bom"], True),
        (["--format", "csv", "-o", "-"], False),
        (["--format", "json", "-o", "FILE"], False),
        (["--format", "toml", "-o", "FILE"], False),
        (["--format", "ics", "-o", "FILE"], False),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_csv_file_begins_with_the_byte_order_mark_excel_needs(
    saved: Places, tmp_path: Path, words: list[str], marked: bool
):
    file = tmp_path / "out"
    result = run(saved, "export", *(str(file) if word == "FILE" else word for word in words))
    written = file.read_bytes() if "FILE" in words else result.stdout_bytes
    assert written.startswith(MARK) is marked
    assert NOTE in written.decode("utf-8").replace("\r\n ", "")


def test_a_byte_order_mark_is_refused_for_other_formats(saved: Places):
    result = run(saved, "export", "--format", "json", "--bom")
    assert result.exit_code == 2
    assert result.stderr.startswith("--bom applies only to CSV.")


# Files that are not a history

OTHERS = {
    "our CSV": (to_csv([ONE]).encode(), "is a CSV table"),
    "our CSV with a byte order mark": (MARK + to_csv([ONE]).encode(), "is a CSV table"),
    "a spreadsheet's CSV": ("Datum;Übung;Wdh;Notiz\n1.1.;Hüfte;3;-\n".encode(), "is a CSV table"),
    "our calendar": (to_ics([ONE]).encode(), "is a calendar"),
    "a web page": (b"<!DOCTYPE html><html>", "is a web page"),
    "a spreadsheet": (b"PK\x03\x04\x14\0\x06\0\xff", "is a spreadsheet"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3", "is a PDF"),
    "our report": (b"Glute Trainer: report for a therapist\n2026", "is a report"),
}  # fmt: skip


@pytest.mark.parametrize("what", OTHERS)
def test_the_error_for_another_kind_of_file_says_what_can_be_imported(
    places: Places, tmp_path: Path, what: str
):
    data, said = OTHERS[what]
    file = tmp_path / "other"
    file.write_bytes(data)
    result = run(places, "import", str(file))
    assert result.exit_code == 2
    first, second = result.stderr.splitlines()
    assert first.startswith(f"{file}: {said}")
    assert second == "Import a TOML or JSON export instead; nothing was imported."


@pytest.mark.parametrize(
    ("written", "instead", "problem"),
    [
        (
            "started = 2026-11-23T07:30:05+01:00",
            "started = 2026-11-23T07:30:05",
            "started: is 2026-11-23T07:30:05, without its offset from UTC; "
            "add it: 2026-11-23T07:30:05+01:00",
        ),
        (
            "started = 2026-11-23T07:30:05+01:00",
            "started = 2026-11-23",
            "started: is a date without a time; write it like 2026-11-23T07:30:05+01:00",
        ),
        (
            "started = 2026-11-23T07:30:05+01:00",
            "started = 07:30:05",
            "started: is a time of day; "
            "write a date and time with their offset from UTC: 2026-11-23T07:30:05+01:00",
        ),
        (
            "day = 2026-11-23",
            "day = 2026-11-23T07:30:05+01:00",
            "day: is a date with a time; write the date alone: 2026-11-23",
        ),
        (
            "day = 2026-11-23",
            'day = "2026-11-23"',
            "day: is the text '2026-11-23'; write it without quotes: 2026-11-23",
        ),
        ("day = 2026-11-23", "day = 23", "day: is 23; write a date: 2026-11-23"),
        (
            "day = 2026-11-23",
            'day = "yesterday"',
            "day: is the text 'yesterday'; write a date: 2026-11-23",
        ),
    ],
)
def test_the_error_for_an_invalid_date_or_time_says_how_to_write_it(
    places: Places, tmp_path: Path, written: str, instead: str, problem: str
):
    file = tmp_path / "history.toml"
    file.write_text(to_toml([session(0)]).replace(written, instead, 1))
    result = run(places, "check", str(file))
    assert result.exit_code == 1
    assert problem in result.stdout


def test_a_json_time_without_an_offset_is_refused(places: Places, tmp_path: Path):
    file = tmp_path / "history.json"
    file.write_text(to_json([session(0)]).replace("07:30:05+01:00", "07:30:05", 1))
    result = run(places, "import", str(file))
    assert "started: is 2026-11-23T07:30:05, without its offset from UTC" in result.stderr
    assert result.stdout == "0 added, 0 already there, 1 refused.\n"


# Another version of a session


def test_an_import_reports_a_different_version_and_keeps_both(saved: Places, tmp_path: Path):
    file = tmp_path / "conflict.toml"
    file.write_text(HEADER + block(replace(ONE, pain_after=8, exercises=(BRIDGE,))))
    result = run(saved, "import", str(file))
    assert result.exit_code == 0
    assert result.stdout == "0 added, 0 already there, 0 refused, 1 different.\n"
    assert result.stderr == (
        f"session {ONE.id}: the two versions differ; "
        "yours stays, the other is below it as a comment.\n"
    )
    assert "# pain_after = 8\n" in saved.history_file.read_text()
    assert run(saved, "import", str(file)).stdout == "0 added, 1 already there, 0 refused.\n"


# The training day and the clock


def test_a_session_after_midnight_shows_its_day_and_its_time(places: Places):
    night = STARTED.replace(hour=1, minute=10)
    day = night.date().replace(day=22)
    HistoryStore(places).append(replace(ONE, day=day, started=night))
    line = run(places, "history").stdout
    assert line.startswith("2026-11-22 (01:10 on 2026-11-23)  partial ")
    [_, *lines] = run(places, "report", "--weeks", "520").stdout.partition("2026-11-22 Sunday\n")[2]
    assert "".join(lines).lstrip().startswith("01:10 on 2026-11-23, pain before 4")


def test_logging_zero_reps_is_refused(places: Places):
    result = run(places, "log", "bird-dog", "--reps", "0")
    assert result.exit_code == 2
    assert "--reps" in result.stderr
    assert not places.history_file.exists()


def test_reading_commands_leave_a_half_written_session_alone(places: Places):
    places.data_dir.mkdir()
    text = to_toml([session(0)]) + '\n[[session]]\nid = "by-hand"\nday = 2026-11-21\n'
    places.history_file.write_text(text)
    for words in (
        ["status"],
        ["history"],
        ["export"],
        ["report"],
        ["today"],
        ["history", "--json"],
    ):
        run(places, *words)
    assert [file.name for file in places.data_dir.iterdir()] == ["history.toml"]
    assert places.history_file.read_text() == text


def test_history_json_contains_the_saved_note(saved: Places):
    [plain] = json.loads(in_latin_1(saved, "history", "--json"))
    assert plain["note"] == NOTE
