"""Another program writes the file between any two system calls of a save or an edit.

Editors, git and sync tools know nothing of our locks. Some rename a new file over the old one,
others write into it. Some read it long before, others only now. Afterwards the file must contain
every confirmed change, and the text of the other program.

One case cannot be prevented: another program writes back an old version after our last check.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from faults.amount import survived, times
from faults.interposing import between_calls
from faults.saving import export, run
from history.samples import session
from msgspec.structs import replace

from trainer.files.places import Places
from trainer.history.file.layout import HEADER, block
from trainer.history.file.torn import marked
from trainer.history.records import SessionRecord
from trainer.history.store import HistoryStore
from trainer.settings.model import load_settings
from trainer.settings.writing import mark_rest, set_value

OLD = [session(n) for n in range(4)]
TEXT = "# mine\n" + HEADER + "".join(map(block, OLD))
NEW = session(10)
THEIRS = session(20, note="the other program's")
EDITED = replace(OLD[1], note="edited", effort=None)
OTHER_VERSION = replace(OLD[2], pain_before=None, note="the other version")

Check = Callable[[list[SessionRecord], str], bool]


@dataclass(frozen=True)
class Case:
    """A command, and what must be true of the history once it reports success."""

    work: Callable[[Places], object]
    holds: Check
    pending: str = ""


def _append(places: Places) -> None:
    assert HistoryStore(places).append(NEW) == places.history_file


def _edit(places: Places) -> None:
    HistoryStore(places).edit(EDITED.id, EDITED)


def _amend(places: Places) -> None:
    HistoryStore(places).amend(OLD[3].id, effort=1)


def _delete(places: Places) -> None:
    HistoryStore(places).delete(OLD[0].id)


def _undo_an_edit(places: Places) -> None:
    store = HistoryStore(places)
    previous = store.edit(EDITED.id, EDITED)
    assert previous is not None
    store.undo_edit(EDITED.id, previous)


def _delete_and_undo(places: Places) -> None:
    store = HistoryStore(places)
    store.restore(store.delete(OLD[1].id))


def _import(places: Places) -> None:
    run("import", places, export(places, (NEW, OTHER_VERSION)))


def _log(places: Places) -> None:
    run("log", places, "bird-dog", "--note", "by hand")


def _recover(places: Places) -> None:
    assert not HistoryStore(places).recover().broken


def _has(*wanted: SessionRecord) -> Check:
    return lambda found, text: all(record in found for record in wanted)


WAITING = marked(HEADER + block(NEW), len(TEXT.encode()))
CASES = {
    "append": Case(_append, _has(*OLD, NEW)),
    "log": Case(_log, lambda found, text: any(record.note == "by hand" for record in found)),
    "append while another waits": Case(
        _append, _has(*OLD, NEW, session(9)), HEADER + block(session(9))
    ),
    "recover": Case(_recover, _has(*OLD, NEW), WAITING),
    "amend": Case(_amend, _has(*OLD[:3], replace(OLD[3], effort=1))),
    "edit": Case(_edit, _has(EDITED)),
    "undo an edit": Case(_undo_an_edit, _has(*OLD)),
    "delete": Case(_delete, lambda found, text: OLD[0] not in found and OLD[1] in found),
    "delete and undo": Case(_delete_and_undo, _has(*OLD)),
    "import": Case(_import, lambda found, text: NEW in found and "the other version" in text),
}

Way = Callable[[Path, str], None]


def rename_over(file: Path, text: str) -> None:
    """Write as vim, git and sync tools do."""
    draft = file.with_name("other-program")
    draft.write_text(text)
    draft.rename(file)


def write_into(file: Path, text: str) -> None:
    """Write as nano and the `>` of a shell do."""
    file.write_text(text)


WAYS: dict[str, Way] = {"renamed over": rename_over, "written into": write_into}


def prepare(folder: Path, case: Case) -> Places:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    places = Places(folder, folder.parent / "config.toml")
    places.history_file.write_text(TEXT)
    if case.pending:
        places.pending_file.write_text(case.pending)
    HistoryStore(places)._history.valid_fingerprint()
    return places


@pytest.mark.parametrize("read", ["before", "now"])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", CASES)
def test_a_save_preserves_what_another_program_writes_meanwhile(
    tmp_path: Path, name: str, way: str, read: str
):
    case, folder = CASES[name], tmp_path / "data"
    places = prepare(folder, case)
    case.work(places)  # so that everything is imported
    places = prepare(folder, case)
    calls = len(between_calls(-1, lambda: None, partial(case.work, places)))
    every = 1 if times() > 1 else 5 if name in ("append", "edit") else 13
    for step in range(list(WAYS).index(way), calls, every):
        places = prepare(folder, case)

        def other_program_writes(places: Places = places) -> None:
            text = TEXT if read == "before" else places.history_file.read_text()
            WAYS[way](places.history_file, text + block(THEIRS))

        made = between_calls(step, other_program_writes, partial(case.work, places))
        history = HistoryStore(places).load()
        text = places.history_file.read_text()
        found = list(history.sessions)
        assert THEIRS in found, f"theirs is gone; before call {step}, {made[step]}"
        if read == "now" or looked_after(made, step, "history.toml"):
            assert case.holds(found, text), f"ours is gone; before call {step}, {made[step]}"
        assert (history.broken, history.problems) == (None, ())
        ids = [record.id for record in found]
        assert len(ids) == len(set(ids))
        survived[f"histories {way} during: {name}"] += 1


def looked_after(calls: list[str], step: int, file: str) -> bool:
    """Check whether the program looked at a file again after call number `step`."""
    return f"stat {file}" in calls[step:]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["a setting", "a rest day"])
def test_changing_a_setting_preserves_what_another_program_writes_meanwhile(
    tmp_path: Path, name: str, way: str
):
    from datetime import date

    day = date(2026, 12, 24)
    file = tmp_path / "config.toml"

    def work() -> None:
        if name == "a setting":
            set_value(file, "week_goal", 3)
        else:
            mark_rest(file, {day}, True)

    def start() -> None:
        file.write_text("# mine\nrest = 20\n")

    start()
    work()  # so that everything is imported
    start()
    calls = len(between_calls(-1, lambda: None, work))
    for step in range(calls):
        start()
        made = between_calls(step, lambda: WAYS[way](file, "# mine\nrest = 30\n"), work)
        settings = load_settings(file)
        assert settings.rest == 30, f"theirs is gone; before call {step}, {made[step]}"
        if looked_after(made, step, file.name):
            ours = settings.week_goal == 3 if name == "a setting" else day in settings.rest_dates
            assert ours, f"ours is gone; before call {step}, {made[step]}"
        survived[f"settings {way} during: {name}"] += 1
