"""Converts a session to plain values that can be saved, and restores it from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace as replace_choice
from typing import Annotated

from msgspec import Meta, Struct, ValidationError, convert, to_builtins
from msgspec.structs import replace

from trainer.catalog import Catalog, Choice, Prescribed, Side
from trainer.files import limits
from trainer.session.machine import Reason, Session
from trainer.session.timeline import Pacing, Rep

Seconds = Annotated[float, Meta(ge=0, lt=86_400)]
"""A length in seconds. Saved lengths are always shorter than a day."""
Place = Annotated[int, Meta(ge=0, lt=limits.STAGES)]
"""The place of an exercise in its session, counted from 0."""
Number = Annotated[int, Meta(ge=1, lt=100_000)]


class SavedChoice(Struct, frozen=True, omit_defaults=True):
    """An exercise of the session."""

    ref: str
    """The name of the exercise, as on the command line."""
    holds: list[Seconds]
    """The length of each hold in seconds, in the order of the steps."""
    prescribed: Prescribed | None = None
    get_ready: Seconds | None = None
    """The length of the get-ready stage in seconds, if it was lengthened so that the voice can
    finish."""


class SavedRep(Struct, frozen=True, omit_defaults=True):
    """A saved `timeline.Rep`."""

    exercise: Place
    set: Number
    number: Number
    side: Side | None = None


class Snapshot(Struct, frozen=True):
    """The format of a saved session: how far it has got, and what was done."""

    choices: Annotated[list[SavedChoice], Meta(min_length=1)]
    pacing: Pacing
    done: list[SavedRep]
    skipped: list[SavedRep]
    stopped: dict[Place, Reason]
    """Why exercises were stopped, by their place in the session."""
    coached: list[Seconds]
    """How many seconds each exercise was coached for."""
    position: Seconds
    held: dict[Place, Seconds] = {}  # absent in files of an older version
    """The length of the hold in the last rep done, in seconds, by the exercise's place in the
    session."""


def take(session: Session) -> dict[str, object]:
    """Return a session as plain values, for `restore`."""
    saved = Snapshot(
        choices=[
            SavedChoice(c.ref, list(c.holds), c.prescribed, c.exercise.get_ready)
            for c in session.timeline.choices
        ],
        pacing=session.pacing,
        done=_saved(session.done),
        skipped=_saved(session.skipped),
        stopped=session.stopped,
        coached=[round(seconds, 1) for seconds in session.coached],
        position=session.position,
        held=session.held,
    )
    plain: dict[str, object] = to_builtins(saved, str_keys=True)
    return plain


def restore(saved: Mapping[str, object], catalog: Catalog, now: float) -> Session:
    """Return a session that continues where the saved one stopped. See `Session.resume_at`.

    `now` is the monotonic time in seconds. Raises LookupError if the catalog no longer has an
    exercise of the session, and ValueError if the saved values make no sense.
    """
    try:
        place = convert(saved, Snapshot, str_keys=True)
    except ValidationError as error:
        raise ValueError(f"the saved position cannot be read ({error})") from error
    choices = [_choice(each, catalog) for each in place.choices]
    if sum(choice.steps for choice in choices) > limits.STAGES * len(choices):
        raise ValueError("the saved session is too long")
    session = Session(choices, now, place.pacing)
    session.done = _reps(place.done)
    session.skipped = _reps(place.skipped) - session.done
    session.stopped = place.stopped
    session.held = place.held
    session.coached = place.coached
    if not _makes_sense(session, place.position):
        raise ValueError("the saved position is not in this session")
    session.resume_at(place.position, now)
    return session


def _saved(reps: Iterable[Rep]) -> list[SavedRep]:
    return [SavedRep(r.exercise, r.set, r.number, r.side) for r in sorted(reps, key=str)]


def _reps(saved: Iterable[SavedRep]) -> set[Rep]:
    return {Rep(rep.exercise, rep.set, rep.side, rep.number) for rep in saved}


def _choice(saved: SavedChoice, catalog: Catalog) -> Choice:
    choice = catalog.choose(saved.ref).as_prescribed(saved.prescribed).holding_each(saved.holds)
    if saved.get_ready is None:
        return choice
    return replace_choice(choice, exercise=replace(choice.exercise, get_ready=saved.get_ready))


def _makes_sense(session: Session, position: float) -> bool:
    """Check whether the saved values are possible in this session."""
    exercises = len(session.timeline.choices)
    named = {rep.exercise for rep in session.done | session.skipped}
    return (
        position < session.timeline.seconds < 86_400
        and session.pacing.tempo > 0
        and len(session.coached) == exercises
        and {*named, *session.stopped, *session.held} <= set(range(exercises))
    )
