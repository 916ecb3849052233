"""The wheel contains the whole package, and the sdist contains what the tests need."""

from __future__ import annotations

import email
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import trainer

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
INFO = f"glute_trainer-{trainer.__version__}"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel made from it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def wheel(built: Path) -> dict[str, bytes]:
    """The files of the wheel, by their names."""
    with zipfile.ZipFile(built / f"{INFO}-py3-none-any.whl") as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.fixture(scope="session")
def sdist(built: Path) -> set[str]:
    """The names of the files of the sdist."""
    with tarfile.open(built / f"{INFO}.tar.gz") as opened:
        return {member.name.removeprefix(f"{INFO}/") for member in opened if member.isfile()}


def of_the_tree(folder: str) -> dict[str, bytes]:
    """Return every source file below a folder of the repository, by its name."""
    files = (file for file in (ROOT / folder).rglob("*") if file.is_file())
    return {
        file.relative_to(ROOT).as_posix(): file.read_bytes()
        for file in files
        if "__pycache__" not in file.parts and not file.name.startswith(".")
    }


def test_the_wheel_contains_the_whole_package(wheel: dict[str, bytes]):
    shipped = {name: data for name, data in wheel.items() if ".dist-info/" not in name}
    catalog = {"trainer/exercises.toml": (ROOT / "exercises.toml").read_bytes()}
    assert shipped == of_the_tree("trainer") | catalog
    kinds = {Path(name).suffix for name in shipped}
    assert {".py", ".tcss", ".toml", ".typed", ".html", ".js"} <= kinds


def test_the_metadata_of_the_wheel_matches_the_project(wheel: dict[str, bytes]):
    data = email.message_from_bytes(wheel[f"{INFO}.dist-info/METADATA"])
    assert data["Version"] == trainer.__version__
    assert data["Requires-Python"] == PROJECT["requires-python"]
    assert set(data.get_all("Provides-Extra", [])) == set(PROJECT["optional-dependencies"])
    assert data.get_payload(decode=True) == (ROOT / "README.md").read_bytes()
    entry = wheel[f"{INFO}.dist-info/entry_points.txt"].decode()
    assert "glute-trainer = trainer.cli:main" in entry
    assert f"{INFO}.dist-info/licenses/LICENSE" in wheel


def test_the_sdist_contains_everything_the_tests_need(sdist: set[str]):
    tree = {name for folder in ("trainer", "tests", "benchmarks") for name in of_the_tree(folder)}
    assert tree <= sdist
    assert {"pyproject.toml", "exercises.toml", "README.md", "screenshots/shots.py"} <= sdist


def test_the_version_is_defined_in_one_place():
    assert PROJECT["dynamic"] == ["version"]
    assert "version" not in PROJECT
    run = [sys.executable, "-m", "trainer", "--version"]
    printed = subprocess.run(run, capture_output=True, text=True, check=True, timeout=60).stdout
    assert printed == f"glute-trainer, version {trainer.__version__}\n"


def test_the_dependencies_of_the_web_page_are_an_optional_extra():
    web = PROJECT["optional-dependencies"]["web"]
    assert any(need.startswith("textual-serve") for need in web)
    assert set(web) <= set(PROJECT["optional-dependencies"]["dev"])
    assert not any("serve" in need for need in PROJECT["dependencies"])
