"""Converts a session to plain values that can be saved, and back."""

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
"""At most a day, because nothing that this program saves is longer."""
Place = Annotated[int, Meta(ge=0, lt=limits.STAGES)]
"""The place of an exercise in its session, counted from 0."""
Number = Annotated[int, Meta(ge=1, lt=100_000)]


class SavedChoice(Struct, frozen=True, omit_defaults=True):
    """An exercise of the session, named as on the command line."""

    ref: str
    holds: list[Seconds]
    """How long each hold lasts, in seconds, in the order of the steps."""
    prescribed: Prescribed | None = None
    get_ready: Seconds | None = None
    """How long getting ready takes, in seconds, if it was lengthened to fit what the voice says."""


class SavedRep(Struct, frozen=True, omit_defaults=True):
    """A rep, with the values of `timeline.Rep`."""

    exercise: Place
    set: Number
    number: Number
    side: Side | None = None


class Snapshot(Struct, frozen=True):
    """Where a session is, and what has been done in it. The format of the saved file."""

    choices: Annotated[list[SavedChoice], Meta(min_length=1)]
    pacing: Pacing
    done: list[SavedRep]
    skipped: list[SavedRep]
    stopped: dict[Place, Reason]
    """The reason for each exercise that was stopped, by its place in the session."""
    coached: list[Seconds]
    """How long each exercise was coached, in seconds."""
    position: Seconds
    held: dict[Place, Seconds] = {}  # absent in files of an older version
    """For each exercise, by its place in the session: how long the hold was in the last rep done,
    in seconds."""


def take(session: Session) -> dict[str, object]:
    """The plain values from which `restore` makes a session that continues here."""
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
    """A session that continues where an interrupted one stopped, as `Session.resume_at` does.

    `now` is the monotonic time in seconds. Raises LookupError if the catalog no longer has its
    exercises, and ValueError if the saved values make no sense.
    """
    try:
        place = convert(saved, Snapshot, str_keys=True)
    except ValidationError as error:
        raise ValueError(f"the saved place cannot be read ({error})") from error
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
        raise ValueError("the saved place is not in this session")
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
    """Whether the saved values, each valid by itself, are possible in this session."""
    exercises = len(session.timeline.choices)
    named = {rep.exercise for rep in session.done | session.skipped}
    return (
        position < session.timeline.seconds < 86_400
        and session.pacing.tempo > 0
        and len(session.coached) == exercises
        and {*named, *session.stopped, *session.held} <= set(range(exercises))
    )
