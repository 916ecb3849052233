"""Files are written completely or not at all, and are private to their owner."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.files import renaming, writing
from trainer.files.writing import HistoryError, UnreadableError


@pytest.fixture(autouse=True)
def no_umask() -> Iterator[None]:
    """No umask, so that a file has exactly the permissions the program sets."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.toml"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def no_space(*_: object) -> int:
    raise OSError(28, "No space left on device")


def test_a_new_file_is_private(file: Path, tmp_path: Path):
    writing.append(file, "added")
    writing.replace(tmp_path / "config.toml", "put there")
    assert (mode(file), mode(tmp_path / "config.toml")) == (0o600, 0o600)


def test_a_draft_is_private_even_if_the_file_is_not(file: Path, monkeypatch: pytest.MonkeyPatch):
    drafts = []

    def look(descriptor: int, mode: int) -> None:
        drafts.append(stat.S_IMODE(os.fstat(descriptor).st_mode))

    file.write_text("old")
    file.chmod(0o644)
    monkeypatch.setattr(os, "fchmod", look)
    writing.replace(file, "new")
    assert drafts == [0o600]


def test_a_replaced_file_keeps_its_permissions(file: Path):
    file.write_text("old")
    file.chmod(0o640)
    writing.replace(file, "new")
    assert mode(file) == 0o640


def test_new_folders_are_private(tmp_path: Path):
    writing.private_folder(tmp_path / "one" / "two")
    assert mode(tmp_path / "one") == mode(tmp_path / "one" / "two") == 0o700


def test_a_folder_created_meanwhile_by_another_program_is_not_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    make = Path.mkdir

    def both_make_it(folder: Path, **options: int) -> None:
        make(folder, **options)
        make(folder, **options)

    monkeypatch.setattr(Path, "mkdir", both_make_it)
    writing.private_folder(tmp_path / "one" / "two")
    assert (tmp_path / "one" / "two").is_dir()


def test_a_file_owned_by_another_user_can_be_replaced(file: Path, monkeypatch: pytest.MonkeyPatch):
    def refused(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    file.write_text("old")
    monkeypatch.setattr(os, "fchown", refused)
    writing.replace(file, "new")
    assert file.read_text() == "new"


def test_a_replaced_file_keeps_its_owner_and_group(file: Path, monkeypatch: pytest.MonkeyPatch):
    given = []
    monkeypatch.setattr(os, "fchown", lambda _, user, group: given.append((user, group)))
    file.write_text("old")
    writing.replace(file, "new")
    assert given == [(file.stat().st_uid, file.stat().st_gid)]


def test_a_draft_left_by_a_power_cut_is_overwritten(file: Path, tmp_path: Path):
    (tmp_path / ".history.toml.new").write_text("half")
    writing.replace(file, "new")
    assert file.read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["history.toml"]


def test_a_full_disk_leaves_the_old_text_and_no_draft(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file.write_text("old")
    monkeypatch.setattr(os, "write", no_space)
    with pytest.raises(OSError, match="No space"):
        writing.replace(file, "new")
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["history.toml"]


def test_a_full_disk_is_reported_even_if_the_draft_cannot_be_removed(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    def refused(path: Path) -> None:
        raise PermissionError if path.exists() else FileNotFoundError

    monkeypatch.setattr(os, "write", no_space)
    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(OSError, match="No space"):
        writing.replace(file, "new")


def test_a_file_is_saved_even_if_the_old_file_cannot_be_removed(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    def refused(path: Path) -> None:
        raise PermissionError if path.exists() else FileNotFoundError

    file.write_text("old")
    monkeypatch.setattr(Path, "unlink", refused)
    writing.replace(file, "new", expected="old")
    assert file.read_text() == "new"


def test_a_failed_first_append_leaves_no_file(file: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "write", no_space)
    with pytest.raises(OSError, match="No space"):
        writing.append(file, "new")
    assert not file.exists()


@pytest.mark.parametrize("before", ["old", ""])
def test_a_failed_append_leaves_the_old_text(
    file: Path, monkeypatch: pytest.MonkeyPatch, before: str
):
    file.write_text(before)
    monkeypatch.setattr(os, "write", no_space)
    with pytest.raises(OSError, match="No space"):
        writing.append(file, "new")
    assert file.read_text() == before


def test_a_full_disk_is_reported_even_if_the_append_cannot_be_undone(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "write", no_space)
    monkeypatch.setattr(os, "ftruncate", refused)
    with pytest.raises(OSError, match="No space"):
        writing.append(file, "new")


def test_an_error_on_closing_does_not_fail_a_save(file: Path, monkeypatch: pytest.MonkeyPatch):
    close = os.close

    def complain(descriptor: int) -> None:
        close(descriptor)
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "close", complain)
    writing.replace(file, "new\n")
    writing.append(file, "and more\n")
    assert file.read_text() == "new\nand more\n"


def test_replacing_returns_the_new_fingerprint(file: Path):
    assert writing.replace(file, "new") == writing.fingerprint_now(file) != ""


def test_files_are_replaced_even_if_the_system_cannot_swap_names(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("exchange", "rename_if_new"):
        monkeypatch.setattr(renaming, name, lambda *_: False)
    writing.replace(file, "first", expected="")
    writing.replace(file, "second", expected="first")
    assert file.read_text() == "second"
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_short_writes_are_continued_until_the_text_is_complete(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    write = os.write
    monkeypatch.setattr(os, "write", lambda number, data: write(number, data[:3]))
    writing.replace(file, "a text of some length\n")
    writing.append(file, "and more\n")
    assert file.read_text() == "a text of some length\nand more\n"


def test_a_folder_that_cannot_be_synced_is_not_an_error(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    """Some file systems cannot sync a folder, so their own guarantees must be enough."""
    wait = os.fsync

    def only_files(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(22, "Invalid argument")
        wait(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)
    writing.replace(file, "new")
    assert file.read_text() == "new"


def test_invalid_utf_8_bytes_survive_reading_and_writing(file: Path):
    file.write_bytes("é ".encode() + b"\xff")
    with pytest.raises(UnreadableError):
        writing.read(file)
    text = writing.read(file, lenient=True)
    assert text is not None
    assert writing.encoded(text) == "é ".encode() + b"\xff"


def test_reading_a_missing_file_returns_none(file: Path):
    assert writing.read(file) is None


def test_removing_a_missing_file_is_not_an_error(file: Path):
    writing.remove(file)
    file.write_text("old")
    writing.remove(file)
    assert not file.exists()


def test_an_error_says_where_and_why(file: Path):
    with_words = str(HistoryError.of(file, OSError(28, "No space left on device")))
    assert with_words.startswith(f"{file} cannot be written: No space left on device.\n")
    without = str(HistoryError.of(file, OSError("odd")))
    assert without.startswith(f"{file} cannot be written: odd.\n")
