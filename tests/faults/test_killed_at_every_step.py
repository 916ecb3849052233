"""The program is killed right before each of its system calls in turn."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from faults.amount import survived
from faults.child import Child
from faults.saving import Change, run
from faults.steps import killed_at
from faults.test_killed_while_saving import OWN
from history.samples import session
from msgspec.structs import replace

from trainer.files.places import Places
from trainer.history import in_progress
from trainer.history.file.layout import HEADER, block
from trainer.history.store import HistoryStore
from trainer.settings.writing import set_value

OLD = [session(n) for n in (1, 2, 3)]
SOUND = OWN + "".join(map(block, OLD))
NEW = [session(n, note="a long one " * 500) for n in (4, 5)]
CHANGED = replace(OLD[1], note="better", effort=None, exercises=OLD[1].exercises[:1])
RESUME = {"position": 1.0}


@dataclass(frozen=True)
class Case:
    """The files at the start, and the work that changes them."""

    before: dict[str, str]
    """The text of each file in the data folder, by its name."""
    work: Callable[[Places], object]
    answers: str = "history.toml"
    """The file that must be either unchanged or completely changed."""
    between: str | None = None
    """If two changes are made, the file's text between them."""


def change(kind: str, *records: object) -> Callable[[Places], object]:
    return Change(kind, records).make  # type: ignore[arg-type]


def recover(places: Places) -> None:
    HistoryStore(places).recover()


def merge(places: Places) -> None:
    files = [str(places.data_dir / f"{name}.toml") for name in ("original", "history", "theirs")]
    run("merge-driver", places, *files)


def save(places: Places) -> None:
    in_progress.save(places, session(effort=9), RESUME)


def week_goal(places: Places) -> None:
    set_value(places.data_dir / "config.toml", "week_goal", 6)


def write_out(places: Places) -> None:
    run("export", places, "-o", str(places.data_dir / "out.toml"))


NOW = {"history.toml": SOUND}
WAITING = {"history.pending.toml": HEADER + "".join(map(block, NEW))}
CASES = {
    "the first append": Case({}, change("append", NEW[0])),
    "append": Case(NOW, change("append", NEW[0])),
    "append while another waits": Case(
        NOW | {"history.pending.toml": HEADER + block(NEW[1])}, change("append", NEW[0])
    ),
    "append two": Case(NOW, change("append-all", *NEW)),
    "import": Case(NOW, change("import", *NEW)),
    "recover": Case(NOW | WAITING, recover),
    "recover from a torn save": Case(
        {"history.toml": SOUND + block(NEW[0])[:-40]} | WAITING, recover
    ),
    "amend": Case(NOW, change("amend", replace(OLD[1], note="better", effort=9))),
    "edit": Case(NOW, change("edit", CHANGED)),
    "delete": Case(NOW, change("delete", OLD[1])),
    "delete and restore": Case(
        NOW, change("restore", OLD[1]), between=SOUND.replace(block(OLD[1]), "")
    ),
    "merge": Case(
        NOW
        | {
            "original.toml": SOUND,
            "theirs.toml": SOUND.replace(block(OLD[0]), "") + block(NEW[0]),
        },
        merge,
    ),
    "the first rep": Case({}, save, f"in-progress/{session().id}.toml"),
    "the next rep": Case(
        {f"in-progress/{session().id}.toml": "format = 1\n" + block(session()) + "\n[resume]\n"},
        save,
        f"in-progress/{session().id}.toml",
    ),
    "a setting": Case({"config.toml": "# mine\nweek_goal = 3\n"}, week_goal, "config.toml"),
    "export": Case(NOW | {"out.toml": "older"}, write_out, "out.toml"),
}


def prepare(folder: Path, case: Case) -> Places:
    """A data folder with the files of a case."""
    shutil.rmtree(folder, ignore_errors=True)
    places = Places(folder, folder.parent / "config.toml")
    places.in_progress_dir.mkdir(parents=True)
    for name, text in case.before.items():
        (folder / name).write_text(text)
    return places


def text_of(places: Places, case: Case) -> str | None:
    file = places.data_dir / case.answers
    if not file.exists():
        return None
    # The process that saved the file differs each time, so it is left out.
    return re.sub(r'pid = \d+\nstarted = "\d+"', "", file.read_text())


@pytest.mark.parametrize("name", CASES)
def test_a_kill_before_any_step_neither_loses_nor_duplicates_a_session(tmp_path: Path, name: str):
    case = CASES[name]
    whole = {recovered_text(prepare(tmp_path / "data", case), case)}
    places = prepare(tmp_path / "data", case)
    with Child(killed_at, -1, False, case.work, places) as child:
        assert child.end() == 0
    steps = child.heard
    assert steps.pop() == "made"
    whole.add(recovered_text(places, case))
    whole |= {case.between} if case.between else set()
    for step, call in enumerate(steps):
        for torn in {False, call == "write"}:
            places = prepare(tmp_path / "data", case)
            with Child(killed_at, step, torn, case.work, places) as child:
                assert child.end() < 0
            survived[f"kills before a call of the system: {name}"] += 1
            assert recovered_text(places, case) in whole


def recovered_text(places: Places, case: Case) -> str | None:
    """Let the next program recover, and return the text of the file in question."""
    history = HistoryStore(places).recover()
    assert (history.broken, history.problems) == (None, ())
    ids = [record.id for record in history.sessions]
    assert len(ids) == len(set(ids))
    assert len(history.notices) <= 1
    assert all(notice.count("\n") == 0 for notice in history.notices)
    assert HistoryStore(places).recover().notices == ()
    assert in_progress.why_left_out(places) == []
    return text_of(places, case)
