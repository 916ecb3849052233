"""Line endings of other programs, and links, pipes and folders in place of our files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from history.samples import BRIDGE, session
from msgspec.structs import replace

from trainer.files.places import Places
from trainer.history.file.layout import HEADER, block
from trainer.history.store import HistoryStore

TWO = HEADER + block(session(0)) + block(session(1))


def write(places: Places, text: str) -> bytes:
    places.data_dir.mkdir(exist_ok=True)
    places.history_file.write_bytes(text.encode())
    return places.history_file.read_bytes()


# Line endings

LAYOUTS = {
    "as usual": TWO,
    "beginning with a session": block(session(0)).lstrip("\n") + block(session(1)),
    "without a newline at the end": TWO.rstrip("\n"),
    "with a byte order mark": "\ufeff" + TWO,
    "with a very long note": TWO.replace("left side shaky", "x" * 10_000),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_change_uses_the_line_endings_of_the_file(
    store: HistoryStore, places: Places, layout: str
):
    text = LAYOUTS[layout].replace("\n", "\r\n")
    before = write(places, text)
    store.append(session(2))
    joint = b"" if before.endswith(b"\n") else b"\r\n"
    added = block(session(2)).replace("\n", "\r\n").encode()
    assert places.history_file.read_bytes() == before + joint + added
    store.amend(session(0).id, next_morning="same")
    more = (*session(1).exercises, BRIDGE)
    store.edit(session(1).id, session(1, exercises=more))
    store.delete(session(2).id)
    lines = places.history_file.read_bytes().split(b"\n")[:-1]
    assert [line for line in lines if not line.endswith(b"\r")] == []


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("number", [0, 1])
def test_delete_and_undo_restore_every_byte(
    store: HistoryStore, places: Places, layout: str, line_end: str, number: int
):
    before = write(places, LAYOUTS[layout].replace("\n", line_end))
    store.restore(store.delete(session(number).id))
    assert places.history_file.read_bytes() == before


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_undoing_the_deletion_of_the_only_session_restores_every_byte(
    store: HistoryStore, places: Places, line_end: str
):
    before = write(places, block(session(0)).lstrip("\n").replace("\n", line_end))
    store.restore(store.delete(session(0).id))
    assert places.history_file.read_bytes() == before


def test_undoing_an_edit_restores_every_byte(store: HistoryStore, places: Places):
    before = write(places, TWO.replace("\n", "\r\n"))
    previous = store.edit(session(0).id, session(0, note="longer\nnote", effort=None))
    assert previous is not None
    store.undo_edit(session(0).id, previous)
    assert places.history_file.read_bytes() == before


def test_mixed_line_endings_stay_mixed(store: HistoryStore, places: Places):
    windows = block(session(1)).replace("\n", "\r\n")
    write(places, HEADER + block(session(0)) + windows)
    store.amend(session(0).id, next_morning="same")
    store.append(session(2))
    text = places.history_file.read_bytes().decode()
    edited = block(replace(session(0), next_morning="same"))
    assert text == HEADER + edited + windows + block(session(2)).replace("\n", "\r\n")


# The saved fingerprint of the history


def test_a_pipe_named_history_checked_does_not_block_a_save(store: HistoryStore, places: Places):
    write(places, TWO)
    os.mkfifo(places.data_dir / "history.checked")
    store.append(session(2))
    store.append(session(3))
    assert len(store.load().sessions) == 4


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_link_named_history_checked_is_never_written_through(
    store: HistoryStore, places: Places, tmp_path: Path, link: object
):
    write(places, TWO)
    mine = tmp_path / "mine"
    mine.write_text("precious")
    link(mine, places.data_dir / "history.checked")  # type: ignore[operator]
    store.append(session(2))
    store.amend(session(2).id, effort=1)
    assert mine.read_text() == "precious"


def test_a_folder_named_history_checked_does_not_prevent_a_save(
    store: HistoryStore, places: Places
):
    write(places, TWO)
    (places.data_dir / "history.checked").mkdir()
    assert store.append(session(2)) == places.history_file
