"""A short notation for histories: `BD -3 b4 a5 e3; GB@4 -2; MS/chair -1 !6`.

Two letters name an exercise. `/` names its variant, `@` its hold; without them it is on its first
rung. The number after it is the day, counted from today. Then come the answers: b pain before, a
pain after, e effort, `=worse` the next morning. `!6` means stopped for pain of 6, `!` for pain
without a number. `?4` means that it hurt at 4 and went on in this version. `6/10` means 6 of 10
reps done. Entries on one day are separate sessions, in order; `+` joins exercises into one session.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from trainer.catalog import Catalog, choose, load_catalog
from trainer.history.records import ExerciseRecord, SessionRecord

TODAY = date(2026, 11, 26)
"""A Thursday."""
IDS = {
    "BD": "bird-dog",
    "GB": "glute-bridge",
    "LE": "supine-leg-extension",
    "CS": "clam-shells",
    "MS": "mobility-squat",
}
START = {"mobility-squat": "chair"}
SHORT = {id: short for short, id in IDS.items()}
CATALOG = load_catalog()

_EXERCISE = re.compile(r"([A-Z]{2}|[a-z-]{3,})(?:/([a-z-]+))?(?:@([\d.]+))?")
FILLER = "GB -30"
"""A session long ago, so that the first two weeks are over."""
_ROUND = ("GB -13", "BD -11", "LE -9", "CS -7", "MS -5", "GB -4", "BD -3", "LE -2")
ROTATION = "; ".join(f"{one} b0 a0 e3" for one in _ROUND)
"""Each exercise in turn, without trouble."""


def history(
    text: str, today: date = TODAY, catalog: Catalog = CATALOG, shift: int = 0
) -> list[SessionRecord]:
    """Return the sessions of a text in this notation, oldest first."""
    sessions = []
    for number, entry in enumerate(part.strip() for part in text.split(";") if part.strip()):
        sessions.append(_session(number, entry, today, catalog, shift))
    return sorted(sessions, key=lambda session: (session.day, session.started))


def _session(number: int, entry: str, today: date, catalog: Catalog, shift: int) -> SessionRecord:
    words = entry.split()
    names = [words.pop(0)]
    while words and words[0] == "+":
        words.pop(0)
        names.append(words.pop(0))
    day = today + timedelta(days=int(words.pop(0)) + shift)
    given: dict[str, Any] = {}
    of_exercise: dict[str, Any] = {}
    for word in words:
        key, value = word[0], word[1:]
        match key:
            case "b" | "a" | "e":
                name = {"b": "pain_before", "a": "pain_after", "e": "effort"}[key]
                given[name] = int(value)
            case "=":
                given["next_morning"] = value
            case "!":
                of_exercise |= {"stopped": "pain", "pain_at_stop": int(value) if value else None}
            case "?":
                of_exercise["pain_at_stop"] = int(value)
            case "~":
                of_exercise["stopped"] = value
            case _:
                done, planned = map(int, word.split("/"))
                of_exercise |= {"done_reps": done, "planned_reps": planned}
    started = datetime.combine(day, time(7, 30), UTC) + timedelta(minutes=number)
    exercises = tuple(record(name, catalog, **of_exercise) for name in names)
    complete = all(each.status == "completed" for each in exercises)
    return SessionRecord(
        id=f"{started:%Y%m%dT%H%M%S}-{number:06x}",
        day=day,
        started=started,
        ended=started + timedelta(minutes=3),
        status="completed" if complete else "partial",
        source="session",
        exercises=exercises,
        **given,
    )


def record(name: str, catalog: Catalog = CATALOG, **given: Any) -> ExerciseRecord:
    """Return the record of one exercise. It is completed, unless `given` has other fields."""
    match = _EXERCISE.fullmatch(name)
    assert match, name
    id = IDS.get(match[1], match[1])
    hold, planned = match[3], 10
    variant = match[2] or START.get(id, "standard")
    try:
        choice = choose(catalog.exercise(id), variant)
        planned = choice.planned_reps
        default = choice.hold
        label = choice.name
    except LookupError:
        default, label = None, id
    planned = given.pop("planned_reps", planned)
    half = planned // 2 if given.get("stopped") else planned
    done = given.pop("done_reps", half)
    status = "completed" if done >= planned and "stopped" not in given else "partial"
    return ExerciseRecord(
        id=id,
        name=label,
        variant=variant,
        status=status if done else "skipped",
        planned_reps=planned,
        done_reps=done,
        skipped_reps=0,
        hold=float(hold) if hold else default,
        seconds=60,
        **given,
    )


def refused(day: int, pain: int, today: date = TODAY) -> SessionRecord:
    """Return a session that was not started because of the pain before it."""
    session = _session(99, f"CS {day} 0/20 b{pain}", today, CATALOG, 0)
    assert all(exercise.status == "skipped" for exercise in session.exercises)
    return session


def shown(suggestion: Iterable[Any]) -> str:
    """Return a suggestion in the same notation: `BD/hands-down×10 + GB@3×8`."""
    return " + ".join(_shown(suggestion))


def _shown(suggestion: Iterable[Any]) -> Iterator[str]:
    for one in suggestion:
        variant = "" if one.variant == START.get(one.id, "standard") else f"/{one.variant}"
        hold = "" if one.hold is None else f"@{one.hold:g}"
        yield f"{SHORT.get(one.id, one.id)}{variant}{hold}×{one.reps}"
