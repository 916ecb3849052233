from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from history.samples import BIRD_DOG, BRIDGE, STARTED, histories, session
from hypothesis import given
from msgspec.structs import replace

from trainer.history.formats.exchange import (
    EXPORTERS,
    ExchangeError,
    import_,
    to_csv,
    to_json,
    to_toml,
)
from trainer.history.records import to_plain

UNSAFE = ["\x1b", "\x9b", "\x7f", "\u202e", "\u2066", "\x00", "\x85"]


def imported(folder: Path, text: str):
    file = folder / "export"
    file.write_bytes(text.encode())
    return import_(file)


@given(histories)
@pytest.mark.parametrize("form", ["toml", "json"])
def test_an_export_imports_back_to_the_same_history(tmp_path_factory, form, history):
    found = imported(tmp_path_factory.mktemp("x"), EXPORTERS[form](history))
    assert list(found.sessions) == sorted(history, key=lambda record: record.started)
    assert found.refused == ()


def test_a_json_export_is_an_array_of_records():
    [record] = json.loads(to_json([session()]))
    assert record["day"] == "2026-11-23"
    assert record["started"] == "2026-11-23T07:30:05+01:00"
    assert record["exercise"][0]["done_left"] == 5
    assert "done_left" not in record["exercise"][1]


@pytest.mark.parametrize("form", EXPORTERS)
def test_exports_contain_no_terminal_control_characters(form):
    record = session(note="".join(UNSAFE), exercises=(replace(BIRD_DOG, name="".join(UNSAFE)),))
    assert not any(character in EXPORTERS[form]([record]) for character in UNSAFE)


def test_csv_has_a_row_for_each_exercise_performed():
    skipped = replace(BRIDGE, status="skipped", done_reps=0, skipped_reps=10)
    note = 'a "note", with\nlines; and ü'
    text = to_csv([session(0, exercises=(BIRD_DOG, BRIDGE, skipped), note=note), session(1)])
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["exercise_id"] for row in rows] == ["bird-dog", "glute-bridge"] * 2
    first = rows[0]
    assert first["note"] == note
    assert (first["day"], first["done_reps"], first["seconds"]) == ("2026-11-23", "10", "71.5")
    assert (first["session_status"], first["status"]) == ("partial", "completed")
    assert (rows[1]["stopped"], rows[1]["done_left"]) == ("pain", "")


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_note_never_becomes_a_formula_in_a_spreadsheet(note):
    [row, _] = csv.DictReader(io.StringIO(to_csv([session(note=note)]), newline=""))
    assert row["note"].startswith("'")
    assert row["note"].removeprefix("'") == note


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_session_is_an_event_in_a_calendar():
    lines = unfolded(EXPORTERS["ics"]([session(note="left; right, \\ \n" + "ü🙂" * 60)]))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART:20261123T063005Z" in lines
    assert "DTEND:20261123T063640Z" in lines
    assert f"UID:{session().id}@glute-trainer" in lines
    assert "SUMMARY:Glutes: Bird Dog\\, Glute Bridge" in lines
    [description] = [line for line in lines if line.startswith("DESCRIPTION:")]
    assert description.endswith("left\\; right\\, \\\\ \\n" + "ü🙂" * 60)


@given(histories)
def test_no_line_of_a_calendar_is_longer_than_75_octets(history):
    text = EXPORTERS["ics"](history)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.split("\r\n")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(history)
    assert "\n" not in text.replace("\r\n", "")
    names = {line.split(":")[0] for line in unfolded(text) if line}
    assert names <= {
        "BEGIN", "END", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY",
        "DESCRIPTION", "TRANSP",
    }  # fmt: skip


def test_a_zero_length_session_has_no_end_in_a_calendar():
    assert "DTEND" not in EXPORTERS["ics"]([session(ended=STARTED)])


def test_invalid_sessions_are_refused_with_reasons_and_the_others_imported(tmp_path):
    records = json.loads(to_json([session(n) for n in range(4)]))
    records[1]["pain_before"] = 11
    records[2]["day"] = "yesterday"
    records.append(5)
    records.append(records[0])
    found = imported(tmp_path, json.dumps(records))
    assert list(found.sessions) == [session(0), session(3)]
    reasons = [str(faulty) for faulty in found.refused]
    assert len(reasons) == 4
    assert reasons[0].startswith(f"session 2 ({session(1).id}): pain_before: is 11")
    assert "day: is the text 'yesterday'; write a date" in reasons[1]
    assert reasons[2].startswith("session 5: ")
    assert "used twice" in reasons[3]


@pytest.mark.parametrize("form", ["toml", "json"])
def test_fields_of_a_newer_version_are_exported_and_imported(tmp_path, form):
    newer = {"mood": "calm", "weather": {"rain": True, "degrees": [3, 4.5]}}
    text = to_toml([session()]).replace(
        "\n[[session.exercise]]", 'mood = "calm"\nweather.rain = true\nweather.degrees = [3, 4.5]'
        "\n\n[[session.exercise]]\nsurface = \"mat\"", 1)  # fmt: skip
    [record] = imported(tmp_path, text).sessions
    [again] = imported(tmp_path, EXPORTERS[form]([record])).sessions
    assert again == record
    plain = to_plain(again)
    assert plain.items() >= newer.items()
    assert plain["exercise"][0]["surface"] == "mat"


def test_nulls_and_absurd_nesting_in_unknown_fields_are_dropped(tmp_path):
    [plain] = json.loads(to_json([session()]))
    deep = json.loads("[" * 300 + "]" * 300)
    text = json.dumps([plain | {"none": None, "some": [1, None], "deep": deep}])
    [record] = imported(tmp_path, text).sessions
    [again] = imported(tmp_path, to_toml([record])).sessions
    assert again == record
    assert to_plain(again)["some"] == [1]
    assert "none" not in to_plain(again)


@pytest.mark.parametrize("text", ['{"format": 1, "session": []}', "[]", "", "format = 1\n"])
def test_an_empty_export_contains_no_sessions(tmp_path, text):
    assert imported(tmp_path, text).sessions == ()


def test_toml_that_begins_with_a_session_is_not_mistaken_for_json(tmp_path):
    text = to_toml([session()])
    assert imported(tmp_path, text[text.index("\n[[session]]") :]).sessions == (session(),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[{"id": ]', "line 1, column 9: "),
        ('{"session": 5}', "no list of sessions"),
        ('{"a":' * 100_000, "not a history"),
        ("format = = 1", "line 1, column 10: "),
        (to_toml([session()]).replace("effort = 5", "effort ="), "line 13, column 9: "),
        ("week_goal = 5", "begins with week_goal, so it is not a history"),
        ("<html>", "is a web page"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_the_reason(tmp_path, text, says):
    with pytest.raises(ExchangeError) as error:
        imported(tmp_path, text)
    message = str(error.value)
    assert message.startswith(f"{tmp_path / 'export'}: ")
    assert says in message
    assert message.count("\n") <= 1


@pytest.mark.parametrize("kind", ["missing", "folder", "latin-1"])
def test_an_unreadable_file_is_reported(tmp_path, kind):
    file = tmp_path / "export"
    if kind == "folder":
        file.mkdir()
    if kind == "latin-1":
        file.write_bytes(b'note = "\xe9"')
    with pytest.raises(ExchangeError, match="export: "):
        import_(file)
