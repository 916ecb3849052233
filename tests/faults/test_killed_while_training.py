"""If a session is killed at a random moment, every saved rep stays saved."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from faults.amount import dice, often, survived
from faults.child import Child
from faults.training import REPS, catalog_of, follow, prepare, train, train_plainly

from trainer import coach as coaches
from trainer.clock import SystemClock
from trainer.cues import Cues
from trainer.files.places import Places
from trainer.history import in_progress
from trainer.history.store import HistoryStore
from trainer.settings.model import Settings


def done(record: object) -> int:
    return sum(exercise.done_reps for exercise in record.exercises)  # type: ignore[attr-defined]


@pytest.mark.parametrize("way", [train, train_plainly], ids=["keys", "plain"])
def test_a_killed_session_keeps_every_saved_rep_and_can_be_resumed(
    tmp_path: Path, way: Callable[..., None]
):
    places, chance = prepare(tmp_path), dice(way.__name__)
    acknowledged: dict[str, int] = {}
    for _ in range(often(4)):
        children = [Child(way, places, str(chance.random())) for _ in range(5)]
        for child in children:
            assert child.hear()
        for child in children:
            time.sleep(chance.uniform(0, 0.2))
            child.kill()
            assert child.end() < 0
            survived[f"kills at random moments of sessions: {way.__name__}"] += 1
            reported = [what for what in child.heard if isinstance(what, tuple)]
            acknowledged |= dict(reported)
            survived["reps of killed sessions"] += len(reported)
        take_up_what_was_lost(places, chance)
        sessions = HistoryStore(places).load().sessions
        kept = {record.id: done(record) for record in sessions}
        assert len(kept) == len(sessions)
        for id, reps in acknowledged.items():
            assert kept[id] >= reps
            assert kept[id] <= 2 * REPS
        assert list(places.in_progress_dir.glob("*.toml")) == []
    survived["sessions in those histories"] += len(kept)


def take_up_what_was_lost(places: Places, chance: random.Random) -> None:
    """Do what the next start does: resume each interrupted session, or save it."""
    assert in_progress.why_left_out(places) == []
    lost = in_progress.interrupted(places)
    assert len(lost) <= 5
    for one in lost:
        coach = coaches.resume(one, catalog_of(places), SystemClock(), places, Settings(), Cues([]))
        assert done(coach.record()) == done(one.record)
        if chance.random() < 0.3:
            coach.session.resume(coach.now)
            coach.session.ready(coach.now)
            follow(coach, chance)
        coach.finish()
        survived["sessions taken up again"] += 1
