"""The program is killed with SIGKILL at hundreds of random moments while it saves."""

from __future__ import annotations

import time
from itertools import count

import pytest
from faults.amount import dice, often, survived
from faults.child import Child
from faults.saving import KINDS, Change, Kind, Model, keep_changing
from history.samples import session

from trainer.files.places import Places
from trainer.history.file.layout import HEADER, block
from trainer.history.store import HistoryStore

OWN = f"""\
# My back, since the move
{HEADER}owner = "me"   # kept

# Before the holidays
{block(session(0, id="mine")).strip()}
mood = "good"  # of a newer version

[session.heart]
rate = [80, 92]
"""
"""A history with the user's own additions."""


def own_writing(text: str) -> list[str]:
    """Return the comments of `OWN` that are in a text."""
    return [line for line in text.splitlines() if line in set(OWN.splitlines()) and "#" in line]


@pytest.mark.parametrize("kind", [*KINDS, "any"])
def test_a_save_killed_at_any_moment_is_complete_or_absent(
    places: Places, store: HistoryStore, kind: Kind
):
    chance = dice(kind)
    kinds: tuple[Kind, ...] = KINDS if kind == "any" else (kind,)
    kinds = ("delete", "append-all") if kind == "delete" else kinds
    places.data_dir.mkdir()
    model: Model = {"mine": session(0, id="mine")}
    model |= {f"old{n}": session(n, id=f"old{n}") for n in range(1, 40)}
    text = OWN + "".join(block(record) for id, record in model.items() if id != "mine")
    places.history_file.write_text(text)
    [model["mine"]] = [
        each for each in store.load().sessions if each.id == "mine"
    ]  # with its own keys
    numbers = count(1000, 1000)
    for _ in range(often(8)):
        seed = str(chance.random())
        with Child(keep_changing, places, seed, model, next(numbers), kinds) as child:
            assert child.hear()
            time.sleep(chance.uniform(0, 0.04))
            child.kill()
        survived[f"kills at random moments of saves: {kind}"] += 1
        model = found_whole(store, places, model, child.heard)


def found_whole(store: HistoryStore, places: Places, model: Model, heard: list[object]) -> Model:
    """Check and return the sessions after a kill. The last change may be there or not."""
    begun = [change for change in heard if isinstance(change, Change)]
    made = heard.count("made")
    assert made in (len(begun), len(begun) - 1)
    before = model
    for change in begun[:made]:
        before = change.of(before)
    possible = [before]
    for change in begun[made:]:
        possible.append(change.of(before))
        if change.kind == "restore":
            possible.append({id: one for id, one in before.items() if one not in change.records})
    history = store.recover()
    assert (history.broken, history.problems) == (None, ())
    assert len(history.notices) <= 1
    assert store.recover().notices == ()
    found = {record.id: record for record in history.sessions}
    assert len(found) == len(history.sessions)
    assert found in possible
    text = places.history_file.read_text()
    assert own_writing(text) == own_writing(OWN)
    touched = {record.id for change in begun for record in change.records}
    for id in found.keys() - touched - {"mine"}:
        assert text.count(block(found[id])) == (1 if found[id] == model[id] else 0)
    drafts = {".history.toml.new", ".history.pending.toml.new"}  # the next save removes them
    known = {"history.toml", "history.lock", "history.checked", *drafts}
    assert {file.name for file in places.data_dir.iterdir()} <= known
    return found
