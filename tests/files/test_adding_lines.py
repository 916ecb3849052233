"""Added lines follow the file's own style and never overwrite another program's changes."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from trainer.files import renaming, writing
from trainer.files.reading import fingerprint_of
from trainer.files.writing import ChangedError, HistoryError, as_lines, line_end_at


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "history.toml"


@pytest.mark.parametrize(
    ("before", "lines", "added"),
    [
        (b"", b"a\nb\n", b"a\nb\n"),
        (b"x\n", b"a\n", b"a\n"),
        (b"x", b"a\n", b"\na\n"),
        (b"x\r\n", b"a\nb\n", b"a\r\nb\r\n"),
        (b"x\r\ny", b"a\n", b"\r\na\r\n"),
        (b"x\r\ny\n", b"a\n", b"a\n"),
        (b"x\ny\r\n", b"a\n", b"a\r\n"),
        (b"x\r\ny\r\n", b"a\n", b"a\r\n"),
        (b"\r\n", b"a\n", b"a\r\n"),
        (b"\n", b"a\n", b"a\n"),
    ],
)
def test_added_lines_use_the_line_endings_of_the_last_line(before, lines, added):
    assert as_lines(before, lines) == added


@pytest.mark.parametrize(
    ("before", "added"),
    [
        (b"\r\n", b"b\r\n"),
        (b"a\r\n" + b"x" * 10_000, b"\r\nb\r\n"),
        (b"\r\n" + b"x" * 10_000, b"\r\nb\r\n"),
        (b"a\r\n" + b"x\n" * 5_000, b"b\n"),
        (b"a\n" + b"x\r\n" * 5_000, b"b\r\n"),
    ],
)
def test_appending_to_a_long_file_uses_the_line_endings_of_its_end_or_start(
    file: Path, before: bytes, added: bytes
):
    file.write_bytes(before)
    writing.append(file, "b\n")
    assert file.read_bytes() == before + added


@pytest.mark.parametrize(
    ("text", "at", "end"),
    [
        ("", 0, "\n"),
        ("a\nb\r\n", 2, "\n"),
        ("a\r\nb\n", 3, "\r\n"),
        ("a\r\nb\n", 0, "\r\n"),
        ("a\nb\r\n", 0, "\n"),
        ("a\nb\r\nc", 6, "\r\n"),
        ("\na", 1, "\n"),
        ("\na\r\n", 1, "\n"),
        ("\na\r", 1, "\n"),
        ("\r\na", 2, "\r\n"),
        ("no line end", 4, "\n"),
    ],
)
def test_an_inserted_line_ends_like_the_line_before_it(text: str, at: int, end: str):
    assert line_end_at(text, at) == end


def test_appending_returns_the_new_fingerprint(file: Path):
    fingerprint = writing.append(file, "a\n", fingerprint="")
    assert fingerprint == writing.fingerprint_now(file) == fingerprint_of(os.stat(file))
    assert (
        writing.append(file, "b\n", fingerprint=fingerprint)
        == writing.fingerprint_now(file)
        != fingerprint
    )
    assert file.read_text() == "a\nb\n"


def test_the_fingerprint_of_a_missing_file_is_empty(file: Path):
    assert writing.fingerprint_now(file) == ""


def test_appending_to_a_changed_file_is_refused(file: Path):
    fingerprint = writing.append(file, "a\n")
    file.write_text("from an editor\n")
    with pytest.raises(ChangedError):
        writing.append(file, "b\n", fingerprint=fingerprint)
    assert file.read_text() == "from an editor\n"
    with pytest.raises(ChangedError):
        writing.append(file, "b\n", fingerprint="")
    assert file.read_text() == "from an editor\n"


def test_an_empty_file_is_not_treated_as_missing(file: Path):
    file.touch()
    with pytest.raises(ChangedError):
        writing.append(file, "a\n", fingerprint="")
    writing.append(file, "a\n", fingerprint=writing.fingerprint_now(file))
    assert file.read_text() == "a\n"


def test_a_file_created_meanwhile_by_another_program_is_left_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    exists = os.path.exists

    def just_before(path: Path) -> bool:
        there = exists(path)
        file.write_text("theirs\n")
        return there

    monkeypatch.setattr(os.path, "exists", just_before)
    with pytest.raises(ChangedError):
        writing.append(file, "ours\n", fingerprint="")
    assert file.read_text() == "theirs\n"


def test_a_failed_append_never_removes_another_programs_lines(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail_late(_: int) -> None:
        with file.open("a") as theirs:
            theirs.write("theirs\n")
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail_late)
    with pytest.raises(OSError, match="Input/output"):
        writing.append(file, "ours\n")
    assert file.read_text() == "ours\ntheirs\n"


@pytest.mark.parametrize("theirs", ["ours\ntheirs\n", "tseu\n", ""])
def test_a_write_by_another_program_during_an_append_is_reported(
    file: Path, monkeypatch: pytest.MonkeyPatch, theirs: str
):
    def meanwhile(_: int) -> None:
        file.write_text(theirs)

    file.touch()  # for a new file `fsync` is called a second time, for the folder
    monkeypatch.setattr(os, "fsync", meanwhile)
    with pytest.raises(ChangedError):
        writing.append(file, "ours\n")
    assert file.read_text() == theirs


def test_a_last_moment_write_by_another_program_is_restored(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    exchange = renaming.exchange

    def just_before(draft: Path, target: Path) -> bool:
        if draft.read_text() == "ours\n":
            target.write_text("theirs\n")
        return exchange(draft, target)

    monkeypatch.setattr(renaming, "exchange", just_before)
    file.write_text("old\n")
    with pytest.raises(ChangedError):
        writing.replace(file, "ours\n", expected="old\n")
    assert file.read_text() == "theirs\n"
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_folder_in_place_of_the_file_is_not_replaced(file: Path):
    file.mkdir()
    with pytest.raises(ChangedError):
        writing.replace(file, "ours\n", expected="old\n")
    assert file.is_dir()


def test_replacing_requires_the_expected_old_text(file: Path):
    assert writing.replace(file, "first\n", expected="") == writing.fingerprint_now(file)
    assert writing.replace(file, "second\n", expected="first\n") == writing.fingerprint_now(file)
    for other in ("first\n", ""):
        with pytest.raises(ChangedError):
            writing.replace(file, "third\n", expected=other)
    assert file.read_text() == "second\n"
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_replacing_a_deleted_file_is_refused(file: Path):
    with pytest.raises(ChangedError):
        writing.replace(file, "new\n", expected="gone\n")
    assert not file.exists()
    assert list(file.parent.iterdir()) == []


def test_a_file_can_be_replaced_on_a_file_system_without_permissions(
    file: Path, monkeypatch: pytest.MonkeyPatch
):
    file.write_text("old\n")

    def refuse(number: int):
        def chmod(*_: object) -> None:
            raise OSError(number, "refused")

        monkeypatch.setattr(os, "fchmod", chmod)
        file.chmod(0o640)

    for number in (errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP):
        refuse(number)
        writing.replace(file, f"{number}\n")
        assert file.read_text() == f"{number}\n"
    refuse(errno.EIO)
    with pytest.raises(OSError, match="refused"):
        writing.replace(file, "never\n")
    assert file.read_text() == f"{errno.EOPNOTSUPP}\n"


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (OSError(errno.ENOSPC, "full"), "Free some space, then try again."),
        (OSError(errno.EDQUOT, "full"), "Free some space, then try again."),
        (OSError(errno.EACCES, "no"), "Fix its permissions or its folder's, then try again."),
        (OSError(errno.EROFS, "no"), "Make its disk writable, then try again."),
        (OSError(errno.EIO, "bad"), "Check the disk, then try again."),
        (OSError(errno.EFBIG, "full"), "Free some space, then try again."),
        (OSError(errno.EPERM, "no"), "Fix its permissions or its folder's, then try again."),
        (ChangedError(), "Wait a moment, then try again."),
        (OSError(errno.EINVAL, "odd"), "Free some space or fix its permissions, then try again."),
    ],
)
def test_an_error_says_what_to_do(file: Path, error: OSError, remedy: str):
    first, second = str(HistoryError.of(file, error)).splitlines()
    assert first == f"{file} cannot be written: {error.strerror}."
    assert second == remedy


def test_a_changing_file_is_reported_as_busy(file: Path):
    assert ChangedError().errno == errno.EBUSY
    assert str(HistoryError.of(file, ChangedError())) == (
        f"{file} cannot be written: another program is changing it.\nWait a moment, then try again."
    )
