"""On a disk that fills up, no save loses anything, and every error is clear."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from faults.amount import survived
from faults.disks import Limited, Mounted, small_disk
from faults.test_killed_at_every_step import CASES, Case, prepare, recover, recovered_text, text_of
from real.program import Program, short_bridge

from trainer.files.places import Places
from trainer.files.writing import HistoryError
from trainer.settings.writing import SettingsFileError

ROOM = (0, 1, 2, 3, 5, 8, 13, 21)
"""How many pages are left on the disk: from none to enough for everything."""


@pytest.fixture(params=[True, False], ids=["mounted", "limited"])
def disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Mounted | Limited]:
    with small_disk(tmp_path / "disk", request.param) as disk:
        yield disk


def error_of(places: Places, case: Case) -> str:
    """The error message, empty if the work was done. Unexpected exceptions are not caught."""
    try:
        case.work(places)
    except (HistoryError, SettingsFileError) as error:
        return str(error)
    except SystemExit as end:
        return f"said on stderr; {end.code}"
    return ""


@pytest.mark.parametrize("name", CASES)
def test_a_full_disk_loses_nothing_and_is_reported(
    disk: Mounted | Limited, name: str, capsys: pytest.CaptureFixture[str]
):
    case, folder = CASES[name], disk.folder / "data"
    untouched = recovered_text(prepare(folder, case), case)
    places = prepare(folder, case)
    assert error_of(places, case) == ""
    done = recovered_text(places, case)
    refused = 0
    for room in ROOM:
        places = prepare(folder, case)
        before = text_of(places, case)
        disk.leave(room)
        message = error_of(places, case)
        left = text_of(places, case)
        disk.empty()
        if message == "said on stderr; 2":
            message = capsys.readouterr().err
        if message:
            refused += 1
            assert "cannot be written" in message
            assert (
                "try again" in message
                or "Give another file" in message
                or "Nothing was merged" in message
            )
            assert len(message.splitlines()) <= 2
            assert left in (before, untouched, case.between)
            assert recovered_text(places, case) in (untouched, case.between)
        else:
            assert recovered_text(places, case) == done
        survived[f"{disk.way}: {name}"] += 1
        assert list(folder.rglob("*.new")) == []
    assert refused or case.work is recover


def test_a_plain_session_on_a_full_disk_reports_the_failed_save(disk: Mounted | Limited):
    program = Program(disk.folder)
    program.write(catalog=short_bridge(reps=1, move=0.1))
    disk.leave(0)
    result = program.run("start", "--plain", "glute-bridge")
    disk.empty()
    assert result.returncode == 2
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr
    assert program.history() == []
