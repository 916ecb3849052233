"""The rules for routines. They depend on the exercises that exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from trainer.catalog.choosing import can_hold, choose
from trainer.catalog.model import STANDARD, Exercise, Prescribed, Routine
from trainer.catalog.rules import RULES, texts
from trainer.files import limits
from trainer.files.safe_text import sanitize
from trainer.files.validation import Problem, Rules


class Known(NamedTuple):
    """The exercises that a routine can use."""

    exercises: Mapping[str, Exercise]
    faulty: frozenset[str] = frozenset()
    """The ids of exercises with problems."""


def rules(known: Known) -> Rules:
    """Return all rules for a catalog, including those for routines with these exercises."""
    return {
        **RULES,
        Prescribed: partial(_prescribed_rules, known),
        Routine: partial(_routine_rules, known),
    }


def _prescribed_rules(known: Known, prescribed: Mapping[str, Any]) -> Iterable[Problem]:
    if "reps" in prescribed and "each_side" in prescribed:
        yield Problem("each_side", "cannot be combined with reps", "use only one of them")
    if "id" not in prescribed:
        return
    exercise = known.exercises.get(prescribed["id"])
    if exercise is None:
        yield _unknown(prescribed["id"], known)
        return
    if "each_side" in prescribed and exercise.sides == "none":
        yield Problem("each_side", f"is given, but {exercise.name} has no sides", "give reps")
    try:
        choice = choose(exercise, prescribed.get("variant", STANDARD))
    except LookupError:
        names = ", ".join([STANDARD, *(variant.id for variant in exercise.variants)])
        yield Problem(
            "variant",
            f"{prescribed['variant']!r} is not a variant of {exercise.name}",
            f"give {names}",
        )
        return
    if "hold" in prescribed and not can_hold(choice.exercise.steps):
        yield Problem("hold", f"does not apply to {choice.title}", "remove it")


def _unknown(id: str, known: Known) -> Problem:
    if id in known.faulty:
        return Problem("id", f"{id} has problems of its own", "fix those first")
    close = difflib.get_close_matches(id, known.exercises, n=1)
    remedy = (
        f"did you mean {close[0]}?" if close else f"the exercises are: {', '.join(known.exercises)}"
    )
    return Problem("id", f"{sanitize(id)!r} is not an exercise", remedy)


def _routine_rules(known: Known, routine: Mapping[str, Any]) -> Iterable[Problem]:
    yield from texts(routine, "name", "why")
    if routine.get("id") in known.exercises:
        yield Problem("id", "is the id of an exercise", "give the routine another id")
    if routine.get("exercises") == ():
        yield Problem("exercise", "is empty", "give at least one [[routine.exercise]]")
    steps = sum(_steps(known, prescribed) for prescribed in routine.get("exercises", ()))
    if steps > limits.STAGES:
        yield Problem("exercise", f"comes to {steps} steps in all", f"use at most {limits.STAGES}")


def _steps(known: Known, prescribed: Mapping[str, Any]) -> int:
    """Return the number of steps in all reps and sets of an exercise, on both sides together."""
    try:
        choice = choose(known.exercises[prescribed["id"]], prescribed.get("variant", STANDARD))
    except LookupError:  # already reported
        return 0
    return choice.as_prescribed(Prescribed(**prescribed)).steps
