"""A short run of the fuzzer, and what its long runs found, once each."""

from __future__ import annotations

import json
import random
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.inputs import history, sessions, spoilt
from tests.fuzz.targets import TARGETS, empty, sound
from trainer.files.places import Places
from trainer.history.file import reading
from trainer.history.file.layout import HEADER, block
from trainer.history.file.merging import merged
from trainer.history.formats.exchange import import_
from trainer.history.store import HistoryError, HistoryStore

SOUND = sound()


@pytest.mark.parametrize("name", TARGETS)
@settings(
    max_examples=25,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(number=st.integers(0, 2**32))
def test_a_spoilt_file_breaks_nothing(tmp_path: Path, name: str, number: int):
    target, kind = TARGETS[name]
    chance = random.Random(number)
    data = spoilt(chance.choice(SOUND[kind]), SOUND[kind], chance)
    with empty(tmp_path / "here") as folder:
        target(data, folder, chance)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    tmp_path.joinpath("data").mkdir()
    return Places(tmp_path / "data", tmp_path / "config.toml")


def ids(places: Places) -> list[str]:
    return [one.id for one in HistoryStore(places).load().sessions]


def test_bytes_that_are_no_utf_8_hide_no_session_and_stay(places: Places):
    text = history(4).encode().replace("Hüfte".encode(), b"H\xfcfte")
    places.history_file.write_bytes(text)
    found = HistoryStore(places).load()
    assert len(found.sessions) == 4
    assert found.broken is not None
    assert "line 68, column 16: is not UTF-8 text; save it as UTF-8" in found.broken
    new = sessions(9)[-1]
    assert HistoryStore(places).append(new) == places.pending_file
    assert places.history_file.read_bytes() == text
    assert new.id in ids(places)


def test_a_save_cut_off_inside_a_letter_is_put_in_order(places: Places):
    last = sessions(3)[-1]
    whole = history(2) + block(last)
    cut = whole.encode()[: whole.encode().rfind("左".encode()) + 1]
    places.history_file.write_bytes(cut)
    places.pending_file.write_text(HEADER + block(last))
    assert ids(places) == [one.id for one in sessions(3)]
    HistoryStore(places).recover()
    assert places.history_file.read_bytes() == whole.encode()


def test_sessions_in_a_list_are_read_and_none_is_added_to_them(places: Places):
    text = 'session = [{id = "x"}, {}]\n'
    places.history_file.write_text(text)
    assert HistoryStore(places).append(sessions(1)[0]) == places.pending_file
    assert places.history_file.read_text() == text
    assert ids(places) == [sessions(1)[0].id]


def test_a_last_line_without_an_end_is_not_torn_off_for_a_problem_elsewhere(places: Places):
    text = HEADER + '\n[[session]]\nid = "faulty"\n' + history(2).removeprefix(HEADER).rstrip("\n")
    places.history_file.write_text(text)
    assert ids(places) == [one.id for one in sessions(2)]
    assert places.history_file.read_text() == text


def test_a_last_line_that_no_save_began_is_not_torn_off(places: Places):
    text = history(2) + "\n[[session]]x = ["
    places.history_file.write_text(text)
    assert ids(places) == [one.id for one in sessions(2)]
    assert places.history_file.read_text() == text


def test_of_two_sessions_with_one_id_the_sound_one_is_changed(places: Places):
    one = sessions(1)[0]
    places.history_file.write_text(HEADER + f'\n[[session]]\nid = "{one.id}"\n' + block(one))
    HistoryStore(places).amend(one.id, pain_after=3)
    assert HistoryStore(places).load().sessions[0].pain_after == 3


def test_a_session_that_would_not_read_again_is_not_kept(places: Places):

    one = sessions(1)[0]
    bad = msgspec.structs.replace(one.exercises[0], seconds=-1)
    with pytest.raises(HistoryError, match="seconds: is -1"):
        HistoryStore(places).append(msgspec.structs.replace(one, exercises=(bad,)))
    assert not places.history_file.exists()


def test_halves_of_characters_in_an_import_are_a_problem_of_their_session(tmp_path: Path):
    file = tmp_path / "x.json"
    file.write_text(json.dumps([{"\ud800": 1}, {"id": "\udc00", "status": "\ud800"}]))
    found = import_(file)
    assert found.sessions == ()
    assert len(found.refused) == 2


def test_a_doubled_carriage_return_is_no_line_end_to_any_reader():
    text = history(2).replace("\n", "\r\n").replace("done_reps = 10\r\n", "done_reps = 10\r\r\n", 1)
    assert reading.read(text).broken is not None


def test_dots_in_a_note_are_no_depth():
    text = history(3).replace("linke Hüfte 左", "a." * 500)
    assert merged(text, text, text).text == text
    assert reading.read(text.replace(" = ", "  = ")).broken is None
