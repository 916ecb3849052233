"""A short run of the fuzzer, and a test for each failure that its long runs found."""

from __future__ import annotations

import json
import random
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.inputs import damaged, history, sessions
from tests.fuzz.targets import TARGETS, empty, valid_files
from trainer.files.places import Places
from trainer.history.file import reading
from trainer.history.file.layout import HEADER, block
from trainer.history.file.merging import merged
from trainer.history.formats.exchange import import_
from trainer.history.store import HistoryError, HistoryStore

VALID = valid_files()


@pytest.mark.parametrize("name", TARGETS)
@settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(number=st.integers(0, 2**32))
def test_a_damaged_file_breaks_nothing(tmp_path: Path, name: str, number: int):
    target, kind = TARGETS[name]
    chance = random.Random(number)
    data = damaged(chance.choice(VALID[kind]), VALID[kind], chance)
    with empty(tmp_path / "here") as folder:
        target(data, folder, chance)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    tmp_path.joinpath("data").mkdir()
    return Places(tmp_path / "data", tmp_path / "config.toml")


def ids(places: Places) -> list[str]:
    return [one.id for one in HistoryStore(places).load().sessions]


def test_invalid_utf_8_stays_in_the_file_and_hides_no_session(places: Places):
    text = history(4).encode().replace("Hüfte".encode(), b"H\xfcfte")
    places.history_file.write_bytes(text)
    found = HistoryStore(places).load()
    assert len(found.sessions) == 4
    assert found.broken is not None
    assert "line 68, column 16: not UTF-8 text; save it as UTF-8" in found.broken
    new = sessions(9)[-1]
    assert HistoryStore(places).append(new) == places.pending_file
    assert places.history_file.read_bytes() == text
    assert new.id in ids(places)


def test_a_save_interrupted_inside_a_character_is_completed(places: Places):
    last = sessions(3)[-1]
    whole = history(2) + block(last)
    cut = whole.encode()[: whole.encode().rfind("左".encode()) + 1]
    places.history_file.write_bytes(cut)
    places.pending_file.write_text(HEADER + block(last))
    assert ids(places) == [one.id for one in sessions(3)]
    HistoryStore(places).recover()
    assert places.history_file.read_bytes() == whole.encode()


def test_no_session_is_added_to_an_inline_list_of_sessions(places: Places):
    text = 'session = [{id = "x"}, {}]\n'
    places.history_file.write_text(text)
    assert HistoryStore(places).append(sessions(1)[0]) == places.pending_file
    assert places.history_file.read_text() == text
    assert ids(places) == [sessions(1)[0].id]


def test_a_last_line_without_a_newline_stays_despite_another_problem(places: Places):
    text = HEADER + '\n[[session]]\nid = "faulty"\n' + history(2).removeprefix(HEADER).rstrip("\n")
    places.history_file.write_text(text)
    assert ids(places) == [one.id for one in sessions(2)]
    assert places.history_file.read_text() == text


def test_a_broken_last_line_that_does_not_come_from_a_save_stays(places: Places):
    text = history(2) + "\n[[session]]x = ["
    places.history_file.write_text(text)
    assert ids(places) == [one.id for one in sessions(2)]
    assert places.history_file.read_text() == text


def test_if_two_sessions_share_an_id_the_valid_session_is_changed(places: Places):
    one = sessions(1)[0]
    places.history_file.write_text(HEADER + f'\n[[session]]\nid = "{one.id}"\n' + block(one))
    HistoryStore(places).amend(one.id, pain_after=3)
    assert HistoryStore(places).load().sessions[0].pain_after == 3


def test_a_session_that_cannot_be_read_back_is_not_saved(places: Places):
    one = sessions(1)[0]
    bad = msgspec.structs.replace(one.exercises[0], seconds=-1)
    with pytest.raises(HistoryError, match="seconds: is -1"):
        HistoryStore(places).append(msgspec.structs.replace(one, exercises=(bad,)))
    assert not places.history_file.exists()


def test_lone_surrogates_in_an_import_are_refused_with_their_session(tmp_path: Path):
    file = tmp_path / "x.json"
    file.write_text(json.dumps([{"\ud800": 1}, {"id": "\udc00", "status": "\ud800"}]))
    found = import_(file)
    assert found.sessions == ()
    assert len(found.refused) == 2


def test_a_doubled_carriage_return_is_a_syntax_error():
    text = history(2).replace("\n", "\r\n").replace("done_reps = 10\r\n", "done_reps = 10\r\r\n", 1)
    assert reading.read(text).broken is not None


def test_dots_in_a_note_do_not_count_as_nesting():
    text = history(3).replace("linke Hüfte 左", "a." * 500)
    assert merged(text, text, text).text == text
    assert reading.read(text.replace(" = ", "  = ")).broken is None
