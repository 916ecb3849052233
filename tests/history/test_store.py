from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from history.samples import session

from trainer.files.limits import Size
from trainer.files.places import Places
from trainer.history.file.layout import HEADER, block
from trainer.history.store import HistoryError, HistoryStore, Merge, problems_in


def ids(store: HistoryStore) -> list[str]:
    return [record.id for record in store.load().sessions]


def write(places: Places, text: str | bytes) -> None:
    places.data_dir.mkdir(parents=True, exist_ok=True)
    places.history_file.write_bytes(text if isinstance(text, bytes) else text.encode())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_missing_history_is_empty(store, places):
    assert store.load().sessions == ()
    assert not places.data_dir.exists()


def test_the_first_session_creates_the_file_with_its_header(store, places):
    assert store.append(session()) == places.history_file
    assert places.history_file.read_text() == HEADER + block(session())
    assert store.load().sessions == (session(),)


def test_appending_leaves_every_earlier_byte_unchanged(store, places):
    before = (
        "# mine\r\nformat = 1\nfuture = [1,\n 2] # kept\n" + block(session(0)) + "\n# Tuesday\n\n"
    ).encode()
    write(places, before)
    store.append(session(1))
    assert places.history_file.read_bytes() == before + block(session(1)).encode()


def test_a_missing_newline_at_the_end_is_added(store, places):
    write(places, (HEADER + block(session(0))).rstrip("\n"))
    store.append(session(1))
    assert ids(store) == [session(0).id, session(1).id]


def test_an_empty_file_gets_its_header(store, places):
    write(places, "")
    store.append(session())
    assert places.history_file.read_text() == HEADER + block(session())


def test_new_files_are_private(store, places):
    store.append(session())
    assert mode(places.data_dir) == 0o700
    assert all(mode(file) == 0o600 for file in places.data_dir.iterdir())


def test_file_permissions_set_by_the_user_are_preserved(store, places):
    store.append(session())
    places.history_file.chmod(0o644)
    store.append(session(1))
    store.amend(session().id, effort=7)
    assert mode(places.history_file) == 0o644


def test_a_link_is_followed_and_stays_a_link(store, places, tmp_path):
    target = tmp_path / "synced" / "history.toml"
    target.parent.mkdir()
    target.write_text(HEADER)
    places.data_dir.mkdir()
    places.history_file.symlink_to(target)
    store.append(session())
    store.amend(session().id, effort=7)
    store.delete(session().id)
    store.append(session(1))
    assert places.history_file.is_symlink()
    assert target.read_text() == HEADER + block(session(1))


def test_sessions_are_returned_oldest_first_whatever_their_order_in_the_file(store, places):
    write(places, HEADER + block(session(5)) + block(session(1)) + block(session(3)))
    assert ids(store) == [session(n).id for n in (1, 3, 5)]


def test_saving_leaves_no_stray_files(store, places):
    for number in range(3):
        store.append(session(number))
    store.amend(session(1).id, effort=1)
    names = {file.name for file in places.data_dir.iterdir()}
    assert names == {"history.toml", "history.lock", "history.checked"}


def test_an_invalid_record_is_reported_and_the_others_are_read(store, places):
    broken = block(session(1)).replace("pain_before = 4", "pain_before = 11")
    write(places, HEADER + block(session(0)) + broken + block(session(2)))
    history = store.load()
    assert [record.id for record in history.sessions] == [session(0).id, session(2).id]
    [faulty] = history.problems
    line = (HEADER + block(session(0)) + "\n").count("\n") + 1
    assert (faulty.line, faulty.number, faulty.id) == (line, 2, session(1).id)
    assert str(faulty) == (
        f"line {line}, session 2 ({session(1).id}): "
        "pain_before: is 11; give a whole number from 0 to 10"
    )
    assert history.broken is None
    assert problems_in(places.history_file) == [f"{places.history_file}: {faulty}"]


def test_an_id_used_twice_counts_once(store, places):
    write(places, HEADER + block(session(0)) + block(session(0, effort=9)))
    history = store.load()
    assert history.sessions == (session(0),)
    assert "used twice" in str(history.problems[0])


def test_a_valid_file_has_no_problems(store, places):
    store.append(session())
    assert problems_in(places.history_file) == []


def test_any_note_survives_saving_and_loading(store):
    note = 'a "quoted" \\ back\nslash\ttab \x1b[31m \u202e [[session]] = # ü 🙂 \x00 \r\n """'
    store.append(session(note=note))
    assert store.load().sessions[0].note == note


def test_a_note_over_the_limit_is_refused_and_nothing_is_written(store, places):
    with pytest.raises(HistoryError, match="100 KB"):
        store.append(session(note="x" * 100_001))
    assert not places.history_file.exists()


def test_a_file_over_the_limit_is_neither_read_nor_written(store, places, monkeypatch):
    store.append(session())
    monkeypatch.setattr("trainer.files.limits.HISTORY", Size(1000, "move some"))
    before = places.history_file.read_bytes()
    with pytest.raises(HistoryError, match="50 MB"):
        store.append(session(1))
    monkeypatch.setattr("trainer.files.limits.HISTORY", Size(100, "move some"))
    assert "larger than 0.0001 MB; move some" in str(store.load().broken)
    assert places.history_file.read_bytes() == before


def test_windows_line_endings_and_a_byte_order_mark_can_be_read(store, places):
    text = "\ufeff" + (HEADER + block(session(0))).replace("\n", "\r\n")
    write(places, text)
    store.append(session(1))
    assert ids(store) == [session(0).id, session(1).id]
    assert places.history_file.read_bytes().startswith(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        'format = 1\nsession = [{id = "a"}]\n',
        "format = 1\n  [[session]]\n",
        'format = 1\n[["session"]]\nid = "b"\n',
    ],
)
def test_sessions_written_in_unusual_forms_are_found(store, places, text):
    write(places, text)
    [faulty] = store.load().problems
    assert faulty.number == 1


def test_a_header_inside_a_note_is_not_a_session(store, places):
    note = 'note = """\n[[session]]\nid = "no"\n"""'
    text = HEADER + block(session(0)).replace('note = "left side shaky"', note) + block(session(1))
    write(places, text)
    assert ids(store) == [session(0).id, session(1).id]
    assert store.load().sessions[0].note == '[[session]]\nid = "no"\n'


def test_a_table_of_a_newer_version_is_ignored_and_preserved(store, places):
    text = (
        HEADER + block(session(0)) + "\n[session.heart]\nrate = [80, 92]\n\n[goals]\nyear = 300\n"
    )
    write(places, text)
    store.append(session(1))
    assert places.history_file.read_text().startswith(text)
    assert ids(store) == [session(0).id, session(1).id]


def test_a_merge_adds_only_missing_sessions(store):
    store.append(session(0))
    three = [session(0), session(1), session(2)]
    assert store.merge(three) == Merge(added=2, same=1, different=())
    assert store.merge(three) == Merge(added=0, same=3, different=())
    assert ids(store) == [session(n).id for n in range(3)]


def test_the_file_is_not_reread_before_an_append(store, places, monkeypatch):
    store.append(session(0))
    read = []
    real = os.open
    monkeypatch.setattr(
        "os.open",
        lambda path, flags, *rest: (
            read.append(path) if not flags & os.O_RDWR else None,
            real(path, flags, *rest),
        )[1],
    )
    store.append(session(1))
    assert places.history_file not in read
    monkeypatch.undo()
    assert ids(store) == [session(0).id, session(1).id]


def test_after_an_edit_by_hand_the_file_is_read_again_before_a_save(store, places):
    store.append(session(0))
    text = places.history_file.read_text()
    broken = text.replace("effort = 5", "effort = =")
    assert len(broken) == len(text)
    places.history_file.write_text(broken)
    assert store.append(session(1)) == places.pending_file
    assert places.history_file.read_text() == broken
