"""Very short sessions in real time, run by child processes that are killed."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from real.program import short_bridge

from trainer import coach as coaches
from trainer.catalog import Catalog, load_catalog
from trainer.clock import SystemClock
from trainer.cues import Cues
from trainer.files.places import Places
from trainer.history import in_progress
from trainer.history.store import HistoryStore
from trainer.plain import session as plain
from trainer.settings.model import Settings

SETTINGS = 'get_ready = 0\nrest = 0\n[cues]\nbell = "off"\nvoice = "off"\n'
REPS = 6


def prepare(folder: Path) -> Places:
    """Write settings, and a catalog with a bridge whose reps take hundredths of a second."""
    places = Places(folder / "data", folder / "config.toml", folder / "short.toml")
    places.config_file.write_text(SETTINGS)
    (folder / "short.toml").write_text(short_bridge(reps=REPS, move=0.004, hold=0.02))
    return places


def catalog_of(places: Places) -> Catalog:
    return load_catalog(places.catalog_file)


def telling(line: Connection) -> None:
    """Report how many reps are on disk after every save and after every session."""
    save, append = in_progress.save, HistoryStore.append

    def saving(places: Places, record: Any, resume: Any) -> None:
        save(places, record, resume)
        line.send((record.id, sum(e.done_reps for e in record.exercises)))

    def appending(store: HistoryStore, record: Any) -> Path:
        where = append(store, record)
        line.send((record.id, sum(e.done_reps for e in record.exercises)))
        return where

    in_progress.save = saving
    HistoryStore.append = appending  # type: ignore[method-assign]


def train_plainly(line: Connection, places: Places, seed: str) -> None:
    """Run `start --plain`, one session after another, until killed."""
    telling(line)
    sys.stdout = open("/dev/null", "w")  # noqa: SIM115
    choices = [catalog_of(places).choose("glute-bridge")]
    while True:
        line.send("begins")
        plain.run(choices, places)


def train(line: Connection, places: Places, seed: str) -> None:
    """Run sessions with random keys, one after another, until killed."""
    telling(line)
    dice, clock = random.Random(seed), SystemClock()
    choices = [catalog_of(places).choose("glute-bridge")]
    while True:
        line.send("begins")
        pacing = Settings(get_ready=0, rest=0)
        coach = coaches.begin(choices * 2, clock, places, pacing, Cues([]), dice.choice([None, 4]))
        follow(coach, dice)
        record = coach.finish()
        HistoryStore(places).amend(record.id, effort=5)


def follow(coach: coaches.Coach, dice: random.Random) -> None:
    """Follow a session to its end, as the app does, with a key now and then."""
    keys: list[Callable[[float], object]] = [
        coach.session.skip,
        coach.session.repeat,
        coach.session.ready,
        lambda now: coach.session.hold(dice.choice([-0.01, 0.01]), now),
    ]
    while coach.advance().kind != "done":
        if coach.unsaved:
            coach.save()
        if dice.random() < 0.05:
            dice.choice(keys)(coach.now)
        time.sleep(0.002)
