"""What the exercises are: the catalog read, checked and merged with the user's own.

The bundled `exercises.toml` says everything the leaflet says. A user's catalog adds to it, and
an exercise with the same id replaces the bundled one. A faulty exercise is left out and its
faults are kept, all of them, so that the rest always works.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from trainer import figure
from trainer.checking import Fault, Rules, gather, named, shown
from trainer.held_breath import asks_to_hold_breath

FORMAT = 1
LARGEST_FILE = 1_000_000
"""Bytes. A catalog is written by hand; a larger file is something else."""
LONGEST_CUE = 6
"""Words."""

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
        max_length=40,
        extra_json_schema={"description": "lower-case words joined by hyphens, as in glute-bridge"},
    ),
]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Phrase = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
Sentence = Annotated[str, msgspec.Meta(min_length=1, max_length=600)]
Text = Annotated[str, msgspec.Meta(max_length=4000)]
StepSeconds = Annotated[
    float,
    msgspec.Meta(gt=0, le=60, extra_json_schema={"description": "seconds, above 0, at most 60"}),
]
PauseSeconds = Annotated[
    float, msgspec.Meta(ge=0, le=600, extra_json_schema={"description": "seconds from 0 to 600"})
]
Count = Annotated[int, msgspec.Meta(ge=1, le=100)]
Sentences = tuple[Sentence, ...]


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
    poses: dict[str, str] = {}


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


def bundled_file() -> Path:
    """The catalog that ships with the program: inside the wheel, or at the root of the source."""
    here = Path(__file__).parent
    inside = here / "exercises.toml"
    return inside if inside.is_file() else here.parent / "exercises.toml"


def load(own: Path | None = None) -> Catalog:
    """The bundled catalog, with the user's own exercises added and replaced by id.

    Never raises for a fault in the user's file: the faults are in the result. Raises ValueError
    if the bundled one is broken, which is a broken installation.
    """
    bundled = read(bundled_file())
    if bundled.faults:
        raise ValueError(f"The bundled catalog is broken. {bundled.faults[0]}")
    if own is None:
        return bundled
    theirs = read(own)
    by_id = {exercise.id: exercise for exercise in (*bundled.exercises, *theirs.exercises)}
    return replace(bundled, exercises=tuple(by_id.values()), faults=theirs.faults)


def read(file: Path) -> Catalog:
    """One catalog file by itself: its sound exercises, and every fault in it."""
    empty = Catalog((), Source(""))
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            fault = Fault("", "is larger than 1 MB", "is it a catalog?", file=str(file))
            return replace(empty, faults=(fault,))
        raw = tomllib.loads(content.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        return replace(empty, faults=(_unreadable(file, error),))
    catalog = check(raw)
    return replace(
        catalog, faults=tuple(replace(fault, file=str(file)) for fault in catalog.faults)
    )


def _unreadable(file: Path, error: Exception) -> Fault:
    match error:
        case tomllib.TOMLDecodeError():
            return Fault("", f"is not TOML: {error}", "mend that line", file=str(file))
        case UnicodeDecodeError():
            return Fault(
                "", f"is not UTF-8 text (byte {error.start})", "save it as UTF-8", file=str(file)
            )
        case OSError():
            return Fault(
                "", f"cannot be read: {error.strerror}", "is the path right?", file=str(file)
            )
        case ValueError():
            return Fault("", "holds a number of too many digits", "shorten it", file=str(file))
    return Fault("", "is nested too deeply", "a catalog is flat", file=str(file))


def check(raw: dict[str, object]) -> Catalog:
    """A catalog of plain values: its sound exercises, and every fault in it."""
    faults: list[Fault] = []
    if type(raw.get("format")) is not int or raw["format"] != FORMAT:
        problem = f"is {named(raw['format'])}" if "format" in raw else "is missing"
        faults.append(Fault("format", problem, f"write format = {FORMAT}"))
    for key in raw:
        if key not in {"format", "source", "exercise"}:
            faults.append(Fault(key, "is not a known key", "known keys: format, source, exercise"))
    source = _source(raw["source"], faults) if "source" in raw else None
    entries = raw.get("exercise", [])
    if not isinstance(entries, list):
        faults.append(Fault("exercise", "is not a list of tables", "write [[exercise]]"))
        entries = []
    sound: dict[str, Exercise] = {}
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        found: list[Fault] = []
        exercise = gather(entry, Exercise, found, _RULES)
        name = entry.get("id") if isinstance(entry, dict) else None
        label = shown(name)[:40] if isinstance(name, str) and name else f"number {number}"
        if label in seen:
            found.append(Fault("id", "is used twice", "give each exercise its own id"))
        seen.add(label)
        faults.extend(replace(fault, exercise=label) for fault in found)
        if exercise is not None and not found:
            sound[exercise.id] = exercise
    return Catalog(tuple(sound.values()), source or Source(""), tuple(faults))


def _source(raw: object, faults: list[Fault]) -> Source | None:
    found: list[Fault] = []
    source = gather(raw, Source, found, _RULES)
    faults.extend(fault.within("source") for fault in found)
    return source


_Table = Mapping[str, Any]
"""The sound fields of a table, as a rule sees them."""


def _step_rules(step: _Table) -> Iterable[Fault]:
    """What must hold inside one step."""
    yield from _texts(step, *_STEP_TEXTS, known=_OF_A_SIDE)
    kind, breath, seconds = step.get("kind"), step.get("breath"), step.get("seconds")
    if len(step.get("cue", "").split()) > LONGEST_CUE:
        yield Fault("cue", "is too long to hear in time", "six words at most")
    if kind == "hold" and breath in ("inhale", "exhale"):
        yield Fault("breath", f"is {breath} in a hold", 'a hold keeps breathing: "easy"')
    if span := step.get("hold_range"):
        low, high = span
        if kind == "move":
            yield Fault("hold_range", "is given for a move", 'only for kind = "hold"')
        elif low > high:
            yield Fault("hold_range", f"runs from {low:g} to {high:g}", "the shorter one first")
        elif seconds is not None and not low <= seconds <= high:
            yield Fault("seconds", f"is {seconds:g}", f"from {low:g} to {high:g}, its hold_range")


def _variant_rules(variant: _Table) -> Iterable[Fault]:
    """What must hold inside one variant."""
    yield from _texts(variant, "name", "why", "position")
    yield from _texts(variant, "side_label", known=_SIDES)
    yield from _sentences(variant, "setup")
    if variant.get("steps") == ():
        yield Fault("step", "is empty", "give at least one step, or leave step out")


def _exercise_rules(exercise: _Table) -> Iterable[Fault]:
    """What must hold between the parts of one exercise."""
    yield from _texts(exercise, "name", "position")
    yield from _texts(exercise, "side_label", known=_SIDES)
    yield from _texts(exercise, "switch_cue", "switch_detail", known=_OF_A_SIDE)
    yield from _sentences(exercise, "setup", "safety")
    if exercise.get("steps") == ():
        yield Fault("step", "is empty", "give at least one [[exercise.step]]")
    seen = {STANDARD}
    for id in (variant["id"] for variant in exercise.get("variants", ()) if "id" in variant):
        if id in seen:
            yield Fault(f"variant {id}", "has a taken id", "give each variant its own")
        seen.add(id)
    poses = exercise.get("poses")
    if poses:
        for pose, message in figure.check(poses):
            yield Fault(f"poses, {pose}", message, "correct the pose line")
    for where, step in _every_step(exercise):
        if poses:
            yield from _poses_used(step, where, poses)
        if exercise.get("sides") == "none":
            yield from (fault.within(where) for fault in _sides_named(step))


def _every_step(exercise: _Table) -> Iterable[tuple[str, _Table]]:
    """The steps of an exercise and of its variants, each with where it stands."""
    for number, step in enumerate(exercise.get("steps", ()), 1):
        yield f"step {number}", step
    for number, variant in enumerate(exercise.get("variants", ()), 1):
        for place, step in enumerate(variant.get("steps", ()), 1):
            yield f"variant {variant.get('id', number)}, step {place}", step


def _poses_used(step: _Table, where: str, poses: Mapping[str, str]) -> Iterable[Fault]:
    known = [name for name in poses if name != "other_side"]
    for field, used in (("pose", (step.get("pose"),)), ("via", step.get("via", ()))):
        for pose in used:
            if pose and pose not in known:
                problem = f"{pose!r} is not among the poses"
                yield Fault(f"{where}, {field}", problem, f"there are: {', '.join(known)}")


def _sides_named(step: _Table) -> Iterable[Fault]:
    for field in _STEP_TEXTS:
        if any(f"{{{name}}}" in (step.get(field) or "") for name in _OF_A_SIDE):
            yield Fault(
                field, "names a side, and there are none", 'reword it, or change sides = "none"'
            )


def _source_rules(source: _Table) -> Iterable[Fault]:
    yield from _texts(source, "title", "why", "breathing", "dose")


_RULES: Rules = {
    Source: _source_rules,
    Step: _step_rules,
    Variant: _variant_rules,
    Exercise: _exercise_rules,
}
_STEP_TEXTS = ("cue", "detail", "say")
_SIDES = ("side", "other_side")
_OF_A_SIDE = (*_SIDES, "side_label")


def _sentences(table: _Table, *fields: str) -> Iterable[Fault]:
    for field in fields:
        for number, text in enumerate(table.get(field) or (), 1):
            yield from _texts({f"{field} {number}": text}, f"{field} {number}")


def _texts(table: _Table, *fields: str, known: Sequence[str] = ()) -> Iterable[Fault]:
    """Texts a person will read or hear: only placeholders that are filled, and no held breath."""
    for field in fields:
        text = table.get(field) or ""
        if asks_to_hold_breath(text):
            yield Fault(field, "asks for a held breath", "the breath is never held: reword it")
        for name in re.findall(r"\{([^{}]*)\}", text):
            if name not in known:
                here = " or ".join(f"{{{one}}}" for one in known)
                yield Fault(field, f"{{{name}}} is not known here", f"use {here or 'plain words'}")
