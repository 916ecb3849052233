"""Where the files are: options first, then the environment, then the system's default."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


def run(
    folder: Path, *words: str, shell: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the program with a home folder in `folder`, and with the redirections in `shell`."""
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "home"),
        "PYTHONPATH": str(REPOSITORY),
        **environment,
    }
    command = [sys.executable, "-m", "trainer", *words]
    if shell:
        command = ["sh", "-c", f'exec "$@" {shell}', "sh", *command]
    return subprocess.run(
        command, env=environ, capture_output=True, text=True, timeout=60, cwd=folder
    )


@pytest.mark.parametrize("before", [True, False])
def test_a_folder_option_anywhere_overrides_the_environment(tmp_path: Path, before: bool):
    typed = ["--data-dir", str(tmp_path / "typed")]
    words = [*typed, "log", "bird-dog"] if before else ["log", "bird-dog", *typed]
    result = run(tmp_path, *words, GLUTE_TRAINER_DATA_DIR=str(tmp_path / "environment"))
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "typed" / "history.toml").exists()
    assert not (tmp_path / "environment").exists()


@pytest.mark.parametrize("before", [True, False])
def test_catalog_and_config_options_override_the_environment(tmp_path: Path, before: bool):
    own, settings = tmp_path / "own.toml", tmp_path / "config.toml"
    bundled = (REPOSITORY / "exercises.toml").read_text(encoding="utf-8")
    own.write_text(bundled.replace('name = "Glute Bridge"', 'name = "Typed Bridge"'), "utf-8")
    settings.write_text("hold = 4\n")
    typed = ["--catalog", str(own), "--config", str(settings)]
    words = [*typed, "list"] if before else ["list", *typed]
    result = run(
        tmp_path,
        *words,
        GLUTE_TRAINER_CATALOG=str(tmp_path / "nowhere.toml"),
        GLUTE_TRAINER_CONFIG=str(tmp_path),
    )
    assert result.returncode == 0, result.stderr
    assert "Typed Bridge" in result.stdout


def test_the_environment_overrides_the_default_folder(tmp_path: Path):
    run(tmp_path, "log", "bird-dog", GLUTE_TRAINER_DATA_DIR=str(tmp_path / "environment"))
    assert (tmp_path / "environment" / "history.toml").exists()


NOWHERE = [
    "--config .", "--config /", "--config ''", "--data-dir ''", "--data-dir /dev/null",
    "--catalog /nowhere", "--catalog .", "--catalog ''",
]  # fmt: skip
COMMANDS = ["list", "log bird-dog", "start --plain bird-dog"]


@pytest.mark.parametrize(
    "words",
    [
        *(f"{option} status" for option in NOWHERE),
        *(f"{option} {command}" for option in NOWHERE[::4] for command in COMMANDS),
    ],
)
def test_an_unusable_path_is_reported_in_two_lines(tmp_path: Path, words: str):
    result = run(tmp_path, *shlex.split(words))
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 2, result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("zone", ["UTC+99:99", "AAA-24:59:59"])
@pytest.mark.parametrize("command", ["status", "log bird-dog", "history"])
def test_an_invalid_time_zone_is_reported_in_two_lines(tmp_path: Path, zone: str, command: str):
    result = run(tmp_path, *command.split(), TZ=zone)
    assert result.returncode == 2
    assert len(result.stderr.splitlines()) == 2, result.stderr
    assert zone in result.stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    "command",
    ["", "status", "start bird-dog", "start --plain nonsense", "log bird-dog", "cues --only title"],
)
def test_closed_input_or_output_causes_no_traceback_or_stray_text(
    tmp_path: Path, closed: str, command: str
):
    config = tmp_path / "config.toml"
    config.write_text('[cues]\nvoice = "off"\n')
    data = tmp_path / "data"
    places = ["--config", str(config), "--data-dir", str(data)]
    result = run(tmp_path, *places, *command.split(), shell=closed)
    assert result.returncode in (0, 2), result.stderr
    assert "Traceback" not in result.stderr
    assert config.read_text() == '[cues]\nvoice = "off"\n'
    if command == "log bird-dog":
        assert "Saved" not in (data / "history.toml").read_text()
        assert (data / "history.lock").read_text() == ""


def test_on_windows_one_line_points_to_wsl(tmp_path: Path):
    program = "import sys; from trainer.cli import main; sys.platform = 'win32'; main()"
    result = subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
    )
    assert result.returncode != 0
    [line] = result.stderr.splitlines()
    assert "WSL" in line


@pytest.mark.parametrize("missing", ["fcntl", "termios", "pwd", "resource", "grp", "pty", "tty"])
def test_the_windows_message_needs_no_unix_module(missing: str):
    program = (
        f"import sys; sys.modules[{missing!r}] = None\n"
        "from trainer.cli import main; sys.platform = 'win32'; main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
    )
    assert "WSL" in result.stderr, result.stderr


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2999-01-01", "past the year 2261"),
        ("1970-01-01", "says 1970-01-01"),
        ("1969-12-31", "says 1969-12-31"),
    ],
)
@pytest.mark.parametrize("command", ["status", "log bird-dog"])
def test_an_impossible_clock_is_reported_and_nothing_is_saved(
    tmp_path: Path, now: str, says: str, command: str
):
    program = (
        "import sys, time_machine; from trainer.cli import main\n"
        f"time_machine.travel('{now}T12:00:00Z').start(); main(sys.argv[1:])"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, "--data-dir", str(tmp_path), *command.split()],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(REPOSITORY), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 2
    said, remedy = result.stderr.splitlines()
    assert says in said
    assert "Set it" in remedy
    assert not (tmp_path / "history.toml").exists()
