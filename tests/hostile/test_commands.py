"""Whatever is in a file, a path or a command line: only plain text reaches the terminal."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hostile import planted
from hostile.planted import TEXTS

from trainer.cli import cli

EVERY = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
READING = [
    ["list"], ["list", "--json"], ["show", "glute-bridge"], ["show", "planted"],
    ["show", "planted", "--json"], ["plan", "bird-dog"], ["plan", "planted", "--json"],
    ["plan", "planted"],
    ["history"], ["history", "--json"], ["history", "--last", "1"], ["status"],
    ["status", "--json"], ["report"], ["report", "--weeks", "500"], ["check"],
    ["export"], ["export", "--format", "json"],
]  # fmt: skip
FORMS = [["export", "--format", "csv"], ["export", "--format", "ics"]]


class Place:
    """A data folder, settings and a catalog, and a way to run the program on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.config = folder / "config.toml"
        self.catalog: Path | None = None

    def run(self, *words: str) -> Result:
        places = ["--data-dir", str(self.data), "--config", str(self.config)]
        if self.catalog:
            places += ["--catalog", str(self.catalog)]
        result = CliRunner().invoke(cli, [*places, *words])
        assert result.exception is None or isinstance(result.exception, SystemExit), words
        assert result.exit_code in (0, 1, 2), words
        return result

    def bring(self, *texts: str) -> None:
        result = self.run("import", str(planted.export(self.folder / "other.json", *texts)))
        assert "0 refused" in result.stdout, result.output


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def plain(result: Result, allowed: str = "\n") -> None:
    """Check that both streams are UTF-8 without characters that act on a terminal."""
    for stream in (result.stdout_bytes, result.stderr_bytes):
        assert planted.acting(stream.decode(), allowed) == []


@EVERY
def test_a_history_of_hostile_text_is_shown_as_plain_text(place: Place, text: str):
    place.bring(text)
    for words in READING:
        # Data for programs keeps the characters that join letters and emoji.
        data = "export" in words or "--json" in words
        result = place.run(*words)
        plain(result, "\n\u200d" if data else "\n")
        assert data or planted.stacked(result.output) <= 4
    for words in FORMS:
        result = place.run(*words)
        plain(result, "\r\n\t\u200d")
        assert "\r" not in result.stdout_bytes.decode().replace("\r\n", "")


@EVERY
def test_a_catalog_of_hostile_text_is_shown_as_plain_text(place: Place, text: str):
    place.catalog = place.folder / "mine.toml"
    place.catalog.write_text(planted.catalog(text), encoding="utf-8")
    for words in [*READING, ["check", str(place.catalog)], ["log", "planted"], ["cues", "--help"]]:
        result = place.run(*words)
        plain(result, "\n\u200d" if "--json" in words else "\n")
        assert "--json" in words or planted.stacked(result.output) <= 4
    assert "glute-bridge" in place.run("list").stdout


@EVERY
def test_raw_hostile_text_in_a_file_is_shown_as_plain_text(place: Place, text: str):
    raw = text.encode("utf-8", "surrogatepass")
    place.data.mkdir()
    place.catalog = place.folder / "mine.toml"
    for file in (place.config, place.catalog, place.data / "history.toml"):
        file.write_bytes(b'theme = "' + raw + b'"\n[[session]]\nid = "' + raw + b'"\n' + raw)
    (place.data / "history.pending.toml").write_bytes(raw)
    for words in [*READING, ["log", "bird-dog"], ["import", str(place.catalog)]]:
        plain(place.run(*words), "\n\u200d" if "--json" in words else "\n")


@EVERY
def test_hostile_settings_are_named_in_plain_text(place: Place, text: str):
    said = json.dumps(text[:2000]).replace("\\ud83d", "").replace("\\udfe", "")
    lines = [f"{key} = {said}" for key in ("theme", "motion", "week_goal", "rest_days", '"x y"')]
    hook = '[cues]\nbell = "off"\nvoice = "off"\ntitle = false\n' + f"hook = {said}"
    place.config.write_text("\n".join([*lines, hook]))
    for words in (["status"], ["list"], ["check", str(place.config)]):
        plain(place.run(*words))


@EVERY
def test_hostile_words_on_the_command_line_come_back_as_plain_text(place: Place, text: str):
    word = text.replace("\x00", "")[:500]
    asked = [
        ["show", word], ["plan", f"bird-dog:{word}"], ["log", "bird-dog", "--note", word],
        ["log", "bird-dog", "--date", word], ["status", "--format", f"{{streak}}{word}"],
        ["status", "--format", "{" + "x\x1b" + "}"], ["report", "--weeks", word], [word],
        ["list", f"--{word}"], ["export", "--format", word], ["import", word], ["check", word],
        ["export", "-o", f"{place.folder}/none/{word}"], ["--catalog", word, "list"],
        ["merge-driver", word, word, word], ["history", "--last", word],
    ]  # fmt: skip
    for words in asked:
        plain(place.run(*words))


NAMES = {key: text for key, text in TEXTS.items() if key not in {"nul and delete", "long", "zalgo"}}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_folder_with_a_hostile_name_is_named_in_plain_text(tmp_path: Path, name: str):
    place = Place(tmp_path / name.replace("/", "_")[:60])
    place.folder.mkdir()
    place.data.mkdir()
    place.catalog = place.folder / "mine.toml"
    place.catalog.write_text("format = ")
    place.config.write_text("week_goal = 9")
    plain(place.run("log", "bird-dog"))
    (place.data / "history.toml").write_text("x = [")
    for words in (
        ["history"],
        ["check"],
        ["list"],
        ["log", "bird-dog"],
        ["import", str(place.data)],
    ):
        result = place.run(*words)
        plain(result)
        assert result.stderr or words == ["check"]


@EVERY
def test_an_export_preserves_hostile_text_unchanged(place: Place, text: str):
    place.bring(text)
    wanted = planted.record(text, 0)
    [in_toml] = tomllib.loads(place.run("export").stdout_bytes.decode())["session"]
    [in_json] = json.loads(place.run("export", "--format", "json").stdout_bytes)
    for found in (in_toml, in_json):
        assert found["id"] == wanted["id"]
        assert found["note"] == wanted["note"]
        assert found["exercise"][0]["name"] == wanted["exercise"][0]["name"]
    other = Place(place.folder / "other")
    other.folder.mkdir()
    file = other.folder / "export.toml"
    file.write_bytes(place.run("export").stdout_bytes)
    assert other.run("import", str(file)).stdout.startswith("1 added")
    assert other.run("export").stdout_bytes == place.run("export").stdout_bytes


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", " =", "\n=", "＝", "\r="])
def test_no_cell_of_a_csv_export_is_a_formula(place: Place, sign: str):
    place.bring(f"{sign}HYPERLINK(1)")
    text = place.run("export", "--format", "csv").stdout_bytes.decode()
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert {row[key][0] for key in ("note", "session", "exercise_name")} <= {"'", "�"}


@EVERY
def test_a_merge_names_hostile_sessions_in_plain_text(place: Place, text: str):
    texts = []
    for effort, name in enumerate(("base", "ours", "theirs")):
        side = Place(place.folder / name)
        side.folder.mkdir()
        file = planted.export(side.folder / "other.json", text)
        file.write_text(file.read_text().replace('"pain_before": 4', f'"effort": {effort}'))
        side.run("import", str(file))
        texts.append(str(side.data / "history.toml"))
    result = place.run("merge-driver", *texts)
    plain(result)
    assert result.exit_code == 1


def test_characters_that_the_terminal_cannot_encode_are_replaced(tmp_path: Path):
    result = subprocess.run(
        [sys.executable, "-m", "trainer", "--data-dir", str(tmp_path), "list"],
        env={**os.environ, "PYTHONIOENCODING": "latin-1", "GLUTE_TRAINER_CONFIG": "/none"},
        capture_output=True,
    )
    assert result.returncode == 0
    assert b"? 1:20" in result.stdout
