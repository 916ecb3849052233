"""Turns a session into plain values that can be saved, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace as replace_choice
from typing import Any, get_args

from msgspec import convert, to_builtins
from msgspec.structs import asdict, replace

from trainer.catalog import Catalog, Choice, Prescribed, Side
from trainer.files import limits
from trainer.session.machine import Reason, Session
from trainer.session.timeline import Pacing, Rep

_A_DAY, _MANY = 86400.0, 100_000
"""The most seconds, and sets or reps, that this program ever saves."""


def take(session: Session) -> dict[str, object]:
    """The plain values from which `restore` makes a session that continues here."""
    return {
        "choices": [
            {"ref": choice.ref, "holds": list(choice.holds)} | _prescribed(choice) | _ready(choice)
            for choice in session.timeline.choices
        ],
        "pacing": {k: v for k, v in asdict(session.pacing).items() if v is not None},
        "done": [_plain(rep) for rep in sorted(session.done, key=str)],
        "skipped": [_plain(rep) for rep in sorted(session.skipped, key=str)],
        "stopped": {str(exercise): why for exercise, why in session.stopped.items()},
        "held": {str(exercise): seconds for exercise, seconds in session.held.items()},
        "coached": [round(seconds, 1) for seconds in session.coached],
        "position": session.position,
    }


def restore(saved: Mapping[str, object], catalog: Catalog, now: float) -> Session:
    """A session that goes on where a lost one stopped, as `Session.resume_at` has it.

    `now` is the monotonic time in seconds. Raises LookupError where the catalog no longer has what
    it was made of, ValueError where what was saved makes no sense.
    """
    try:
        session = Session(
            _choices(saved["choices"], catalog), now, Pacing(**_table(saved["pacing"]))
        )
        session.done = {_rep(raw) for raw in _list(saved["done"])}
        session.skipped = {_rep(raw) for raw in _list(saved["skipped"])} - session.done
        session.stopped = {int(n): why for n, why in _table(saved["stopped"]).items()}
        held = _table(saved.get("held", {}))  # absent in files of an older version
        session.held = {int(n): float(seconds) for n, seconds in held.items()}
        session.coached = [float(seconds) for seconds in _list(saved["coached"])]
        position = float(saved["position"])  # type: ignore[arg-type]
        makes_sense = _makes_sense(session, position)
    except (KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError(f"the saved place cannot be read ({error})") from error
    if not makes_sense:
        raise ValueError("the saved place is not in this session")
    session.resume_at(position, now)
    return session


def _plain(rep: Rep) -> dict[str, object]:
    return {name: value for name, value in rep._asdict().items() if value is not None}


def _prescribed(choice: Choice) -> dict[str, object]:
    return {"prescribed": to_builtins(choice.prescribed)} if choice.prescribed else {}


def _ready(choice: Choice) -> dict[str, object]:
    """How long getting ready takes: it may have been made as long as its talk."""
    seconds = choice.exercise.get_ready
    return {} if seconds is None else {"get_ready": seconds}


def _makes_sense(session: Session, position: float) -> bool:
    """Whether the saved values are possible in this session."""
    exercises = len(session.timeline.choices)
    return (
        0 <= position < session.timeline.seconds < _A_DAY
        and all(stage.seconds >= 0 for stage in session.timeline.stages)
        and len(session.coached) == exercises
        and all(0 <= seconds < _A_DAY for seconds in session.coached)
        and all(
            0 <= rep.exercise < exercises and 0 < rep.set < _MANY and 0 < rep.number < _MANY
            for rep in session.done | session.skipped
        )
        and all(0 <= seconds < _A_DAY for seconds in session.held.values())
        and {rep.side for rep in session.done | session.skipped} <= {None, "left", "right"}
        and {*session.stopped, *session.held} <= set(range(exercises))
        and set(session.stopped.values()) <= set(get_args(Reason))
    )


def _choices(raw: object, catalog: Catalog) -> list[Choice]:
    choices = []
    for item in _list(raw):
        holds = [float(seconds) for seconds in _list(item["holds"])]
        asked = convert(item["prescribed"], Prescribed) if "prescribed" in item else None
        choice = catalog.choose(item["ref"]).as_prescribed(asked).holding_each(holds)
        if "get_ready" in item:
            exercise = replace(choice.exercise, get_ready=float(item["get_ready"]))
            choice = replace_choice(choice, exercise=exercise)
        choices.append(choice)
    if not choices:
        raise ValueError("the saved session has no exercise")
    if sum(choice.steps for choice in choices) > limits.STAGES * len(choices):
        raise ValueError("the saved session is too long")
    return choices


def _table(raw: object) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise TypeError("expected a table")
    return raw


def _list(raw: object) -> list[Any]:
    if not isinstance(raw, list):
        raise TypeError("expected a list")
    return raw


def _rep(raw: dict[str, Any]) -> Rep:
    side: Side | None = raw.get("side")
    return Rep(int(raw["exercise"]), int(raw["set"]), side, int(raw["number"]))
