"""Whatever happens to the file, no session is lost and nothing the user wrote is touched."""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from faults.amount import times
from history.samples import session

from trainer.files import writing
from trainer.files.places import Places
from trainer.history.file import torn
from trainer.history.file.layout import HEADER, block
from trainer.history.store import HistoryError, HistoryStore

SOUND = HEADER + block(session(0)) + block(session(1))
MENDED = SOUND + block(session(2))


def write(places: Places, data: str | bytes) -> None:
    places.data_dir.mkdir(parents=True, exist_ok=True)
    places.history_file.write_bytes(data if isinstance(data, bytes) else data.encode())


def ids(store: HistoryStore) -> list[str]:
    return [record.id for record in store.load().sessions]


# Broken files

BROKEN = {
    "syntax": (SOUND.replace("effort = 5", "effort = = 5", 1), "line 13, column 10: "),
    "an open string": (SOUND.replace('shaky"', "shaky", 1), "line 14, column "),
    "a key given twice": (SOUND.replace("effort = 5", "pain_after = 5", 1), "line 13, column "),
    "a conflict": (
        HEADER + "<<<<<<< mine\n" + block(session(0)) + "=======\n>>>>>>> theirs\n",
        "line 3, column 1: a merge conflict was left here; "
        "keep one side and delete the conflict markers",
    ),
    "encoding": (SOUND.replace("left", "l\xe9ft").encode("latin-1"), "line 14, column 10: "),
    "utf-16": (SOUND.encode("utf-16"), "line 1, column 1: not UTF-8"),
    "zeros": (b"\0" * 3000, "line 1, column 1: "),
    "a newer format": (
        SOUND.replace("format = 1", "format = 2"),
        "format 2 is from a newer version",
    ),
    "a strange format": (SOUND.replace("format = 1", 'format = "x"'), "write format = 1"),
    "no list of sessions": ("session = 5\n", "write [[session]]"),
    "deep nesting": ("a = " + "[" * 5000 + "]" * 5000, "line 1, column 1: nested too deeply"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_is_never_written_and_the_error_says_what_is_wrong(store, places, kind):
    data, where = BROKEN[kind]
    write(places, data)
    before = places.history_file.read_bytes()
    assert store.append(session(7)) == places.pending_file
    history = store.load()
    assert str(history.broken).startswith(f"{places.history_file}: ")
    assert where in str(history.broken)
    assert f"new sessions go to {places.pending_file}" in str(history.broken)
    assert session(7) in history.sessions
    with pytest.raises(HistoryError, match="Nothing was changed"):
        store.amend(session(0).id, effort=1)
    assert places.history_file.read_bytes() == before


def test_the_readable_part_of_a_broken_file_is_shown(store, places):
    broken = block(session(1)).replace("effort = 5", "effort =")
    write(places, HEADER + block(session(0)) + broken + block(session(2)))
    assert ids(store) == [session(0).id, session(2).id]


@pytest.mark.parametrize("kind", BROKEN)
def test_waiting_sessions_are_added_once_the_file_is_valid_again(store, places, kind):
    write(places, BROKEN[kind][0])
    store.append(session(2))
    store.append(session(3))
    write(places, MENDED)
    history = store.recover()
    assert [record.id for record in history.sessions] == [session(n).id for n in range(4)]
    assert history.broken is None
    assert history.notices == (ADDED_NOTICE,)
    assert places.history_file.read_text() == MENDED + block(session(3))
    assert not places.pending_file.exists()
    assert store.recover().notices == ()


def test_a_save_also_adds_waiting_sessions(store, places):
    write(places, BROKEN["syntax"][0])
    store.append(session(2))
    write(places, SOUND)
    assert store.append(session(3)) == places.history_file
    assert places.history_file.read_text() == MENDED + block(session(3))


def test_a_check_in_can_change_a_waiting_session(store, places):
    write(places, BROKEN["syntax"][0])
    store.append(session(5, effort=None))
    store.amend(session(5).id, effort=3)
    assert store.load().sessions[-1].effort == 3
    write(places, SOUND)
    assert store.recover().sessions[-1].effort == 3


def test_sessions_wait_if_a_folder_has_the_name_of_the_history(store, places):
    places.history_file.mkdir(parents=True)
    assert store.append(session(0)) == places.pending_file
    assert "is a folder" in str(store.load().broken)
    assert ids(store) == [session(0).id]
    places.history_file.rmdir()
    assert ids(store) == [session(0).id]
    store.recover()
    assert places.history_file.read_text() == HEADER + block(session(0))


def test_a_pipe_with_the_name_of_the_history_does_not_block(store, places):
    places.data_dir.mkdir()
    os.mkfifo(places.history_file)
    assert "is not a file" in str(store.load().broken)
    assert store.append(session(0)) == places.pending_file


def test_sessions_wait_if_the_history_is_a_broken_link(store, places, tmp_path):
    places.data_dir.mkdir()
    places.history_file.symlink_to(tmp_path / "gone" / "history.toml")
    assert store.append(session(0)) == places.pending_file
    assert ids(store) == [session(0).id]
    (tmp_path / "gone").mkdir()
    store.append(session(1))
    assert places.history_file.is_symlink()
    assert ids(store) == [session(0).id, session(1).id]


def test_an_unreadable_pending_file_is_never_lost(store, places):
    write(places, BROKEN["syntax"][0])
    places.pending_file.write_text("mine = = ")
    with pytest.raises(HistoryError, match="cannot be saved"):
        store.append(session(2))
    assert places.pending_file.read_text() == "mine = = "
    write(places, SOUND)
    assert store.append(session(2)) == places.history_file
    assert places.pending_file.read_text() == "mine = = "
    assert any("history.pending.toml" in notice for notice in store.load().notices)


def test_an_invalid_waiting_session_stays_where_it_is(store, places):
    faulty = block(session(3)).replace("pain_before = 4", "pain_before = 40")
    write(places, SOUND)
    waiting = HEADER + faulty + block(session(2))
    places.pending_file.write_text(waiting)
    store.append(session(4))
    assert places.pending_file.read_text() == waiting
    history = store.load()
    assert [r.id for r in history.sessions] == [session(n).id for n in (0, 1, 2, 4)]
    assert session(3).id in str(history.problems[0])


# Permissions and disk space


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Act as another user if the tests run as root, because root may do anything."""
    if os.geteuid() != 0:
        yield
        return
    importlib.import_module("filelock")  # another user may not be able to read it
    os.setegid(65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.fixture
def shared(tmp_path: Path) -> Places:
    """A data folder that everybody can reach."""
    folder = tmp_path
    while folder != folder.parent and folder.name != "tmp":
        folder.chmod(0o755)
        folder = folder.parent
    places = Places(tmp_path / "data", tmp_path / "config.toml")
    write(places, SOUND)
    places.data_dir.chmod(0o777)
    return places


def test_sessions_wait_if_there_is_no_permission_to_read_the_history(shared):
    shared.history_file.chmod(0o000)
    store = HistoryStore(shared)
    with as_nobody():
        assert store.append(session(2)) == shared.pending_file
        assert "Permission denied" in str(store.load().broken)
        assert ids(store) == [session(2).id]
    shared.history_file.chmod(0o666)
    assert ids(store) == [session(n).id for n in range(3)]


def test_sessions_wait_if_there_is_no_permission_to_write_the_history(shared):
    shared.history_file.chmod(0o444)
    store = HistoryStore(shared)
    with as_nobody():
        assert store.append(session(2)) == shared.pending_file
        assert ids(store) == [session(n).id for n in range(3)]
    assert shared.history_file.read_text() == SOUND


def test_the_history_can_be_read_without_permission_to_write_the_folder(shared):
    shared.data_dir.chmod(0o555)
    shared.history_file.chmod(0o444)
    store = HistoryStore(shared)
    with as_nobody():
        with pytest.raises(HistoryError, match="cannot be written: Permission denied"):
            store.append(session(2))
        assert ids(store) == [session(0).id, session(1).id]
    assert shared.history_file.read_text() == SOUND


@pytest.fixture
def room() -> Iterator[object]:
    """Limit how large a file may grow, which causes the same kind of error as a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def test_a_disk_that_fills_up_during_a_save_loses_nothing(store, places, room):
    write(places, SOUND + block(session(2)) + block(session(3)))
    before = places.history_file.read_bytes()
    room(len(before) + 100)
    assert store.append(session(4)) == places.pending_file
    assert places.history_file.read_bytes() == before
    room(resource.RLIM_INFINITY)
    assert ids(store) == [session(n).id for n in range(5)]


def test_a_full_disk_is_reported_and_loses_nothing(store, places, room):
    write(places, SOUND)
    room(10)
    with pytest.raises(HistoryError, match="Free some space"):
        store.append(session(2))
    with pytest.raises(HistoryError, match="Free some space"):
        store.amend(session(0).id, effort=1)
    room(resource.RLIM_INFINITY)
    assert places.history_file.read_text() == SOUND
    assert {file.name for file in places.data_dir.iterdir()} <= {
        "history.toml", "history.lock", "history.checked",
    }  # fmt: skip


def test_a_lock_that_is_never_released_is_reported(store, places, monkeypatch):
    from filelock import FileLock

    monkeypatch.setattr("trainer.history.store.PATIENCE", 0.05)
    places.data_dir.mkdir()
    with (
        FileLock(places.data_dir / "history.lock"),
        pytest.raises(HistoryError, match="by another program"),
    ):
        store.append(session(0))


# Interrupted saves

ADDED = block(session(2)).encode()
ADDED_NOTICE = "1 session is now in the history, from history.pending.toml."


def cut_off(places: Places, before: str, kept: bytes) -> None:
    """Leave the files as a power cut does: the history has only part of a waiting session."""
    write(places, before.encode() + kept)
    waiting = HEADER + block(session(2))
    places.pending_file.write_text(torn.marked(waiting, len(before.encode())))


def cuts(whole: bytes) -> list[int]:
    """Return where to cut: near both ends and line breaks, and at every fifth byte.

    With `--times 2` or more, return every byte.
    """
    every = range(1, len(whole))
    if times() > 1:
        return list(every)
    return [
        n for n in every if n % 5 == 0 or b"\n" in whole[n - 1 : n + 1] or n in (1, len(whole) - 1)
    ]


def fresh(folder: Path) -> tuple[Places, HistoryStore]:
    places = Places(folder / "data", folder / "config.toml")
    return places, HistoryStore(places)


def test_a_save_interrupted_at_any_byte_loses_no_session(tmp_path):
    for written in cuts(ADDED):
        places, store = fresh(tmp_path / str(written))
        cut_off(places, SOUND, ADDED[:written])
        assert ids(store) == [session(n).id for n in range(3)], written
        history = store.recover()
        assert [each.id for each in history.sessions] == [session(n).id for n in range(3)], written
        assert (history.broken, history.problems) == (None, ()), written
        assert places.history_file.read_text() == MENDED, written
        assert not places.pending_file.exists(), written
        assert history.notices == ("A save was interrupted. It is complete now.",), written
        assert store.recover().notices == (), written


@pytest.mark.parametrize("zeros", [1, 100, len(ADDED)])
def test_a_session_ending_in_zero_bytes_after_a_power_cut_is_written_again(store, places, zeros):
    cut_off(places, SOUND, ADDED[: len(ADDED) - zeros] + b"\0" * zeros)
    assert store.append(session(9)) == places.history_file
    assert places.history_file.read_text() == MENDED + block(session(9))


def test_the_first_save_interrupted_at_any_byte_loses_nothing(tmp_path):
    whole = HEADER + block(session(2))
    for written in [0, *cuts(whole.encode())]:
        places, store = fresh(tmp_path / str(written))
        cut_off(places, "", whole.encode()[:written])
        assert [record.id for record in store.recover().sessions] == [session(2).id], written
        assert places.history_file.read_text() == whole, written


def test_an_interrupted_save_is_completed_with_windows_line_endings(store, places):
    before, whole = (text.replace("\n", "\r\n") for text in (SOUND, MENDED))
    cut_off(places, before, ADDED.replace(b"\n", b"\r\n")[:100])
    store.recover()
    assert places.history_file.read_bytes() == whole.encode()


def test_an_interrupted_save_of_an_older_version_is_completed(store, places):
    write(places, SOUND.encode() + ADDED[:100])
    places.pending_file.write_text(HEADER + block(session(2)))
    assert store.recover().notices == ("A save was interrupted. It is complete now.",)
    assert places.history_file.read_text() == MENDED


def test_a_history_without_sessions_is_not_an_interrupted_save(store, places):
    write(places, HEADER)
    places.pending_file.write_text(HEADER + block(session(0)))
    assert store.recover().notices == (ADDED_NOTICE,)
    assert places.history_file.read_text() == HEADER + block(session(0))


def test_a_complete_save_is_not_repeated(store, places):
    cut_off(places, SOUND, ADDED)
    history = store.recover()
    assert [record.id for record in history.sessions] == [session(n).id for n in range(3)]
    assert history.notices == ()
    assert places.history_file.read_text() == MENDED
    assert not places.pending_file.exists()


HALF_WRITTEN = {
    "a block with a comment": '\n[[session]]\nid = "mine"\nday = 2026-11-24 # to be finished\n',
    "a block in our layout": '\n[[session]]\nid = "mine"\nday = 2026-11-24\n',
    "the beginning of a key": '\n[[session]]\nid = "mine"\nda',
    "a header": "\n[[session]]\n",
    "half a header": "\n[[sess",
    "a comment": "\n# a thought",
    "without an exercise": block(session(5)).partition("\n[[session.exercise]]")[0],
}


@pytest.mark.parametrize("what", HALF_WRITTEN)
@pytest.mark.parametrize("waiting", [False, True])
def test_an_unfinished_session_typed_by_hand_is_never_removed(store, places, what, waiting):
    text = SOUND + HALF_WRITTEN[what]
    write(places, text)
    if waiting:
        places.pending_file.write_text(HEADER + block(session(7)))
    store.load()
    store.recover()
    store.append(session(8))
    assert places.history_file.read_text().startswith(text)
    assert {session(0).id, session(8).id} <= set(ids(store))
    assert set(places.data_dir.iterdir()) <= {
        places.history_file, places.pending_file,
        places.data_dir / "history.lock", places.data_dir / "history.checked",
    }  # fmt: skip


@pytest.mark.parametrize("torn_off", [False, True])
def test_reading_writes_nothing(store, places, torn_off):
    cut_off(places, SOUND, ADDED[:100] if torn_off else b"")
    before = {file: file.read_bytes() for file in places.data_dir.iterdir()}
    assert ids(store) == [session(n).id for n in range(3)]
    assert {file: file.read_bytes() for file in places.data_dir.iterdir()} == before


def test_if_the_pending_file_cannot_be_removed_its_sessions_count_once(store, places, monkeypatch):
    cut_off(places, SOUND, ADDED)

    def refuse(path: Path) -> None:
        raise PermissionError(1, "Operation not permitted", str(path))

    monkeypatch.setattr(writing, "remove", refuse)
    for _ in range(2):
        history = store.recover()
        assert [record.id for record in history.sessions] == [session(n).id for n in range(3)]
        [notice] = history.notices
        assert notice == (
            f"{places.pending_file} cannot be removed: Operation not permitted. "
            "Everything in it is in the history, so you can delete it."
        )
    assert store.append(session(3)) == places.history_file
    assert store.append(session(4)) == places.history_file
    assert places.history_file.read_text() == MENDED + block(session(3)) + block(session(4))


def test_the_history_can_be_read_in_a_read_only_folder_with_waiting_sessions(shared):
    shared.pending_file.write_text(HEADER + block(session(1)))
    shared.pending_file.chmod(0o644)
    shared.data_dir.chmod(0o555)
    with as_nobody():
        history = HistoryStore(shared).recover()
    assert [record.id for record in history.sessions] == [session(0).id, session(1).id]
    assert len(history.notices) == 1
