"""The user's own catalog in checked form, saved for a quick start."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from trainer import catalog
from trainer.catalog import bundled, prepared

OWN = catalog.example_file()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A valid catalog with its own exercises and routines."""
    file = tmp_path / "exercises.toml"
    file.write_text(OWN.read_text())
    return file


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    return tmp_path / "catalog.prepared.json"


def test_the_prepared_form_equals_the_catalog_file(own: Path, stored: Path):
    checked = catalog.load_catalog(own)
    assert checked.own
    assert catalog.load_catalog(own, stored) == checked
    assert stored.exists()
    assert catalog.load_catalog(own, stored) == checked


@pytest.mark.own_process
def test_a_second_start_skips_the_checks(own: Path, stored: Path):
    catalog.load_catalog(own, stored)
    code = (
        "import sys; from pathlib import Path; from trainer import catalog\n"
        "catalog.load_catalog(Path(sys.argv[1]), Path(sys.argv[2])); print(*sys.modules)"
    )
    words = [sys.executable, "-c", code, str(own), str(stored)]
    run = subprocess.run(words, capture_output=True, text=True, check=True)
    assert not {"trainer.catalog.rules", "trainer.files.validation", "tomllib"} & set(
        run.stdout.split()
    )


def test_an_edit_is_noticed_even_if_the_file_has_the_same_modification_time(
    own: Path, stored: Path
):
    catalog.load_catalog(own, stored)
    before, text = shutil.copy2(own, own.with_name("before.toml")), own.read_text()
    name = next(line for line in text.splitlines() if line.startswith("name = "))
    edited = text.replace(name, name.upper().replace("NAME", "name", 1), 1)
    assert len(edited) == len(text)
    own.write_text(edited)
    shutil.copystat(before, own)
    assert catalog.load_catalog(own, stored) == catalog.load_catalog(own)
    assert catalog.load_catalog(own, stored) != catalog.load_catalog(OWN)


def test_new_checks_make_the_prepared_form_outdated(
    own: Path, stored: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    catalog.load_catalog(own, stored)
    before = stored.read_bytes()
    code = tmp_path / "trainer"
    (code / "catalog").mkdir(parents=True)
    (code / "catalog" / "rules.py").write_text("# stricter")
    monkeypatch.setattr(prepared, "_CODE", code)
    assert catalog.load_catalog(own, stored) == catalog.load_catalog(own)
    assert stored.read_bytes() != before


def test_new_bundled_exercises_make_the_prepared_form_outdated(
    own: Path, stored: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    catalog.load_catalog(own, stored)
    before = stored.read_bytes()
    changed = tmp_path / "bundled.toml"
    changed.write_text(bundled.bundled_file().read_text() + "\n# newer\n")
    monkeypatch.setattr(bundled, "bundled_file", lambda: changed)
    catalog.load_catalog(own, stored)
    assert stored.read_bytes() != before


@pytest.mark.parametrize("damaged", [b"", b"{", b"\xff", b'{"key": "x"}', b"[" * 10_000])
def test_a_damaged_prepared_form_is_replaced(own: Path, stored: Path, damaged: bytes):
    stored.write_bytes(damaged)
    assert catalog.load_catalog(own, stored) == catalog.load_catalog(own)
    assert prepared.load(stored, prepared.key_of(own, bundled.bundled_file())) is not None


def test_a_prepared_form_cut_short_is_replaced(own: Path, stored: Path):
    catalog.load_catalog(own, stored)
    whole, checked = stored.read_bytes(), catalog.load_catalog(own)
    for end in range(0, len(whole), len(whole) // 50):
        stored.write_bytes(whole[:end])
        assert catalog.load_catalog(own, stored) == checked


def test_a_catalog_with_problems_is_never_prepared(own: Path, stored: Path):
    own.write_text(own.read_text() + '\n[[exercise]]\nid = "half"\n')
    assert catalog.load_catalog(own, stored).problems
    assert not stored.exists()


def test_a_catalog_saved_again_while_it_is_read_is_not_prepared(
    own: Path, stored: Path, monkeypatch: pytest.MonkeyPatch
):
    from trainer.catalog import reading

    read = reading.read

    def slow(file: Path, *rest: object) -> object:
        found = read(file, *rest)
        own.write_text(own.read_text() + "\n# saved again\n")
        return found

    monkeypatch.setattr(reading, "read", slow)
    assert not catalog.load_catalog(own, stored).problems
    assert not stored.exists()


def test_the_catalog_loads_even_if_its_prepared_form_cannot_be_saved(own: Path, tmp_path: Path):
    nowhere = tmp_path / "none" / "catalog.prepared.json"
    assert catalog.load_catalog(own, nowhere) == catalog.load_catalog(own)
    assert not nowhere.parent.exists()
    folder = tmp_path / "folder"
    folder.mkdir()
    assert catalog.load_catalog(own, folder) == catalog.load_catalog(own)


def test_a_pipe_in_place_of_the_prepared_form_does_not_block(own: Path, stored: Path):
    os.mkfifo(stored)
    assert catalog.load_catalog(own, stored) == catalog.load_catalog(own)
