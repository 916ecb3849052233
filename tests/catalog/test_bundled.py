"""The bundled catalog, prepared for a quick start."""

from __future__ import annotations

import subprocess
import sys

import pytest

from trainer import catalog
from trainer.catalog import bundled


def test_the_prepared_catalog_is_up_to_date():
    assert bundled.PREPARED.read_bytes() == bundled.prepare(), "run python -m trainer.catalog"


def test_the_prepared_catalog_loads_like_the_file(monkeypatch, tmp_path):
    prepared = catalog.load_catalog()
    monkeypatch.setattr(bundled, "PREPARED", tmp_path / "none.json")
    assert catalog.load_catalog() == prepared


@pytest.mark.parametrize("there", [b"", b"{", b"{}", b"\xff", b'{"checksum": 1}'])
def test_a_damaged_prepared_catalog_is_skipped(monkeypatch, tmp_path, there):
    damaged = tmp_path / "exercises.json"
    damaged.write_bytes(there)
    monkeypatch.setattr(bundled, "PREPARED", damaged)
    assert len(catalog.load_catalog().exercises) == 5


def test_a_changed_file_is_read_instead_of_the_prepared_catalog(monkeypatch, tmp_path):
    changed = tmp_path / "exercises.toml"
    text = bundled.bundled_file().read_text()
    changed.write_text(text.replace('name = "Bird Dog"', 'name = "Pointer"', 1))
    monkeypatch.setattr(bundled, "bundled_file", lambda: changed)
    assert catalog.load_catalog().exercise("bird-dog").name == "Pointer"


@pytest.mark.own_process
def test_loading_the_catalog_does_not_import_its_checks():
    code = "import sys; from trainer import catalog; catalog.load_catalog(); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"trainer.catalog.rules", "trainer.files.validation", "tomllib"} & set(
        run.stdout.split()
    )
