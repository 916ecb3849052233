from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import tomllib
from datetime import timedelta

import pytest
import tomli_w
from history.samples import session, sessions
from hypothesis import given

from trainer import coach
from trainer.files.places import Places
from trainer.history import in_progress
from trainer.history.store import HistoryError, HistoryStore

RESUME = {
    "position": 12.5,
    "done": [{"exercise": 0, "set": 1, "number": 2, "side": "left"}],
    "stopped": {"0": "pain"},
    "choices": [{"ref": "bird-dog", "hold": 3.0}],
    "coached": [],
}


def files(places: Places) -> set[str]:
    return {file.name for file in places.in_progress_dir.iterdir()}


def test_a_saved_session_is_found_again_unchanged(places):
    in_progress.save(places, session(), {"position": 1.0})
    in_progress.save(places, session(effort=6), RESUME)
    [lost] = in_progress.interrupted(places)
    assert lost.record == session(effort=6)
    assert lost.resume == RESUME
    assert files(places) >= {f"{session().id}.toml"}


def test_the_time_of_the_last_save_survives_copying_the_file(places):
    """Backups and synchronized folders give files new modification times."""
    saved = session().started + timedelta(minutes=3)
    in_progress.save(places, session(ended=saved), RESUME)
    os.utime(places.in_progress_dir / f"{session().id}.toml", (0, 0))
    [lost] = in_progress.interrupted(places)
    assert lost.saved == saved
    assert lost.saved.utcoffset() == saved.utcoffset()


@given(sessions())
def test_any_record_can_be_saved_in_progress(tmp_path_factory, record):
    places = Places(tmp_path_factory.mktemp("data"), tmp_path_factory.getbasetemp() / "c")
    in_progress.save(places, type(record)(**{**as_fields(record), "id": "x"}), RESUME)
    [lost] = in_progress.interrupted(places)
    assert as_fields(lost.record) == {**as_fields(record), "id": "x"}


def as_fields(record):
    return {name: getattr(record, name) for name in record.__struct_fields__}


def test_without_a_session_in_progress_nothing_is_offered(places):
    assert in_progress.interrupted(places) == []
    assert in_progress.why_left_out(places) == []
    assert not places.data_dir.exists()


def test_a_finished_session_leaves_no_files(places):
    claim = in_progress.claim(places, session().id)
    in_progress.save(places, session(), RESUME)
    in_progress.finish(places, session().id)
    claim.release()
    assert files(places) == set()
    in_progress.finish(places, session().id)


def test_two_sessions_can_run_at_once_and_neither_is_offered(places):
    claims = [in_progress.claim(places, session(n).id) for n in range(2)]
    for number in range(2):
        in_progress.save(places, session(number), RESUME)
    assert in_progress.interrupted(places) == []
    with pytest.raises(HistoryError, match="another window"):
        in_progress.claim(places, session(0).id)
    in_progress.finish(places, session(1).id)
    assert in_progress.interrupted(places) == []
    claims[0].release()
    assert [lost.record for lost in in_progress.interrupted(places)] == [session(0)]
    claims[1].release()


def test_only_one_process_can_claim_an_interrupted_session(places):
    in_progress.save(places, session(), RESUME)
    assert len(in_progress.interrupted(places)) == 1
    claim = in_progress.claim(places, session().id)
    assert in_progress.interrupted(places) == []
    claim.release()


def test_a_session_that_reached_the_history_is_not_offered_again(places):
    in_progress.save(places, session(), RESUME)
    HistoryStore(places).append(session())
    assert in_progress.interrupted(places) == []
    assert files(places) == set()


@pytest.mark.parametrize(
    "text", [b"", b"format = 1\n", b"[[session]]\nid = 1\n", b"= =", b"\xff", b"\0" * 100]
)
def test_an_unreadable_file_is_reported_and_never_deleted(places, text):
    in_progress.save(places, session(), RESUME)
    odd = places.in_progress_dir / "odd.toml"
    odd.write_bytes(text)
    assert [lost.record for lost in in_progress.interrupted(places)] == [session()]
    [line] = in_progress.why_left_out(places)
    assert line.startswith(f"{odd}: ")
    assert odd.read_bytes() == text


def test_a_file_cannot_claim_another_sessions_id(places):
    HistoryStore(places).append(session())
    in_progress.save(places, session(1, id="mine"), RESUME)
    file = places.in_progress_dir / "mine.toml"
    file.write_text(file.read_text().replace('id = "mine"', 'id = "../history"'))
    assert in_progress.interrupted(places) == []
    [line] = in_progress.why_left_out(places)
    assert "../history" in line
    assert file.exists()
    assert places.history_file.exists()


def test_a_folder_that_cannot_be_created_is_reported(places):
    places.data_dir.write_text("a file")
    with pytest.raises(HistoryError, match="in-progress"):
        in_progress.save(places, session(), RESUME)
    with pytest.raises(HistoryError, match="in-progress"):
        in_progress.claim(places, session().id)


SAVING = """
import sys
from pathlib import Path
sys.path[:0] = {path!r}
from history.samples import session
from trainer.history import in_progress
from trainer.files.places import Places
places = Places(Path({data!r}), Path("config.toml"))
claim = in_progress.claim(places, "one")
for n in range(100000):
    in_progress.save(places, session(id="one", effort=n % 11), {{"position": float(n)}})
    print(n, flush=True)
"""


@pytest.mark.own_process
def test_a_kill_while_saving_leaves_the_last_saved_state(places, request):
    here = request.path.parent.parent
    script = textwrap.dedent(SAVING).format(
        path=[str(here), str(here.parent)], data=str(places.data_dir)
    )
    for attempt in range(12):
        program = subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True
        )
        assert program.stdout is not None
        for _ in range(attempt + 1):
            saved = int(program.stdout.readline())
        assert in_progress.interrupted(places) == []
        os.kill(program.pid, signal.SIGKILL)
        saved = max([saved, *(int(n) for n in program.stdout.read().splitlines(True) if "\n" in n)])
        program.wait()
        program.stdout.close()
        [lost] = in_progress.interrupted(places)
        assert lost.resume["position"] in (saved, saved + 1)
        assert lost.record.effort == lost.resume["position"] % 11
        assert in_progress.why_left_out(places) == []


def test_a_session_continued_in_another_window_is_saved_only_there(places):
    in_progress.save(places, session(), RESUME)
    [lost] = in_progress.interrupted(places)
    claim = in_progress.claim(places, session().id)
    with pytest.raises(HistoryError, match="another window"):
        coach.save_interrupted(lost, places)
    assert not places.history_file.exists()
    HistoryStore(places).append(session(effort=7))
    in_progress.finish(places, session().id)
    claim.release()
    coach.save_interrupted(lost, places)
    history = HistoryStore(places).load()
    assert [saved.effort for saved in history.sessions] == [7]
    assert not history.problems


# Other machines, other processes


def owned_by(places: Places, **changes: object) -> None:
    """Make the session on disk belong to another process."""
    file = places.in_progress_dir / f"{session().id}.toml"
    tables = tomllib.loads(file.read_text())
    tables["owner"] |= changes
    text = file.read_text()
    before, _, after = text.partition("[owner]")
    file.write_text(before + tomli_w.dumps({"owner": tables["owner"], "resume": tables["resume"]}))
    assert after


def test_a_session_of_another_machine_is_reported_but_not_offered(places):
    in_progress.save(places, session(), RESUME)
    owned_by(places, machine="0123456789abcdef", name="desk", pid=os.getpid() + 1)
    assert in_progress.interrupted(places) == []
    [line] = in_progress.why_left_out(places)
    assert "belongs to the computer desk" in line
    assert f"{session().id}.toml" in line
    assert f"{session().id}.toml" in files(places)


def test_a_session_of_another_machine_in_the_history_is_not_reported(places):
    in_progress.save(places, session(), RESUME)
    owned_by(places, machine="0123456789abcdef", name="desk", pid=1)
    HistoryStore(places).append(session())
    assert in_progress.interrupted(places) == []
    assert in_progress.why_left_out(places) == []


def test_a_copied_folder_does_not_offer_a_session_that_is_still_running(places, tmp_path, request):
    script = textwrap.dedent(SAVING).format(
        path=[str(request.path.parent.parent), str(request.path.parent.parent.parent)],
        data=str(places.data_dir),
    )
    program = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    program.stdout.readline()
    copy = Places(tmp_path / "copy", tmp_path / "config.toml")
    shutil.copytree(places.data_dir, copy.data_dir, ignore=shutil.ignore_patterns(".*"))
    assert in_progress.interrupted(copy) == []
    [line] = in_progress.why_left_out(copy)
    assert f"is still running (process {program.pid})" in line
    program.kill()
    program.stdout.close()
    program.wait()
    assert [lost.record.id for lost in in_progress.interrupted(copy)] == ["one"]
    assert in_progress.why_left_out(copy) == []


def test_a_session_saved_by_an_older_version_is_offered(places):
    in_progress.save(places, session(), RESUME)
    file = places.in_progress_dir / f"{session().id}.toml"
    before, _, after = file.read_text().partition("[owner]")
    file.write_text(before + after[after.index("[resume]") :])
    assert [lost.record for lost in in_progress.interrupted(places)] == [session()]


def test_a_reused_process_id_is_not_mistaken_for_the_owner(places):
    in_progress.save(places, session(), RESUME)
    owned_by(places, pid=os.getppid(), started="1")
    assert [lost.record for lost in in_progress.interrupted(places)] == [session()]


def test_a_folder_that_cannot_be_listed_is_reported(places, monkeypatch):
    in_progress.save(places, session(), RESUME)

    def fail(path: object) -> list[str]:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "listdir", fail)
    assert in_progress.interrupted(places) == []
    [line] = in_progress.why_left_out(places)
    assert line.startswith(f"{places.in_progress_dir}: cannot be read (Input/output error)")


def test_a_session_whose_lock_cannot_be_used_is_reported(places, monkeypatch):
    in_progress.save(places, session(), RESUME)
    lock = places.in_progress_dir / f"{session().id}.lock"
    lock.mkdir()
    assert in_progress.interrupted(places) == []
    [line] = in_progress.why_left_out(places)
    assert f"{lock} cannot be locked" in line
