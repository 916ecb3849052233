"""Only one program writes at a time, on every file system. Lock errors name the right file."""

from __future__ import annotations

import errno
import fcntl
import os
from pathlib import Path

import pytest
from history.samples import session

from trainer.files import locking
from trainer.files.places import Places
from trainer.history import in_progress
from trainer.history.store import HistoryError, HistoryStore
from trainer.settings.writing import SettingsFileError, set_value

ANSWERS = ("ENOLCK", "EOPNOTSUPP", "EIO", "ENOSYS", "EINVAL")


@pytest.fixture(autouse=True)
def no_remarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locking, "_warned", set())
    locking.take_warnings()


@pytest.fixture(params=ANSWERS)
def no_locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make every lock fail, as on a file system without locks. Return the name of the error."""
    number = getattr(errno, request.param)

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    return str(request.param)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data", tmp_path / "config.toml")


def test_everything_can_be_saved_on_a_file_system_without_locks(places: Places, no_locks: str):
    store = HistoryStore(places)
    for number in range(2):
        assert store.append(session(number)) == places.history_file
    store.amend(session(0).id, effort=1)
    set_value(places.config_file, "week_goal", 3)
    claim = in_progress.claim(places, "mine")
    with pytest.raises(HistoryError, match="another window"):
        in_progress.claim(places, "mine")
    in_progress.release(claim)
    in_progress.release(in_progress.claim(places, "mine"))
    assert [record.effort for record in store.load().sessions] == [1, 5]
    assert places.config_file.read_text() == "week_goal = 3\n"


def test_missing_locks_are_mentioned_once_for_each_folder(places: Places, no_locks: str):
    for number in range(3):
        HistoryStore(places).append(session(number))
    [remark] = locking.take_warnings()
    assert str(places.data_dir) in remark
    assert "does not support locks" in remark
    HistoryStore(places).append(session(3))
    assert locking.take_warnings() == []


def test_processes_wait_for_each_other_even_without_locks(
    places: Places, no_locks: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("trainer.history.store.PATIENCE", 0.05)
    places.data_dir.mkdir()
    other = locking.acquire(places.data_dir / "history.lock", 0)
    with pytest.raises(HistoryError, match="being written by another program"):
        HistoryStore(places).append(session())
    locking.release(other)
    assert HistoryStore(places).append(session()) == places.history_file


def test_the_lock_of_a_dead_process_is_ignored(places: Places, no_locks: str):
    places.data_dir.mkdir()
    if (child := os.fork()) == 0:
        failed = True
        try:
            held = locking.acquire(places.data_dir / "history.lock", 0)
            failed = not held.is_locked
        finally:
            os._exit(failed)
    _, ended = os.waitpid(child, 0)
    assert ended == 0
    assert (places.data_dir / "history.lock.soft").exists()
    assert HistoryStore(places).append(session()) == places.history_file


def test_nothing_is_mentioned_if_locks_work(places: Places):
    HistoryStore(places).append(session())
    assert locking.take_warnings() == []
    assert {file.name for file in places.data_dir.iterdir()} == {
        "history.toml", "history.lock", "history.checked",
    }  # fmt: skip


def forbid(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Make opening any file of this name fail, as if another user owned the file."""
    real = os.open

    def opening(path: str | Path, flags: int, *mode: int) -> int:
        if Path(path).name == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, flags, *mode)

    monkeypatch.setattr(os, "open", opening)


def test_a_lock_owned_by_another_user_is_named(places: Places, monkeypatch: pytest.MonkeyPatch):
    places.data_dir.mkdir()
    lock = places.data_dir / "history.lock"
    lock.touch()
    forbid(monkeypatch, "history.lock")
    monkeypatch.setattr(os, "geteuid", lambda: lock.stat().st_uid + 1)
    with pytest.raises(HistoryError) as error:
        HistoryStore(places).append(session())
    message = str(error.value)
    assert message.startswith(f"{lock} cannot be locked: Permission denied (it belongs to ")
    assert message.endswith("Delete it, or fix its permissions.")
    assert not places.history_file.exists()


def test_a_folder_in_which_no_lock_can_be_created_is_named(
    places: Places, monkeypatch: pytest.MonkeyPatch
):
    places.data_dir.mkdir()
    forbid(monkeypatch, "history.lock")
    with pytest.raises(HistoryError) as error:
        HistoryStore(places).append(session())
    assert str(error.value).startswith(f"{places.data_dir} cannot be written: Permission denied.")


def test_an_unusable_settings_lock_is_named(places: Places, monkeypatch: pytest.MonkeyPatch):
    lock = places.config_file.with_name(".config.toml.lock")
    lock.symlink_to(places.config_file.with_name("elsewhere"))
    lock.resolve().mkdir()
    with pytest.raises(SettingsFileError) as error:
        set_value(places.config_file, "week_goal", 3)
    assert str(error.value).startswith(f"{lock} cannot be locked: ")
