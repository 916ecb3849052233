"""Makes a history for the pictures: half a year of somebody who trains on most days."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from trainer.catalog import Catalog, Choice
from trainer.files.places import Places
from trainer.history.records import ExerciseRecord, SessionRecord, new_id
from trainer.history.store import HistoryStore

DAYS = 180
REFS = (
    "glute-bridge",
    "bird-dog:hands-down",
    "bird-dog",
    "clam-shells",
    "supine-leg-extension:pillow",
    "mobility-squat:chair",
)


def write(places: Places, catalog: Catalog, now: datetime) -> None:
    """Write the history into a data folder; it is the same every time."""
    chance = Random(20)
    sessions = []
    for ago in range(DAYS, 0, -1):
        day = now - timedelta(days=ago)
        habit = 0.45 + 0.4 * (1 - ago / DAYS)
        if ago > 5 and (day.weekday() == 6 or chance.random() > habit):
            continue
        picked = chance.sample(REFS[: 2 + int(4 * (1 - ago / DAYS))], chance.choice([1, 1, 2]))
        started = day.replace(hour=7, minute=chance.randrange(60))
        before = max(1, round(6 - 4 * (1 - ago / DAYS) + chance.choice([-1, 0, 0, 1])))
        sessions.append(
            SessionRecord(
                id=new_id(started, f"{ago:06x}"),
                day=started.date(),
                started=started,
                ended=started + timedelta(minutes=4),
                status="completed",
                source="session",
                pain_before=before,
                pain_after=max(0, before - chance.choice([0, 1, 1, 2])),
                effort=chance.choice([2, 3, 3, 4]),
                note=chance.choice([None, None, None, "left side shaky", "slept well"]),
                exercises=tuple(_done(catalog.choose(ref), chance) for ref in picked),
            )
        )
    HistoryStore(places).append_all(sessions)


def _done(choice: Choice, chance: Random) -> ExerciseRecord:
    planned = choice.planned_reps
    missed = chance.choice([0, 0, 0, 0, 1])
    sided = choice.sides != "none"
    return ExerciseRecord(
        id=choice.id,
        name=choice.name,
        variant=choice.variant,
        status="completed",
        planned_reps=planned,
        done_reps=planned - missed,
        skipped_reps=missed,
        done_left=planned // 2 - missed if sided else None,
        done_right=planned // 2 if sided else None,
        hold=choice.hold,
        seconds=8.0 * (planned - missed),
    )
