"""Eight programs that write to one history at once: nothing is lost or duplicated."""

from __future__ import annotations

import time

from faults.amount import seed, survived, times
from faults.child import Child
from faults.saving import KINDS, Kind, Model, make_so_many
from history.samples import session

from trainer.files.places import Places
from trainer.history.file.layout import HEADER, block
from trainer.history.store import HistoryStore

EACH = 50 if times() == 1 else 200
TOGETHER = 8


def at_once(places: Places, number: int, *kinds: tuple[Kind, ...]) -> Model:
    """Make this many changes in each program. Return the sessions that they report."""
    children = [
        Child(make_so_many, places, f"{seed()} {n}", 10_000 * n, number, kinds[n % len(kinds)])
        for n in range(TOGETHER)
    ]
    model: Model = {}
    started = time.monotonic()
    for child in children:
        assert child.end() == 0
        [own] = child.heard
        model |= own
    survived["milliseconds for that"] += round(1000 * (time.monotonic() - started))
    return model


def test_eight_programs_can_add_sessions_at_once(places: Places, store: HistoryStore):
    model = at_once(places, EACH, ("append",))
    survived[f"sessions added by {TOGETHER} programs at once"] += len(model)
    assert len(model) == TOGETHER * EACH
    history = store.load()
    assert {record.id: record for record in history.sessions} == model
    assert len(history.sessions) == len(model)
    assert (history.broken, history.problems, history.notices) == (None, (), ())
    assert places.history_file.read_text().count("\n[[session]]\n") == len(model)


def test_eight_programs_can_add_change_delete_and_import_at_once(
    places: Places, store: HistoryStore
):
    places.data_dir.mkdir()
    old = [session(n, id=f"old{n}") for n in range(30)]
    places.history_file.write_text("# mine\n" + HEADER + "".join(map(block, old)) + "# the end\n")
    changing: tuple[Kind, ...] = ("append", "amend", "edit", "delete", "restore")
    model = at_once(places, EACH // 2, ("append",), changing, KINDS, ("import", "delete"))
    survived[f"changes made by {TOGETHER} programs at once"] += TOGETHER * (EACH // 2)
    history = store.load()
    assert {r.id: r for r in history.sessions} == model | {r.id: r for r in old}
    assert len(history.sessions) == len(model) + len(old)
    assert (history.broken, history.problems, history.notices) == (None, (), ())
    text = places.history_file.read_text()
    assert text.startswith("# mine\n" + HEADER + "".join(map(block, old)))
    assert "\n# the end\n" in text
