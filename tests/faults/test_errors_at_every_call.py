"""A system error at every call of every command that writes.

Each command must end with a clear line or two, lose nothing that was confirmed before, and either
do its own work or refuse it. The suite puts an error at every sixth call, a different error
each time. With `--times 2` or more, every error is tried at every call, also through `strace`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from faults.amount import survived, times
from faults.injecting import FAULTS, SHORT, Outcome, outcome
from faults.saving import run
from history.samples import session
from msgspec.structs import replace

from trainer import coach
from trainer.files.places import Places
from trainer.files.writing import NotWrittenError
from trainer.history import in_progress
from trainer.history.file.layout import HEADER, block
from trainer.history.file.torn import marked
from trainer.history.formats.exchange import to_json
from trainer.history.records import SessionRecord
from trainer.history.store import HistoryStore
from trainer.settings.model import load_settings
from trainer.settings.writing import mark_rest, set_value

OLD = [session(n) for n in range(4)]
TEXT = "# mine\n" + HEADER + "".join(map(block, OLD))
NEW, WAITS = session(10), session(11)
EDITED = replace(OLD[1], note="edited", effort=None)
OTHER_VERSION = replace(OLD[2], pain_before=None, note="the other version")
SETTINGS = "# mine\nweek_goal = 2\nrest_dates = [2026-12-24]\n"
RESUME: dict[str, object] = {"position": 1.0}
DAY = date(2026, 12, 25)

Found = dict[str, SessionRecord]


@dataclass(frozen=True)
class Case:
    """A command, and a check whether its work is done."""

    work: Callable[[Places], object]
    done: Callable[[Places, Found], bool]
    pending: str = ""
    touched: frozenset[str] = frozenset()
    """Sessions that the command may change or remove."""


def _finish(places: Places) -> None:
    """Save a rep of a session, save the session, and forget what was in progress."""
    claim = in_progress.claim(places, NEW.id)
    in_progress.save(places, NEW, RESUME)
    HistoryStore(places).append(NEW)
    in_progress.finish(places, NEW.id)
    in_progress.release(claim)


def _save_interrupted(places: Places) -> None:
    for session_ in in_progress.interrupted(places):
        coach.save_interrupted(session_, places)


def _save_a_rep(places: Places) -> None:
    in_progress.save(places, replace(WAITS, effort=9), RESUME)


def _export(places: Places) -> None:
    run("export", places, "-o", str(places.data_dir / "out.toml"))


def _merge(places: Places) -> None:
    files = [places.data_dir / name for name in ("base.toml", "history.toml", "theirs.toml")]
    run("merge-driver", places, *map(str, files))


def _restore(places: Places) -> None:
    store = HistoryStore(places)
    store.restore(store.delete(OLD[1].id))


def _logged(places: Places, found: Found) -> bool:
    return any(record.note == "by hand" for record in found.values())


def _has_new(places: Places, found: Found) -> bool:
    return found.get(NEW.id) == NEW


CASES = {
    "log": Case(lambda places: run("log", places, "bird-dog", "--note", "by hand"), _logged),
    "save a session": Case(lambda places: HistoryStore(places).append(NEW), _has_new),
    "save a session while another waits": Case(
        lambda places: HistoryStore(places).append(NEW),
        lambda places, found: NEW.id in found and WAITS.id in found,
        HEADER + block(WAITS),
    ),
    "recover": Case(
        lambda places: HistoryStore(places).recover(),
        lambda places, found: WAITS.id in found,
        marked(HEADER + block(WAITS), len(TEXT.encode())),
    ),
    "import": Case(
        lambda places: run("import", places, str(_import_file(places))),
        lambda places, found: (
            NEW.id in found and "the other version" in places.history_file.read_text()
        ),
        touched=frozenset({OLD[2].id}),
    ),
    "edit": Case(
        lambda places: HistoryStore(places).edit(EDITED.id, EDITED),
        lambda places, found: found[EDITED.id] == EDITED,
        touched=frozenset({EDITED.id}),
    ),
    "check in": Case(
        lambda places: HistoryStore(places).amend(OLD[3].id, effort=1),
        lambda places, found: found[OLD[3].id].effort == 1,
        touched=frozenset({OLD[3].id}),
    ),
    "delete": Case(
        lambda places: HistoryStore(places).delete(OLD[0].id),
        lambda places, found: OLD[0].id not in found,
        touched=frozenset({OLD[0].id}),
    ),
    "delete and undo": Case(
        _restore, lambda places, found: OLD[1].id in found, touched=frozenset({OLD[1].id})
    ),
    "a setting": Case(
        lambda places: set_value(places.config_file, "week_goal", 3),
        lambda places, found: load_settings(places.config_file).week_goal == 3,
    ),
    "a rest day": Case(
        lambda places: mark_rest(places.config_file, {DAY}, True),
        lambda places, found: DAY in load_settings(places.config_file).rest_dates,
    ),
    "save a rep": Case(
        _save_a_rep,
        lambda places, found: in_progress.interrupted(places)[0].record.effort == 9,
    ),
    "finish a session": Case(
        _finish, lambda places, found: _has_new(places, found) and len(_under_way(places)) == 1
    ),
    "save an interrupted session": Case(
        _save_interrupted, lambda places, found: WAITS.id in found or bool(_under_way(places))
    ),
    "export": Case(
        _export,
        lambda places, found: (
            (places.data_dir / "out.toml").read_text().count("\n[[session]]") == 4
        ),
    ),
    "merge": Case(_merge, _has_new),
}


def _under_way(places: Places) -> list[Path]:
    return list(places.in_progress_dir.glob("*.toml"))


def prepare(folder: Path, case: Case) -> Places:
    """A data folder with a history, settings, and an interrupted session."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    places = Places(folder / "data", folder / "config.toml")
    places.in_progress_dir.mkdir(parents=True)
    places.config_file.write_text(SETTINGS)
    places.history_file.write_text(TEXT)
    (places.data_dir / "base.toml").write_text(TEXT)
    (places.data_dir / "theirs.toml").write_text(TEXT + block(NEW))
    (places.data_dir / "out.toml").write_text("older\n")
    in_progress.save(places, WAITS, RESUME)
    if case.pending:
        places.pending_file.write_text(case.pending)
    _import_file(places).write_text(to_json([NEW, OTHER_VERSION]))
    return places


def _import_file(places: Places) -> Path:
    """The file to import."""
    return places.config_file.with_name("export.json")


def faults_at(calls: tuple[str, ...], seed: int) -> Iterator[tuple[int, str]]:
    """Yield the number of each call to try, and the fault to inject there."""
    for call, name in enumerate(calls):
        fitting = [fault for fault in FAULTS if fault != "half a write" or name == "write"]
        if times() > 1:
            yield from ((call, fault) for fault in fitting)
        elif (call + seed) % 6 == 0:
            yield call, fitting[(call // 6 + seed) % len(fitting)]


@pytest.mark.parametrize("name", CASES)
def test_every_system_error_is_reported_clearly_and_loses_nothing(tmp_path: Path, name: str):
    case, folder = CASES[name], tmp_path / "x"
    places = prepare(folder, case)
    case.work(places)  # so that everything is imported
    whole = outcome(partial(case.work, prepare(folder, case)), (NotWrittenError,))
    assert (whole.code, whole.error.count("\n") <= 1) == (0, True)
    for call, fault in [(-1, SHORT), *faults_at(whole.calls, list(CASES).index(name))]:
        places = prepare(folder, case)
        ended = outcome(partial(case.work, places), (NotWrittenError,), call, fault)
        where = f"{fault} at call {call}, {(*whole.calls, SHORT)[call]}: {ended.error}"
        check(places, case, ended, where)
        survived[f"errors at a call of the system: {name}"] += 1


def check(places: Places, case: Case, ended: Outcome, where: str) -> None:
    """Check what must be true after any fault."""
    assert ended.code in (0, 2), where
    assert "Traceback" not in ended.error, where
    assert len(ended.error.splitlines()) <= 3, where
    if ended.code == 2:
        assert len(ended.error.splitlines()) in (1, 2), where
    history = HistoryStore(places).recover()
    assert (history.broken, history.problems) == (None, ()), where
    found = {record.id: record for record in history.sessions}
    assert len(found) == len(history.sessions), where
    for record in OLD:
        if record.id not in case.touched:
            assert found.get(record.id) == record, where
    if case.pending:
        assert WAITS.id in found, where
    assert places.history_file.read_text().startswith("# mine\n"), where
    settings = load_settings(places.config_file)
    assert date(2026, 12, 24) in settings.rest_dates, where
    assert places.config_file.read_text().startswith("# mine\n"), where
    assert in_progress.why_left_out(places) == [], where
    kept = {one.record.id for one in in_progress.interrupted(places)} | found.keys()
    assert WAITS.id in kept, where
    if ended.code == 0 and not ended.killed:
        assert case.done(places, found), where
