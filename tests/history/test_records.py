from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from history.samples import session, sessions
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from trainer.history.file.layout import HEADER, block, read_block
from trainer.history.file.reading import read
from trainer.history.records import (
    ExerciseRecord,
    SessionRecord,
    from_plain,
    new_id,
    to_plain,
    training_day,
)

THREE = time(3)


def raw(**changes: object) -> dict[str, object]:
    plain = tomllib.loads(block(session()))["session"][0]
    return {**plain, **changes}


def problems(plain: object) -> list[str]:
    record, faults = from_plain(plain)
    assert (record is None) == bool(faults)
    return [str(fault) for fault in faults]


def test_an_id_is_the_local_start_time_and_a_suffix():
    started = datetime(2026, 11, 23, 7, 30, 5, tzinfo=timezone(timedelta(hours=1)))
    assert new_id(started, "7f3a9c") == "20261123T073005-7f3a9c"


def test_ids_made_in_the_same_second_differ():
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert len({new_id(now) for _ in range(50)}) == 50


@given(sessions())
def test_a_record_survives_being_written_and_read(record):
    text = HEADER + block(record)
    assert tomllib.loads(text)["format"] == 1
    [again] = read(text).sessions
    assert again == record


@given(sessions())
def test_reading_by_pattern_agrees_with_the_toml_parser(record):
    text = block(record).lstrip("\n")
    quick = read_block(text, 0, len(text))
    [parsed] = tomllib.loads(text)["session"]
    assert quick is None or quick == from_plain(parsed)[0]


def test_an_ordinary_record_is_read_by_pattern():
    text = block(session()).lstrip("\n")
    assert read_block(text, 0, len(text)) == session()


@pytest.mark.parametrize(
    "odd",
    [
        "# mine\n",
        'mood = "good"\n',
        "[session.weather]\nrain = true\n",
        'note = "a"\n',
    ],
)
def test_anything_outside_the_layout_is_left_to_the_toml_parser(odd):
    text = block(session()).lstrip("\n") + odd
    assert read_block(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("day = 2026-11-23", "day = 2026-02-30"),
        ("ended = 2026-11-23T07:36:40", "ended = 2026-11-23T07:30:04"),
        ("pain_before = 4", "pain_before = 11"),
        ('note = "left side shaky"', 'note = "left \\\\ shaky"'),
        ("planned_reps = 10", "planned_reps = 010"),
        ("seconds = 71.5", "seconds = 71."),
    ],
)
def test_an_invalid_or_unusual_value_is_never_read_by_pattern(wrong, right):
    text = block(session()).lstrip("\n")
    assert wrong in text
    text = text.replace(wrong, right)
    assert read_block(text, 0, len(text)) is None


def test_a_record_is_written_in_the_documented_layout():
    assert (
        block(session())
        == """
[[session]]
id = "20261123T073005-000000"
day = 2026-11-23
started = 2026-11-23T07:30:05+01:00
ended = 2026-11-23T07:36:40+01:00
status = "partial"
source = "session"
pain_before = 4
pain_after = 2
effort = 5
note = "left side shaky"

[[session.exercise]]
id = "bird-dog"
name = "Bird Dog"
variant = "standard"
status = "completed"
planned_reps = 10
done_reps = 10
skipped_reps = 0
done_left = 5
done_right = 5
hold = 3
seconds = 71.5

[[session.exercise]]
id = "glute-bridge"
name = "Glute Bridge"
variant = "standard"
status = "partial"
planned_reps = 10
done_reps = 4
skipped_reps = 1
stopped = "pain"
seconds = 32
"""
    )


def test_unanswered_fields_are_left_out():
    bare = session(pain_before=None, pain_after=None, effort=None, note=None)
    assert not {"pain_before", "pain_after", "effort", "note"} & to_plain(bare).keys()


def test_a_lone_surrogate_does_not_prevent_a_save():
    assert "shaky �" in block(session(note="shaky \udcff"))


def test_control_characters_are_escaped_in_the_file():
    text = block(session(note="red \x1b[31m \u202e \x9b"))
    assert not any(c in text for c in "\x1b\u202e\x9b")
    assert read(text).sessions[0].note == "red \x1b[31m \u202e \x9b"


KEYS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8).map("x".__add__)
VALUES = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.dates()
    | st.times().map(lambda time: time.replace(fold=0))
    | st.datetimes(timezones=st.sampled_from([UTC, None])).map(lambda time: time.replace(fold=0)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.dictionaries(KEYS, VALUES, max_size=4))
def test_fields_of_a_newer_version_stay_in_a_session(of_session, of_exercise):
    plain = raw(**of_session)
    plain["exercise"][0] |= of_exercise
    record, faults = from_plain(plain)
    assert not faults
    assert record is not None
    assert known(record) == session()
    assert to_plain(replace(record, note="other")).items() >= of_session.items()
    [again] = read(HEADER + block(record)).sessions
    assert again == record
    assert to_plain(again).items() >= of_session.items()
    assert to_plain(again)["exercise"][0].items() >= of_exercise.items()  # type: ignore[index]


def known(record: SessionRecord) -> SessionRecord:
    """A record without the fields of a newer version."""
    exercises = [
        ExerciseRecord(**{name: getattr(each, name) for name in ExerciseRecord.__struct_fields__})
        for each in record.exercises
    ]
    fields = {name: getattr(record, name) for name in SessionRecord.__struct_fields__}
    return SessionRecord(**fields | {"exercises": tuple(exercises)})


def test_every_problem_of_a_record_is_named_with_its_fix():
    plain = raw(
        day="2026-11-23",
        started=datetime(2026, 11, 23, 7, 30),
        pain_before=11,
        effort=-1,
        status="done",
        note=7,
    )
    del plain["id"]
    plain["exercise"] = [{**plain["exercise"][0], "hold": -1, "done_reps": True}, 5]
    found = problems(plain)
    fields = {line.split(":")[0] for line in found}
    assert fields == {
        "id", "day", "started", "pain_before", "effort", "status", "note",
        "exercise 1, hold", "exercise 1, done_reps", "exercise 2",
    }  # fmt: skip
    assert "pain_before: is 11; give a whole number from 0 to 10" in found
    assert "day: is the text '2026-11-23'; write it without quotes: 2026-11-23" in found


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ended": datetime(2026, 11, 23, 6, tzinfo=UTC)}, "ended"),
        ({"day": datetime(2026, 11, 23, tzinfo=UTC)}, "day"),
        ({"started": date(2026, 11, 23)}, "started"),
        ({"started": "2026-11-23T07:30:05+01:00"}, "started"),
        ({"pain_after": 2.5}, "pain_after"),
        ({"pain_after": True}, "pain_after"),
        ({"note": "ä" * 50_001}, "note"),
        ({"exercise": []}, "exercise"),
        ({"exercise": "bird-dog"}, "exercise"),
    ],
)
def test_only_the_invalid_field_of_a_record_is_reported(changes, field):
    [line] = problems(raw(**changes))
    assert line.startswith(f"{field}: ")


@pytest.mark.parametrize("plain", [5, [], "text", None])
def test_a_record_that_is_not_a_table_is_reported(plain):
    assert problems(plain)


@pytest.mark.parametrize(
    ("local", "day"),
    [
        (datetime(2026, 11, 23, 2, 59, 59), date(2026, 11, 22)),
        (datetime(2026, 11, 23, 3, 0), date(2026, 11, 23)),
        (datetime(2026, 11, 23, 23, 59), date(2026, 11, 23)),
        (datetime(2027, 1, 1, 0, 30), date(2026, 12, 31)),
        (datetime(2028, 3, 1, 1, 0), date(2028, 2, 29)),
    ],
)
def test_the_training_day_begins_at_the_time_in_the_settings(local, day):
    assert training_day(local, THREE) == day


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ((2026, 3, 29, 1, 59), date(2026, 3, 28)),  # the hour from 2 to 3 does not exist
        ((2026, 3, 29, 3, 0), date(2026, 3, 29)),
        ((2026, 10, 25, 2, 30), date(2026, 10, 24)),  # the hour from 2 to 3 comes twice
        ((2026, 10, 25, 3, 0), date(2026, 10, 25)),
    ],
)
@pytest.mark.parametrize("fold", [0, 1])
def test_the_training_day_follows_the_wall_clock_when_clocks_change(local, day, fold):
    berlin = datetime(*local, tzinfo=ZoneInfo("Europe/Berlin"), fold=fold)
    assert training_day(berlin, THREE) == day
