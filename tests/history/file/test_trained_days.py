from __future__ import annotations

import pytest
from history.samples import BRIDGE, histories, session
from hypothesis import given

from trainer.history.file.layout import HEADER, block
from trainer.history.file.reading import read
from trainer.history.file.trained_days import days_in, trained_days
from trainer.history.formats.exchange import to_toml
from trainer.history.habit import trained_days as days_of_records


@given(histories)
def test_the_fast_reader_finds_the_same_days_as_the_store(history):
    text = to_toml(history)
    assert days_in(text) in (None, days_of_records(read(text).sessions))


def test_the_fast_reader_can_read_everything_the_program_wrote(store, places):
    assert trained_days(places) == set()
    store.append(session(0))
    store.append(session(1, exercises=(BRIDGE,)))
    store.append(session(2, note='no status = "completed"'.replace('"', "'")))
    assert trained_days(places) == {session(0).day, session(2).day}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pain_before = 4", "pain_before = 11"),
        ("day = 2026-11-24", "day = 2026-13-24"),
        ("ended = 2026-11-24T07:36:40", "ended = 2026-11-24T07:36:99"),
        ("ended = 2026-11-24T07:36:40", "ended = 2026-11-24T07:00:40"),
        ("-000001", "-000000"),
        ("seconds = 32\n", "seconds = 32"),
        ("format = 1", "format = 2"),
        ("effort = 5", "effort = 5 # my own"),
        ("effort = 5", "effort = 5\nmood = 1"),
        ('variant = "standard"\n', ""),
    ],
)
def test_the_fast_reader_leaves_everything_unusual_to_the_store(old, new):
    text = HEADER + block(session(0)) + block(session(1))
    assert days_in(text) is not None
    changed = text.replace(old, new) if old != "-000001" else text.replace(
        session(1).id, session(0).id
    )  # fmt: skip
    assert changed != text
    assert days_in(changed) is None


def test_the_fast_reader_leaves_waiting_and_unreadable_sessions_to_the_store(places):
    places.data_dir.mkdir()
    places.history_file.write_bytes(b"\xff")
    assert trained_days(places) is None
    places.history_file.write_text(HEADER)
    assert trained_days(places) == set()
    places.pending_file.write_text(HEADER)
    assert trained_days(places) is None


def test_an_impossible_day_is_refused_by_both_readers():
    text = to_toml([session()])
    early = text.replace(f"day = {session().day}", "day = 0001-01-03")
    assert early != text
    assert days_in(early) is None
    assert not read(early).sessions
    assert read(early).problems
