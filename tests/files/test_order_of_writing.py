"""The order in which changes reach the disk: a power cut may come between any two steps.

A file is written and synced before it replaces the old one. Then the folder is synced, because a
power cut could undo the renaming. `fsync` leaves no trace on disk, so the tests record its calls.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from history.samples import session

from trainer.files import writing
from trainer.files.places import Places
from trainer.history import in_progress
from trainer.history.store import HistoryStore

Steps = list[str]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """The calls that change or sync the disk, with the names of the files, in order."""
    done: Steps = []
    names: dict[int, str] = {}

    def watch(name: str, note: Callable[..., str | None]) -> None:
        call: Callable[..., Any] = getattr(os, name)

        def watched(*arguments: Any, **options: Any) -> Any:
            result = call(*arguments, **options)
            if name == "open":
                names[result] = Path(arguments[0]).name
            if (step := note(*arguments)) is not None and "lock" not in step:
                done.append(step)
            return result

        monkeypatch.setattr(os, name, watched)

    watch(
        "open", lambda file, flags, *_: f"create {Path(file).name}" if flags & os.O_EXCL else None
    )
    for name in ("write", "fsync", "ftruncate"):
        watch(name, lambda number, *_, name=name: f"{name} {names.get(number, number)}")
    for name in ("replace", "rename"):
        watch(name, lambda old, new: f"rename {Path(old).name} to {Path(new).name}")
    for name in ("unlink", "mkdir"):
        watch(name, lambda file, *_, name=name: f"{name} {Path(file).name}")
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


PUT_IN_PLACE = [
    "create .a.toml.new",
    "write .a.toml.new",
    "fsync .a.toml.new",
    "rename .a.toml.new to a.toml",
    "fsync data",
]


@pytest.mark.parametrize("before", [None, "old"])
def test_a_new_text_is_on_disk_before_it_replaces_the_old_one(
    folder: Path, steps: Steps, before: str | None
):
    if before is not None:
        (folder / "a.toml").write_text(before)
    writing.replace(folder / "a.toml", "new")
    assert steps == PUT_IN_PLACE


def test_a_link_stays_and_its_target_folder_is_synced(folder: Path, tmp_path: Path, steps: Steps):
    link = tmp_path / "link.toml"
    link.symlink_to(folder / "a.toml")
    writing.replace(link, "new")
    assert steps == PUT_IN_PLACE


def test_added_lines_are_on_disk_before_the_call_returns(folder: Path, steps: Steps):
    (folder / "a.toml").write_text("old")
    writing.append(folder / "a.toml", "new")
    assert steps == ["write a.toml", "fsync a.toml"]


def test_the_folder_is_synced_after_a_file_is_created(folder: Path, steps: Steps):
    writing.append(folder / "a.toml", "new")
    assert steps == ["write a.toml", "fsync a.toml", "fsync data"]


def test_partly_added_lines_are_removed_again(
    folder: Path, steps: Steps, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    (folder / "a.toml").write_text("old")
    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match="No space"):
        writing.append(folder / "a.toml", "new")
    assert steps == ["ftruncate a.toml", "fsync a.toml"]


def test_the_folder_is_synced_after_a_file_is_removed(folder: Path, steps: Steps):
    (folder / "a.toml").write_text("old")
    writing.remove(folder / "a.toml")
    writing.remove(folder / "a.toml")
    assert steps == ["unlink a.toml", "fsync data"]


def test_new_folders_are_synced(folder: Path, steps: Steps):
    writing.private_folder(folder / "one" / "two")
    assert steps == ["mkdir one", "fsync data", "mkdir two", "fsync one"]


def test_a_session_is_complete_on_disk_at_every_moment_of_a_save(steps: Steps, tmp_path: Path):
    """The pending file is removed only after the session is in the history."""
    store = HistoryStore(Places(tmp_path / "data", tmp_path / "config.toml"))
    store.append(session(0))
    steps.clear()
    store.append(session(1))
    assert steps == [
        "create .history.pending.toml.new",
        "write .history.pending.toml.new",
        "fsync .history.pending.toml.new",
        "rename .history.pending.toml.new to history.pending.toml",
        "fsync data",
        "write history.toml",
        "fsync history.toml",
        "unlink history.pending.toml",
        "fsync data",
    ]


def test_a_rep_is_on_disk_when_the_save_returns(steps: Steps, tmp_path: Path):
    places = Places(tmp_path / "data", tmp_path / "config.toml")
    in_progress.save(places, session(id="one"), {"position": 1.0})
    steps.clear()
    in_progress.save(places, session(id="one"), {"position": 2.0})
    assert steps == [
        "create .one.toml.new",
        "write .one.toml.new",
        "fsync .one.toml.new",
        "rename .one.toml.new to one.toml",
        "fsync in-progress",
    ]
