"""What an exercise is: the words of the catalog file as types, and what a person picks of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from trainer import limits
from trainer.quantities import PauseSeconds, StepSeconds

if TYPE_CHECKING:
    from trainer.checking import Fault

Breath = Literal["inhale", "exhale", "easy"]
Kind = Literal["move", "hold"]
Sides = Literal["none", "alternate", "each"]
Side = Literal["left", "right"]
Sees = Literal["yes", "partly", "no"]

STANDARD = "standard"
"""The id of the exercise as it stands, before any variant."""


def _described(what: str) -> msgspec.Meta:
    return msgspec.Meta(extra_json_schema={"description": what})


Id = Annotated[
    str,
    msgspec.Meta(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
        max_length=limits.NAME,
        extra_json_schema={"description": "lower-case words joined by hyphens, as in glute-bridge"},
    ),
]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=limits.NAME)]
Phrase = Annotated[str, msgspec.Meta(min_length=1, max_length=limits.PHRASE)]
Sentence = Annotated[str, msgspec.Meta(min_length=1, max_length=limits.SENTENCE)]
Text = Annotated[str, msgspec.Meta(max_length=limits.TEXT)]
Count = Annotated[int, msgspec.Meta(ge=1, le=limits.COUNT)]
Sentences = Annotated[tuple[Sentence, ...], msgspec.Meta(max_length=limits.COUNT)]


class Step(msgspec.Struct, frozen=True):
    """One movement or hold inside a rep."""

    kind: Kind
    cue: Phrase
    breath: Breath
    seconds: StepSeconds
    detail: Sentence = ""
    say: Name = ""
    """A word or two for the big line and the voice; the cue where there is none."""
    hold_range: tuple[StepSeconds, StepSeconds] | None = None
    squeeze: Annotated[bool | Literal["other"], _described('true, false or "other"')] = False
    """Whose glute works: this side's, nobody's, or the other side's."""
    pose: Id | None = None
    """The key pose reached at the end of the step."""
    via: tuple[Id, ...] = ()
    """Key poses passed on the way there."""


class Variant(msgspec.Struct, frozen=True, rename={"steps": "step"}):
    """A modification of an exercise. What it gives replaces the exercise's own."""

    id: Id
    name: Name
    why: Sentence = ""
    """When to choose it, in the leaflet's words."""
    easier: bool = False
    """Whether it is the one to offer when the exercise hurts or is too hard."""
    position: Phrase | None = None
    side_label: Phrase | None = None
    sees_screen: Sees | None = None
    get_ready: PauseSeconds | None = None
    setup: Sentences | None = None
    reps: Count | None = None
    sets: Count | None = None
    rest: PauseSeconds | None = None
    steps: tuple[Step, ...] | None = None


class Exercise(msgspec.Struct, frozen=True, rename={"steps": "step", "variants": "variant"}):
    """One exercise as the catalog has it."""

    id: Id
    name: Name
    position: Phrase
    sides: Sides
    reps: Count
    setup: Sentences
    steps: tuple[Step, ...]
    level: Literal["basic", "advanced"] = "basic"
    sets: Count = 1
    rest: PauseSeconds = 0
    sees_screen: Sees = "partly"
    side_label: Phrase = "{side} side"
    """How the side being worked is called on screen and aloud."""
    get_ready: PauseSeconds | None = None
    switch: PauseSeconds | None = None
    switch_cue: Phrase = "Change sides"
    switch_detail: Sentence = "{side_label}."
    safety: Sentences = ()
    variants: tuple[Variant, ...] = ()
    poses: Annotated[dict[str, str], msgspec.Meta(max_length=limits.COUNT)] = {}


class Source(msgspec.Struct, frozen=True):
    """Where the exercises come from, for the welcome and about screens."""

    title: Text
    why: Text = ""
    breathing: Text = ""
    dose: Text = ""


@dataclass(frozen=True)
class Choice:
    """What a person picks: an exercise in one of its variants, with a hold of their length."""

    exercise: Exercise
    """With everything the variant replaces already replaced."""
    variant: str = STANDARD
    variant_name: str = "Standard"

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
        """How reps are spread over the sides."""
        return self.exercise.sides

    @property
    def ref(self) -> str:
        """`ID` or `ID:VARIANT`, as the command line takes it."""
        return self.id if self.variant == STANDARD else f"{self.id}:{self.variant}"

    @property
    def title(self) -> str:
        """The name, with the variant's where it is not the standard one."""
        return self.name if self.variant == STANDARD else f"{self.name} · {self.variant_name}"

    @property
    def planned_reps(self) -> int:
        """Reps over all sets and sides."""
        each = 2 if self.sides == "each" else 1
        return self.exercise.reps * self.exercise.sets * each

    @cached_property
    def holds(self) -> tuple[float, ...]:
        """Seconds of each hold of a rep, in order."""
        return tuple(step.seconds for step in self.exercise.steps if step.kind == "hold")

    @property
    def hold(self) -> float | None:
        """Seconds of the first hold, or None where the exercise has none."""
        return self.holds[0] if self.holds else None

    @property
    def hold_range(self) -> tuple[float, float] | None:
        """Shortest and longest first hold in seconds, or None where it cannot be changed."""
        return next((s.hold_range for s in self.exercise.steps if s.kind == "hold"), None)

    def holding(self, seconds: float) -> Choice:
        """The same with holds of that many seconds, each kept inside its own range."""
        return self.holding_each([seconds] * len(self.holds))

    def holding_each(self, seconds: Iterable[float]) -> Choice:
        """The same with each hold of as many seconds as are given for it, inside its range."""
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
    """Every exercise there is, and everything that was wrong with the files."""

    exercises: tuple[Exercise, ...]
    source: Source
    faults: tuple[Fault, ...] = ()

    def exercise(self, id: str) -> Exercise:
        """The exercise as it stands. Raises LookupError that names those there are."""
        for exercise in self.exercises:
            if exercise.id == id:
                return exercise
        known = ", ".join(exercise.id for exercise in self.exercises)
        raise LookupError(f"There is no exercise {id!r}. There are: {known}.")

    def choose(self, ref: str) -> Choice:
        """`ID` or `ID:VARIANT` as a choice. Raises LookupError that names those there are."""
        id, _, variant = ref.partition(":")
        return choose(self.exercise(id), variant or STANDARD)


def choose(exercise: Exercise, variant: str = STANDARD) -> Choice:
    """One exercise in one variant. Raises LookupError that names the variants there are."""
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


def next_variant(exercise: Exercise, variant: str) -> Choice:
    """The variant after this one, and the standard one after the last."""
    ids = [STANDARD, *(candidate.id for candidate in exercise.variants)]
    return choose(exercise, ids[(ids.index(variant) + 1) % len(ids)])


_REPLACED = set(Variant.__struct_fields__) - {"id", "name", "why", "easier"}
