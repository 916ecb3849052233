"""Files that are too large, too deep or not files at all are refused at once, in little memory."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from real.program import PATIENCE

from trainer import catalog
from trainer.files import limits
from trainer.files.places import Places
from trainer.history import in_progress
from trainer.history.file import reading
from trainer.history.file.layout import HEADER
from trainer.history.formats.exchange import ExchangeError, import_
from trainer.history.store import HistoryStore
from trainer.settings import model

COMMANDS = {
    "config.toml": ["status"],
    "exercises.toml": ["list"],
    "data/history.toml": ["history"],
    "data/history.pending.toml": ["log", "bird-dog"],
    "data/in-progress/x.toml": ["history"],
    "other": ["import", "other"],
    "checked": ["check", "checked"],
}
MEMORY = 1_000_000_000
"""Bytes of address space that the program may have."""


def zero(file: Path) -> None:
    file.symlink_to("/dev/zero")


def pipe(file: Path) -> None:
    os.mkfifo(file)


def enormous(file: Path) -> None:
    with file.open("wb") as opened:
        opened.truncate(4_000_000_000)


def folder(file: Path) -> None:
    file.mkdir()


@pytest.mark.parametrize("made", [zero, pipe, enormous, folder])
@pytest.mark.parametrize("name", COMMANDS)
def test_pipes_devices_folders_and_huge_files_are_refused_at_once(
    tmp_path: Path, name: str, made: Callable[[Path], None]
):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    made(tmp_path / name)
    result = subprocess.run(
        [sys.executable, "-m", "trainer", "--data-dir", "data", "--config", "config.toml",
         *COMMANDS[name]],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )  # fmt: skip
    assert result.returncode in (0, 1, 2), result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) <= 3
    if name in ("other", "checked", "data/history.toml"):
        output = result.stdout + result.stderr
        assert any(f"is {what}" in output for what in ("not a file", "larger than", "a folder"))


def test_sessions_in_progress_that_are_not_files_are_left_alone(tmp_path: Path):
    places = Places(tmp_path, tmp_path / "config.toml")
    places.in_progress_dir.mkdir()
    for number, made in enumerate((zero, pipe, enormous, folder)):
        made(places.in_progress_dir / f"{number}.toml")
    assert in_progress.interrupted(places) == []
    assert len(in_progress.why_left_out(places)) == 4


DEEP = 10_000
TEXTS = {
    "lists": "a = " + "[" * DEEP,
    "closed lists": "a = " + "[" * DEEP + "]" * DEEP,
    "tables": "a = " + "{a = " * DEEP,
    "a dotted key": "a." * DEEP + "a = 1",
    "a dotted header": "[" + "a." * DEEP + "a]",
    "dotted headers": "".join(f"[{'a.' * 50}b{n}]\n" for n in range(2000)),
    "a dotted key with quotes": '"a" . ' * DEEP + "a = 1",
    "a dotted key in a table": "x = {" + "a." * DEEP + "a = 1}",
    "digits": "a = " + "9" * 500_000,
    "a number of the format": "format = 0x" + "f" * 500_000,
    "a key": "a" * 900_000 + " = 1",
    "keys": "".join(f"k{n} = 1\n" for n in range(80_000)),
    "headers": "[[session]]\n" * 15_000,
    "exercises": "[[exercise]]\n" * 60_000,
    "quotes": '"' * 900_000,
    "backslashes": '"' + "\\" * 900_000,
    "zeros": "\0" * 900_000,
    "newlines": "\n" * 900_000,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_text_made_to_parse_slowly_is_refused_at_once_everywhere(tmp_path: Path, text: str):
    places = Places(tmp_path, tmp_path / "config.toml")
    file = tmp_path / "history.toml"
    for write in (file, tmp_path / "x.toml", places.config_file):
        write.write_text(text)
    places.in_progress_dir.mkdir()
    (places.in_progress_dir / "x.toml").write_text(text)
    began = time.process_time()
    assert HistoryStore(places).load().sessions == ()
    found = catalog.load_catalog(tmp_path / "x.toml")
    assert len(found.exercises) == 5
    assert len(found.problems) < 5000
    assert all(len(str(fault)) < 500 for fault in found.problems)
    assert model.load_settings(places.config_file) == model.Settings()
    assert in_progress.interrupted(places) == []
    with contextlib.suppress(ExchangeError):
        assert import_(file).sessions == ()
    # A generous limit: without protection this took minutes, or used up the stack.
    assert time.process_time() - began < 30


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"session": ' * 100_000, "[" + "{}," * 3_000_000 + "{}]", "[1" + "0" * 9999],
    ids=["lists", "tables", "empty tables", "digits"],
)
def test_json_made_to_parse_slowly_is_refused(tmp_path: Path, text: str):
    file = tmp_path / "x.json"
    file.write_text(text)
    began = time.process_time()
    with pytest.raises(ExchangeError, match="Nothing was imported"):
        import_(file)
    assert time.process_time() - began < 10


def test_a_history_of_10_000_sessions_and_50_mb_can_be_read(tmp_path: Path):
    one = """
[[session]]
id = "{}"
day = 2026-11-23
started = 2026-11-23T07:30:05+01:00
ended = 2026-11-23T07:36:40+01:00
status = "completed"
source = "session"
note = "{}"

[[session.exercise]]
id = "bird-dog"
name = "Bird Dog"
variant = "standard"
status = "completed"
planned_reps = 10
done_reps = 10
skipped_reps = 0
seconds = 71.5
"""
    text = HEADER + "".join(one.format(number, "y" * 4600) for number in range(10_000))
    assert 49_000_000 < len(text) < limits.HISTORY.bytes
    places = Places(tmp_path, tmp_path / "config.toml")
    places.history_file.write_text(text)
    history = HistoryStore(places).load()
    assert len(history.sessions) == 10_000
    assert history.broken is None


def test_an_absurd_number_of_sessions_is_refused(tmp_path: Path):
    found = reading.read("[[session]]\n" * (limits.SESSIONS + 1))
    assert found.broken is not None
    assert "more than 200,000 sessions" in found.broken


def test_an_exercise_that_would_last_for_hours_is_refused(tmp_path: Path):
    file = tmp_path / "x.toml"
    steps = '[[exercise.step]]\nkind = "move"\ncue = "Go"\nbreath = "easy"\nseconds = 1\n' * 3
    file.write_text(
        'format = 1\n[[exercise]]\nid = "x"\nname = "X"\nposition = "up"\nsides = "none"\n'
        f'reps = 100\nsets = 100\nsetup = ["Go."]\n{steps}'
    )
    [fault] = catalog.read(file).problems
    assert "make 30000 steps across all reps, sets and sides; use at most 2000" in str(fault)
