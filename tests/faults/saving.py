"""Changes to a history. Each is made to a real history and to a simple model of it.

The changes are made in child processes, which report each change before and after making it.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Literal

from history.samples import session
from msgspec.structs import replace

from trainer.cli import cli
from trainer.files.places import Places
from trainer.history.formats.exchange import to_json
from trainer.history.records import SessionRecord
from trainer.history.store import HistoryStore

Model = dict[str, SessionRecord]
"""The expected sessions, by id."""
Kind = Literal["append", "append-all", "import", "recover", "amend", "edit", "delete", "restore"]
KINDS: tuple[Kind, ...] = (
    "append", "append-all", "import", "recover", "amend", "edit", "delete", "restore",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One change, with everything it needs."""

    kind: Kind
    records: tuple[SessionRecord, ...]
    """The sessions that are added, changed or removed."""

    def of(self, before: Model) -> Model:
        """Return the sessions after this change."""
        after = dict(before)
        for record in self.records:
            if self.kind == "delete":
                del after[record.id]
            elif self.kind != "restore" or record.id in before:
                after[record.id] = record
        return after

    def make(self, places: Places) -> None:
        """Make the change. `restore` is two changes: it deletes a session and puts it back."""
        store, [record, *_] = HistoryStore(places), self.records
        match self.kind:
            case "append":
                store.append(record)
            case "append-all":
                store.append_all(self.records)
            case "import":
                run("import", places, export(places, self.records))
            case "recover":
                with store._locked():
                    store._save_pending(self.records)
                store.recover()
            case "amend":
                store.amend(record.id, effort=record.effort, note=record.note)
            case "edit":
                store.edit(record.id, record)
            case "delete":
                store.delete(record.id)
            case "restore":
                store.restore(store.delete(record.id))


def run(command: str, places: Places, *arguments: str) -> None:
    """Run a command of the program in this process."""
    where = ["--data-dir", str(places.data_dir), "--config", str(places.config_file)]
    with contextlib.redirect_stdout(io.StringIO()):
        cli.main([command, *where, *arguments], standalone_mode=False)


def export(places: Places, records: tuple[SessionRecord, ...]) -> str:
    """Write a file to import, and return its path."""
    file = places.config_file.with_name(f"export-{records[0].id}.json")
    if not file.exists():
        file.write_text(to_json(records))
    return str(file)


def changes(
    dice: random.Random, model: Model, first: int, kinds: tuple[Kind, ...]
) -> Iterator[Change]:
    """Yield endless changes, each valid after the earlier ones. Ids count up from `first`."""
    numbers = itertools.count(first)

    def new() -> SessionRecord:
        number = next(numbers)
        return session(number % 5000, id=f"s{number}", effort=number % 11)

    while True:
        kind = dice.choice(kinds)
        match kind:
            case "append" | "recover":
                change = Change(kind, (new(),))
            case "append-all" | "import":
                change = Change(kind, tuple(new() for _ in range(dice.randint(2, 4))))
            case _ if len(others := [one for id, one in model.items() if id != "mine"]) < 2:
                change = Change("append", (new(),))
            case "delete" | "restore":
                change = Change(kind, (dice.choice(others),))
            case _:
                chosen = dice.choice(others)
                note = f"changed {dice.random()}\nand a second line"
                changed = replace(chosen, effort=dice.randint(0, 10), note=note)
                if kind == "edit":
                    changed = replace(changed, pain_before=None, exercises=chosen.exercises[:1])
                change = Change(kind, (changed,))
        model = change.of(model)
        yield change


def keep_changing(
    line: Connection, places: Places, seed: str, model: Model, first: int, kinds: tuple[Kind, ...]
) -> None:
    """Make changes until killed. Report each change before and after making it."""
    for change in changes(random.Random(seed), model, first, kinds):
        line.send(change)
        change.make(places)
        line.send("made")


def make_so_many(
    line: Connection, places: Places, seed: str, first: int, number: int, kinds: tuple[Kind, ...]
) -> None:
    """Make this many changes, and report the remaining sessions at the end."""
    model: Model = {}
    for change in itertools.islice(changes(random.Random(seed), model, first, kinds), number):
        change.make(places)
        model = change.of(model)
    line.send(model)
