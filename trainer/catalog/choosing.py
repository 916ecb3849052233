"""The whole catalog, and a choice from it: a variant of an exercise, with a dose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec

from trainer.catalog.model import (
    STANDARD,
    Exercise,
    Prescribed,
    Routine,
    Sides,
    Source,
    Step,
    Variant,
)

if TYPE_CHECKING:
    from trainer.files.validation import Problem


@dataclass(frozen=True)
class Choice:
    """A variant of an exercise, with a dose and the length of the holds."""

    exercise: Exercise
    """The exercise, with the variant and the dose applied."""
    variant: str = STANDARD
    variant_name: str = "Standard"
    prescribed: Prescribed | None = None
    """The dose that a routine prescribes. `exercise` already has it."""

    @property
    def id(self) -> str:
        """The exercise's id."""
        return self.exercise.id

    @property
    def name(self) -> str:
        """The exercise's name."""
        return self.exercise.name

    @property
    def sides(self) -> Sides:
        """How reps are divided between the sides."""
        return self.exercise.sides

    @property
    def is_named_by_other_side(self) -> bool:
        """Whether the side label names the other side first: `{other_side} arm, {side} leg`."""
        label = self.exercise.side_label
        side, other = label.find("{side}"), label.find("{other_side}")
        return other >= 0 and not 0 <= side < other

    @property
    def ref(self) -> str:
        """The name on the command line: `ID` or `ID:VARIANT`."""
        return self.id if self.variant == STANDARD else f"{self.id}:{self.variant}"

    @property
    def title(self) -> str:
        """The name of the exercise, and of the variant if it is not the standard one."""
        return self.name if self.variant == STANDARD else f"{self.name} · {self.variant_name}"

    @property
    def planned_reps(self) -> int:
        """The reps in all sets, on both sides together."""
        each = 2 if self.sides == "each" else 1
        return self.exercise.reps * self.exercise.sets * each

    @property
    def steps(self) -> int:
        """The steps in all reps and sets, on both sides together."""
        return self.planned_reps * len(self.exercise.steps)

    @cached_property
    def holds(self) -> tuple[float, ...]:
        """The length of each hold of a rep in seconds, in order."""
        return tuple(step.seconds for step in self.exercise.steps if step.kind == "hold")

    @property
    def hold(self) -> float | None:
        """The length of the first hold in seconds, or None if there are no holds."""
        return self.holds[0] if self.holds else None

    @property
    def hold_range(self) -> tuple[float, float] | None:
        """The shortest and longest length of the first hold, in seconds, or None if it is fixed."""
        return next((s.hold_range for s in self.exercise.steps if s.kind == "hold"), None)

    def holding(self, seconds: float) -> Choice:
        """Return the choice with holds of this many seconds, within the range of each hold."""
        return self.holding_each([seconds] * len(self.holds))

    def with_default_hold(self, seconds: float | None) -> Choice:
        """Return the choice with the hold from the settings, in seconds.

        None changes nothing. A prescribed hold is never changed.
        """
        fixed = self.prescribed is not None and self.prescribed.hold is not None
        return self if seconds is None or fixed else self.holding(seconds)

    def as_prescribed(self, prescribed: Prescribed | None) -> Choice:
        """Return the choice with the dose that a routine prescribes.

        If the exercise has no hold, a prescribed hold is added after the movement with the squeeze.
        """
        if prescribed is None:
            return self
        exercise, reps = self.exercise, prescribed.reps
        if prescribed.each_side is not None:
            reps = prescribed.each_side * (2 if self.sides == "alternate" else 1)
        given = {"reps": reps, "sets": prescribed.sets, "rest": prescribed.rest}
        steps = exercise.steps
        if prescribed.hold is not None:
            steps = _with_hold(steps, prescribed.hold)
        changed = {name: value for name, value in given.items() if value is not None}
        exercise = msgspec.structs.replace(exercise, steps=steps, **changed)
        return replace(self, exercise=exercise, prescribed=prescribed)

    def replacing(self, other: Choice) -> Choice:
        """Return the choice with the prescribed dose of `other`, to replace `other` in a session.

        A hold that was shortened during the session stays short.
        """
        choice = self.as_prescribed(other.prescribed)
        has_hold = other.prescribed is not None and other.hold is not None
        return choice.holding_each(other.holds) if has_hold else choice

    def holding_each(self, seconds: Iterable[float]) -> Choice:
        """Return the choice with its holds set to these lengths, each kept within its range."""
        wanted = iter(seconds)

        def held(step: Step) -> Step:
            if step.kind != "hold":
                return step
            length = next(wanted, step.seconds)
            if step.hold_range is None:
                return step
            low, high = step.hold_range
            return msgspec.structs.replace(step, seconds=min(max(length, low), high))

        steps = tuple(held(step) for step in self.exercise.steps)
        return replace(self, exercise=msgspec.structs.replace(self.exercise, steps=steps))


@dataclass(frozen=True)
class Catalog:
    """All exercises and routines, and the problems in the files."""

    exercises: tuple[Exercise, ...]
    source: Source
    problems: tuple[Problem, ...] = ()
    routines: tuple[Routine, ...] = ()
    own: frozenset[str] = frozenset()
    """The ids of the exercises that the user added to the bundled ones."""

    def exercise(self, id: str) -> Exercise:
        """Return the exercise with this id. Raises LookupError with a list of the ids."""
        for exercise in self.exercises:
            if exercise.id == id:
                return exercise
        known = ", ".join(exercise.id for exercise in self.exercises)
        raise LookupError(f"There is no exercise {id!r}. Choose from: {known}.")

    def choose(self, ref: str) -> Choice:
        """Return the choice for `ID` or `ID:VARIANT`. Raises LookupError with a list of the ids."""
        id, _, variant = ref.partition(":")
        return choose(self.exercise(id), variant or STANDARD)

    def routine(self, id: str) -> Routine | None:
        """Return the routine with this id, or None."""
        return next((routine for routine in self.routines if routine.id == id), None)

    def follow(self, routine: Routine) -> list[Choice]:
        """Return the exercises of a routine, with their doses."""
        return [
            choose(self.exercise(prescribed.id), prescribed.variant).as_prescribed(prescribed)
            for prescribed in routine.exercises
        ]

    def choose_all(self, ref: str) -> list[Choice]:
        """Return the exercise that `ref` names, or all exercises if it names a routine.

        Raises LookupError with a list of the ids.
        """
        if routine := self.routine(ref):
            return self.follow(routine)
        try:
            return [self.choose(ref)]
        except LookupError as error:
            if not self.routines:
                raise
            known = ", ".join(routine.id for routine in self.routines)
            raise LookupError(f"{error.args[0]}\nRoutines: {known}.") from error


def choose(exercise: Exercise, variant: str = STANDARD) -> Choice:
    """Return a variant of an exercise. Raises LookupError with a list of its variants."""
    if variant == STANDARD:
        return Choice(exercise)
    for candidate in exercise.variants:
        if candidate.id == variant:
            given = {
                name: value
                for name in candidate.__struct_fields__
                if name in _REPLACED and (value := getattr(candidate, name)) is not None
            }
            return Choice(msgspec.structs.replace(exercise, **given), candidate.id, candidate.name)
    known = ", ".join([STANDARD, *(candidate.id for candidate in exercise.variants)])
    raise LookupError(f"{exercise.name} has no variant {variant!r}. It has: {known}.")


def can_hold(steps: Iterable[Step]) -> bool:
    """Check whether a routine can prescribe a hold: the steps have one, or one can be added."""
    return any(step.kind == "hold" or _is_top(step) for step in steps)


def _is_top(step: Step) -> bool:
    """Check whether a hold can be added after a step, because it has a squeeze and an inhale."""
    return step.kind == "move" and step.breath == "inhale" and step.squeeze is not False


def _with_hold(steps: tuple[Step, ...], seconds: float) -> tuple[Step, ...]:
    """Set every hold to `seconds`. If the steps have no hold, add one."""
    if not any(step.kind == "hold" for step in steps):
        top = next((n for n, step in enumerate(steps) if _is_top(step)), None)
        if top is None:
            return steps
        highest = steps[top]
        hold = Step(
            "hold",
            "Hold, keep breathing",
            "easy",
            seconds,
            detail="Hold, and keep breathing. If you can count aloud, you are.",
            say="hold",
            end=highest.end,
            squeeze=highest.squeeze,
            pose=highest.pose,
        )
        steps = (*steps[: top + 1], hold, *steps[top + 1 :])
    return tuple(_prescribed_hold(step, seconds) if step.kind == "hold" else step for step in steps)


def _prescribed_hold(hold: Step, seconds: float) -> Step:
    """Set the length of a hold, and extend its range to include that length."""
    low, high = hold.hold_range or (min(1.0, seconds), seconds)
    span = (min(low, seconds), max(high, seconds))
    return msgspec.structs.replace(hold, seconds=seconds, hold_range=span)


def next_variant(exercise: Exercise, variant: str) -> Choice:
    """Return the variant after this one. After the last variant, return the standard one."""
    ids = [STANDARD, *(candidate.id for candidate in exercise.variants)]
    return choose(exercise, ids[(ids.index(variant) + 1) % len(ids)])


def easier_variant(exercise: Exercise, variant: str) -> Choice | None:
    """Return an easier variant than this one, or None.

    The catalog lists the easier variants first, beginning with the easiest. For example, the
    variant with a chair comes before the one with a lower chair. All other variants are harder than
    standard.
    """
    easier = [candidate.id for candidate in exercise.variants if candidate.easier]
    if variant not in (STANDARD, *easier):
        return choose(exercise)
    if variant in easier:
        easier = easier[: easier.index(variant)]
    return choose(exercise, easier[0]) if easier else None


_REPLACED = set(Variant.__struct_fields__) - {"id", "name", "why", "easier"}
